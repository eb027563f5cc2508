"""How far one picture is from another, on luma, as the published tables count it. Pure.

Luma is Y = 0.299 R + 0.587 G + 0.114 B of the 8-bit values, full range, not rounded;
no border is cut off.
"""

import math

import numpy as np
import numpy.typing as npt

LUMA_WEIGHTS = (0.299, 0.587, 0.114)
PEAK = 255.0

WINDOW = 11
"""Side of SSIM's window in pixels; no picture may be smaller."""

_SIGMA_PX = 1.5
_C1 = (0.01 * PEAK) ** 2
_C2 = (0.03 * PEAK) ** 2

Pixels = npt.NDArray[np.uint8]
Plane = npt.NDArray[np.float64]


def luma(picture: Pixels) -> Plane:
    """Return float64 [height, width], 0…255, of uint8 [height, width, 3]."""
    red, green, blue = (
        picture[..., channel].astype(np.float64) for channel in range(3)
    )
    weights = LUMA_WEIGHTS
    return weights[0] * red + weights[1] * green + weights[2] * blue


def psnr(one: Plane, other: Plane) -> float:
    """Return 10 log10(255² / mean square of the difference) in dB; ∞ when equal."""
    error = float(np.mean(np.square(one - other)))
    return math.inf if error == 0 else 10 * math.log10(PEAK**2 / error)


def psnr_y(one: Pixels, other: Pixels) -> float:
    """Return the luma PSNR of two pictures of one size in dB."""
    return psnr(luma(one), luma(other))


def ssim(one: Plane, other: Plane) -> float:
    """Return the mean structural similarity, 1 when equal.

    Gaussian window of 11×11 and σ 1.5, only where it lies wholly inside; K1 = 0.01,
    K2 = 0.03, L = 255; no shrinking before.

    Source: Wang, Bovik, Sheikh, Simoncelli, "Image quality assessment: from error
        visibility to structural similarity", IEEE Trans. Image Processing 13 (4),
        2004, section III.
    """
    mean_one, mean_other = _windowed(one), _windowed(other)
    product = mean_one * mean_other
    squares = np.square(mean_one) + np.square(mean_other)
    # The formula needs both variances only as their sum: one filtering fewer.
    variances = _windowed(np.square(one) + np.square(other)) - squares
    covariance = _windowed(one * other) - product
    likeness = (2 * product + _C1) * (2 * covariance + _C2)
    return float(np.mean(likeness / ((squares + _C1) * (variances + _C2))))


def ssim_y(one: Pixels, other: Pixels) -> float:
    """Return the luma SSIM of two pictures of one size."""
    return ssim(luma(one), luma(other))


def _windowed(values: Plane) -> Plane:
    """Return the weighted mean around each pixel whose window lies inside."""
    offsets = np.arange(WINDOW) - WINDOW // 2
    weights = np.exp(-0.5 * np.square(offsets / _SIGMA_PX))
    weights /= weights.sum()
    for axis in (0, 1):
        length = values.shape[axis] - WINDOW + 1
        total = np.zeros(1)
        for index, weight in enumerate(weights):
            part = (
                values[index : index + length]
                if axis == 0
                else values[:, index:][:, :length]
            )
            total = total + weight * part
        values = total
    return values
