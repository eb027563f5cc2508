"""What a figure of nearness hardly hears: rings at a hard edge, colour in gray.

Both are reported in levels, of 255, beside the official file's; no gate asks for them.
"""

from itertools import product

import numpy as np

from shaders.training.resampling import Kernel
from tests.gates.painter import Painter
from tests.gates.samples import RIM_PX, STILL_PLACES
from tests.gates.sources import Pixels, halved
from tests.support.free_art import free_scenes

BRIGHTNESSES = (120, 180, 225)
BAR_SIDE_PX = 96
BAR_PX = (0, 40, 41)
"""How wide a black bar is: none, or one that ends on an even or an odd pixel."""


def rings(painter: Painter, factor: int) -> float:
    """Return by how many levels a plain area beside black becomes too bright.

    Beside a bar above or to the left of it, and where two bars meet.
    """
    worst = 0
    for level, above, beside in product(BRIGHTNESSES, BAR_PX, BAR_PX):
        picture = np.full((BAR_SIDE_PX, BAR_SIDE_PX, 3), level, np.uint8)
        picture[:above] = 0
        picture[:, :beside] = 0
        drawn = painter.draw(picture, factor).astype(int)
        inner = drawn[RIM_PX:-RIM_PX, RIM_PX:-RIM_PX]
        worst = max(worst, int(inner.max()) - level)
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
    luma = picture.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    return np.repeat(luma.round().clip(0, 255).astype(np.uint8)[..., None], 3, 2)
