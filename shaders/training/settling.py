"""Settles finished networks: plain areas stay plainer, while their answers stay.

A small network that is trained on forgets what its shares were tuned to. Settling
starts from its answers instead. They are held to what they are, or to a share of the
way to the truth, on some thousand crops at once; what plain areas go beyond themselves
by, past a limit, is forbidden.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from shaders.training import plain_areas, weights
from shaders.training.growing import grown
from shaders.training.lesson import MARGIN_PX, Lesson
from shaders.training.machines import Machine
from shaders.training.plan import NetworkPlan, Plan, PlanError
from shaders.training.pool import Pool
from shaders.training.resampling import Array
from shaders.training.settler import CROP_PX, LEVELS, Crops, Say, Settler
from shaders.training.shapes import Output
from shaders.training.shelf import Shelf
from shaders.training.training import VALIDATION_SEED, School
from shaders.training.weights import Network

CROPS_OF_A_DRAWING = 5


def _drawings(crops: int) -> int:
    return max(crops // CROPS_OF_A_DRAWING, 1)


def drawn_crops(
    plan: Plan, school: School, machine: Machine, count: int, seed: int, workers: int
) -> Crops:
    """Draw `count` crops, or a few more."""
    slots = _drawings(count)
    scenes, mosaic = plan.scenes, plan.mosaic
    with Pool(scenes, seed, slots, workers, mosaic, plan.camera) as pool:
        shelf = Shelf.filled(pool, slots, machine)
    lessons: list[Lesson] = []
    while len(lessons) * plan.crops < count:
        lessons += school.lessons(shelf)
    join, put = machine.xp.concatenate, machine.put
    weight = join([one.weight for one in lessons], 0)[..., None]
    own = [source for source in plan.sources for _ in range(source.crops)]
    partner = school.twins.partner
    inner = np.zeros((1, 1, 1, CROP_PX, CROP_PX), np.float32)
    inner[..., MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX] = 1.0

    def of_source(values: list[float]) -> Array:
        repeated = np.tile(np.array(values, np.float32), len(lessons))
        return put(repeated.reshape(-1, 1, 1, 1, 1))

    def target(lesson: Lesson) -> Array:
        if plan.networks[0].shape.output is Output.RGB:
            return lesson.target[:, :, None]
        return school.teacher.luma_of(lesson.target)[:, None]

    turns = range(len(lessons))
    return Crops(
        machine.whole(join([one.low for one in lessons], 0)),
        machine.whole(join([one.blocky for one in lessons], 0)),
        join([target(one) for one in lessons], 0),
        weight / weight.mean() * of_source([one.weight for one in own]),
        of_source([one.truth for one in own]),
        join([partner + turn * plan.crops for turn in turns], 0),
        put(inner),
        plan.chroma,
    )


def _started(one: NetworkPlan, folder: Path) -> Network:
    if not one.start or not any(one.limits.values()):
        raise PlanError(
            f"{one.name} needs a start, and levels for one of: {', '.join(one.limits)}"
        )
    old = weights.load(one.start, folder)
    flat = grown(old.shape, old.flat, one.shape)
    return Network(one.name, one.shape, np.asarray(flat, np.float32), old.record)


def _record(
    plan: Plan,
    one: NetworkPlan,
    old: dict[str, Any],
    crops: int,
    drawings: int,
    asked: int,
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
            "drawings": drawings,
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
    if len({one.shape.output for one in plan.networks}) > 1:
        raise PlanError(f"{plan.file}: its networks do not all write the same")
    starts = [_started(one, networks) for one in plan.networks]
    school, count = School(plan, machine, CROP_PX), count or plan.settling.crops
    say(f"drawing {_drawings(count)} pictures first")
    crops, unseen = (
        drawn_crops(plan, school, machine, size, seed, workers)
        for size, seed in (
            (count, plan.picture_seed),
            (max(count // 8, 1), VALIDATION_SEED),
        )
    )
    for one, start in zip(plan.networks, starts, strict=True):
        areas = [
            plain_areas.drawn(kind, levels, one.shape, machine)
            for kind, levels in one.limits.items()
            if levels
        ]
        settler = Settler(start, crops, areas, machine, one.calm, one.moved)
        say(f"{one.name}: {len(settler.live)} numbers are moved")
        flat, asked = settler.settled(say)
        moved = math.sqrt(settler.mean_square(flat, settler.answer(settler.start)))
        judge = Settler(start, unseen, (), machine, 0.0)
        before, after = (
            -10.0 * math.log10(judge.mean_square(own, unseen.target) / LEVELS**2)
            for own in (settler.start, flat)
        )
        worst = ", ".join(f"{kind} {most:.0f}" for kind, most in settler.worst.items())
        say(
            f"{one.name}: {worst} levels, answers moved by {moved:.2f}; "
            f"{after:.3f} dB instead of {before:.3f}, asked {asked} times"
        )
        record = _record(
            plan, one, start.record, crops.count(), _drawings(count), asked
        )
        record["figures"] = {"validation_db": round(after, 3)}
        yield Network(one.name, one.shape, flat.astype(np.float32), record)
