"""Blockiness: a codec's grid is found and shifts the layers, here and on the GPU."""

import dataclasses
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from player.gl.context import GlInfo
from shaders.training import glsl, reference, weights
from shaders.training.blending import firmer
from shaders.training.blockiness import MOST, blockiness
from shaders.training.folding import engine_of
from shaders.training.growing import GrowthError, grown
from shaders.training.machines import NumpyMachine
from shaders.training.numpy_engine import NumpyEngine
from shaders.training.shapes import Output, Shape
from shaders.training.student import Student, first_weights
from tests.gates.painter import Painter

AWARE = Shape(4, "9p9", 0, wide_head=True, output=Output.LUMA_X2, block_aware=True)
SHAPES = (
    AWARE,
    Shape(4, "9px", 0, wide_head=False, output=Output.RGB, block_aware=True),
    Shape(
        8, "9" + "x" * 7, 1, wide_head=False, output=Output.LUMA_X2, block_aware=True
    ),
    Shape(8, "9px", 0, wide_head=False, output=Output.LUMA, block_aware=True),
)


def _drawing(height: int, width: int) -> np.ndarray:
    """Return [y, x, 3] in 8 bits: rings of soft lines on a shaded ground."""
    y, x = np.mgrid[:height, :width] - 37.0
    ring = np.hypot(x, y * 1.3) % 23
    line = np.clip(ring - 3, 0, 1) * 0.7 + 0.2
    shade = np.stack([line, line * 0.9, line * (0.6 + 0.4 * np.sin(x / 31))], -1)
    return (shade * 255).round().astype(np.uint8)


def _stored(pixels: np.ndarray, quality: int) -> np.ndarray:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "JPEG", quality=quality)
    return np.asarray(Image.open(file).convert("RGB"))


def _measured(pixels: np.ndarray) -> float:
    planes = pixels.transpose(2, 0, 1)[None] / 255.0
    return float(blockiness(planes, np)[0])


def test_the_worse_the_file_the_blockier() -> None:
    """A drawing has no grid; each step down in quality shows more of it."""
    pixels = _drawing(203, 317)
    found = [_measured(_stored(pixels, quality)) for quality in (95, 80, 50, 20)]
    assert _measured(pixels) < 0.05
    assert found == sorted(found)
    assert found[0] > 0.05
    assert found[-1] > 0.6


def test_a_grid_elsewhere_is_none() -> None:
    """Cropped by three pixels, a file has its blocks where none are looked for."""
    stored = _stored(_drawing(203, 317), 50)
    assert _measured(stored[3:, 3:]) < 0.5 * _measured(stored)


@pytest.mark.parametrize("size", [(1, 1), (7, 9), (8, 8), (16, 3), (64, 64)])
def test_flat_and_tiny_pictures_have_no_grid(size: tuple[int, int]) -> None:
    """Nor is anything divided by nothing."""
    assert _measured(np.full((*size, 3), 130, np.uint8)) == 0.0


@pytest.mark.parametrize("light", [1.0, 0.3])
@pytest.mark.parametrize("bar", range(80, 97))
def test_black_bars_are_no_blocks(bar: int, light: float) -> None:
    """Wherever their edges fall; nor in a fade, nor with a codec's marks in them."""
    pixels = (_drawing(288, 304) * light).astype(np.uint8)
    marks = np.random.default_rng(1).integers(0, 4, (288, 304, 3), np.uint8)
    barred = pixels.copy()
    barred[:bar] = marks[:bar]
    barred[:, -bar:] = marks[:, -bar:]
    assert _measured(barred) < 0.3


def test_it_is_bounded() -> None:
    """Even where every block is of another grey."""
    grey = np.random.default_rng(1).integers(0, 2, (16, 16)) * 60 + 90
    pixels = np.repeat(np.kron(grey, np.ones((8, 8)))[..., None], 3, -1)
    assert _measured(pixels) == MOST


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.output))
@pytest.mark.parametrize("size", [(64, 64), (139, 171), (30, 44), (5, 3), (65, 513)])
def test_the_gpu_shifts_as_the_reference_does(
    gl: GlInfo, tmp_path: Path, shape: Shape, size: tuple[int, int]
) -> None:
    """At odd sizes too: within one level, and more than one where it counts."""
    chance = np.random.default_rng(3)
    flat = first_weights(shape, 3)
    assert shape.shift
    shift, _ = shape.shift.of(flat)
    shift[:] = chance.normal(0, 0.05, shift.shape)
    flat *= shape.mask()
    record = {"purpose": "a test", "size": "S", "family": "upscale-denoise"}
    network = weights.Network("Test", shape, flat, record)
    pixels = _stored(_drawing(*size), 30)
    path = tmp_path / "test.glsl"
    path.write_text(glsl.shader_text(network), encoding="utf-8")
    with Painter(gl, path) as painter:
        drawn = painter.draw(np.ascontiguousarray(pixels), shape.output.factor)
    planes = (pixels / 255).transpose(2, 0, 1).astype(np.float32)
    wanted = reference.enhanced(shape, flat, planes).transpose(1, 2, 0) * 255
    assert np.abs(drawn - wanted).max() <= 1.0
    if min(size) > 60:
        unshifted = flat.copy()
        shape.shift.of(unshifted)[0][:] = 0.0
        without = reference.enhanced(shape, unshifted, planes).transpose(1, 2, 0) * 255
        assert np.abs(wanted - without).max() > 2.0


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: str(shape.output))
def test_the_shift_learns_by_the_right_gradient(shape: Shape) -> None:
    """Against differences of the loss itself, in double precision, crop by crop."""
    chance = np.random.default_rng(0)
    flat = first_weights(shape, 1) + chance.normal(0, 0.05, shape.stored_size)
    flat *= shape.mask()
    low, blocky = chance.random((2, 3, 48, 48)), np.array([0.3, 1.1])
    engine = engine_of(NumpyMachine(0), shape, 2, 48)
    answer = engine.forward(flat, low, blocky)
    slope = np.zeros_like(answer)
    slope[:, :, 20:28, 20:28] = chance.normal(0, 1, slope[:, :, 20:28, 20:28].shape)
    gradient = engine.backward(flat, slope)
    assert shape.shift
    for place in range(shape.shift.start, shape.shift.start + shape.shift.outputs):
        step = np.zeros_like(flat)
        step[place] = 1e-3
        change = engine.forward(flat + step, low, blocky)
        change = change - engine.forward(flat - step, low, blocky)
        expected = (change * slope).sum() / 2e-3
        assert gradient[place] == pytest.approx(expected, abs=0.02 * _size(gradient))


def _size(gradient: np.ndarray) -> float:
    return float(np.abs(gradient).max())


def test_it_grows_from_a_network_that_knew_nothing_of_it() -> None:
    """And does the same at first; deeper, the shifts go where their layers go."""
    chance = np.random.default_rng(2)
    unaware = dataclasses.replace(AWARE, block_aware=False)
    flat = first_weights(unaware, 5)
    low, blocky = chance.random((1, 3, 16, 16)), np.ones(1)
    before = NumpyEngine(unaware).forward(flat, low, blocky)
    more = grown(unaware, flat, AWARE)
    assert NumpyEngine(AWARE).forward(more, low, blocky) == pytest.approx(before)
    assert AWARE.shift
    AWARE.shift.of(more)[0][:] = chance.normal(0, 0.1, AWARE.shift.outputs)
    deeper = dataclasses.replace(AWARE, layers="9px9")
    aware = NumpyEngine(AWARE).forward(more, low, blocky)
    deep = NumpyEngine(deeper).forward(grown(AWARE, more, deeper), low, blocky)
    assert deep == pytest.approx(aware, abs=1e-5)
    with pytest.raises(GrowthError):
        grown(AWARE, more, unaware)


def test_a_firmer_answer_is_shifted_more() -> None:
    """All of the answer is larger, what blockiness adds as well."""
    chance = np.random.default_rng(4)
    flat = first_weights(AWARE, 5) + chance.normal(0, 0.05, AWARE.stored_size)
    flat = (flat * AWARE.mask()).astype(np.float32)
    record = {"training": {"checkpoint": "a test"}}
    firm = firmer(weights.Network("Test", AWARE, flat, record), 1.25)
    low, blocky = chance.random((1, 3, 16, 16)), np.ones(1)
    engine = NumpyEngine(AWARE)
    answer = engine.forward(flat, low, blocky)
    found = engine.forward(firm.flat, low, blocky)
    assert found == pytest.approx(answer * 1.25, abs=1e-5)


def test_the_student_changes_the_shift() -> None:
    """One step of Adam moves each number against its gradient; unused ones stay."""
    start = first_weights(AWARE, 1)
    student = Student(AWARE, start, 1, 1e-3, np.copy, np)
    student.learn(np.ones_like(start), np.ones(1, np.float32))
    moved = student.weights() - start * AWARE.mask()
    assert AWARE.shift
    shift, unused = AWARE.shift.of(moved)
    assert shift == pytest.approx(-1e-3, rel=1e-3)
    assert (unused == 0).all()
