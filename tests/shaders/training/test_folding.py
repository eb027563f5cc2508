"""Networks that see 2x2 pixels at once."""

from pathlib import Path

import numpy as np
import pytest

from player.gl.context import GlInfo
from shaders.training import glsl, reference, weights
from shaders.training.folding import engine_of, folded, unfolded
from shaders.training.machines import NumpyMachine
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights
from tests.gates.painter import Painter

SHAPES = (
    Shape(8, "9px", 0, wide_head=False, output=Output.LUMA, core=1.0),
    Shape(8, "9p9", 1, wide_head=True, output=Output.LUMA),
)
SIZES = ((40, 48), (41, 37), (33, 64), (2, 3))


def _numbers(shape: Shape) -> np.ndarray:
    chance = np.random.default_rng(1)
    flat = first_weights(shape, 1)
    flat += chance.normal(0, 0.05, flat.shape).astype(np.float32)
    return flat * shape.mask()


def test_folding_puts_four_pixels_into_one() -> None:
    """Upper left, upper right, lower left, lower right; then the next channel's."""
    picture = np.arange(32.0).reshape(1, 2, 4, 4)
    found = folded(picture)
    assert found[0, :, 0, 0].tolist() == [0, 1, 4, 5, 16, 17, 20, 21]
    assert (unfolded(found) == picture).all()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layers)
def test_a_folded_network_learns(shape: Shape) -> None:
    """The backward pass agrees with finite differences, the forward with NumPy."""
    chance = np.random.default_rng(0)
    engine = engine_of(NumpyMachine(0), shape, 1, 32)
    flat = _numbers(shape)
    low = chance.random((1, 3, 32, 32), np.float32)
    slope = np.zeros((1, 1, 32, 32), np.float32)
    slope[:, :, 14:18, 14:18] = chance.normal(size=(1, 1, 4, 4))
    answer = engine.forward(flat, low, np.zeros(len(low)))[0]
    gradient = engine.backward(flat, slope)
    way = chance.normal(size=flat.shape).astype(np.float32) * shape.mask()
    ahead = (engine.forward(flat + 1e-3 * way, low, np.zeros(len(low))) * slope).sum()
    behind = (engine.forward(flat - 1e-3 * way, low, np.zeros(len(low))) * slope).sum()
    assert (ahead - behind) / 2e-3 == pytest.approx(gradient @ way, rel=0.02)
    large = np.full_like(low[0], 0.5)  # nothing is clamped, nothing cored
    plain = Shape(8, shape.layers, shape.dense_from, shape.wide_head, shape.output)
    seen = reference.enhanced(plain, flat * 0.01, large) - large
    said = engine.forward(flat * 0.01, large[None], np.zeros(1))[0]
    np.testing.assert_allclose(seen, np.repeat(said, 3, 0), atol=1e-6)
    assert answer.shape == (1, 32, 32)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layers)
def test_the_engine_draws_what_the_network_says(
    shape: Shape, size: tuple[int, int], gl: GlInfo, tmp_path: Path
) -> None:
    """Also where a side is odd, and the last pixels are folded with themselves."""
    flat = _numbers(shape)
    record = {"purpose": "a test", "size": "S", "family": "restore-soft"}
    path = tmp_path / "Test.glsl"
    path.write_text(glsl.shader_text(weights.Network("Test", shape, flat, record)))
    source = np.random.default_rng(2).integers(0, 256, (*size, 3), np.uint8)
    with Painter(gl, path) as painter:
        drawn = painter.draw(source, 1)
    picture = (source / 255.0).transpose(2, 0, 1).astype(np.float32)
    expected = reference.enhanced(shape, flat, picture).transpose(1, 2, 0) * 255
    assert np.abs(drawn - expected).max() < 1.0


@pytest.mark.parametrize(("channels", "gauged"), [(4, False), (8, True)])
def test_what_nobody_can_run_is_refused(channels: int, gauged: bool) -> None:
    """The kernels have no such case, and the writer neither."""
    with pytest.raises(ValueError, match="a folded network has 8 channels"):
        Shape(channels, "9px", 0, False, Output.LUMA, gauged=gauged)
