"""Twins: the same crop twice, spoilt differently, and what that asks of an answer."""

import dataclasses

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training.degrading import DICE, QUALITY_DIE, Codec, Degrader, Source
from shaders.training.lesson import Teacher
from shaders.training.machines import NumpyMachine
from shaders.training.plan import FOLDER, NetworkPlan, Plan, read_plan
from shaders.training.resampling import Kernel
from shaders.training.shapes import Output, Shape
from shaders.training.shelf import Shelf
from shaders.training.training import School
from shaders.training.twins import Twins

AREA = {Kernel.AREA: 1.0}
SOURCES = (
    Source(2, AREA),
    Source(4, AREA, noise=0.02, codec=Codec.VIDEO8, quality=(12, 32), twins=True),
    Source(1, AREA),
)


def _stocked(stock: int) -> list[Source]:
    return [dataclasses.replace(one, crops=one.crops * stock) for one in SOURCES]


@pytest.mark.parametrize("stock", [1, 3])
def test_twins_are_the_same_crop_in_every_batch(stock: int) -> None:
    """They stand side by side in each batch of a stock, and differ in quality alone."""
    twins = Twins(SOURCES, stock, np.copy)
    chance = np.random.default_rng(1)
    whole = np.arange(7 * stock, dtype=np.float32)[:, None]
    dice = chance.random((7 * stock, DICE), np.float32)
    sharp, shared = twins.made(whole, dice)
    assert twins.partner.tolist() == [0, 1, 3, 2, 5, 4, 6]
    others = [k for k in range(DICE) if k != QUALITY_DIE]
    for part in range(stock):
        own, throws = sharp[part::stock, 0], shared[part::stock]
        assert own[2] == own[3] == whole[2 * stock + part, 0]
        assert own[4] == own[5] == whole[4 * stock + part, 0]
        assert own[[0, 1, 6]].tolist() == whole[part::stock, 0][[0, 1, 6]].tolist()
        assert np.array_equal(throws[2, others], throws[3, others])
        assert throws[2, QUALITY_DIE] != throws[3, QUALITY_DIE]
        assert not np.array_equal(throws[0], throws[1])


def test_without_twins_nothing_is_copied() -> None:
    """What was given comes back itself, not put in another order."""
    twins = Twins([SOURCES[0], SOURCES[2]], 2, np.copy)
    sharp, dice = np.zeros((6, 3, 8, 8), np.float32), np.zeros((6, DICE), np.float32)
    made = twins.made(sharp, dice)
    assert made[0] is sharp
    assert made[1] is dice
    assert twins.partner.tolist() == [0, 1, 2]


def test_twins_come_out_of_the_codec_differently() -> None:
    """One truth, two sources."""
    twins = Twins(SOURCES, 1, np.copy)
    chance = np.random.default_rng(2)
    sharp = chance.random((7, 3, 64, 64), np.float32)
    sharp, dice = twins.made(sharp, chance.random((7, DICE), np.float32))
    noise = chance.standard_normal((7, 3, 32, 32)).astype(np.float32)
    low, truth = Degrader(SOURCES, 32, 2, np, np.copy)(sharp, dice, noise)
    assert np.array_equal(truth[2], truth[3])
    assert np.abs(low[2] - low[3]).mean() > 0.5 / 255


def _plan() -> Plan:
    plan = read_plan(FOLDER / "upscale-panes.toml")
    return dataclasses.replace(plan, sources=SOURCES, fairness=0.0, chroma=0.0)


def _one(output: Output, calm: float) -> NetworkPlan:
    shape = Shape(4, "9px", 0, wide_head=False, output=output)
    return NetworkPlan("Test", "S", shape, 1, 1.0, "", calm)


@pytest.mark.parametrize("output", [Output.LUMA_X2, Output.RGB])
def test_calm_draws_the_results_of_twins_together(output: Output) -> None:
    """Equal results of twins ask for no more; different ones are drawn together."""
    chance = np.random.default_rng(3)
    twins = Twins(SOURCES, 1, np.copy)
    plan = dataclasses.replace(_plan(), networks=(_one(output, 0.0),))
    teacher = Teacher(24, plan, twins, np.copy, np)
    low = np.full((7, 3, 24, 24), 0.5, np.float32)
    low += (chance.random(low.shape) * 0.1).astype(np.float32)
    side_px = 24 * output.factor
    sharp = np.full((7, 3, side_px, side_px), 0.6, np.float32)
    lesson = teacher.lesson(low, sharp)
    perfect = np.pad(lesson.target, ((0, 0), (0, 1), (0, 0), (0, 0)))
    if output is Output.LUMA_X2:
        perfect = teacher.luma_of(lesson.target)

    def slopes(answer: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        plain, _ = teacher.gradient(_one(output, 0.0), answer, lesson)
        calmed, _ = teacher.gradient(_one(output, 2.0), answer, lesson)
        return plain[:, 0, 12, 12], calmed[:, 0, 12, 12]

    plain, calmed = slopes(perfect + 0.01)  # wrong, but alike
    np.testing.assert_allclose(calmed, plain, rtol=1e-3)
    apart = perfect.copy()
    apart[2] += 0.01
    plain, calmed = slopes(apart)
    assert calmed[2] == pytest.approx(3 * plain[2], rel=1e-3)
    assert calmed[3] == pytest.approx(-2 * plain[2], rel=1e-3)
    assert not calmed[[0, 1, 4, 5, 6]].any()


def test_a_school_makes_twins() -> None:
    """In a lesson they are nearly one picture; crops that are none are not."""
    machine = NumpyMachine(5)
    school = School(_plan(), machine, 48)
    pool = np.random.default_rng(4).integers(0, 256, (9, 3, 128, 128), np.uint8)
    shelf = Shelf(pool, np.full(1, len(pool), np.float32))
    (lesson,) = school.lessons(shelf)
    apart = np.abs(lesson.low[0] - lesson.low[1]).mean()
    for elder, younger in ((2, 3), (4, 5)):
        near = np.abs(lesson.low[elder] - lesson.low[younger]).mean()
        assert 0 < near < apart / 3
