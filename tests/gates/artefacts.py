"""What a figure of nearness hardly hears: rings at a hard edge, colour in gray.

Both are in levels, of 255; no network may exceed the official file of its class.
"""

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.corners import rectangles
from shaders.training.resampling import Kernel
from shaders.training.shapes import LUMA
from tests.gates.painter import Painter
from tests.gates.samples import RIM_PX, STILL_PLACES
from tests.gates.sources import Pixels, halved
from tests.support.free_art import free_scenes

PLAINS = ((0, (120, 180, 225)), (255, (135, 75, 30)))
"""What is beside (black, white), and how bright the plain areas are."""


def rings(painter: Painter, factor: int) -> float:
    """Return by how many levels a plain area beside black or white goes beyond itself.

    Too bright beside black, too dark beside white: along edges, in corners and around
    them, where edges lie between pixels of the source and where they cut one.
    """
    worst = 0
    for (beside, levels), is_inside in product(PLAINS, (False, True)):
        for level in levels:
            inside, around = (level, beside) if is_inside else (beside, level)
            picture = _as_gray(rectangles(inside, around))
            source = halved(Kernel.AREA)(picture) if factor == 2 else picture
            drawn = painter.draw(source, factor).astype(int)
            inner = drawn[RIM_PX:-RIM_PX, RIM_PX:-RIM_PX]
            over = inner.max() - level if beside == 0 else level - inner.min()
            worst = max(worst, int(over))
    return float(worst)


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
