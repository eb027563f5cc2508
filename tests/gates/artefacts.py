"""What a figure of nearness hardly hears: rings, colour in gray, fringes of colour.

All are in levels, of 255; no network may exceed the official file of its class.
"""

from collections.abc import Iterable
from itertools import cycle, islice, product
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.lettering import lettered
from shaders.training.plain_areas import COLOURS, rectangles
from shaders.training.resampling import Kernel
from shaders.training.shapes import LUMA
from tests.gates.painter import Painter
from tests.gates.samples import RIM_PX, STILL_PLACES
from tests.gates.sources import Pixels, halved
from tests.support.free_art import free_scenes

PLAINS = ((0, (120, 180, 225)), (255, (135, 75, 30)))
"""What is beside (black, white), and how bright the plain areas are."""

GRAY = 128  # around lines of these colours: every channel has room on both sides
WIDTHS_PX = (1, 2, 3, 4, 6)
GAPS_PX = (10, 6, 8, 4, 9, 5, 7)
"""Each width meets each gap, on even pixels and on odd ones."""
LINES_PX = 64  # their length
NARROW_RIM_PX = 8  # of pictures of lines and letters is not looked at

DOTS_PX = (2, 3, 4)
LETTER_PLAINS = ((0, 120), (255, 135))  # they need more room than rectangles


def rings(painter: Painter, factor: int) -> float:
    """Return by how many levels a plain area beside black or white goes beyond itself.

    Too bright beside black, too dark beside white: along edges, in corners and around
    them, where edges lie between pixels of the source and where they cut one.
    """
    pictures = (
        (beside, level, rectangles(*pair))
        for beside, levels in PLAINS
        for level in levels
        for pair in ((beside, level), (level, beside))
    )
    return _most_beyond(painter, factor, pictures, RIM_PX)


def letters(painter: Painter, factor: int) -> float:
    """Return by how many levels what is around small black or white letters goes wrong.

    Too bright around black, too dark around white, in holes of a few pixels too.
    """
    pictures = (
        (beside, level, lettered(beside, level, dot))
        for (beside, level), dot in product(LETTER_PLAINS, DOTS_PX)
    )
    return _most_beyond(painter, factor, pictures, NARROW_RIM_PX)


def _most_beyond(
    painter: Painter,
    factor: int,
    pictures: Iterable[tuple[int, int, npt.NDArray[np.floating[Any]]]],
    rim_px: int,
) -> float:
    """Return how far plain levels are left, away from what is beside them.

    Args:
        painter: Draws the pictures.
        factor: By how much it enlarges.
        pictures: What is beside (0 or 255), the plain level, and their luma.
        rim_px: Of a picture, where its borders are felt, that is not looked at.
    """
    worst = 0
    for beside, level, luma in pictures:
        picture = _as_gray(luma)
        source = halved(Kernel.AREA)(picture) if factor == 2 else picture
        drawn = painter.draw(source, factor).astype(int)
        inner = drawn[rim_px:-rim_px, rim_px:-rim_px]
        over = inner.max() - level if beside == 0 else level - inner.min()
        worst = max(worst, int(over))
    return float(worst)


def fringe(painter: Painter, factor: int) -> float:
    """Return how far what is around colourful lines goes beyond itself in a channel.

    Away from the line's colour: cyan beside red, yellow beside blue.
    """
    worst = 0
    for colour, is_upright in product(COLOURS, (False, True)):
        picture, is_around = _lines(colour)
        if is_upright:
            picture, is_around = picture.transpose(1, 0, 2), is_around.T
        source = halved(Kernel.AREA)(picture) if factor == 2 else picture
        drawn = painter.draw(np.ascontiguousarray(source), factor).astype(int)
        over = (drawn - GRAY) * np.sign(GRAY - np.array(colour))
        inner = slice(NARROW_RIM_PX, -NARROW_RIM_PX)
        worst = max(worst, int(over[inner, inner][is_around[inner, inner]].max()))
    return float(worst)


def _lines(colour: tuple[int, ...]) -> tuple[Pixels, npt.NDArray[np.bool_]]:
    """Return lines on gray, and where there is none."""
    count = 2 * len(WIDTHS_PX) * len(GAPS_PX)
    sizes = list(islice(zip(cycle(WIDTHS_PX), cycle(GAPS_PX), strict=False), count))
    height = NARROW_RIM_PX + sum(map(sum, sizes)) + NARROW_RIM_PX
    picture = np.full((height, LINES_PX, 3), GRAY, np.uint8)
    is_around = np.ones((height, LINES_PX), np.bool_)
    top = NARROW_RIM_PX
    for width, gap in sizes:
        picture[top : top + width] = colour
        is_around[top : top + width] = False
        top += width + gap
    return picture, is_around


def tint(painter: Painter, factor: int) -> float:
    """Return how far apart R, G and B of a gray picture come to lie at most."""
    worst = 0
    for place in STILL_PLACES:
        drawn = painter.draw(
            _gray(place.cut(_source(place.scene, factor), factor)), factor
        )
        inner = drawn[RIM_PX:-RIM_PX, RIM_PX:-RIM_PX].astype(int)
        worst = max(worst, int(np.ptp(inner, axis=2).max()))
    return float(worst)


def _source(scene: int, factor: int) -> Pixels:
    whole = free_scenes()[scene]
    return halved(Kernel.AREA)(whole) if factor == 2 else whole


def _gray(picture: Pixels) -> Pixels:
    return _as_gray(picture.astype(np.float64) @ np.array(LUMA))


def _as_gray(luma: npt.NDArray[np.floating[Any]]) -> Pixels:
    return np.repeat(luma.round().clip(0, 255).astype(np.uint8)[..., None], 3, 2)
