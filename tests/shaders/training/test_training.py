"""The training's parts, and the whole of it in small."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training import weights
from shaders.training.degrading import Codec, Degrader, Source
from shaders.training.drawing.scenes import KINDS, draw_scene
from shaders.training.lesson import split
from shaders.training.machines import NumpyMachine
from shaders.training.numpy_engine import NumpyEngine
from shaders.training.plan import FOLDER, PlanError, read_plan
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights
from shaders.training.training import Limits, Training

SMALL = Limits(
    seconds=60, steps=12, side_px=48, slots=3, workers=0, validation=3, saves=1
)
PLANS = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plans_can_be_read(path: Path) -> None:
    """Each plan makes batches of sixteen crops for networks of one factor."""
    plan = read_plan(path)
    assert plan.crops == 16
    assert {one.shape.output.factor for one in plan.networks} == {plan.factor}
    assert set(plan.scenes) <= set(KINDS)


def test_a_bad_plan_is_named(tmp_path: Path) -> None:
    """The message says which file and what is missing."""
    path = tmp_path / "bad.toml"
    path.write_text('family = "x"\n')
    with pytest.raises(PlanError, match=r"bad\.toml: KeyError: 'purpose'"):
        read_plan(path)


@pytest.mark.parametrize("family", ["upscale-area", "restore"])
def test_a_short_training_learns(family: str, tmp_path: Path) -> None:
    """Drawing, degrading, learning, saving and judging work together."""
    plan = read_plan(FOLDER / f"{family}.toml")
    fast = dataclasses.replace(plan.networks[0], rate=2.0, start="")
    plan = dataclasses.replace(plan, networks=(fast,))
    said: list[str] = []
    Training(plan, NumpyMachine(1), SMALL, said.append).run(tmp_path)
    first, last = (float(line.split(": ")[-1].rstrip("}")) for line in said)
    assert last > first
    assert weights.load(fast.name, tmp_path).record["training"]["steps"] == 12


def test_drawings_depend_on_the_seed_alone() -> None:
    """A drawing can be made again."""
    job = (7, {"figure": 0.5, "manga": 0.5})
    assert (draw_scene(job) == draw_scene(job)).all()


def test_gradient_is_the_slope_of_the_loss() -> None:
    """The backward pass agrees with finite differences."""
    shape = Shape(4, "9px", 1, wide_head=True, output=Output.LUMA_X2)
    chance = np.random.default_rng(0)
    flat = first_weights(shape, 0)
    flat += chance.normal(0, 0.1, flat.shape).astype(np.float32)
    flat *= shape.mask()
    low = chance.random((1, 3, 24, 24), np.float32)
    slope = np.zeros((1, 4, 24, 24), np.float32)
    slope[:, :, 10:14, 10:14] = chance.normal(size=(1, 4, 4, 4))
    engine = NumpyEngine(shape)
    engine.forward(flat, low)
    gradient = engine.backward(flat, slope)
    way = chance.normal(size=flat.shape).astype(np.float32) * shape.mask()
    ahead = (engine.forward(flat + 1e-3 * way, low) * slope).sum()
    behind = (engine.forward(flat - 1e-3 * way, low) * slope).sum()
    assert (ahead - behind) / 2e-3 == pytest.approx(gradient @ way, rel=0.02)


def _degraded(source: Source, factor: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(0)
    sharp = np.repeat(np.repeat(chance.random((2, 3, 12, 12)), 8, 2), 8, 3)
    source = dataclasses.replace(source, crops=2)
    degrader = Degrader([source], 48, factor, np, np.copy)
    low, target = degrader(sharp, chance.random((2, 8)), np.zeros((2, 3, 48, 48)))
    return low, target


def test_an_untouched_source_is_only_rounded() -> None:
    """Nothing happens that the plan does not say."""
    low, target = _degraded(Source(crops=2), 1)
    assert np.abs(low - target).max() <= 0.5 / 255 + 1e-6


def test_area_is_the_mean_of_four() -> None:
    """Halving by area is the published comparison's way."""
    matrix = resize_matrix(8, 4, Kernel.AREA)
    assert matrix[1].tolist() == [0, 0, 0.5, 0.5, 0, 0, 0, 0]


@pytest.mark.parametrize("codec", [Codec.JPEG, Codec.VIDEO4, Codec.VIDEO8])
def test_worse_quality_is_worse(codec: Codec) -> None:
    """Codecs harm more when told to."""
    is_jpeg = codec is Codec.JPEG
    levels = ((95.0, 95.0), (10.0, 10.0)) if is_jpeg else ((12.0, 12.0), (40.0, 40.0))
    errors = []
    for level in levels:
        low, target = _degraded(Source(crops=2, codec=codec, quality=level), 1)
        errors.append(float(((low - target) ** 2).mean()))
    assert errors[0] < errors[1]


def test_split_orders_the_four_pixels() -> None:
    """Top left, top right, bottom left, bottom right."""
    picture = np.arange(16.0).reshape(1, 1, 4, 4)
    assert split(picture)[0, :, 0, 0].tolist() == [0, 1, 4, 5]
