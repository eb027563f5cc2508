"""`sakuga quality`: how near each chain comes to a picture that is known.

Each picture is taken as the truth, shrunk, enlarged again by every contender through
the player's own renderer, and compared with itself.
"""

import argparse
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from player.commands.gpu_size import for_this_gpu
from player.commands.still import read_frame
from player.errors import OptionError, PictureWriteError, PlayerError
from player.geometry import Rect, Size
from player.gl.context import GlInfo
from player.gl.headless import headless_context
from player.media.container import probe
from player.media.picture_writer import write_png
from player.quality import table
from player.quality.bench import Bench
from player.quality.complaints import failed_chains, idle_chains
from player.quality.contenders import DEFAULT, Contender, find_contenders
from player.quality.crops import Strip
from player.quality.degrade import ALLOWED, parse_degradation
from player.quality.pillow import need_pillow
from player.quality.resample import Shrink
from player.quality.table import Score, Trial
from player.quality.trial import Places, Task, hold_trial
from player.render.request import Kernel

RATIOS = (1, 2, 3, 4)
DEFAULT_FRAMES = 3
MOST_FRAMES = 1000
CROP = Size(80, 60)
MOST_CROPS = 20
MOST_CROP_PX = 1024

_RECT = re.compile(r"\s*(\d+),(\d+),(\d+),(\d+)\s*")


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture to be read: a file, and a time in it for a film."""

    path: str
    at_s: float
    is_still: bool

    @property
    def title(self) -> str:
        """Return what tables call it."""
        name = Path(self.path).name
        return name if self.is_still else f"{name} at {self.at_s:.3f} s"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = (
        "Shrink pictures, enlarge them again by each chain, and say how near each came."
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="pictures or films: the truth"
    )
    parser.add_argument(
        "--chains",
        nargs="+",
        action="extend",
        metavar="CHAIN",
        help="bilinear, bicubic, lanczos; presets; shader files (those joined by commas"
        " are one chain); kernels, modes, presets, or a folder of ours (upscale) for"
        f" all of these (default: {' '.join(DEFAULT)})",
    )
    _add_conditions(parser)
    _add_sheet(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="print CSV")
    form.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace) -> int:
    """Measure, print, draw the sheet; return the exit code.

    A file that cannot be used is named, the others go on, and the code is 1; so it is
    where a chain that was named enlarges nothing though that is measured.

    Raises:
        PlayerError: What is asked for cannot be done for any file.
    """
    task = Task(
        contenders=_contenders(arguments.chains or DEFAULT, Kernel(arguments.scaler)),
        ratio=arguments.ratio,
        how=Shrink(arguments.shrink),
        degradations=tuple(map(parse_degradation, arguments.degrade)),
    )
    places = _places(arguments)
    moments, complaints = _moments(arguments)
    with headless_context() as info:
        printer = _Printer(arguments, info)
        bench = Bench(info, is_timed=arguments.time)
        try:
            trials, strips = _hold_all(bench, task, moments, places, printer)
        finally:
            bench.release()
    if trials:
        printer.conclude(trials)
        if places is not None:
            printer.write_sheet(arguments.sheet, trials, strips)
    faults = idle_chains(task, trials) + failed_chains(trials)
    for fault in faults:
        print(f"sakuga: {fault}", file=sys.stderr)
    is_whole = len(trials) == len(moments) and not complaints
    return 0 if is_whole and not faults else 1


def _contenders(words: Sequence[str], scaler: Kernel) -> tuple[Contender, ...]:
    """Return who is measured, those in size Auto as they draw on this GPU."""
    found = find_contenders(words, scaler)
    chains = for_this_gpu([one.chain for one in found])
    return tuple(
        replace(one, name=chain.label, chain=chain) if chain.is_auto else one
        for one, chain in zip(found, chains, strict=True)
    )


def _add_conditions(parser: argparse.ArgumentParser) -> None:
    kernels = [kernel.value for kernel in Kernel]
    parser.add_argument(
        "--shrink",
        choices=[how.value for how in Shrink],
        default=Shrink.AREA.value,
        help="how the source is made (area)",
    )
    parser.add_argument(
        "--ratio", type=int, choices=RATIOS, default=2, help="how much smaller (2)"
    )
    parser.add_argument(
        "--scaler",
        choices=kernels,
        default=Kernel.LANCZOS.value,
        help="what enlarges where a chain does not (lanczos)",
    )
    parser.add_argument(
        "--degrade",
        action="append",
        default=[],
        metavar="HOW",
        help=f"spoil the source first: {ALLOWED}; may be given several times",
    )
    parser.add_argument(
        "--at",
        type=float,
        action="append",
        metavar="SECONDS",
        help="which moment of films; may be given several times",
    )
    parser.add_argument(
        "--frames",
        type=int,
        default=DEFAULT_FRAMES,
        help=f"how many evenly spaced moments without --at ({DEFAULT_FRAMES})",
    )
    parser.add_argument(
        "--time",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="draw several times, to know how long it takes",
    )


def _add_sheet(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("the sheet: crops side by side with the table")
    group.add_argument("--sheet", metavar="PNG", help="where to write it")
    group.add_argument(
        "--crops",
        type=int,
        default=1,
        metavar="COUNT",
        help="places of each picture, those where the chains differ most (1)",
    )
    group.add_argument(
        "--crop", default="", metavar="X,Y,W,H", help="this place of each instead"
    )


def _places(arguments: argparse.Namespace) -> Places | None:
    """Return where the sheet looks, None without one; refuse early, not at the end."""
    fixed = _rect(arguments.crop) if arguments.crop else None
    if not 1 <= arguments.crops <= MOST_CROPS:
        raise OptionError("crops", arguments.crops, f"1 to {MOST_CROPS}")
    if arguments.sheet is None:
        return None
    need_pillow("--sheet")
    target = Path(arguments.sheet)
    if target.suffix.lower() != ".png" or target.is_dir():
        raise OptionError("sheet", arguments.sheet, "a file that ends in .png")
    if not target.parent.is_dir():
        raise PictureWriteError(arguments.sheet, "there is no such folder")
    for file in arguments.files:
        if target.exists() and Path(file).exists() and target.samefile(file):
            raise OptionError("sheet", arguments.sheet, "any file but those measured")
    return Places(arguments.crops, CROP, fixed)


def _rect(text: str) -> Rect:
    match = _RECT.fullmatch(text)
    if match is None:
        raise OptionError("crop", text, "X,Y,WIDTH,HEIGHT in pixels")
    place = Rect(*(int(number) for number in match.groups()))
    if place.size.is_empty or max(place.width, place.height) > MOST_CROP_PX:
        raise OptionError("crop", text, f"each side 1 to {MOST_CROP_PX} pixels")
    return place


def _moments(arguments: argparse.Namespace) -> tuple[list[Moment], int]:
    """Return what is to be read, and how many files cannot be."""
    if not 1 <= arguments.frames <= MOST_FRAMES:
        raise OptionError("frames", arguments.frames, f"1 to {MOST_FRAMES}")
    found: list[Moment] = []
    complaints = 0
    for path in arguments.files:
        try:
            found += _moments_of(path, arguments.at, arguments.frames)
        except PlayerError as error:
            _complain(error)
            complaints += 1
    return found, complaints


def _moments_of(path: str, at_s: Sequence[float] | None, frames: int) -> list[Moment]:
    info = probe(path)
    if info.video is None:
        raise PlayerError(f"{path} holds no picture")
    if info.video.is_still:
        return [Moment(path, 0.0, is_still=True)]
    if at_s is None:
        # Neither end: films begin and end in black.
        parts = range(1, frames + 1)
        times = [info.duration_s * part / (frames + 1) for part in parts]
        at_s = list(dict.fromkeys(times))
    return [Moment(path, moment, is_still=False) for moment in at_s]


def _hold_all(
    bench: Bench,
    task: Task,
    moments: Sequence[Moment],
    places: Places | None,
    printer: "_Printer",
) -> tuple[list[Trial], list[Strip]]:
    trials: list[Trial] = []
    strips: list[Strip] = []
    for moment in moments:
        try:
            frame = read_frame(moment.path, moment.at_s)
            picture = bench.plain(frame)
            trial, cut = hold_trial(bench, task, moment.title, picture, places)
        except PlayerError as error:
            _complain(error, moment.title)
            continue
        trials.append(trial)
        strips += cut
        printer.tell(trial)
    return trials, strips


def _complain(error: PlayerError, about: str = "") -> None:
    words = f"{about}: {error}" if about and about not in str(error) else str(error)
    hint = f" ({error.hint})" if error.hint else ""
    print(f"sakuga: {words}{hint}", file=sys.stderr)


class _Printer:
    """Tells figures as they come, in the form that was asked for.

    Thread: the command's.
    """

    def __init__(self, arguments: argparse.Namespace, info: GlInfo) -> None:
        self._form = "csv" if arguments.csv else "json" if arguments.json else "text"
        self._is_software = info.is_software
        self._headings = table.headings(is_software=info.is_software)
        self._captions = [f"Drawn by {info.renderer}; final scaler {arguments.scaler}."]
        if info.is_software and arguments.time:
            self._captions.append(
                "Software GL: wall ms is time of this CPU and says nothing of a GPU."
            )

    def tell(self, trial: Trial) -> None:
        """Print one picture's table."""
        if self._form == "text":
            self._print(f"{trial.title}: {trial.setting}", trial.scores)

    def conclude(self, trials: Sequence[Trial]) -> None:
        """Print the mean, or everything in a form for machines."""
        if self._form == "csv":
            print(table.as_csv(trials, is_software=self._is_software), end="")
        elif self._form == "json":
            print(table.as_json(trials, is_software=self._is_software), end="")
        else:
            if len(trials) > 1:
                self._print(table.mean_title(trials), table.mean_scores(trials))
            print("\n".join(self._captions))

    def write_sheet(
        self, path: str, trials: Sequence[Trial], strips: Sequence[Strip]
    ) -> None:
        """Draw crops and the table of the mean.

        Raises:
            PictureWriteError: The disk refuses.
        """
        from player.quality.sheet import draw_sheet  # noqa: PLC0415  needs Pillow

        rows = [table.cells(score) for score in table.mean_scores(trials)]
        captions = list(self._captions)
        if len(trials) > 1:
            captions.insert(0, f"{table.mean_title(trials)}.")
        write_png(path, draw_sheet(strips, [self._headings, *rows], captions))

    def _print(self, title: str, scores: Sequence[Score]) -> None:
        rows = [table.cells(score) for score in scores]
        print(f"{title}\n{table.text_table(self._headings, rows)}\n", flush=True)
