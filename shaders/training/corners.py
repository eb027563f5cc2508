"""Corners of plain rectangles, where a network rings most: what is measured there.

A network that makes lines crisp goes too far where they turn: beside black it makes
a corner of a plain area brighter than the area, beside white darker.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.folding import folded
from shaders.training.lesson import TOLERATED
from shaders.training.machines import Machine
from shaders.training.resampling import Array, Kernel, resampled, resize_matrix

Values = npt.NDArray[np.floating[Any]]

PLAINS = ((0, (100, 150, 195)), (255, (155, 105, 60)))
"""What is beside, and plain levels with room above (below) them: what is cut off at
white or black is not seen."""

CELL_PX = 80
SIDES = ((20, 21), (20, 21), (60, 61), (60, 61))  # of a rectangle in its cell
SIDE_PX = 2 * CELL_PX  # of a source with its rectangles


def rectangles(inside: float, around: float) -> Values:
    """Return a square of cells with a rectangle in each: every parity of its sides."""
    picture = np.full((4, CELL_PX, 4, CELL_PX), around, np.float32)
    for cell, (top, left, end, right) in enumerate(product(*SIDES)):
        picture[cell // 4, top:end, cell % 4, left:right] = inside
    return picture.reshape(4 * CELL_PX, 4 * CELL_PX)


@dataclass(frozen=True)
class Corners:
    """Plain rectangles as a source has them; 16 in each picture.

    Attributes:
        xp: numpy or torch.
        low: [pictures, 3, SIDE_PX, SIDE_PX].
        before: [pictures, 4, y, x], their luma, doubled by the plain kernel.
        level: [pictures, 1, 1, 1], of the plain areas.
        beside_white: [pictures, 1, 1, 1].
    """

    xp: Any
    low: Array
    before: Array
    level: Array
    beside_white: Array

    @classmethod
    def drawn(cls, machine: Machine) -> Corners:
        """Return them where the crops are."""
        lows, levels, whites = [], [], []
        side = 4 * CELL_PX
        shrink = resize_matrix(side, side // 2, Kernel.AREA)
        for (beside, plain), is_inside in product(PLAINS, (False, True)):
            for level in plain:
                inside, around = (level, beside) if is_inside else (beside, level)
                lows.append(shrink @ rectangles(inside, around) @ shrink.T / 255.0)
                levels.append(level / 255.0)
                whites.append(beside > 0)
        low = np.stack(lows)[:, None].astype(np.float32)
        double = resize_matrix(side // 2, side, Kernel.BILINEAR)
        before = folded(resampled(double, low)).astype(np.float32)
        put, shape = machine.put, (-1, 1, 1, 1)
        return cls(
            machine.xp,
            put(np.repeat(low, 3, 1)),
            put(before),
            put(np.array(levels, np.float32).reshape(shape)),
            put(np.array(whites).reshape(shape)),
        )

    def beyond(self, answer: Array) -> Array:
        """Return how far a luma goes beyond the plain areas, with its sign.

        What nobody sees (TOLERATED) does not count.
        """
        over = self.before + answer - self.level
        above = (over - TOLERATED).clip(0.0, None)
        below = (over + TOLERATED).clip(None, 0.0)
        return self.xp.where(self.beside_white, below, above)
