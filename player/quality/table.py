"""Figures as an aligned table, as CSV and as JSON. Pure."""

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

NONE = "–"


@dataclass(frozen=True, slots=True)
class Score:
    """One line: what a contender reached on a picture, or in the mean.

    Attributes:
        psnr_y_db: ∞ when nothing differs.
        gpu_ms: On software GL the wall's; None when not measured.
        weights: None without a network.
        ran / passes: How many passes ran, of how many; None where pictures differ.
        has_grown: Whether the chain made the picture larger, one of them at least.
    """

    name: str
    psnr_y_db: float
    ssim_y: float
    gpu_ms: float | None
    weights: int | None
    ran: int | None
    passes: int | None
    enlarged_by: str
    fault: str = ""
    has_grown: bool = False


@dataclass(frozen=True, slots=True)
class Trial:
    """One picture and what every contender made of it.

    Attributes:
        title: File name and moment.
        setting: Sizes and how the source was made, in words.
    """

    title: str
    setting: str
    scores: tuple[Score, ...]


def headings(*, is_software: bool) -> tuple[str, ...]:
    """Return the names of the columns."""
    time = "wall ms" if is_software else "GPU ms"
    return ("chain", "PSNR-Y dB", "SSIM", time, "parameters", "passes", "enlarged by")


def cells(score: Score) -> tuple[str, ...]:
    """Return a line's texts, one for each heading."""
    ran = f"{score.ran}/{score.passes}" if score.passes else NONE
    return (
        score.name,
        f"{score.psnr_y_db:.3f}" if math.isfinite(score.psnr_y_db) else "∞",
        f"{score.ssim_y:.4f}",
        NONE if score.gpu_ms is None else f"{score.gpu_ms:.2f}",
        NONE if score.weights is None else str(score.weights),
        ran,
        f"failed: {score.fault}" if score.fault else score.enlarged_by,
    )


def text_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return lines with columns below one another; numbers stand to the right."""
    lines = [titles, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    last = len(widths) - 1
    return "\n".join(
        "  ".join(
            text.ljust(width) if place in {0, last} else text.rjust(width)
            for place, (text, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def telling(trials: Sequence[Trial]) -> tuple[Trial, ...]:
    """Return the pictures that tell something, all where none does.

    A black frame comes back whole from everybody, and its infinite PSNR would be
    everybody's mean.
    """
    found = tuple(
        trial
        for trial in trials
        if any(math.isfinite(score.psnr_y_db) for score in trial.scores)
    )
    return found or tuple(trials)


def mean_title(trials: Sequence[Trial]) -> str:
    """Return what the mean is over, in words."""
    counted = len(telling(trials))
    if counted == len(trials):
        return f"Mean over {counted} pictures"
    return (
        f"Mean over {counted} of {len(trials)} pictures (nobody lost a bit of the rest)"
    )


def mean_scores(trials: Sequence[Trial]) -> tuple[Score, ...]:
    """Return the mean over the pictures that tell, contender by contender."""
    columns = zip(*(trial.scores for trial in telling(trials)), strict=True)
    return tuple(_mean(scores) for scores in columns)


def as_csv(trials: Sequence[Trial], *, is_software: bool) -> str:
    """Return a line for each picture and contender, with a heading."""
    rows = [
        {"picture": trial.title, **row}
        for trial in trials
        for row in _rows(trial.scores, is_software=is_software)
    ]
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def as_json(trials: Sequence[Trial], *, is_software: bool) -> str:
    """Return pictures and means; an infinite PSNR is null, for JSON has none."""
    made = {
        "pictures": [
            {
                "picture": trial.title,
                "setting": trial.setting,
                "chains": _rows(trial.scores, is_software=is_software),
            }
            for trial in trials
        ],
        "mean": _rows(mean_scores(trials), is_software=is_software),
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _rows(scores: Iterable[Score], *, is_software: bool) -> list[dict[str, object]]:
    """Return the fields by name; time is called what it is, as in the headings."""
    names = {"gpu_ms": "wall_ms"} if is_software else {}
    rows = []
    for score in scores:
        row = {names.get(key, key): value for key, value in asdict(score).items()}
        if not math.isfinite(score.psnr_y_db):
            row["psnr_y_db"] = None
        rows.append(row)
    return rows


def _mean(scores: Sequence[Score]) -> Score:
    first = scores[0]
    times = [score.gpu_ms for score in scores if score.gpu_ms is not None]
    is_same_work = len({(s.ran, s.passes, s.weights) for s in scores}) == 1
    ways = dict.fromkeys(score.enlarged_by for score in scores)
    return Score(
        name=first.name,
        psnr_y_db=fmean(score.psnr_y_db for score in scores),
        ssim_y=fmean(score.ssim_y for score in scores),
        gpu_ms=fmean(times) if times else None,
        weights=first.weights if is_same_work else None,
        ran=first.ran if is_same_work else None,
        passes=first.passes if is_same_work else None,
        enlarged_by=" or ".join(ways),
        fault=next((score.fault for score in scores if score.fault), ""),
        has_grown=any(score.has_grown for score in scores),
    )
