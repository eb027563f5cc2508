"""Holds every contender against one picture: shrink it, enlarge it, compare.

Thread: the one whose context is current.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from player.errors import PlayerError
from player.geometry import Rect, Size
from player.quality import measure
from player.quality.bench import Bench, Drawing
from player.quality.contenders import Contender
from player.quality.crops import Panel, Strip, enlarged_crop, richest, spread
from player.quality.degrade import Degradation, spoil
from player.quality.measure import Pixels
from player.quality.resample import Shrink, shrink
from player.quality.table import Score, Trial

SMALLEST_SIDE_PX = 16
"""Of the source; SSIM's window and the reach of a network want some room."""

ZOOM = 4


@dataclass(frozen=True, slots=True)
class Task:
    """What is done to every picture.

    Attributes:
        ratio: Reference over source, a whole number.
        degradations: What spoils the source after it was shrunk, in order.
    """

    contenders: tuple[Contender, ...]
    ratio: int
    how: Shrink
    degradations: tuple[Degradation, ...] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where a sheet looks.

    Attributes:
        count: How many places to find.
        size: Of such a place.
        fixed: The one place to look at, None to find those where chains differ most.
    """

    count: int
    size: Size
    fixed: Rect | None = None


def hold_trial(
    bench: Bench,
    task: Task,
    title: str,
    picture: Pixels,
    places: Places | None = None,
) -> tuple[Trial, tuple[Strip, ...]]:
    """Return a picture's figures, and its strips where places are asked for.

    Args:
        bench: Draws.
        task: Who, and under what conditions.
        title: What tables call the picture.
        picture: The reference, uint8 [height, width, 3].
        places: What to cut out for a sheet, None for no strips.

    Raises:
        PlayerError: The picture is too small, too large, or lacks the fixed place.
    """
    reference = _trimmed(picture, task.ratio)
    if places is not None and places.fixed is not None:
        _check_inside(places.fixed, reference)
    source = shrink(reference, task.ratio, task.how)
    for degradation in task.degradations:
        source = spoil(source, degradation)
    output = _size(reference)
    truth = measure.luma(reference)
    scores, kept = [], []
    for contender in task.contenders:
        drawing = bench.draw(contender, source, output)
        scores.append(_score(contender, drawing, truth))
        if places is not None:
            kept.append(drawing.pixels)
    setting = _setting(task, picture, reference, source)
    trial = Trial(title, setting, tuple(scores))
    if places is None:
        return trial, ()
    return trial, _strips(trial, reference, kept, places)


def _trimmed(picture: Pixels, ratio: int) -> Pixels:
    """Cut right and below what does not fill a block of `ratio` pixels."""
    height, width = (side - side % ratio for side in picture.shape[:2])
    if min(height, width) < SMALLEST_SIDE_PX * ratio:
        least = SMALLEST_SIDE_PX * ratio
        raise PlayerError(
            f"a picture of {_size(picture)} is too small",
            f"Both sides must have {least} pixels or more",
        )
    return np.ascontiguousarray(picture[:height, :width])


def _setting(task: Task, picture: Pixels, reference: Pixels, source: Pixels) -> str:
    words = [str(_size(reference))]
    if reference.shape != picture.shape:
        words[0] += f" (cut from {_size(picture)}: a multiple of {task.ratio})"
    if task.ratio > 1:
        words.append(f"shrunk to {_size(source)} by {task.how.value}")
    words += [str(degradation) for degradation in task.degradations]
    return ", ".join(words)


def _score(contender: Contender, drawing: Drawing, truth: measure.Plane) -> Score:
    drawn = measure.luma(drawing.pixels)
    return Score(
        name=contender.name,
        psnr_y_db=measure.psnr(drawn, truth),
        ssim_y=measure.ssim(drawn, truth),
        gpu_ms=drawing.gpu_ms,
        weights=drawing.weights,
        ran=drawing.ran,
        passes=drawing.passes,
        enlarged_by=drawing.enlarged_by,
        fault=drawing.fault,
        has_grown=drawing.has_grown,
    )


def _strips(
    trial: Trial, reference: Pixels, drawn: Sequence[Pixels], places: Places
) -> tuple[Strip, ...]:
    if places.fixed is not None:
        found: tuple[Rect, ...] = (places.fixed,)
    else:
        # One contender alone differs from nothing but the truth.
        pictures = drawn if len(drawn) > 1 else [reference, *drawn]
        found = richest(spread(map(measure.luma, pictures)), places.size, places.count)
    return tuple(_strip(trial, reference, drawn, place) for place in found)


def _strip(
    trial: Trial, reference: Pixels, drawn: Sequence[Pixels], place: Rect
) -> Strip:
    panels = [Panel("reference", "", enlarged_crop(reference, place, ZOOM))]
    for score, pixels in zip(trial.scores, drawn, strict=True):
        note = f"{score.psnr_y_db:.2f} dB   SSIM {score.ssim_y:.3f}"
        panels.append(Panel(score.name, note, enlarged_crop(pixels, place, ZOOM)))
    where = f"{place.width}×{place.height} pixels at {place.x},{place.y}"
    return Strip(f"{trial.title}: {trial.setting}; {where}", tuple(panels))


def _check_inside(place: Rect, picture: Pixels) -> None:
    size = _size(picture)
    is_inside = (
        place.x + place.width <= size.width and place.y + place.height <= size.height
    )
    if place.size.is_empty or not is_inside:
        raise PlayerError(
            f"{place.width}×{place.height} at {place.x},{place.y} is not inside of it",
            f"The picture has {size}",
        )


def _size(picture: Pixels) -> Size:
    return Size(picture.shape[1], picture.shape[0])
