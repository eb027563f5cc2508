"""Paint: texture that belongs to the truth, in a share of the crops."""

import dataclasses

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training.filming import FILM_PX, Camera
from shaders.training.machines import NumpyMachine
from shaders.training.painting import DICE, FIELDS, Paint, Painter
from shaders.training.plan import FOLDER, read_plan
from shaders.training.shelf import Shelf
from shaders.training.training import School

SIDE, CROPS = 96, 64
MIXED = Paint(0.5, (0.5, 8.0), (0.0, 6.0))
Crops = npt.NDArray[np.float32]


def painted(paint: Paint, seed: int = 1, **dice_at: float) -> Crops:
    """Return what is added to mid-gray crops; `d4=0.5` fixes the die of index 4."""
    chance = np.random.default_rng(seed)
    dice = chance.random((CROPS, DICE), np.float32)
    for name, value in dice_at.items():
        dice[:, int(name[1:])] = value
    fields = chance.standard_normal((CROPS, FIELDS, SIDE, SIDE), np.float32)
    gray = np.full((CROPS, 3, SIDE, SIDE), 0.5, np.float32)
    return np.asarray(Painter(paint, SIDE, np.copy)(gray, dice, fields) - gray)


def neighbours(texture: Crops) -> float:
    """Return how alike pixels and the ones to their right are, 1 is the same."""
    return float((texture[..., :-1] * texture[..., 1:]).mean() / (texture**2).mean())


def test_a_share_of_the_crops_is_painted() -> None:
    """The others stay as they are, to the bit."""
    spread = painted(MIXED).std((1, 2, 3))
    assert 0.3 < (spread > 0).mean() < 0.7
    assert not painted(dataclasses.replace(MIXED, share=0.0)).any()


def test_it_is_as_strong_as_the_plan_says() -> None:
    """Three fields of two levels each, where there is paint: half of the place."""
    even = Paint(1.0, (2.0, 2.0), (0.0, 6.0))
    spread = painted(even).std((2, 3)) * 255.0
    assert 1.0 < spread.mean() < 3.0**0.5 * 2.0
    assert abs(painted(even).mean()) < 0.2 / 255.0


def test_its_strokes_are_as_wide_as_the_plan_says() -> None:
    """Single pixels know nothing of each other; a denoiser's paint has none."""
    widths = {"d4": 0.0, "d8": 0.0, "d12": 0.0}
    round_ones = {"d5": 0.1, "d9": 0.1, "d13": 0.1}
    pixels = painted(dataclasses.replace(MIXED, share=1.0), **widths, **round_ones)
    strokes = dataclasses.replace(MIXED, share=1.0, reach_px=(1.0, 6.0))
    assert abs(neighbours(pixels)) < 0.05
    assert neighbours(painted(strokes, **widths, **round_ones)) > 0.6


def test_it_stays_within_black_and_white() -> None:
    """What is painted is a picture still."""
    heavy = Paint(1.0, (100.0, 200.0), (0.0, 6.0))
    found = painted(heavy) + 0.5
    assert found.min() >= 0.0
    assert found.max() <= 1.0


def test_a_film_has_it_in_its_truth() -> None:
    """The codec comes after the paint, and the network is asked for the paint."""
    plan = read_plan(FOLDER / "upscale-denoise-panes.toml")
    assert plan.filmed is not None
    drawing = np.full((3, 2 * FILM_PX, 2 * FILM_PX), 128, np.uint8)
    paint = Paint(1.0, (8.0, 8.0), (1.0, 6.0))
    bare, full = (
        Camera(plan.filmed, None, 2, one)(drawing, 3).sharp.std((1, 2)).max()
        for one in (None, paint)
    )
    assert bare < 0.01
    assert full > 2.0


def test_twins_have_the_same_paint() -> None:
    """It is part of what both should become: only what spoils them may differ."""
    plan = dataclasses.replace(
        read_plan(FOLDER / "upscale-panes.toml"),
        paint=Paint(1.0, (4.0, 8.0), (0.0, 6.0)),
        finish=None,
    )
    school = School(plan, NumpyMachine(5), 48)
    pool = np.full((2, 3, 128, 128), 128, np.uint8)
    (lesson,) = school.lessons(Shelf(pool, np.full(1, 2, np.float32)))
    texture = lesson.low.std((1, 2, 3))
    assert texture.min() > 1.0 / 255.0
    for elder in range(10, 16, 2):  # ten crops of the plan are no twins
        apart = np.abs(lesson.low[elder] - lesson.low[elder + 1]).mean()
        assert apart < np.abs(lesson.low[elder] - lesson.low[0]).mean() / 2
