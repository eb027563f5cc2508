"""What a figure of nearness hardly hears: rings at a hard edge, colour in gray.

Both are in levels, of 255; no network may exceed the official file of its class.
"""

from itertools import product

import numpy as np

from shaders.training.resampling import Kernel
from tests.gates.painter import Painter
from tests.gates.samples import RIM_PX, STILL_PLACES
from tests.gates.sources import Pixels, halved
from tests.support.free_art import free_scenes

PLAINS = ((0, (120, 180, 225)), (255, (135, 75, 30)))
"""What is beside (black, white), and how bright the plain areas are."""
CELL_PX = 80
RECTANGLES = tuple(product((20, 21), (20, 21), (60, 61), (60, 61)))
"""In each cell, in pixels of the result: from here to there, down and across."""


def rings(painter: Painter, factor: int) -> float:
    """Return by how many levels a plain area beside black or white goes beyond itself.

    Too bright beside black, too dark beside white: along edges, in corners and around
    them, where edges lie between pixels of the source and where they cut one.
    """
    worst = 0
    for (beside, levels), is_inside in product(PLAINS, (False, True)):
        for level in levels:
            picture = (
                _rectangles(level, beside) if is_inside else _rectangles(beside, level)
            )
            source = halved(Kernel.AREA)(picture) if factor == 2 else picture
            drawn = painter.draw(source, factor).astype(int)
            inner = drawn[RIM_PX:-RIM_PX, RIM_PX:-RIM_PX]
            over = inner.max() - level if beside == 0 else level - inner.min()
            worst = max(worst, int(over))
    return float(worst)


def _rectangles(inside: int, around: int) -> Pixels:
    """Return a square of cells with a rectangle in each."""
    cells = []
    for top, left, bottom, right in RECTANGLES:
        cell = np.full((CELL_PX, CELL_PX, 3), around, np.uint8)
        cell[top:bottom, left:right] = inside
        cells.append(cell)
    rows = [np.hstack(cells[start : start + 4]) for start in range(0, len(cells), 4)]
    return np.vstack(rows)


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
    luma = picture.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    return np.repeat(luma.round().clip(0, 255).astype(np.uint8)[..., None], 3, 2)
