"""The gauge: what is sharp is left as it is, in NumPy and on the GPU alike."""

from pathlib import Path

import numpy as np
import pytest

from player.gl.context import GlInfo
from shaders.training import gauge, glsl, reference, weights
from shaders.training.passes import size_term
from shaders.training.resampling import Kernel, blur_matrix, resize_matrix
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights
from tests.gates.painter import Painter

SIDE = 192


def _drawing() -> np.ndarray:
    """Return [3, y, x]: rings of dark lines on a pale ground, hard edges."""
    y, x = np.mgrid[:SIDE, :SIDE] - SIDE / 3
    lines = np.hypot(x, y * 1.3) % 24 < 3
    return np.repeat((0.9 - 0.75 * lines)[None], 3, axis=0).astype(np.float32)


def _soft(picture: np.ndarray) -> np.ndarray:
    """Halve and double a picture, as a small master that was enlarged."""
    half = resize_matrix(SIDE, SIDE // 2, Kernel.AREA)
    full = resize_matrix(SIDE // 2, SIDE, Kernel.BICUBIC)
    matrix = full @ half
    return (matrix @ picture @ matrix.T).clip(0, 1)


def _whole_share(picture: np.ndarray) -> tuple[float, float]:
    share = gauge.share_of_answer(picture)
    return float(share.min()), float(share.max())


def test_a_sharp_picture_is_left_alone() -> None:
    """Nothing of the answer is wanted anywhere."""
    assert _whole_share(_drawing()) == (0.0, 0.0)


def test_a_soft_picture_gets_the_whole_answer() -> None:
    """Enlarged from half the size, or blurred."""
    assert _whole_share(_soft(_drawing())) == (1.0, 1.0)
    blur = blur_matrix(SIDE, 0.9)
    assert _whole_share(blur @ _drawing() @ blur.T) == (1.0, 1.0)


def test_grain_does_not_make_a_soft_picture_sharp() -> None:
    """Film noise of three levels lies over the soft lines."""
    grain = np.random.default_rng(1).normal(0, 3 / 255, (1, SIDE, SIDE))
    least, _ = _whole_share((_soft(_drawing()) + grain).clip(0, 1))
    assert least > 0.8


def test_a_flat_picture_is_left_alone() -> None:
    """Where nothing is drawn nothing is known; faint noise changes nothing."""
    noise = np.random.default_rng(2).normal(0.5, 1 / 255, (3, SIDE, SIDE))
    assert _whole_share(np.full((3, SIDE, SIDE), 0.5)) == (0.0, 0.0)
    assert _whole_share(noise) == (0.0, 0.0)


@pytest.mark.parametrize("level", [0, 16])
@pytest.mark.parametrize("bar", range(17, 26))
def test_black_bars_are_no_sign_of_sharpness(bar: int, level: int) -> None:
    """Above and beside a soft picture, wherever the rim lies in its block."""
    barred = _soft(_drawing())
    barred[:, :bar] = level / 255
    barred[:, :, -bar:] = level / 255
    least, _ = _whole_share(barred)
    assert least > 0.95
    sharp = _drawing()
    sharp[:, :bar] = level / 255
    assert _whole_share(sharp) == (0.0, 0.0)


def test_lines_of_black_ink_are_sharp_too() -> None:
    """Ink of 0 is no bar."""
    inked = np.where(_drawing() < 0.5, 0.0, 0.9)
    assert _whole_share(inked) == (0.0, 0.0)
    least, _ = _whole_share(_soft(inked))
    assert least > 0.95


def test_sharp_lettering_counts_where_it_stands() -> None:
    """Far from burnt-in sharp text a soft picture still gets its answer."""
    picture = np.tile(_soft(_drawing()), (1, 4, 4))
    picture[:, -96:, -96:] = _drawing()[:, :96, :96]
    share = gauge.share_of_answer(picture)
    assert share[:320, :320].min() == 1.0
    assert share[-48:, -48:].max() < 0.2


@pytest.mark.parametrize("main", [1, 5, 8, 64, 96, 100, 1079, 1920])
@pytest.mark.parametrize("smaller", [2, 8, 64])
def test_a_side_never_vanishes(main: int, smaller: int) -> None:
    """About so many times smaller, at least one pixel, as the expression has it."""
    side = gauge.length(main, smaller)
    assert side >= 1
    assert abs(side - main / smaller) <= 1
    words = size_term("w", smaller).split()
    added = int(words[1]) if "+" in words else 0
    assert int((main + added) / int(words[-2]) + 0.5) == side


@pytest.mark.parametrize("size", [(192, 768), (139, 171), (30, 44)])
def test_the_gpu_fades_as_the_reference_does(
    gl: GlInfo, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Sharp on the right, soft on the left, at odd sizes too: within one level."""
    shape = Shape(4, "9px", 0, wide_head=False, output=Output.RGB, gauged=True)
    record = {"purpose": "a test", "size": "S", "family": "restore"}
    network = weights.Network("Test", shape, first_weights(shape, 3), record)
    soft, sharp = _soft(_drawing()), _drawing()
    picture = np.concatenate([soft, soft, sharp, sharp], axis=2)
    pixels = (picture.transpose(1, 2, 0) * 255).round().astype(np.uint8)
    pixels = np.ascontiguousarray(pixels[: size[0], : size[1]])
    path = tmp_path / "test.glsl"
    path.write_text(glsl.shader_text(network), encoding="utf-8")
    with Painter(gl, path) as painter:
        drawn = painter.draw(pixels, 1)
    planes = (pixels / 255).transpose(2, 0, 1).astype(np.float32)
    wanted = reference.enhanced(shape, network.flat, planes).transpose(1, 2, 0) * 255
    assert np.abs(drawn - wanted).max() <= 1.0
    if size == (SIDE, 4 * SIDE):
        share = gauge.share_of_answer(planes)
        assert (share.min(), share.max()) == pytest.approx((0, 1))
        assert np.abs(drawn.astype(int) - pixels)[:, :SIDE].max() > 3
        assert (drawn == pixels)[:, -SIDE // 2 :].all()
