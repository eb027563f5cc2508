"""The training's parts, and the whole of it in small."""

import dataclasses
import gc
import re
import sys
import weakref
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("cv2", reason="drawing needs opencv-python-headless")

from shaders.training import weights
from shaders.training.__main__ import main
from shaders.training.degrading import Codec, Degrader, Source
from shaders.training.drawing.scenes import KINDS, draw_scene
from shaders.training.machines import GpuMachine, NumpyMachine
from shaders.training.numpy_engine import NumpyEngine
from shaders.training.plan import FOLDER, PlanError, read_plan
from shaders.training.resampling import Array, Kernel, resize_matrix
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights
from shaders.training.training import Limits, Training, first_numbers

SMALL = Limits(
    seconds=60, steps=12, side_px=48, slots=3, workers=0, validation=3, saves=1
)
PLANS = sorted(FOLDER.glob("*.toml"))


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_plans_can_be_read(path: Path) -> None:
    """Each trains with batches of sixteen crops, and is for networks of one factor."""
    plan = read_plan(path)
    assert plan.crops == 16 or plan.settling
    assert {one.shape.output.factor for one in plan.networks} == {plan.factor}
    assert set(plan.scenes) <= set(KINDS)


def test_the_plans_that_the_guide_names_can_begin() -> None:
    """Others may start from what a network was then, and need that commit."""
    text = (FOLDER.parent / "README.md").read_text("utf-8")
    named = set(re.findall(r"train shaders/training/plans/(\S+)", text))
    assert named
    for name in named:
        for one in read_plan(FOLDER / name).networks:
            assert first_numbers(one).shape == (one.shape.stored_size,)


def test_a_bad_plan_is_named(tmp_path: Path) -> None:
    """The message says which file and what is missing."""
    path = tmp_path / "bad.toml"
    whole = (FOLDER / "restore.toml").read_text("utf-8")
    for text, words in (
        ('family = "restore"', "there is no 'purpose'"),
        ('family = "x"', "'x' is no family: upscale, "),
        ("family = ", "Invalid value"),
        (whole.replace('name = "Sa', 'name = "../Sa', 1), "'../Sakuga.* is no name"),
        (
            "networks = []\n" + whole.partition("[[networks]]")[0],
            "there are no networks",
        ),
        (re.sub(r'layers = "\w+"', 'layers = ""', whole), "a network of no layers"),
        (re.sub(r"seconds = [\d.]+", 'seconds = "x"', whole), "seconds is 'x'"),
    ):
        path.write_text(f"{text}\n")
        with pytest.raises(PlanError, match=rf"bad\.toml: {words}"):
            read_plan(path)


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("twins = true", "twin = true", "there is no key 'twin'"),
        ("calm = 2.2", "clam = 2.2", "there is no key 'clam'"),
        ("calm = 2.2", "calm = -1", "calm is -1,"),
        ("calm = 2.2", 'calm = "much"', "calm is 'much',"),
        ("crops = 6", "crops = 5", "twins are pairs, and 5 crops are none"),
        ("magnified =", "magnifed =", "there is no key 'magnifed'"),
        ("fairness =", "fairnes =", "there is no key 'fairnes'"),
        ("fairness = 0.35", "fairness = nan", "fairness is nan,"),
        ("blurred = 0.5", "blurred = 7", "blurred is 7, which is no share"),
        ("wide_head = false", 'wide_head = "no"', "wide_head is true or false"),
        ("rate = 0.004", "rate = -0.004", "-0.004 is not above 0"),
        ('size = "L"', 'size = "XXL"', "'XXL' is no size: S, M"),
        ('layers = "9p9xx9p99px9x9pxp9x99"', 'layers = "9z9"', "'z' is not a valid"),
        ("leafy = 0.26", "leafy = -0.26", "the shares of the scenes are"),
        ("ratio = [1.05, 1.6]", 'ratio = "16"', "'16' is no pair of numbers"),
        ("share = 0.6", "share = 1.5", "no share"),
        ("levels = [0.5, 8.0]", "levels = [8.0, 0.5]", "paint of 8"),
        ("levels = [0.5, 8.0]", "levels = [0.5, inf]", "inf is no number"),
        ("reach_px = [0.0, 6.0]", "reach_px = [2.0, 2.0]", "strokes of 2"),
        ("reach_px = [0.0, 6.0]", "reach_px = [0.0, 1e6]", "strokes of 0"),
        ("reach_px = [0.0, 6.0]", "reach = [0.0, 6.0]", "no key 'reach'"),
        ("[paint]", "[[paint]]", "is no table"),
        ("overshoot = 6.0", "overshoot = -1", "overshoot is -1,"),
        ("overshoot = 6.0", "overshoot = inf", "overshoot is inf,"),
        ("panes = 0.08", "panes = 2", "panes is 2, which is no share"),
        ("coloured = true", "coloured = 1", "coloured is true or false"),
        ("\nseed = ", "\nseed = -", "seed is -"),
        ("crops = 10", "crops = 10\nweight = 2.0", "weight and truth of a source are"),
        ("crops = 10", "crops = 10\ntruth = 0.1", "weight and truth of a source are"),
    ],
)
def test_a_slip_in_a_plan_is_told(
    right: str, wrong: str, words: str, tmp_path: Path
) -> None:
    """A key that nobody reads would be a choice that nobody made."""
    text = (FOLDER / "upscale-panes.toml").read_text("utf-8")
    assert right in text
    path = tmp_path / "bad.toml"
    path.write_text(text.replace(right, wrong), "utf-8")
    with pytest.raises(PlanError, match=words):
        read_plan(path)


@pytest.mark.parametrize(
    "family",
    [
        "upscale-area-panes",
        "upscale-panes",
        "upscale-denoise-filmed-medium",
        "restore",
        "restore-soft-folded-continued",
    ],
)
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


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_the_kernels_have_every_layer_of_a_plan(path: Path) -> None:
    """A missing case would be found out on a borrowed GPU only."""
    source = (FOLDER.parent / "kernels.cu").read_text("utf-8")
    cases = set(re.findall(r"M\((\d+), (\d+), (true|false)\)", source))
    head = re.search(r"#define OUTPUTS (\d+)", source)
    assert head
    for one in read_plan(path).networks:
        shape = one.shape
        for index, block in enumerate(shape.blocks()):
            if block.name == "head":
                assert str(block.outputs) == head[1]
                continue
            reads = shape.channels if index else shape.inputs
            pairs = "true" if index else "false"
            assert (str(reads), str(block.outputs), pairs) in cases


def test_scenes_that_nobody_draws_are_told() -> None:
    """By name, before anything is drawn."""
    plan = read_plan(FOLDER / "upscale-panes.toml")
    plan = dataclasses.replace(plan, scenes={"portrait": 0.5, "portriat": 0.5})
    with pytest.raises(PlanError, match=r"upscale-panes\.toml: nobody draws portriat"):
        Training(plan, NumpyMachine(1), SMALL, print)


class _Spoilt(NumpyEngine):
    """Answers with a gradient that is no number from its fifth step on."""

    backs = 0

    def backward(self, flat: Array, slope: Array) -> Array:
        self.backs += 1
        return super().backward(flat, slope) * (np.nan if self.backs >= 5 else 1.0)


class _SpoiltMachine(NumpyMachine):
    """Its first network diverges."""

    engines = 0

    def engine(self, shape: Shape, batch: int, side_px: int) -> NumpyEngine:
        self.engines += 1
        if self.engines == 1:
            return _Spoilt(shape)
        return super().engine(shape, batch, side_px)


def test_a_network_that_diverges_is_stopped_alone(tmp_path: Path) -> None:
    """Its last sound checkpoint stays; the others learn to the end."""
    plan = read_plan(FOLDER / "upscale-area-panes.toml")
    pair = tuple(
        dataclasses.replace(plan.networks[0], name=name, start="")
        for name in ("Bad", "Good")
    )
    plan = dataclasses.replace(plan, networks=pair)
    limits = dataclasses.replace(SMALL, saves=4)
    said: list[str] = []
    kept = Training(plan, _SpoiltMachine(1), limits, said.append).run(tmp_path)
    assert [one.record["training"]["steps"] for one in kept] == [4, 12]
    assert "Bad is no longer finite at step 7: kept as it was at step 4" in said
    assert "Bad" not in said[-1]
    for name in ("Bad", "Good"):
        assert np.isfinite(weights.load(name, tmp_path).flat).all()


def test_nothing_is_kept_of_a_network_that_was_never_sound(tmp_path: Path) -> None:
    """No file is written, the training ends, and the words say so."""
    plan = read_plan(FOLDER / "upscale-area-panes.toml")
    wild = dataclasses.replace(plan.networks[0], rate=1e30, start="")
    plan = dataclasses.replace(plan, networks=(wild,))
    said: list[str] = []
    training = Training(plan, NumpyMachine(1), SMALL, said.append)
    with np.errstate(all="ignore"):
        assert training.run(tmp_path) == []
    assert training.steps == 1
    assert said[0].endswith("is no longer finite at step 1: nothing of it is kept")
    assert not list(tmp_path.iterdir())


class _Graph:
    def replay(self) -> None:
        """Do nothing: it would only know addresses."""


class _Event:
    def synchronize(self) -> None:
        """Nothing is ever behind."""

    def record(self) -> None:
        """Nothing is ever ahead."""


def test_a_recorded_graph_keeps_its_batches_alive() -> None:
    """Memory that a graph reads is not given back while it can be replayed."""
    cuda = SimpleNamespace(
        Stream=object,
        CUDAGraph=_Graph,
        Event=_Event,
        stream=nullcontext,
        graph=nullcontext,
        synchronize=lambda: None,
    )
    machine = GpuMachine.__new__(GpuMachine)
    machine.xp = SimpleNamespace(cuda=cuda)
    batch = np.zeros(3)
    alive = weakref.ref(batch)

    def work(used: Array = batch) -> None:
        used += 1.0

    replay = machine.recorded(work)
    del work, batch
    gc.collect()
    assert alive() is not None
    replay()
    del replay
    gc.collect()
    assert alive() is None


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
    engine.forward(flat, low, np.zeros(len(low)))
    gradient = engine.backward(flat, slope)
    way = chance.normal(size=flat.shape).astype(np.float32) * shape.mask()
    ahead = (engine.forward(flat + 1e-3 * way, low, np.zeros(len(low))) * slope).sum()
    behind = (engine.forward(flat - 1e-3 * way, low, np.zeros(len(low))) * slope).sum()
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


@pytest.mark.parametrize("seconds", ["-5", "nan"])
def test_a_training_without_an_end_is_refused(
    seconds: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The time that was spent never reaches less than nothing."""
    plan = str(FOLDER / "upscale-panes.toml")
    command = ["training", "train", plan, "--machine", "cpu", "--seconds", seconds]
    monkeypatch.setattr(sys, "argv", command)
    assert main() == 1
    assert "would never be over" in capsys.readouterr().err
