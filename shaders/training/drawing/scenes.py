"""Whole drawings: what is put together, and how soft the result is.

The kinds and their shares decide more than the length of a training. Two lessons:
the squared error listens to the hardest texture of a batch, so dense scenes are rare;
leaves in front of plain figures teach what painted backgrounds need.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.drawing import figures, fills, portraits, scenery
from shaders.training.drawing.canvas import SIDE, Canvas, blurred
from shaders.training.drawing.colours import fill_colour
from shaders.training.drawing.curves import Chance

Draw = Callable[[Canvas], None]
Drawing = npt.NDArray[np.uint8]

# Things of a scene, with the least and the greatest number of each.
KINDS: dict[str, tuple[tuple[Draw, int, int], ...]] = {
    "figure": (
        (figures.shape, 4, 16),
        (figures.hair, 0, 4),
        (figures.eye, 0, 5),
        (figures.lines, 1, 5),
        (figures.fur, 0, 3),
    ),
    "portrait": (
        (portraits.portrait, 1, 4),
        (figures.shape, 0, 5),
        (figures.hair, 0, 2),
        (figures.lines, 0, 2),
    ),
    "leafy": (
        (scenery.leaves, 1, 2),
        (figures.shape, 3, 12),
        (figures.hair, 0, 3),
        (figures.eye, 0, 4),
        (figures.lines, 2, 6),
        (figures.fur, 0, 2),
    ),
    "wood": (
        (scenery.wood, 1, 3),
        (figures.shape, 2, 8),
        (figures.hair, 0, 2),
        (figures.eye, 0, 3),
        (figures.lines, 1, 4),
    ),
    "dense": (
        (figures.shape, 1, 6),
        (scenery.motifs, 1, 4),
        (figures.fur, 0, 3),
        (figures.lines, 0, 3),
        (figures.eye, 0, 2),
    ),
    "manga": (
        (scenery.speed_lines, 0, 2),
        (figures.shape, 2, 8),
        (scenery.glyphs, 0, 3),
        (figures.lines, 0, 3),
        (figures.hair, 0, 3),
        (figures.eye, 0, 2),
    ),
    "built": (
        (scenery.panels, 1, 4),
        (figures.lines, 0, 3),
        (figures.shape, 1, 6),
        (scenery.glyphs, 0, 3),
        (figures.eye, 0, 2),
    ),
}
COLOURLESS_SHARE = 0.6  # of manga


def _background(chance: Chance) -> Canvas:
    canvas = Canvas(chance, fill_colour(chance))
    box, whole = (0, 0, SIDE, SIDE), np.ones((SIDE, SIDE), np.float32)
    kind = chance.random()
    if kind < 0.35:
        first, second = fill_colour(chance), fill_colour(chance)
        canvas.put(box, whole, fills.gradient(chance, box, first, second))
    elif kind < 0.62:
        cell = max(chance.uniform(8, 200), fills.SMOOTHEST_CELL_PX)
        noise = fills.smooth_noise(chance, (SIDE, SIDE), cell, 2)
        hardness = chance.uniform(0.5, 2.5) if kind < 0.55 else chance.uniform(0.5, 12)
        canvas.put(box, (noise * hardness + 0.5).clip(0, 1), fill_colour(chance))
    elif kind < 0.64:
        fills.dots(canvas, box, whole)
    elif kind < 0.66:
        fills.stripes(canvas, box, whole)
    return canvas


def _softened(chance: Chance, picture: npt.NDArray[np.floating[Any]]) -> Drawing:
    """Give the picture the softness of scans and resized art."""
    kind = chance.random()
    if kind < 0.42:
        picture = blurred(picture, chance.uniform(0.3, 0.65))
    elif kind < 0.48:
        picture = blurred(picture, chance.uniform(0.6, 1.2))
    elif kind < 0.56:
        soft = blurred(picture, chance.uniform(0.6, 1.5))
        picture = picture + (picture - soft) * chance.uniform(0.2, 0.8)
    return np.asarray(picture.round().clip(0, 255), np.uint8)


def draw_scene(job: tuple[int, dict[str, float]]) -> Drawing:
    """Return a drawing, uint8 [3, SIDE, SIDE].

    Args:
        job: seed, and the share of each kind of scene.
    """
    seed, shares = job
    chance = np.random.default_rng(seed)
    canvas = _background(chance)
    kinds = list(shares)
    weight = np.array([shares[kind] for kind in kinds])
    kind = kinds[chance.choice(len(kinds), p=weight / weight.sum())]
    todo: list[Draw] = []
    for draw, least, most in KINDS[kind]:
        todo += [draw] * int(chance.integers(least, most + 1))
    for index in chance.permutation(len(todo)):
        todo[index](canvas)
    if kind == "manga" and chance.random() < COLOURLESS_SHARE:
        canvas.picture[:] = canvas.picture.mean(-1, keepdims=True)
    return _softened(chance, canvas.picture).transpose(2, 0, 1).copy()
