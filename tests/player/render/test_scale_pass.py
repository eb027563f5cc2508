"""The laws of scaling: flat stays flat, nothing moves, mirrored in is mirrored out."""

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.geometry import Size
from player.gl.texture import TextureFormat
from player.render.request import Kernel
from player.render.scale_kernel import axis_taps
from tests.support.picture_belt import PictureBelt

Array = npt.NDArray[np.float64]

every_kernel = pytest.mark.parametrize("kernel", list(Kernel))
SIZES = [
    (Size(32, 24), Size(64, 48)),
    (Size(32, 24), Size(47, 61)),
    (Size(64, 48), Size(32, 24)),
    (Size(64, 48), Size(19, 7)),
    (Size(32, 24), Size(80, 12)),
    (Size(32, 24), Size(32, 30)),
    (Size(32, 24), Size(20, 24)),
    (Size(1, 1), Size(5, 7)),
    (Size(5, 7), Size(1, 1)),
    (Size(2, 1), Size(9, 9)),
    (Size(2, 300), Size(2, 3)),
]


def kernel_value(kernel: Kernel, x: float) -> float:
    """Return the kernel as textbooks print it, one number at a time."""
    x = abs(x)
    if kernel is Kernel.BILINEAR:
        return 1 - x if x < 1 else 0.0
    if kernel is Kernel.BICUBIC:
        if x < 1:
            return ((1.5 * x - 2.5) * x) * x + 1
        return ((-0.5 * x + 2.5) * x - 4) * x + 2 if x < 2 else 0.0
    if x == 0:
        return 1.0
    if x >= 3:
        return 0.0
    return 3 * math.sin(math.pi * x) * math.sin(math.pi * x / 3) / (math.pi * x) ** 2


def scale_rows(picture: Array, target: int, kernel: Kernel) -> Array:
    """Scale axis 0 sample by sample: slow, plain, the reference."""
    source = picture.shape[0]
    ratio = source / target
    stretch = max(1.0, ratio)
    reach = math.ceil(3 * stretch) + 1
    rows = []
    for sample in range(target):
        centre = (sample + 0.5) * ratio - 0.5
        around = range(math.floor(centre) - reach, math.ceil(centre) + reach + 1)
        weights = [kernel_value(kernel, (i - centre) / stretch) for i in around]
        values = [picture[min(max(i, 0), source - 1)] for i in around]
        total = sum(w * v for w, v in zip(weights, values, strict=True))
        rows.append(total / sum(weights))
    return np.array(rows)


def reference(picture: Array, size: Size, kernel: Kernel) -> Array:
    """Scale both axes in float64."""
    wide = scale_rows(picture.swapaxes(0, 1), size.width, kernel).swapaxes(0, 1)
    return scale_rows(wide, size.height, kernel)


def scaled(belt: PictureBelt, picture: Array, size: Size, kernel: Kernel) -> Array:
    """Scale on the GPU, result in 32-bit floats."""
    with (
        belt.picture(picture) as source,
        belt.texture(size, TextureFormat.RGBA32F) as target,
    ):
        belt.scale.draw(source, target, kernel)
        return target.read().astype(np.float64)[..., :3]


def noise(size: Size) -> Array:
    """Return hard random edges, the worst case."""
    shape = (size.height, size.width, 3)
    return np.random.default_rng(11).integers(0, 2, shape).astype(np.float64)


@every_kernel
@pytest.mark.parametrize(("source", "target"), SIZES)
def test_the_gpu_agrees_with_the_reference(
    belt: PictureBelt, kernel: Kernel, source: Size, target: Size
) -> None:
    """Every pixel of hard noise is within a third of a level of the plain sum."""
    picture = noise(source)
    error = scaled(belt, picture, target, kernel) - reference(picture, target, kernel)
    assert np.abs(error).max() < 0.33 / 255


@every_kernel
@pytest.mark.parametrize(("source", "target"), SIZES)
def test_flat_stays_flat(
    belt: PictureBelt, kernel: Kernel, source: Size, target: Size
) -> None:
    """One colour in, the same colour out, up to the last row and column."""
    # Halves and quarters have exact half floats, so only the weights can err.
    colour = np.array([0.75, 0.25, 0.5])
    flat = np.broadcast_to(colour, (source.height, source.width, 3))
    assert np.abs(scaled(belt, flat, target, kernel) - colour).max() < 0.15 / 255


@every_kernel
@pytest.mark.parametrize("target", [Size(64, 48), Size(47, 61), Size(19, 7)])
def test_mirrored_in_is_mirrored_out(
    belt: PictureBelt, kernel: Kernel, target: Size
) -> None:
    """Scaling has no side that it likes better."""
    picture = noise(Size(32, 24))
    straight = scaled(belt, picture, target, kernel)
    turned = scaled(belt, picture[::-1, ::-1], target, kernel)[::-1, ::-1]
    # Two half-float roundings between passes; sampler filtering may differ a little.
    assert np.abs(straight - turned).max() < 0.33 / 255


@every_kernel
@pytest.mark.parametrize("target", [Size(96, 72), Size(75, 41), Size(24, 18)])
def test_nothing_moves(belt: PictureBelt, kernel: Kernel, target: Size) -> None:
    """The centre of gravity of a spot stays: no half-pixel shift, either way."""
    size = Size(48, 36)
    x, y = np.meshgrid(np.arange(48) + 0.5, np.arange(36) + 0.5)
    spot = np.exp(-((x - 20.3) ** 2 + (y - 15.8) ** 2) / (2 * 3.5**2))
    result = scaled(belt, np.dstack([spot] * 3), target, kernel)[..., 0]
    across = (np.arange(target.width) + 0.5) * size.width / target.width
    down = (np.arange(target.height) + 0.5) * size.height / target.height
    found = (
        float((result * across).sum() / result.sum()),
        float((result * down[:, np.newaxis]).sum() / result.sum()),
    )
    assert found == pytest.approx((20.3, 15.8), abs=0.02)


@every_kernel
def test_same_size_is_untouched(belt: PictureBelt, kernel: Kernel) -> None:
    """At ratio 1 every value comes out bit for bit, outside 0…1 too."""
    picture = np.random.default_rng(2).normal(0, 3, (9, 7, 3)).astype(np.float32)
    result = scaled(belt, picture.astype(np.float64), Size(7, 9), kernel)
    assert np.array_equal(result, picture)


@every_kernel
def test_shrinking_does_not_alias(belt: PictureBelt, kernel: Kernel) -> None:
    """Lines one pixel wide become gray when the picture is quartered, not stripes."""
    lines = np.zeros((64, 64, 3))
    lines[:, ::2] = 1.0
    small = scaled(belt, lines, Size(16, 16), kernel)[2:-2, 2:-2]
    assert np.abs(small - 0.5).max() < 0.04


@given(
    kernel=st.sampled_from(Kernel),
    source=st.integers(1, 200),
    target=st.integers(1, 200),
)
def test_taps_stay_inside_and_sum_to_one(
    kernel: Kernel, source: int, target: int
) -> None:
    """No sample lies outside the picture; every output sample weighs 1."""
    taps = axis_taps(kernel, source, target)
    assert taps.first.min() >= 0
    assert taps.first.max() + taps.weights.shape[1] <= source
    assert np.allclose(taps.weights.sum(axis=1), 1.0)


def test_textures_between_passes_go_back(belt: PictureBelt) -> None:
    """Scaling the same sizes again makes no new texture."""
    picture = noise(Size(16, 16))
    for _ in range(3):
        scaled(belt, picture, Size(24, 24), Kernel.LANCZOS)
    assert belt.pool.made == 1


def test_weights_of_old_sizes_are_given_back(belt: PictureBelt) -> None:
    """A window dragged through hundreds of sizes does not fill the GPU."""
    picture = noise(Size(4, 4))
    for side in range(5, 45):
        scaled(belt, picture, Size(side, side), Kernel.LANCZOS)
    assert len(belt.scale._taps) <= 16
