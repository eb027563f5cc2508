"""Sources are shrunk exactly as the published ones were."""

from fractions import Fraction

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.quality.resample import Shrink, shrink


def noise(height: int, width: int, seed: int = 0) -> np.ndarray:
    """Return uint8 [height, width, 3]."""
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


@given(st.lists(st.integers(0, 255), min_size=4, max_size=4))
def test_area_is_the_mean_of_the_block(levels: list[int]) -> None:
    """Every 2×2 block becomes its mean, halves rounded up, in exact arithmetic."""
    block = np.array(levels, np.uint8).reshape(2, 2, 1).repeat(3, 2)
    expected = int(Fraction(sum(levels), 4) + Fraction(1, 2))
    assert shrink(block, 2, Shrink.AREA).tolist() == [[[expected] * 3]]


@pytest.mark.parametrize("ratio", [2, 3, 4])
def test_area_keeps_places_and_channels(ratio: int) -> None:
    """Each block is averaged by itself, each channel too."""
    picture = noise(4 * ratio, 5 * ratio)
    small = shrink(picture, ratio, Shrink.AREA)
    for y, x, channel in np.ndindex(small.shape):
        rows, columns = (
            slice(y * ratio, (y + 1) * ratio),
            slice(x * ratio, (x + 1) * ratio),
        )
        mean = picture[rows, columns, channel].astype(float).mean()
        assert small[y, x, channel] == int(mean + 0.5)


@pytest.mark.parametrize("how", Shrink)
def test_flat_pictures_stay_flat(how: Shrink) -> None:
    """No kernel adds or takes light, at borders neither."""
    flat = np.full((24, 36, 3), 77, np.uint8)
    assert (shrink(flat, 3, how) == 77).all()
    assert shrink(flat, 1, how) is flat


@pytest.mark.parametrize(
    ("how", "name"), [(Shrink.BICUBIC, "BICUBIC"), (Shrink.LANCZOS, "LANCZOS")]
)
def test_kernels_are_ffmpegs(how: Shrink, name: str) -> None:
    """No sample is more than one level from what FFmpeg makes of it."""
    rough = noise(30, 40).repeat(4, 0).repeat(4, 1)
    plane = np.ascontiguousarray(rough[..., 0])
    frame = av.VideoFrame.from_ndarray(plane, format="gray")
    theirs = frame.reformat(80, 60, interpolation=name).to_ndarray(format="gray")
    ours = shrink(rough, 2, how)[..., 0]
    assert np.abs(ours.astype(int) - theirs).max() <= 1


@pytest.mark.parametrize("how", [Shrink.BICUBIC, Shrink.LANCZOS])
def test_kernels_do_not_shift(how: Shrink) -> None:
    """A mirrored picture gives the mirrored result."""
    picture = noise(24, 36)
    mirrored = shrink(picture[::-1, ::-1], 2, how)[::-1, ::-1]
    assert np.array_equal(shrink(picture, 2, how), mirrored)
