"""Settles finished networks: corners that ring less, while their answers stay.

A small network that is trained on forgets what its shares were tuned to. Settling
starts from its answers instead. They are held to what they are, or to a share of the
way to the truth, on some thousand crops at once; what corners ring by beyond a limit is
forbidden. All its numbers are moved together until nothing gets better (L-BFGS), and
in units of how much the answers move with them ("white" numbers): the slope alone
points along the few numbers that everything hangs on, and ends nowhere.

Source: Liu and Nocedal, On the limited memory BFGS method (1989); Amari, Natural
gradient works efficiently in learning (1998).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from shaders.training import weights
from shaders.training.blockiness import blockiness
from shaders.training.corners import SIDE_PX, Corners
from shaders.training.growing import grown
from shaders.training.lesson import MARGIN_PX, TOLERATED, Lesson
from shaders.training.machines import Engine, Machine
from shaders.training.plan import NetworkPlan, Plan, PlanError
from shaders.training.pool import Pool
from shaders.training.resampling import Array, cored
from shaders.training.shapes import Output, Shape
from shaders.training.shelf import Shelf
from shaders.training.training import VALIDATION_SEED, School
from shaders.training.weights import Network

Numbers = npt.NDArray[np.float64]
Say = Callable[[str], None]

CROP_PX = 48  # side of a source's crop
CROPS_OF_A_DRAWING = 5
PROJECTIONS = 4  # for each number, to find out how the answers hang on it
ROWS = 256  # of them that are summed at once
DAMPING = 3e-3  # of the mean curvature: numbers that nothing hangs on stay
FORBIDDING = 0.05  # weight of a corner's square beside the mean square of the answers
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
        target: [crops, 4, y, x], what the truth adds to the luma.
        weight: [crops, 1, 1, 1], on average 1 and the source's.
        truth: [crops, 1, 1, 1], the source's.
        partner: [crops], the index of each crop's twin, or its own.
        inner: [1, 1, y, x], 1 where answers count.
    """

    low: Array
    blocky: Array
    target: Array
    weight: Array
    truth: Array
    partner: Array
    inner: Array

    @classmethod
    def drawn(
        cls, plan: Plan, school: School, machine: Machine, count: int, seed: int,
        workers: int,
    ) -> Crops:  # fmt: skip
        """Draw `count` crops, or a few more."""
        slots = max(count // CROPS_OF_A_DRAWING, 1)
        scenes, mosaic = plan.scenes, plan.mosaic
        with Pool(scenes, seed, slots, workers, mosaic, plan.camera) as pool:
            shelf = Shelf.filled(pool, slots, machine)
        lessons: list[Lesson] = []
        while len(lessons) * plan.crops < count:
            lessons += school.lessons(shelf)
        join, put = machine.xp.concatenate, machine.put
        weight = join([one.weight for one in lessons], 0)
        own = [source for source in plan.sources for _ in range(source.crops)]
        partner = school.twins.partner
        inner = np.zeros((1, 1, CROP_PX, CROP_PX), np.float32)
        inner[..., MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX] = 1.0

        def of_source(values: list[float]) -> Array:
            repeated = np.tile(np.array(values, np.float32), len(lessons))
            return put(repeated.reshape(-1, 1, 1, 1))

        turns = range(len(lessons))
        return cls(
            machine.whole(join([one.low for one in lessons], 0)),
            machine.whole(join([one.blocky for one in lessons], 0)),
            join([school.teacher.luma_of(one.target) for one in lessons], 0),
            weight / weight.mean() * of_source([one.weight for one in own]),
            of_source([one.truth for one in own]),
            join([partner + turn * plan.crops for turn in turns], 0),
            put(inner),
        )

    def count(self) -> int:
        """Return how many there are."""
        return len(self.low)


class Settler:
    """One network, the crops and the corners.

    Args:
        network: where it starts.
        crops: that its answers are held on.
        machine: where they are.
        calm: weight of what differs between the results of twins.
    """

    def __init__(
        self, network: Network, crops: Crops, machine: Machine, calm: float
    ) -> None:
        self.shape: Shape = network.shape
        self.start = network.flat.astype(np.float64)
        self.live = np.flatnonzero(self.shape.mask())
        self.crops, self.machine, self.calm = crops, machine, calm
        self.corners = Corners.drawn(machine)
        count, corners = crops.count(), self.corners.low
        self.engine = machine.engine(self.shape, count, CROP_PX)
        self.corner_engine = machine.engine(self.shape, len(corners), SIDE_PX)
        self.corner_blocky = blockiness(corners, machine.xp, every=1)
        now = self.answer(self.start)
        self.aim = now + crops.truth * (crops.target - now)
        area = float(crops.inner.sum()) * self.shape.output.channels
        self.scale = LEVELS**2 / (area * count)
        self.worst = math.inf

    def answer(self, flat: Numbers) -> Array:
        """Return what is added to the luma of the crops."""
        return self._run(self.engine, flat, self.crops.low, self.crops.blocky) * 1.0

    def _run(self, engine: Engine, flat: Numbers, low: Array, blocky: Array) -> Array:
        return cored(engine.forward(self._put(flat), low, blocky), self.shape.core)

    def _put(self, flat: Numbers) -> Array:
        return self.machine.put(flat.astype(np.float32))

    def mean_square(self, flat: Numbers, wanted: Array) -> float:
        """Return by how much the answers miss what is wanted, in levels²."""
        error = (self.answer(flat) - wanted) * self.crops.inner
        return self._sum(error * error) * self.scale

    def _sum(self, values: Array) -> float:
        return float(values.sum(dtype=self.machine.xp.float64))

    def cost(self, flat: Numbers, limit: float) -> tuple[float, Numbers]:
        """Return what is to become small, and its slope by the live numbers.

        Args:
            flat: the network's numbers.
            limit: levels by which corners may ring; infinite to leave them out.
        """
        crops, answer = self.crops, self.answer(flat)
        error = (answer - self.aim) * crops.inner
        slope = error * crops.weight
        cost = self._sum(error * slope)
        if self.calm:
            result = error + (self.aim - crops.target) * crops.inner
            unrest = result - result[crops.partner]
            weight = (crops.weight + crops.weight[crops.partner]) / 2.0
            heavy = unrest * weight * self.calm
            cost += self._sum(unrest * heavy) / 2.0
            slope = slope + heavy
        back = self._back(self.engine, flat, answer, slope * (2.0 * self.scale))
        if limit == math.inf:
            return cost * self.scale, back
        corner_cost, corner_back = self._corner_cost(flat, limit)
        return cost * self.scale + corner_cost, back + corner_back

    def _back(
        self, engine: Engine, flat: Numbers, answer: Array, slope: Array
    ) -> Numbers:
        # What a core leaves out has no slope: a search needs that of its cost.
        own = self.machine.whole(slope * (answer != 0.0))
        back = engine.backward(self._put(flat), own)
        return self.machine.take(back)[self.live].astype(np.float64)

    def _corner_cost(self, flat: Numbers, limit: float) -> tuple[float, Numbers]:
        corners, free = self.corners, max(limit / LEVELS - TOLERATED, 0.0)
        low, blocky = corners.low, self.corner_blocky
        answer = self._run(self.corner_engine, flat, low, blocky)
        beyond = corners.beyond(answer)
        self.worst = (float(abs(beyond).max()) + TOLERATED) * LEVELS
        over = beyond - beyond.clip(-free, free)
        cost = FORBIDDING * LEVELS**2 * self._sum(over * over)
        slope = over * (2.0 * FORBIDDING * LEVELS**2)
        return cost, self._back(self.corner_engine, flat, answer, slope)

    def _curvature(self) -> Numbers:
        """Return the mean of (d answer)² over all pixels as a form of the numbers."""
        machine, crops = self.machine, self.crops
        engine = machine.engine(self.shape, 1, CROP_PX)
        size = (1, self.shape.output.channels, CROP_PX, CROP_PX)
        flat, count = self._put(self.start), PROJECTIONS * len(self.live)
        form = np.zeros((len(self.live), len(self.live)))
        for first in range(0, count, ROWS):
            rows = []
            for turn in range(first, min(first + ROWS, count)):
                own = slice(turn % crops.count(), turn % crops.count() + 1)
                low = machine.whole(crops.low[own])
                engine.forward(flat, low, crops.blocky[own])
                signs = machine.dice(*size).round() * 2.0 - 1.0
                back = engine.backward(flat, machine.whole(signs * crops.inner))
                rows.append(machine.take(back)[self.live].astype(np.float64))
            block = np.stack(rows)
            form += block.T @ block
        area = float(crops.inner.sum()) * self.shape.output.channels
        return form / (count * area)

    def settled(self, limits: tuple[float, ...]) -> tuple[Numbers, int]:
        """Return the numbers, and how often the cost was asked for.

        Args:
            limits: levels by which corners may ring, one after the other.
        """
        form = self._curvature()
        form += np.eye(len(form)) * DAMPING * np.trace(form) / len(form)
        colour = np.linalg.inv(np.linalg.cholesky(form)).T / LEVELS
        white, asked = np.zeros(len(form)), 0

        def flat_of(white: Numbers) -> Numbers:
            flat = self.start.copy()
            flat[self.live] += colour @ white
            return flat

        def cost(white: Numbers, limit: float) -> tuple[float, Numbers]:
            value, slope = self.cost(flat_of(white), limit)
            return value, colour.T @ slope

        for limit in limits:
            for _ in range(STARTS):
                found = minimize(
                    cost, white, (limit,), "L-BFGS-B", jac=True,
                    options={"maxiter": STEPS, "maxcor": KEPT_SLOPES, "ftol": 1e-12},
                )  # fmt: skip
                white, asked = found.x, asked + found.nfev
        return flat_of(white), asked


def _started(one: NetworkPlan, folder: Path) -> Network:
    if one.shape.output is not Output.LUMA_X2:
        raise PlanError(f"{one.name} writes {one.shape.output}, not luma-x2")
    if not one.start or not one.corners:
        raise PlanError(f"{one.name} needs a start, and levels for its corners")
    old = weights.load(one.start, folder)
    flat = grown(old.shape, old.flat, one.shape)
    return Network(one.name, one.shape, np.asarray(flat, np.float32), old.record)


def _record(
    plan: Plan, one: NetworkPlan, old: dict[str, Any], crops: int, asked: int
) -> dict[str, Any]:
    before = old["training"]
    return {
        "family": plan.family,
        "size": one.size,
        "purpose": plan.purpose,
        "shape": weights.shape_table(one.shape),
        "training": {
            "plan": f"plans/{plan.file}",
            "seed": one.seed,
            "steps": asked,
            "crops_per_step": crops,
            "drawings": crops // CROPS_OF_A_DRAWING,
            "continued_from": one.start,
            "checkpoint": f"the last; before: {before['checkpoint']}, "
            f"of {before['plan']}",
        },
    }


def settle(
    plan: Plan, machine: Machine, networks: Path, count: int, workers: int, say: Say
) -> Iterator[Network]:
    """Settle the networks of a plan, one after the other.

    Args:
        plan: with `settling`, and a start for each network.
        machine: where that is done.
        networks: folder of the starts.
        count: crops, or 0 for as many as planned.
        workers: processes that draw.
        say: told how far each came.

    Raises:
        PlanError: the plan is for training, or a network cannot be settled.
        RecordError: a start is not there, or broken.
    """
    if plan.settling is None:
        raise PlanError(f"{plan.file}: there is no 'settling'; `train` is for it")
    starts = [_started(one, networks) for one in plan.networks]
    school, count = School(plan, machine, CROP_PX), count or plan.settling.crops
    say(f"drawing {count // CROPS_OF_A_DRAWING} pictures first")
    crops, unseen = (
        Crops.drawn(plan, school, machine, size, seed, workers)
        for size, seed in (
            (count, plan.picture_seed),
            (max(count // 8, 1), VALIDATION_SEED),
        )
    )
    for one, start in zip(plan.networks, starts, strict=True):
        settler = Settler(start, crops, machine, one.calm)
        say(f"{one.name}: {len(settler.live)} numbers are moved")
        flat, asked = settler.settled((math.inf, one.corners))
        moved = math.sqrt(settler.mean_square(flat, settler.answer(settler.start)))
        judge = Settler(start, unseen, machine, 0.0)
        before, after = (
            -10.0 * math.log10(judge.mean_square(own, unseen.target) / LEVELS**2)
            for own in (settler.start, flat)
        )
        say(
            f"{one.name}: corners ring by {settler.worst:.0f} levels, answers moved by "
            f"{moved:.2f}; {after:.3f} dB instead of {before:.3f}, asked {asked} times"
        )
        record = _record(plan, one, start.record, crops.count(), asked)
        record["figures"] = {"validation_db": round(after, 3)}
        yield Network(one.name, one.shape, flat.astype(np.float32), record)
