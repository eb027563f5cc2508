"""One network that is being settled: its crops, its plain areas, and the search.

All its numbers are moved together until nothing gets better (L-BFGS), in units of how
much the answers move with them ("white" numbers): the slope alone points along the few
numbers that everything hangs on, and ends nowhere.

Source: Liu and Nocedal, On the limited memory BFGS method (1989); Amari, Natural
gradient works efficiently in learning (1998).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from shaders.training.folding import engine_of
from shaders.training.machines import Engine, Machine
from shaders.training.plain_areas import PlainAreas
from shaders.training.resampling import Array, cored
from shaders.training.shapes import LUMA, Output, Shape
from shaders.training.weights import Network

Numbers = npt.NDArray[np.float64]
Say = Callable[[str], None]

CROP_PX = 48  # side of a source's crop
PROJECTIONS = 4  # for each number, to find out how the answers hang on it
ROWS = 256  # of them that are summed at once
DAMPING = 3e-3  # of the mean curvature: numbers that nothing hangs on stay
FORBIDDING = 0.05  # weight of a pixel's square beside the mean square of the answers
STEPS = 150
STARTS = 3  # a search that rounding has stopped finds on when it is begun again
KEPT_SLOPES = 30
LEVELS = 255.0


@dataclass(frozen=True)
class Crops:
    """What answers are held on.

    Attributes:
        low: what the network sees, [crops, 3, CROP_PX, CROP_PX].
        blocky: [crops].
        target: [crops, 1 or 3, 1 or 4, y, x], what the truth adds to the luma or to
            each channel.
        weight: [crops, 1, 1, 1, 1], on average 1 and the source's.
        truth: [crops, 1, 1, 1, 1], the source's.
        partner: [crops], the index of each crop's twin, or its own.
        inner: [1, 1, 1, y, x], 1 where answers count.
        chroma: weight of three channels' errors beside the luma's.
    """

    low: Array
    blocky: Array
    target: Array
    weight: Array
    truth: Array
    partner: Array
    inner: Array
    chroma: float = 0.0

    def count(self) -> int:
        """Return how many there are."""
        return len(self.low)


def _are_moved(shape: Shape, names: Sequence[str]) -> npt.NDArray[np.bool_]:
    are_moved = np.full(shape.stored_size, not names)
    for block in shape.all_blocks:
        if block.name in names:
            are_moved[block.start : block.stop] = True
    return are_moved


class Settler:
    """One network, the crops and the plain areas.

    Answers are [pictures, 1 or 3, 1 or 4, y, x]: the channels that the network writes
    of each pixel, and how many pixels for one of its input.

    Args:
        network: where it starts.
        crops: that its answers are held on.
        areas: that are to stay plain.
        machine: where they are.
        calm: weight of what differs between the results of twins.
        moved: names of the blocks of numbers that are moved; none for all.

    Attributes:
        worst: by kind, the levels by which plain areas went beyond themselves when the
            cost was asked for last.
    """

    def __init__(
        self,
        network: Network,
        crops: Crops,
        areas: Sequence[PlainAreas],
        machine: Machine,
        calm: float,
        moved: Sequence[str] = (),
    ) -> None:
        self.shape: Shape = network.shape
        self.start = network.flat.astype(np.float64)
        self.live = np.flatnonzero(self.shape.mask() * _are_moved(self.shape, moved))
        self.crops, self.machine, self.calm = crops, machine, calm
        self.engine = engine_of(machine, self.shape, crops.count(), CROP_PX)
        self.areas = [(one, self._engine(one)) for one in areas]
        self.luma = machine.put(np.array(LUMA, np.float32).reshape(1, 3, 1, 1, 1))
        now = self.answer(self.start)
        self.aim = now + crops.truth * (crops.target - now)
        area = float(crops.inner.sum()) * self.shape.output.factor**2
        self.scale = LEVELS**2 / (area * crops.count())
        self.worst: dict[str, float] = {}

    def _engine(self, areas: PlainAreas) -> Engine:
        count, _, side, _ = areas.low.shape
        return engine_of(self.machine, self.shape, count, side)

    def answer(self, flat: Numbers) -> Array:
        """Return what is added to the crops."""
        return self._run(self.engine, flat, self.crops.low, self.crops.blocky) * 1.0

    def _run(self, engine: Engine, flat: Numbers, low: Array, blocky: Array) -> Array:
        raw = cored(engine.forward(self._put(flat), low, blocky), self.shape.core)
        if self.shape.output is Output.RGB:
            return raw[:, :3, None]
        return raw[:, None]

    def _put(self, flat: Numbers) -> Array:
        return self.machine.put(flat.astype(np.float32))

    def _luma_of(self, values: Array) -> Array:
        return values if values.shape[1] == 1 else (values * self.luma).sum(1)[:, None]

    def _felt(self, error: Array) -> Array:
        """Return errors as they count: the luma's, and a little the channels'."""
        if error.shape[1] == 1:
            return error
        return self._luma_of(error) * self.luma + self.crops.chroma / 3.0 * error

    def mean_square(self, flat: Numbers, wanted: Array) -> float:
        """Return by how much the luma misses what is wanted, in levels²."""
        error = self._luma_of(self.answer(flat) - wanted) * self.crops.inner
        return self._sum(error * error) * self.scale

    def _sum(self, values: Array) -> float:
        return float(values.sum(dtype=self.machine.xp.float64))

    def cost(self, flat: Numbers, is_forbidding: bool) -> tuple[float, Numbers]:
        """Return what is to become small, and its slope by the live numbers.

        Args:
            flat: the network's numbers.
            is_forbidding: whether plain areas count beside the crops.
        """
        crops, answer = self.crops, self.answer(flat)
        error = (answer - self.aim) * crops.inner
        slope = self._felt(error) * crops.weight
        cost = self._sum(error * slope)
        if self.calm:
            result = error + (self.aim - crops.target) * crops.inner
            unrest = result - result[crops.partner]
            weight = (crops.weight + crops.weight[crops.partner]) / 2.0
            heavy = self._felt(unrest) * weight * self.calm
            cost += self._sum(unrest * heavy) / 2.0
            slope = slope + heavy
        cost *= self.scale
        back = self._back(self.engine, flat, answer, slope * (2.0 * self.scale))
        for areas, engine in self.areas if is_forbidding else ():
            more, more_back = self._forbidden(flat, areas, engine)
            cost, back = cost + more, back + more_back
        return cost, back

    def _forbidden(
        self, flat: Numbers, areas: PlainAreas, engine: Engine
    ) -> tuple[float, Numbers]:
        answer = self._run(engine, flat, areas.low, areas.blocky)
        beyond = areas.beyond(answer)
        self.worst[areas.kind] = float(beyond.max()) * LEVELS
        over = (beyond - areas.limit).clip(0.0, None)
        weight = FORBIDDING * areas.count * LEVELS**2
        slope = over * areas.side * areas.slope * (2.0 * weight)
        if answer.shape[1] == 1:
            slope = slope.sum(1)[:, None]
        return weight * self._sum(over * over), self._back(engine, flat, answer, slope)

    def _back(
        self, engine: Engine, flat: Numbers, answer: Array, slope: Array
    ) -> Numbers:
        # What a core leaves out has no slope: a search needs that of its cost.
        own = slope * (answer != 0.0)
        count, channels, parts, height, width = own.shape
        own = own.reshape(count, channels * parts, height, width)
        if self.shape.output is Output.RGB:  # its textures have a fourth channel
            own = self.machine.xp.concatenate([own, own[:, :1] * 0.0], 1)
        back = engine.backward(self._put(flat), self.machine.whole(own))
        return self.machine.take(back)[self.live].astype(np.float64)

    def _curvature(self) -> Numbers:
        """Return the mean of (d answer)² over all pixels as a form of the numbers."""
        machine, crops = self.machine, self.crops
        engine = engine_of(machine, self.shape, 1, CROP_PX)
        flat, count = self._put(self.start), PROJECTIONS * len(self.live)
        form = np.zeros((len(self.live), len(self.live)))
        for first in range(0, count, ROWS):
            rows = []
            for turn in range(first, min(first + ROWS, count)):
                own = slice(turn % crops.count(), turn % crops.count() + 1)
                low = machine.whole(crops.low[own])
                raw = engine.forward(flat, low, crops.blocky[own])
                signs = machine.dice(*raw.shape).round() * 2.0 - 1.0
                back = engine.backward(flat, machine.whole(signs * crops.inner[0]))
                rows.append(machine.take(back)[self.live].astype(np.float64))
            block = np.stack(rows)
            form += block.T @ block
        return form / (count * float(crops.inner.sum()))

    def settled(self, say: Say) -> tuple[Numbers, int]:
        """Return the numbers, and how often the cost was asked for.

        Args:
            say: told now and then how far the search is.
        """
        form = self._curvature()
        form += np.eye(len(form)) * DAMPING * np.trace(form) / len(form)
        colour = np.linalg.inv(np.linalg.cholesky(form)).T / LEVELS
        white, asked = np.zeros(len(form)), 0

        def flat_of(white: Numbers) -> Numbers:
            flat = self.start.copy()
            flat[self.live] += colour @ white
            return flat

        def cost(white: Numbers, is_forbidding: bool) -> tuple[float, Numbers]:
            value, slope = self.cost(flat_of(white), is_forbidding)
            return value, colour.T @ slope

        for is_forbidding in (False, True):
            for _ in range(STARTS):
                found = minimize(
                    cost, white, (is_forbidding,), "L-BFGS-B", jac=True,
                    options={"maxiter": STEPS, "maxcor": KEPT_SLOPES, "ftol": 1e-12},
                )  # fmt: skip
                white, asked = found.x, asked + found.nfev
                say(f"asked {asked} times: {found.fun:.3f} levels² off")
        self.cost(flat_of(white), is_forbidding=True)  # the last look was a trial
        return flat_of(white), asked + 1
