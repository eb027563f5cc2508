"""Finished networks that are brought to leave plain areas plain."""

import dataclasses
import math
import re
import sys
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training import __main__ as program
from shaders.training import plain_areas, settler, settling, weights
from shaders.training.colouring import coloured
from shaders.training.folding import unfolded
from shaders.training.lettering import DOTS, GAP_PX, lettered
from shaders.training.machines import NumpyMachine
from shaders.training.plan import FOLDER, Plan, PlanError, read_plan
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.settler import Crops, Settler
from shaders.training.settling import settle
from shaders.training.training import School

NAME = "Sakuga_Upscale_CNN_x2_S"
CROPS = 24


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Plan:
    """Return the plan of S, to be followed in small: a corner, and few steps."""
    for key, value in (("PROJECTIONS", 1), ("STEPS", 8), ("STARTS", 1)):
        monkeypatch.setattr(settler, key, value)
    monkeypatch.setattr(plain_areas, "PLAINS", ((0, (150,)), (255, (105,))))
    monkeypatch.setattr(plain_areas, "GRAYS", (128,))
    monkeypatch.setattr(plain_areas, "GAPS_PX", (5,))
    monkeypatch.setattr(plain_areas, "COLOURS", ((255, 0, 0), (255, 255, 0)))
    return read_plan(FOLDER / "upscale-settled-small.toml")


@pytest.fixture
def crops(plan: Plan) -> Crops:
    """Return a few of its crops."""
    return _crops(plan)


def _crops(plan: Plan) -> Crops:
    machine = NumpyMachine(1)
    school = School(plan, machine, settler.CROP_PX)
    return settling.drawn_crops(plan, school, machine, CROPS, seed=7, workers=0)


def _settler(name: str, crops: Crops, calm: float = 0.0, **limits: float) -> Settler:
    machine, network = NumpyMachine(1), weights.load(name)
    areas = [
        plain_areas.drawn(kind, levels, network.shape, machine)
        for kind, levels in limits.items()
    ]
    return Settler(network, crops, areas, machine, calm)


def _check_slope(settler: Settler) -> None:
    """Along the slope the cost grows by its length, as differences find it."""
    chance = np.random.default_rng(3)
    flat = settler.start.copy()
    flat[settler.live] += chance.normal(0.0, 2e-3, len(settler.live))
    _, slope = settler.cost(flat, is_forbidding=True)
    step = np.zeros_like(flat)
    step[settler.live] = slope / np.linalg.norm(slope) * 1e-4
    after, before = (settler.cost(flat + way * step, True)[0] for way in (1, -1))
    assert (after - before) / 2e-4 == pytest.approx(np.linalg.norm(slope), rel=0.05)


def test_corners_ring_less_and_answers_stay(plan: Plan) -> None:
    """As far as is asked for, or nearly; the record says where it came from."""
    one = dataclasses.replace(plan.networks[0], corners=25.0, letters=0.0, fringe=10.0)
    plan = dataclasses.replace(plan, networks=(one,))
    said: list[str] = []
    folder = weights.FOLDER
    (moved,) = settle(plan, NumpyMachine(1), folder, CROPS, 0, said.append)
    words = r"corners (\d+), fringe (\d+) levels, answers moved by ([\d.]+);"
    ringing, fringe, change = map(float, re.search(words, said[-1]).groups())
    assert 24.0 <= ringing <= 27.0
    assert 9.0 <= fringe <= 12.0
    assert 0.0 < change < 3.0
    old = weights.load(NAME)
    assert not np.array_equal(moved.flat, old.flat)
    assert moved.record["training"]["plan"] == "plans/upscale-settled-small.toml"
    assert (
        old.record["training"]["checkpoint"] in moved.record["training"]["checkpoint"]
    )
    assert math.isfinite(moved.record["figures"]["validation_db"])


@pytest.mark.parametrize(
    ("name", "calm", "limits"),
    [
        ("Sakuga_Upscale_CNN_x2_S", 0.0, {}),
        ("Sakuga_Upscale_CNN_x2_S", 2.0, {"corners": 20.0}),
        ("Sakuga_Upscale_CNN_x2_S", 0.0, {"letters": 20.0}),
        ("Sakuga_Upscale_CNN_x2_M", 0.0, {"fringe": 5.0}),
    ],
)
def test_the_slope_is_that_of_the_cost(
    crops: Crops, name: str, calm: float, limits: dict[str, float]
) -> None:
    """Also with twins, and where the colours follow the luma."""
    _check_slope(_settler(name, crops, calm, **limits))


@pytest.mark.parametrize("size", ["S", "M"])
def test_restorers_have_slopes_too(plan: Plan, size: str) -> None:
    """One that writes the luma, folded, and one that writes three channels."""
    name = f"Sakuga_Restore_Soft_CNN_{size}"
    shape = weights.load(name).shape
    one = dataclasses.replace(plan.networks[0], shape=shape)
    crops = _crops(dataclasses.replace(plan, networks=(one,), chroma=0.15))
    _check_slope(_settler(name, crops, 1.0, corners=2.0, fringe=2.0))


def test_twins_are_told_from_what_is_alone(crops: Crops, plan: Plan) -> None:
    """Each has its partner in the same batch; weights and shares are the source's."""
    partner = np.asarray(crops.partner)
    assert (partner[partner] == np.arange(crops.count())).all()
    apart = np.flatnonzero(partner != np.arange(crops.count()))
    assert len(apart) == crops.count() // 3
    assert (partner[apart] // plan.crops == apart // plan.crops).all()
    own = [source.truth for source in plan.sources for _ in range(source.crops)]
    assert np.allclose(np.asarray(crops.truth)[: plan.crops, 0, 0, 0, 0], own)


@pytest.mark.parametrize("kind", plain_areas.KINDS)
def test_only_what_goes_beyond_a_plain_area_counts(kind: str) -> None:
    """Brighter beside what is darker, darker beside what is brighter."""
    shape = weights.load(NAME).shape
    areas = plain_areas.drawn(kind, 0.0, shape, NumpyMachine(1))
    exact = areas.level - areas.before
    for levels in (30.0, -30.0):
        beyond = np.asarray(areas.beyond(exact + levels / 255.0)) * 255.0
        counted = areas.side * levels > 0.0
        assert 0.2 < counted.mean() < 0.8
        assert np.allclose(beyond[counted], 30.0, atol=1e-3)
        assert not beyond[~counted].any()


def test_a_fringe_is_looked_for_where_it_is_seen() -> None:
    """What an engine shows of coloured lines is what the picture of a person has."""
    shape = weights.load("Sakuga_Upscale_CNN_x2_M").shape
    areas = plain_areas.drawn("fringe", 0.0, shape, NumpyMachine(1))
    added = np.full((len(areas.low), 1, 4, *areas.low.shape[2:]), 0.1, np.float32)
    side = plain_areas.LINES_PX
    half = side // 2
    shown = unfolded((areas.before + areas.slope * added).reshape(-1, 4, half, half))
    double = resize_matrix(half, side, Kernel.BILINEAR)
    for low, one in zip(areas.low, shown.reshape(-1, 3, side, side), strict=True):
        more = coloured(low, np.full((side, side), 0.1, np.float32))
        assert np.allclose(one, double @ low @ double.T + more, atol=1e-4)


def test_every_width_stands_before_every_other() -> None:
    """Once, and all of them find room at every gap."""
    widths = list(plain_areas.neighbours())
    pairs = list(pairwise(widths))
    assert len(pairs) == len(set(pairs)) == len(plain_areas.WIDTHS_PX) ** 2
    for gap, start in product(plain_areas.GAPS_PX, (0, 1)):
        picture, is_around = plain_areas.lines((255, 0, 0), 105.0, gap, start)
        edges = np.diff(is_around[:, 0])
        assert (edges < 0).sum() == (edges > 0).sum() == len(widths)
        assert (picture[0] == 255.0).sum() == (is_around == 0.0).sum()


@pytest.mark.parametrize("dot_px", plain_areas.DOTS_PX)
def test_every_letter_stands_on_even_and_on_odd_pixels(dot_px: int) -> None:
    """Four times, whole: each of its dots is there, and none touches another."""
    picture = lettered(1.0, 0.0, dot_px)
    dots = sum(rows.count("#") for rows in DOTS.values())
    assert picture.sum() == 4 * dots * dot_px**2
    first = next(iter(DOTS.values())).split()
    wanted = np.kron(
        [[dot == "#" for dot in row] for row in first], np.ones((dot_px,) * 2)
    )
    high, wide = wanted.shape
    tops = [
        (y % 2, x % 2)
        for y, x in product(range(GAP_PX, GAP_PX + 2), range(GAP_PX, 4 * (wide + 8)))
        if np.array_equal(picture[y : y + high, x : x + wide], wanted)
        and not picture[y - 1, x - 1 : x + wide + 1].any()
        and not picture[y : y + high, [x - 1, x + wide]].any()
    ]
    assert sorted(tops) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_blocks_that_are_not_named_stay(plan: Plan) -> None:
    """A large network is moved in a few of them."""
    one = dataclasses.replace(
        plan.networks[0], corners=30.0, letters=0.0, fringe=0.0, moved=("layer00",)
    )
    plan = dataclasses.replace(plan, networks=(one,))
    (network,) = settle(plan, NumpyMachine(1), weights.FOLDER, CROPS, 0, print)
    old = weights.load(NAME).flat
    first = next(iter(network.shape.blocks()))
    assert not np.array_equal(network.flat[: first.stop], old[: first.stop])
    assert np.array_equal(network.flat[first.stop :], old[first.stop :])


def test_a_block_that_there_is_not_is_told(tmp_path: Path) -> None:
    """With the names of those that there are."""
    text = (FOLDER / "upscale-settled-small.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(text + 'moved = ["layer09"]\n', "utf-8")
    with pytest.raises(PlanError, match=r"some of: layer00, layer01, layer02"):
        read_plan(path)


def test_what_cannot_be_settled_is_told(plan: Plan) -> None:
    """A network that writes six, one from nothing, a plan for training."""

    def ended(plan: Plan) -> None:
        list(settle(plan, NumpyMachine(1), weights.FOLDER, CROPS, 0, print))

    one = plan.networks[0]
    with pytest.raises(PlanError, match="needs a start, and levels"):
        ended(dataclasses.replace(plan, networks=(dataclasses.replace(one, start=""),)))
    restore = read_plan(FOLDER / "restore.toml")
    with pytest.raises(PlanError, match="`train` is for it"):
        ended(restore)
    other = dataclasses.replace(restore.networks[0], start=NAME, corners=9.0)
    with pytest.raises(PlanError, match="do not all write the same"):
        ended(dataclasses.replace(plan, networks=(one, other)))


def test_a_plan_without_crops_is_told(tmp_path: Path) -> None:
    """Nothing could be held."""
    text = (FOLDER / "upscale-settled-small.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    for crops in ("0", "400.7", '"many"'):
        path.write_text(text.replace("crops = 4000", f"crops = {crops}"), "utf-8")
        with pytest.raises(PlanError, match="crops show nothing"):
            read_plan(path)


@pytest.mark.parametrize("key", ['moved = ["head"]', "letters = 10.0"])
def test_keys_for_settling_are_refused_in_training(tmp_path: Path, key: str) -> None:
    """They would do nothing there."""
    text = (FOLDER / "restore.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(f"{text}{key}\n", "utf-8")
    with pytest.raises(PlanError, match="fringe and moved are for settling"):
        read_plan(path)


@pytest.mark.parametrize("key", ["rate", "overshoot", "seconds"])
def test_keys_for_training_are_refused_in_settling(tmp_path: Path, key: str) -> None:
    """They would do nothing there; nor would a network's own rate."""
    text = (FOLDER / "upscale-settled-small.toml").read_text("utf-8")
    path = tmp_path / "bad.toml"
    path.write_text(f"{key} = 2.0\n{text}", "utf-8")
    with pytest.raises(PlanError, match=f"{key}: for a training"):
        read_plan(path)
    path.write_text(f"{text}rate = 0.5\n", "utf-8")
    with pytest.raises(PlanError, match=r"rate of Sakuga_\w+: for a training"):
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
