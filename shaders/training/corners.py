"""Makes the corners of a finished network ring less, and all else change least.

A small network that is trained on forgets what its shares were tuned to. So it is
moved instead, in short steps, against the rings of plain rectangles, in the direction
that changes its answers to a plan's sources least: the natural gradient. How answers
depend on the numbers is measured once, by random projections; damping keeps the steps
where that stays true (with 1e-4 the answers changed by twenty times as much).

Source: Amari, Natural gradient works efficiently in learning (1998).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.blending import BlendError, noted
from shaders.training.blockiness import blockiness
from shaders.training.folding import folded
from shaders.training.lesson import TOLERATED
from shaders.training.numpy_engine import NumpyEngine
from shaders.training.resampling import Kernel, cored, resampled, resize_matrix
from shaders.training.shapes import LUMA, Output, Weights
from shaders.training.weights import Network

Values = npt.NDArray[np.floating[Any]]

PLAINS = ((0, (110, 150, 200, 235)), (255, (145, 105, 60, 20)))  # beside, and levels
CELL_PX = 80
SIDES = ((20, 21), (20, 21), (60, 61), (60, 61))  # of a rectangle in its cell
DAMPING = 3e-3  # of the mean curvature
STEP = 0.012  # length of a step, of all numbers
POWER = 9  # of a ring, in the slope: the worst count most, and little else moves
MOST_STEPS = 300
PROJECTIONS = 4  # for each number
RIM_PX = 6  # of a crop is not looked at


@dataclass(frozen=True)
class _Corners:
    """Plain rectangles as a source has them; 16 in each picture.

    Attributes:
        low: [pictures, 3, y, x].
        before: [pictures, 4, y, x], their luma, doubled by the plain kernel.
        level: [pictures, 1, 1, 1], of the plain areas.
        beside_white: [pictures, 1, 1, 1].
    """

    low: Values
    before: Values
    level: Values
    beside_white: npt.NDArray[np.bool_]

    def beyond(self, answer: Values) -> Values:
        """Return how far an answer goes beyond the plain areas, with its sign."""
        over = self.before + answer - self.level
        above = (over - TOLERATED).clip(0.0, None)
        below = (over + TOLERATED).clip(None, 0.0)
        return np.where(self.beside_white, below, above)


def rectangles(inside: float, around: float) -> Values:
    """Return a square of cells with a rectangle in each: every parity of its sides."""
    picture = np.full((4, CELL_PX, 4, CELL_PX), around, np.float32)
    for cell, (top, left, end, right) in enumerate(product(*SIDES)):
        picture[cell // 4, top:end, cell % 4, left:right] = inside
    return picture.reshape(4 * CELL_PX, 4 * CELL_PX)


def _corners() -> _Corners:
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
    shape = (-1, 1, 1, 1)
    return _Corners(
        np.repeat(low, len(LUMA), 1),
        folded(resampled(double, low)),
        np.array(levels, np.float32).reshape(shape),
        np.array(whites).reshape(shape),
    )


def _curvature(
    network: Network, lows: Values, chance: np.random.Generator
) -> npt.NDArray[np.float64]:
    """Return the mean of (d answer)² over all pixels as a form of the used numbers."""
    shape, engine = network.shape, NumpyEngine(network.shape)
    live = np.flatnonzero(shape.mask())
    total = np.zeros((len(live), len(live)))
    count, inner = PROJECTIONS * len(live), slice(RIM_PX, -RIM_PX)
    blocky = blockiness(lows, np, every=1)
    for turn in range(count):
        own = slice(turn % len(lows), turn % len(lows) + 1)
        answer = engine.forward(network.flat, lows[own], blocky[own])
        signs = np.zeros_like(answer)
        area = signs[..., inner, inner]
        area[:] = chance.choice([-1.0, 1.0], area.shape)
        row = engine.backward(network.flat, signs)[live].astype(np.float64)
        total += np.outer(row, row)
    return total / (count * area.size)


def quieter(network: Network, lows: Values, goal: float, seed: int) -> Network:
    """Return a network whose corners go beyond plain areas by `goal` levels at most.

    Args:
        network: writes the luma of a doubled picture.
        lows: sources whose answers shall stay, [crops, 3, y, x].
        goal: levels of 255, not clipped to black or white.
        seed: of the projections.

    Raises:
        BlendError: it writes something else, or does not get there.
    """
    shape = network.shape
    if shape.output is not Output.LUMA_X2:
        raise BlendError(f"{network.name} writes {shape.output}, not luma-x2")
    corners, engine = _corners(), NumpyEngine(shape)
    blocky = blockiness(corners.low, np, every=1)
    live = np.flatnonzero(shape.mask())
    form = _curvature(network, lows, np.random.default_rng(seed))
    form += np.eye(len(live)) * DAMPING * np.trace(form) / len(live)
    flat: Weights = network.flat.astype(np.float64)
    for step in range(MOST_STEPS):
        answer = engine.forward(flat.astype(np.float32), corners.low, blocky)
        beyond = corners.beyond(cored(answer, shape.core))
        worst = (float(np.abs(beyond).max()) + TOLERATED) * 255.0
        if worst <= goal:
            words = f"its corners brought to {goal:g} levels in {step} steps"
            moved = replace(network, flat=flat.astype(np.float32))
            return replace(moved, record=noted(network, words))
        slope = (beyond**POWER).astype(np.float32)
        gradient = engine.backward(flat.astype(np.float32), slope)[live]
        move = np.linalg.solve(form, gradient.astype(np.float64))
        flat[live] -= move * (STEP / np.linalg.norm(move))
    raise BlendError(f"{network.name}: corners still ring by {worst:.0f} levels")
