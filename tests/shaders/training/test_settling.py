"""Finished networks whose corners are brought to ring less."""

import dataclasses
import math
import re
import sys
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training import __main__ as program
from shaders.training import corners, settling, weights
from shaders.training.corners import Corners
from shaders.training.machines import NumpyMachine
from shaders.training.plan import FOLDER, Plan, PlanError, read_plan
from shaders.training.settling import Crops, Settler, settle
from shaders.training.training import School

NAME = "Sakuga_Upscale_CNN_x2_S"
CROPS = 24


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Return the plan of S, to be followed in small: a corner, and few steps."""
    for key, value in (("PROJECTIONS", 1), ("STEPS", 12), ("STARTS", 1)):
        monkeypatch.setattr(settling, key, value)
    monkeypatch.setattr(corners, "PLAINS", ((0, (150,)), (255, (105,))))
    return read_plan(FOLDER / "upscale-settled-small.toml")


@pytest.fixture
def crops(plan: Plan) -> Crops:
    """Return a few of its crops."""
    machine = NumpyMachine(1)
    school = School(plan, machine, settling.CROP_PX)
    return Crops.drawn(plan, school, machine, CROPS, seed=7, workers=0)


def _settler(crops: Crops, calm: float = 0.0) -> Settler:
    return Settler(weights.load(NAME), crops, NumpyMachine(1), calm)


def test_corners_ring_less_and_answers_stay(plan: Plan) -> None:
    """As far as is asked for, or nearly; the record says where it came from."""
    one = dataclasses.replace(plan.networks[0], corners=25.0)
    plan = dataclasses.replace(plan, networks=(one,))
    said: list[str] = []
    folder = weights.FOLDER
    (moved,) = settle(plan, NumpyMachine(1), folder, CROPS, 0, said.append)
    words = r"ring by (\d+) levels, answers moved by ([\d.]+);"
    ringing, change = map(float, re.search(words, said[-1]).groups())
    assert 24.0 <= ringing <= 27.0
    assert 0.0 < change < 3.0
    old = weights.load(NAME)
    assert not np.array_equal(moved.flat, old.flat)
    assert moved.record["training"]["plan"] == "plans/upscale-settled-small.toml"
    assert (
        old.record["training"]["checkpoint"] in moved.record["training"]["checkpoint"]
    )
    assert math.isfinite(moved.record["figures"]["validation_db"])


@pytest.mark.parametrize("calm", [0.0, 2.0])
@pytest.mark.parametrize("limit", [math.inf, 20.0])
def test_the_slope_is_that_of_the_cost(crops: Crops, limit: float, calm: float) -> None:
    """Along it the cost grows by its length, as differences find it."""
    settler = _settler(crops, calm)
    chance = np.random.default_rng(3)
    flat = settler.start.copy()
    flat[settler.live] += chance.normal(0.0, 2e-3, len(settler.live))
    _, slope = settler.cost(flat, limit)
    step = np.zeros_like(flat)
    step[settler.live] = slope / np.linalg.norm(slope) * 1e-3
    after, before = (settler.cost(flat + way * step, limit)[0] for way in (1, -1))
    assert (after - before) / 2e-3 == pytest.approx(np.linalg.norm(slope), rel=0.02)


def test_twins_are_told_from_what_is_alone(crops: Crops, plan: Plan) -> None:
    """Each has its partner in the same batch; weights and shares are the source's."""
    partner = np.asarray(crops.partner)
    assert (partner[partner] == np.arange(crops.count())).all()
    apart = np.flatnonzero(partner != np.arange(crops.count()))
    assert len(apart) == crops.count() // 3
    assert (partner[apart] // plan.crops == apart // plan.crops).all()
    own = [source.truth for source in plan.sources for _ in range(source.crops)]
    assert np.allclose(np.asarray(crops.truth)[: plan.crops, 0, 0, 0], own)


def test_only_what_goes_beyond_a_plain_area_counts() -> None:
    """Brighter beside black, darker beside white, by more than nobody sees."""
    drawn = Corners.drawn(NumpyMachine(1))
    exact = drawn.level - drawn.before
    for levels, counted in ((8.0, 0.0), (30.0, 20.0), (-30.0, 20.0)):
        beyond = np.asarray(drawn.beyond(exact + levels / 255.0)) * 255.0
        white = drawn.beside_white[:, 0, 0, 0]
        rings, stays = (white, ~white) if levels < 0.0 else (~white, white)
        assert np.abs(beyond[rings]).max() == pytest.approx(counted, abs=1e-3)
        assert not beyond[stays].any()


def test_what_cannot_be_settled_is_told(plan: Plan) -> None:
    """A restorer, a network from nothing, a plan for training."""

    def ended(plan: Plan) -> None:
        list(settle(plan, NumpyMachine(1), weights.FOLDER, CROPS, 0, print))

    one = plan.networks[0]
    with pytest.raises(PlanError, match="needs a start, and levels"):
        ended(dataclasses.replace(plan, networks=(dataclasses.replace(one, start=""),)))
    restore = read_plan(FOLDER / "restore.toml")
    with pytest.raises(PlanError, match="`train` is for it"):
        ended(restore)
    with pytest.raises(PlanError, match="writes rgb, not luma-x2"):
        ended(dataclasses.replace(plan, networks=restore.networks))


def test_a_plan_without_crops_is_told(tmp_path: Path) -> None:
    """Nothing could be held."""
    text = (FOLDER / "upscale-settled-small.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(text.replace("crops = 4000", "crops = 0"), "utf-8")
    with pytest.raises(PlanError, match="0 crops show nothing"):
        read_plan(path)


def test_what_could_not_be_written_is_told_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is drawn: --out is a file."""
    out = tmp_path / "file"
    out.touch()
    plan = FOLDER / "upscale-settled-small.toml"
    words = ["settle", str(plan), "--machine", "cpu", "--out", str(out)]
    monkeypatch.setattr(sys, "argv", ["training", *words])
    monkeypatch.setattr(settling, "settle", None)
    assert program.main() == 1
    assert capsys.readouterr().err == f"{out} is not a folder\n"


def test_a_plan_to_settle_is_not_trained(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its networks would forget what they were to keep."""
    plan = FOLDER / "upscale-settled-small.toml"
    monkeypatch.setattr(sys, "argv", ["training", "train", str(plan)])
    assert program.main() == 1
    told = capsys.readouterr()
    assert told.err == "upscale-settled-small.toml is no training; `settle` is for it\n"
    assert not told.out
