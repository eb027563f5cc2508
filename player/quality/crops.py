"""Finds and cuts out the parts of a picture where contenders differ most. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.geometry import Rect, Size

Plane = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Panel:
    """One crop, already enlarged: uint8 [height, width, 3], and what stands above."""

    name: str
    note: str
    pixels: Pixels


@dataclass(frozen=True, slots=True)
class Strip:
    """One place of one picture, as everybody drew it; all panels have one size."""

    title: str
    panels: tuple[Panel, ...]


def enlarged_crop(picture: Pixels, place: Rect, zoom: int) -> Pixels:
    """Return a part of a picture, every pixel a square of `zoom` pixels."""
    part = picture[place.y : place.y + place.height, place.x : place.x + place.width]
    return np.ascontiguousarray(part.repeat(zoom, 0).repeat(zoom, 1))


def spread(lumas: Iterable[Plane]) -> Plane:
    """Return the standard deviation over pictures, pixel by pixel.

    Args:
        lumas: float64 [height, width] each; at least one.
    """
    count, total, squares = 0, np.zeros(1), np.zeros(1)
    for values in lumas:
        count += 1
        total = total + values
        squares = squares + np.square(values)
    variance = squares / count - np.square(total / count)
    return np.sqrt(np.maximum(variance, 0.0))


def richest(weights: Plane, size: Size, count: int) -> tuple[Rect, ...]:
    """Return the rectangles that hold the largest sums and do not overlap.

    Args:
        weights: float64 [height, width].
        size: Of a rectangle; made smaller where the picture is.
        count: How many at most.
    """
    height, width = (
        min(size.height, weights.shape[0]),
        min(size.width, weights.shape[1]),
    )
    sums = _box_sums(weights, width, height)
    found = []
    for _ in range(count):
        y, x = (int(place) for place in np.unravel_index(np.argmax(sums), sums.shape))
        if np.isneginf(sums[y, x]):
            break
        found.append(Rect(x, y, width, height))
        top, left = max(0, y - height + 1), max(0, x - width + 1)
        sums[top : y + height, left : x + width] = -np.inf
    return tuple(found)


def _box_sums(weights: Plane, width: int, height: int) -> Plane:
    """Return the sum of the box whose upper left corner is at each place."""
    total = np.pad(weights.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    sums: Plane = (
        total[height:, width:]
        - total[:-height, width:]
        - total[height:, :-width]
        + total[:-height, :-width]
    )
    return sums
