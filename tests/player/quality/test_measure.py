"""Figures are the published tables': checked in closed form and against SciPy."""

import math

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from player.quality.measure import luma, psnr_y, ssim, ssim_y


def noise(seed: int, shape: tuple[int, int] = (37, 53)) -> np.ndarray:
    """Return uint8 [height, width, 3]."""
    return np.random.default_rng(seed).integers(0, 256, (*shape, 3), np.uint8)


def test_luma_is_weighed_and_not_rounded() -> None:
    """Y = 0.299 R + 0.587 G + 0.114 B in full precision."""
    picture = np.array([[[255, 0, 0], [0, 1, 0], [0, 0, 255], [1, 2, 3]]], np.uint8)
    expected = [[76.245, 0.587, 29.07, 0.299 + 2 * 0.587 + 3 * 0.114]]
    np.testing.assert_allclose(luma(picture), expected, rtol=1e-12)


@pytest.mark.parametrize("step", [1, 2, 17, 255])
def test_a_constant_difference_has_a_closed_form(step: int) -> None:
    """All values off by d: PSNR is 20 log10(255 / d)."""
    one = np.zeros((8, 9, 3), np.uint8)
    other = np.full_like(one, step)
    assert psnr_y(one, other) == pytest.approx(20 * math.log10(255 / step), abs=1e-9)


def test_channels_count_by_their_weight() -> None:
    """Green off by 10 is luma off by 5.87; borders count like the rest."""
    one = np.full((8, 9, 3), 100, np.uint8)
    other = one.copy()
    other[..., 1] += 10
    assert psnr_y(one, other) == pytest.approx(20 * math.log10(255 / 5.87), abs=1e-9)
    corner = one.copy()
    corner[0, 0] += 10
    expected = 10 * math.log10(255**2 / (100 / 72))
    assert psnr_y(one, corner) == pytest.approx(expected, abs=1e-9)


def test_equal_pictures_have_no_error() -> None:
    """Nothing differs: infinite PSNR, SSIM 1."""
    assert psnr_y(noise(1), noise(1)) == math.inf
    assert ssim_y(noise(1), noise(1)) == pytest.approx(1, abs=1e-12)


def scipy_ssim(one: np.ndarray, other: np.ndarray) -> float:
    """Return SSIM as the paper writes it, with SciPy's filter."""

    def mean(values: np.ndarray) -> np.ndarray:
        # radius = int(truncate σ + ½) = 5: eleven taps.
        return gaussian_filter(values, 1.5, truncate=3.5)[5:-5, 5:-5]

    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    x, y = mean(one), mean(other)
    xx, yy = mean(one**2) - x**2, mean(other**2) - y**2
    xy = mean(one * other) - x * y
    parts = (2 * x * y + c1) * (2 * xy + c2) / ((x**2 + y**2 + c1) * (xx + yy + c2))
    return float(parts.mean())


@pytest.mark.parametrize("strength", [3, 40])
def test_ssim_is_the_papers(strength: int) -> None:
    """On smooth and on rough pictures the figure is SciPy's to nine digits."""
    x = np.linspace(0, 200, 53) + 20 * np.sin(np.arange(37))[:, None]
    one = np.clip(x, 0, 255)
    rough = np.random.default_rng(2).normal(0, strength, one.shape)
    other = np.clip(one + rough, 0, 255)
    assert ssim(one, other) == pytest.approx(scipy_ssim(one, other), abs=1e-9)


def test_ssim_of_flat_pictures_has_a_closed_form() -> None:
    """Two flat pictures differ by the luminance term alone."""
    one, other = np.full((11, 11), 100.0), np.full((11, 11), 150.0)
    c1 = (0.01 * 255) ** 2
    expected = (2 * 100 * 150 + c1) / (100**2 + 150**2 + c1)
    assert ssim(one, other) == pytest.approx(expected, abs=1e-9)
