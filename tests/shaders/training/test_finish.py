"""How soft or sharp the art of a training is, and what is made of small answers."""

import dataclasses

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training import panes
from shaders.training.degrading import DICE, Degrader, Finish, Source
from shaders.training.drawing.scenes import draw_scene
from shaders.training.lesson import GAIN, TOLERATED, Teacher
from shaders.training.numpy_engine import shortened
from shaders.training.plan import FOLDER, NetworkPlan, read_plan
from shaders.training.resampling import Kernel, cored, magnify_matrix
from shaders.training.shapes import Output, Shape
from shaders.training.twins import Twins

PLAIN = Finish(
    magnified=0.0,
    ratio=(1.1, 1.6),
    up=(Kernel.BICUBIC,),
    blurred=0.0,
    blur_px=(0.4, 0.8),
    sharpened=0.0,
    amount=(0.5, 1.0),
    radius_px=(0.6, 1.5),
)


def _finished(finish: Finish | None, edge: int = 48) -> np.ndarray:
    """Return what a degrader takes for the truth of one crop with an edge."""
    sharp = np.zeros((1, 3, 96, 96), np.float32)
    sharp[..., edge:] = 0.8
    degrader = Degrader([Source(crops=1)], 48, 1, np, np.copy, finish)
    dice = np.full((1, DICE), 0.5, np.float32)
    _, truth = degrader(sharp, dice, np.zeros((1, 3, 48, 48), np.float32))
    return truth[0, 0, 24]


def test_no_share_changes_nothing() -> None:
    """A finish of nothing is none."""
    np.testing.assert_allclose(_finished(PLAIN), _finished(None), atol=1e-6)


def test_a_soft_pen_softens_the_truth() -> None:
    """The network is asked for the soft edge, not for a crisp one."""
    soft = _finished(dataclasses.replace(PLAIN, blurred=1.0))
    assert 0.05 < soft[23] < soft[24] < 0.75


def test_panes_are_plain_and_hard() -> None:
    """In their share of the crops; every colour is one of 8 bits, and whole."""
    finish = dataclasses.replace(PLAIN, panes=0.6)
    degrader = Degrader([Source(crops=400)], 16, 1, np, np.copy, finish)
    sharp = np.full((400, 3, 32, 32), 0.8, np.float32)
    dice = np.random.default_rng(3).random((400, DICE), np.float32)
    _, truth = degrader(sharp, dice, np.zeros((400, 3, 16, 16), np.float32))
    levels = truth * 255
    np.testing.assert_allclose(levels, levels.round(), atol=1e-3)
    colours = [len(np.unique(crop.reshape(3, -1), axis=1).T) for crop in truth]
    assert max(colours) == 2
    changed = (abs(truth - 0.8) > 1e-3).any((1, 2, 3))
    assert 0.4 < changed.mean() < 0.65
    assert ((truth == 0.0).all(1)).any((1, 2)).mean() > 0.1
    assert ((truth == 1.0).all(1)).any((1, 2)).mean() > 0.06


def test_panes_leave_the_others_as_they_are() -> None:
    """Whoever has no share gets back what was given, bit by bit."""
    chance = np.random.default_rng(5)
    crop = chance.random((8, 3, 24, 24), np.float32)
    dice = chance.random((8, panes.DICE), np.float32)
    steps = np.arange(24, dtype=np.float32)
    assert np.array_equal(panes.paned(crop, steps, 0.0, dice), crop)


def test_sharpening_leaves_rims() -> None:
    """Beside the edge it is brighter than the surface, as after an unsharp mask."""
    rims = _finished(dataclasses.replace(PLAIN, sharpened=1.0))
    assert rims[24:30].max() > 0.85


def test_what_was_a_file_keeps_its_noise() -> None:
    """The edge rings within its block of eight, beyond it all is as it was."""
    stored = dataclasses.replace(PLAIN, stored=1.0, quality=(60.0, 60.0))
    changed = np.abs(_finished(stored, edge=51) - _finished(PLAIN, edge=51))
    assert changed[24:32].max() > 2 / 255
    assert changed[34:].max() < 1 / 255


def test_magnifying_keeps_middle_and_size() -> None:
    """The middle stays where it is; every row still adds up to one."""
    matrix = magnify_matrix(48, 1.5, Kernel.BILINEAR)
    assert matrix.shape == (48, 48)
    np.testing.assert_allclose(matrix.sum(axis=1), 1.0, atol=1e-5)
    places = matrix @ np.arange(48.0)
    np.testing.assert_allclose(places[24] - places[23], 1 / 1.5, atol=1e-3)
    np.testing.assert_allclose((places[23] + places[24]) / 2, 23.5, atol=1e-3)


def test_a_core_leaves_out_what_is_small() -> None:
    """Two levels less of everything, nothing of what was less."""
    levels = np.array([-5.0, -1.0, 0.0, 2.0, 7.0]) / 255
    np.testing.assert_allclose(cored(levels, 2.0) * 255, [-3, 0, 0, 0, 5], atol=1e-5)


@pytest.mark.parametrize(
    ("output", "used"),
    [(Output.RGB, 3), (Output.LUMA, 1), (Output.LUMA_X2, 4)],
)
def test_what_a_core_leaves_out_still_learns(output: Output, used: int) -> None:
    """The gradient comes back as if the answer had not been left out."""
    shape = Shape(8, "9px", 0, wide_head=False, output=output, core=2.0)
    one = NetworkPlan("Test", "S", shape, 1, 1.0, "", calm=0.0)
    plan = read_plan(FOLDER / "upscale-panes.toml")
    plan = dataclasses.replace(
        plan, fairness=0.0, chroma=0.1, overshoot=0.0, networks=(one,)
    )
    teacher = Teacher(24, plan, Twins(plan.sources, 1, np.copy), np.copy, np)
    low = np.full((1, 3, 24, 24), 0.5, np.float32)
    side_px = 24 * output.factor
    sharp = np.full((1, 3, side_px, side_px), 0.6, np.float32)
    lesson = teacher.lesson(low, sharp)
    answers = 1 if shape.folded else 4
    small = np.full((1, answers, 24, 24), 1 / 255, np.float32)
    slope, error = teacher.gradient(one, small, lesson)
    assert slope[0, :used, 12, 12].max() < 0
    assert not slope[0, used:].any()
    assert error == pytest.approx(0.01, rel=1e-3)
    assert abs(slope).max() < GAIN


@pytest.mark.parametrize("output", [Output.LUMA_X2, Output.RGB])
def test_a_ring_asks_for_more_than_its_error(output: Output) -> None:
    """What is beyond all the truth nearby counts again; what is within does not."""
    shape = Shape(8, "9px", 0, wide_head=False, output=output)
    one = NetworkPlan("Test", "S", shape, 1, 1.0, "", calm=0.0)
    plan = read_plan(FOLDER / "upscale-panes.toml")
    plan = dataclasses.replace(
        plan, fairness=0.0, chroma=0.0, overshoot=0.0, networks=(one,)
    )
    firm = dataclasses.replace(plan, overshoot=3.0)
    low = np.full((1, 3, 24, 24), 0.5, np.float32)
    side_px = 24 * output.factor
    sharp = np.full((1, 3, side_px, side_px), 0.6, np.float32)
    sharp[..., side_px // 2 :] = 0.2
    slopes = []
    for asked in (plan, firm):
        teacher = Teacher(24, asked, Twins(asked.sources, 1, np.copy), np.copy, np)
        lesson = teacher.lesson(low, sharp)
        count = 12 if output is Output.LUMA_X2 else 4
        answer = np.zeros((1, count, 24, 24), np.float32)
        answer[:, : lesson.target.shape[1]] = lesson.target
        if output is Output.LUMA_X2:
            answer = teacher.luma_of(answer)
        answer[..., 9] += 0.3  # brighter than all that is nearby
        answer[..., 11] -= 0.3  # beside the edge: darker things are near
        slopes.append(teacher.gradient(one, answer, lesson)[0][0, 0, 12])
    plain, asked_more = slopes
    beyond = 0.3 - TOLERATED
    assert asked_more[9] == pytest.approx(plain[9] * (1 + 3.0 * beyond / 0.3), rel=1e-3)
    assert asked_more[11] == pytest.approx(plain[11], rel=1e-3)
    assert plain[11] < 0 < plain[9]


def test_matrix_units_read_eleven_bits() -> None:
    """What is kept has 11 significant bits, rounded to the nearest."""
    values = np.array([1.0, 1 + 2**-10, 1 + 2**-11, -1 - 2**-12, 3.14159], np.float32)
    expected = [1.0, 1 + 2**-10, 1 + 2**-10, -1.0, 3.140625]
    assert shortened(values).tolist() == expected


def test_portraits_are_drawn_and_can_be_repeated() -> None:
    """Figures by one pen fill a drawing, the same for the same seed."""
    job = (5, {"portrait": 1.0})
    drawing = draw_scene(job)
    assert (drawing == draw_scene(job)).all()
    assert drawing.std() > 20
