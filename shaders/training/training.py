"""The training of a family: all its networks learn from the same batches."""

from __future__ import annotations

import dataclasses
import json
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shaders.training import cropping, degrading, filming, painting, weights
from shaders.training.cropping import Cropper
from shaders.training.degrading import Degrader
from shaders.training.drawing.scenes import KINDS
from shaders.training.filming import Cutter
from shaders.training.folding import engine_of
from shaders.training.growing import grown
from shaders.training.lesson import Lesson, Teacher
from shaders.training.machines import Engine, Machine
from shaders.training.painting import Painter
from shaders.training.plan import NetworkPlan, Plan, PlanError
from shaders.training.pool import Pool
from shaders.training.resampling import Array
from shaders.training.shapes import Weights
from shaders.training.shelf import Shelf
from shaders.training.student import Student, first_weights
from shaders.training.twins import Twins
from shaders.training.weights import Network

WARM_UP_STEPS = 300
FIRST_DRAWINGS = 64
VALIDATION_SEED = 0  # drawings before the plan's first are kept for validation
NEWER_DRAWINGS = 12  # taken in between two replays, at most
LAST_SLOPE = 1e-6

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a training may use.

    Attributes:
        seconds: of training.
        steps: at most.
        side_px: of a degraded crop.
        slots: drawings kept in memory.
        workers: processes that draw.
        validation: drawings to judge by.
        saves: times the result is written while the training runs.
    """

    seconds: float
    steps: int = 10**9
    side_px: int = 96
    slots: int = 1024
    workers: int = 15
    validation: int = 48
    saves: int = 6


class School:
    """Turns drawings into lessons."""

    def __init__(self, plan: Plan, machine: Machine, side_px: int) -> None:
        self.machine = machine
        self.side = side_px
        sources = [
            dataclasses.replace(source, crops=source.crops * machine.stock)
            for source in plan.sources
            if source is not plan.filmed
        ]
        put, xp = machine.put, machine.xp
        self.crops = plan.crops
        self.filmed_crops = plan.filmed.crops if plan.filmed else 0
        self.cutter = Cutter(side_px, plan.factor, put)
        self.twins = Twins(plan.sources, machine.stock, put)
        self.cropper = Cropper(2 * side_px, put)
        self.painter = plan.paint and Painter(plan.paint, 2 * side_px, put)
        self.degrader = Degrader(sources, side_px, plan.factor, xp, put, plan.finish)
        self.teacher = Teacher(side_px, plan, self.twins, put, xp)

    def lessons(self, shelf: Shelf) -> list[Lesson]:
        """Make `stock` batches at once, each with every source in its share."""
        machine, stock = self.machine, self.machine.stock
        batch = (self.crops - self.filmed_crops) * stock
        dice = machine.dice(batch, cropping.DICE)
        sharp = self.cropper(shelf.drawings, shelf.count, dice)
        if self.painter is not None:
            side = 2 * self.side
            fields = machine.noise(batch, painting.FIELDS, side, side)
            sharp = self.painter(sharp, machine.dice(batch, painting.DICE), fields)
        noise = machine.noise(batch, 3, self.side, self.side)
        sharp, dice = self.twins.made(sharp, machine.dice(batch, degrading.DICE))
        pair = self._with_films(shelf, *self.degrader(sharp, dice, noise))
        whole = self.teacher.lesson(*pair)
        return [whole.part(part, stock, machine.whole) for part in range(stock)]

    def _with_films(
        self, shelf: Shelf, low: Array, sharp: Array
    ) -> tuple[Array, Array]:
        """Return the batches with the filmed crops, if any, at the end."""
        if not self.filmed_crops:
            return low, sharp
        dice = self.machine.dice(self.filmed_crops * self.machine.stock, filming.DICE)
        films = self.cutter(shelf.low, shelf.sharp, shelf.count, dice)
        join = self.machine.xp.concatenate
        return join([low, films[0]], 0), join([sharp, films[1]], 0)


@dataclass
class Pupil:
    """A network, the engine that runs it, and how it did lately.

    Attributes:
        kept: the newest checkpoint whose every number is finite.
    """

    plan: NetworkPlan
    student: Student
    engine: Engine
    error: Array
    kept: Network | None = None

    def study(self, school: School, lesson: Lesson, slope: Array) -> None:
        """Make one step."""
        flat = self.student.weights()
        answer = self.engine.forward(flat, lesson.low, lesson.blocky)
        gradient, error = school.teacher.gradient(self.plan, answer, lesson)
        self.error *= 0.0
        self.error += error
        back = self.engine.backward(flat, school.machine.whole(gradient))
        self.student.learn(back, slope)


def first_numbers(plan: NetworkPlan) -> Weights:
    """Return what a network begins with.

    Raises:
        RecordError: the network that it continues is not there, or broken.
        GrowthError: it does not grow out of that.
    """
    if plan.start:
        start = weights.load(plan.start)
        return grown(start.shape, start.flat, plan.shape)
    return first_weights(plan.shape, plan.seed)


class Training:
    """One plan on one machine.

    Raises:
        PlanError: the plan asks for scenes that nobody draws.
    """

    def __init__(self, plan: Plan, machine: Machine, limits: Limits, say: Say) -> None:
        unknown = plan.scenes.keys() - KINDS.keys()
        if unknown:
            raise PlanError(f"{plan.file}: nobody draws {', '.join(sorted(unknown))}")
        self.plan, self.machine, self.limits, self.say = plan, machine, limits, say
        self.school = School(plan, machine, limits.side_px)
        put = machine.put
        self.pupils: list[Pupil] = []
        for one in plan.networks:
            rate = plan.rate * one.rate
            student = machine.student(one.shape, first_numbers(one), one.seed, rate)
            engine = engine_of(machine, one.shape, plan.crops, limits.side_px)
            error = put(np.zeros(1, np.float32))
            self.pupils.append(Pupil(one, student, engine, error))
        self.studying = list(self.pupils)
        self.slope = put(np.zeros(1, np.float32))
        self.steps = self.saved_at = 0

    def run(self, out: Path) -> list[Network]:
        """Train until a limit is reached; return (and write) the networks.

        A network whose numbers are no longer finite is stopped when that is seen (at
        a save): its last sound checkpoint stays, and the others go on.
        """
        validation = self._validation()
        limits = self.limits
        with self._pool(self.plan.picture_seed, limits.slots) as pool:
            first = min(FIRST_DRAWINGS, limits.slots)
            shelf = Shelf.filled(pool, first, self.machine)
            step = self._recorded_step(shelf)
            start, saves = time.monotonic(), 0
            while (share := self._share(time.monotonic() - start)) < 1.0:
                if not self.studying:
                    break
                self._set_slope(share)
                step()
                self.steps += self.machine.stock
                if limits.workers:
                    shelf.take_newer(pool, NEWER_DRAWINGS, self.machine)
                if share * limits.saves >= saves:
                    saves += 1
                    if self._save(out, validation, pool.made):
                        step = self._recorded_step(shelf)
            if self.steps > self.saved_at:
                self._save(out, validation, pool.made)
        return [pupil.kept for pupil in self.pupils if pupil.kept is not None]

    def _share(self, spent_s: float) -> float:
        return max(spent_s / self.limits.seconds, self.steps / self.limits.steps)

    def _set_slope(self, share: float) -> None:
        warm = min(1.0, (self.steps + 1) / WARM_UP_STEPS)
        slope = warm * (0.5 + 0.5 * math.cos(math.pi * share)) + LAST_SLOPE
        self.slope *= 0.0
        self.slope += slope

    def _pool(self, seed: int, slots: int) -> Pool:
        plan, workers = self.plan, self.limits.workers
        return Pool(plan.scenes, seed, slots, workers, plan.mosaic, plan.camera)

    def _recorded_step(self, shelf: Shelf) -> Callable[[], None]:
        """Return what makes `stock` steps while the next batches are being made."""
        now = self.school.lessons(shelf)
        made: list[Lesson] = []

        def prepare() -> None:
            made[:] = self.school.lessons(shelf)

        def studying(pupil: Pupil) -> Callable[[], None]:
            def study() -> None:
                for lesson in now:
                    pupil.study(self.school, lesson, self.slope)

            return study

        def work() -> None:
            self.machine.together([prepare, *map(studying, self.studying)])
            for lesson, newer in zip(now, made, strict=True):
                lesson.become(newer)

        return self.machine.recorded(work)

    def _validation(self) -> list[Lesson]:
        limits = self.limits
        with self._pool(VALIDATION_SEED, limits.validation) as pool:
            shelf = Shelf.filled(pool, limits.validation, self.machine)
        lessons: list[Lesson] = []
        while len(lessons) * self.plan.crops < limits.validation:
            lessons += self.school.lessons(shelf)
        return lessons

    def _judged(self, pupil: Pupil, validation: list[Lesson]) -> float:
        """Return luma PSNR in dB over the validation crops."""
        flat = self.machine.whole(pupil.student.result())
        errors = []
        for lesson in validation:
            answer = pupil.engine.forward(flat, lesson.low, lesson.blocky)
            _, error = self.school.teacher.gradient(pupil.plan, answer, lesson)
            errors.append(float(error))
        return -10.0 * math.log10(max(float(np.mean(errors)), 1e-9))

    def _save(self, out: Path, validation: list[Lesson], made: int) -> bool:
        """Write what is sound, stop what is not; return whether one was stopped."""
        figures: dict[str, float] = {}
        self.saved_at = self.steps
        before = len(self.studying)
        for pupil in tuple(self.studying):
            network = self._network(pupil, validation, made)
            figure = network.record["figures"]["validation_db"]
            if np.isfinite(network.flat).all() and math.isfinite(figure):
                pupil.kept = network
                weights.save(network, out)
                figures[network.name] = figure
            else:
                self.studying.remove(pupil)
                self.say(self._farewell(pupil))
        self.say(f"step {self.steps}, {made} drawings: {json.dumps(figures)}")
        return len(self.studying) < before

    def _farewell(self, pupil: Pupil) -> str:
        if pupil.kept is None:
            rest = "nothing of it is kept"
        else:
            rest = f"kept as it was at step {pupil.kept.record['training']['steps']}"
        return f"{pupil.plan.name} is no longer finite at step {self.steps}: {rest}"

    def _network(self, pupil: Pupil, validation: list[Lesson], made: int) -> Network:
        plan, shape = pupil.plan, pupil.plan.shape
        record: dict[str, Any] = {
            "family": self.plan.family,
            "size": plan.size,
            "purpose": self.plan.purpose,
            "shape": weights.shape_table(shape),
            "training": {
                "plan": f"plans/{self.plan.file}",
                "seed": plan.seed,
                "steps": self.steps,
                "crops_per_step": self.plan.crops,
                "drawings": made,
                "continued_from": plan.start,
                "checkpoint": "running average at the last step",
            },
            "figures": {"validation_db": round(self._judged(pupil, validation), 3)},
        }
        flat = self.machine.take(pupil.student.result())
        return Network(plan.name, shape, flat * shape.mask(), record)
