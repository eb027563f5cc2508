"""Plain areas that shall stay plain: beside rectangles, in letters, around lines.

A network that makes lines crisp goes too far where they turn or lie close together:
beside black it makes a plain area brighter than it is, beside white darker, and
beside a line of a pure colour it leaves a fringe of the opposite one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training import colouring
from shaders.training.folding import folded
from shaders.training.lettering import lettered
from shaders.training.machines import Machine
from shaders.training.resampling import Array, Kernel, resampled, resize_matrix
from shaders.training.shapes import Shape

Values = npt.NDArray[np.floating[Any]]

PLAINS = ((0, (100, 150, 195)), (255, (155, 105, 60)))
"""What is beside, and plain levels with room above (below) them: what is cut off at
white or black is not seen."""

CELL_PX = 80
SIDES = ((20, 21), (20, 21), (60, 61), (60, 61))  # of a rectangle in its cell
DRAWN_PX = 4 * CELL_PX  # side of a picture
RIM_PX = 8  # of a picture, where its borders are felt, is not looked at

KINDS = ("corners", "letters", "fringe")

LETTER_PLAINS = ((0, (105, 130)), (255, (150, 125)))  # they need more room
DOTS_PX = (2, 3, 4)

COLOURS = tuple(
    colour for colour in product((0, 255), repeat=3) if len(set(colour)) > 1
)
"""Red, green, blue and what two of them make."""

GRAYS = (105, 150)  # around lines of these colours: on even pixels, on odd ones
WIDTHS_PX = (1, 2, 3, 4, 6)
GAPS_PX = (4, 5, 7)
LINES_PX = 288  # side of a picture of them
BLOCKY = (0.0, 0.5, 1.1)  # lines every eighth pixel look like a codec's blocks
LINES_COUNT = 1.0 / 16.0  # a line is one place many times over, a corner is one


def rectangles(inside: float, around: float) -> Values:
    """Return a square of cells with a rectangle in each: every parity of its sides."""
    picture = np.full((4, CELL_PX, 4, CELL_PX), around, np.float32)
    for cell, (top, left, end, right) in enumerate(product(*SIDES)):
        picture[cell // 4, top:end, cell % 4, left:right] = inside
    return picture.reshape(DRAWN_PX, DRAWN_PX)


def neighbours() -> Iterator[int]:
    """Yield indices of WIDTHS_PX: each stands before each once, before itself too."""
    count = len(WIDTHS_PX)
    for first in range(count):
        yield first
        for second in range(first + 1, count):
            yield from (first, second)
    yield 0


def lines(
    colour: tuple[int, ...], around: float, gap: int, start: int
) -> tuple[Values, Values]:
    """Return [3, y, x] with lines of a colour, and [y, x], 1 where there is none.

    Args:
        colour: of 255.
        around: how bright the gray around is.
        gap: pixels from one to the next.
        start: pixels by which all are further down.
    """
    picture = np.full((3, LINES_PX, LINES_PX), around, np.float32)
    is_around = np.ones((LINES_PX, LINES_PX), np.float32)
    top = RIM_PX + start
    for width in (WIDTHS_PX[index] for index in neighbours()):
        picture[:, top : top + width] = np.array(colour, np.float32)[:, None, None]
        is_around[top : top + width] = 0.0
        top += width + gap
    return picture, is_around


@dataclass(frozen=True)
class PlainAreas:
    """Pictures of one kind, and where they shall stay as they are.

    Axis 1 is the channels that are looked at (1 where all three are alike, or 3),
    axis 2 what the network writes for a pixel (4 where it doubles, else 1).

    Attributes:
        kind: what they are, in a word.
        limit: what they may go beyond themselves by, of 1.
        count: how much a pixel counts.
        low: [pictures, 3, y, x], what the network sees.
        blocky: [pictures], what it is told of how blocky they are.
        before: [pictures, channels, 1 or 4, y, x], shown without a network.
        slope: the same, what is shown more by what is added.
        level: [pictures, channels, 1, 1, 1], of the plain area.
        side: [pictures, channels, 1 or 4, y, x], 1 where brighter counts, -1 where
            darker, 0 where neither.
    """

    kind: str
    limit: float
    count: float
    low: Array
    blocky: Array
    before: Array
    slope: Array
    level: Array
    side: Array

    def beyond(self, added: Array) -> Array:
        """Return how far what is shown goes beyond the plain level, 0 or more.

        Args:
            added: [pictures, 1 or 3, 1 or 4, y, x].
        """
        shown = self.before + self.slope * added
        return ((shown - self.level) * self.side).clip(0.0, None)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One picture: [3, y, x], its plain level [3], and the side that counts, [3, y, x].

    All of 255.
    """

    picture: Values
    level: Values
    side: Values


def drawn(kind: str, levels: float, shape: Shape, machine: Machine) -> PlainAreas:
    """Return the pictures of a kind as a shape is shown them.

    Args:
        kind: one of KINDS.
        levels: of 255, by which they may go beyond themselves.
        shape: of the network, for how colours follow its luma.
        machine: where they shall be.
    """
    some = list(_coloured_lines() if kind == "fringe" else _gray(kind))
    told = BLOCKY if shape.block_aware else (0.0,)
    pictures = some * len(told)
    channels = 3 if kind == "fringe" else 1
    whole = np.stack([one.picture for one in pictures]) / np.float32(255.0)
    side = np.stack([one.side for one in pictures])[:, :channels]
    level = np.stack([one.level for one in pictures])[:, :channels] / 255.0
    low, before, slope = _shown(whole, shape, is_coloured=kind == "fringe")
    put = machine.put
    return PlainAreas(
        kind,
        levels / 255.0,
        LINES_COUNT if kind == "fringe" else 1.0,
        put(low),
        put(np.repeat(np.array(told, np.float32), len(some))),
        put(_parts(before[:, :channels], shape)),
        put(_parts(slope[:, :channels], shape)),
        put(level.astype(np.float32)[:, :, None, None, None]),
        put(_parts(side.astype(np.float32), shape)),
    )


def _gray(kind: str) -> Iterator[_Drawn]:
    plains = LETTER_PLAINS if kind == "letters" else PLAINS
    for beside, level in ((beside, one) for beside, some in plains for one in some):
        for picture in _pictures(kind, beside, level):
            whole = np.repeat(picture[None], 3, 0)
            side = np.full(whole.shape, -1.0 if beside else 1.0)
            yield _Drawn(whole, np.full(3, float(level)), side)


def _pictures(kind: str, beside: float, level: float) -> list[Values]:
    """Return pictures of a plain level and of what is beside it."""
    if kind == "corners":
        return [rectangles(level, beside), rectangles(beside, level)]
    return [lettered(beside, level, dot) for dot in DOTS_PX]


def _coloured_lines() -> Iterator[_Drawn]:
    kinds = product(COLOURS, GAPS_PX, enumerate(GRAYS), (False, True))
    for colour, gap, (start, around), is_upright in kinds:
        picture, is_around = lines(colour, around, gap, start)
        if is_upright:
            picture, is_around = picture.transpose(0, 2, 1), is_around.T
        away = np.sign(around - np.array(colour))[:, None, None]
        side = away * is_around
        side[:, :RIM_PX] = side[:, -RIM_PX:] = 0.0
        side[..., :RIM_PX] = side[..., -RIM_PX:] = 0.0
        yield _Drawn(picture, np.full(3, float(around)), side)


def _shown(
    whole: Values, shape: Shape, is_coloured: bool
) -> tuple[Values, Values, Values]:
    """Return what the network sees, what is shown without it, and by how much more."""
    if shape.output.factor == 1:
        return whole, whole, np.ones_like(whole)
    side = whole.shape[-1]
    shrink = resize_matrix(side, side // 2, Kernel.AREA)
    low = (shrink @ whole @ shrink.T).astype(np.float32)
    double = resize_matrix(side // 2, side, Kernel.BILINEAR)
    before = resampled(double, low).astype(np.float32)
    if not (is_coloured and shape.coloured):
        return low, before, np.ones_like(before)
    pairs = [colouring.slopes(one) for one in low]
    slope, back = (np.stack(arrays) for arrays in zip(*pairs, strict=True))
    return low, before + back, slope


def _parts(picture: Values, shape: Shape) -> Values:
    """Turn [pictures, channels, y, x] into [pictures, channels, 1 or 4, y, x]."""
    if shape.output.factor == 1:
        return np.ascontiguousarray(picture[:, :, None], np.float32)
    count, channels, height, width = picture.shape
    parts = folded(picture.reshape(-1, 1, height, width))
    result = parts.reshape(count, channels, 4, height // 2, width // 2)
    return np.ascontiguousarray(result, np.float32)
