"""Shrinks a picture the ways that sources in the wild were shrunk. Pure.

Each result is an 8-bit picture, halves rounded up, as a file on a disk would be.
"""

from collections.abc import Callable, Mapping
from enum import Enum

import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]
Values = npt.NDArray[np.float64]
Profile = Callable[[Values], Values]

CUBIC_A = -0.6
"""FFmpeg's bicubic: MEASURED(at most 1 level from swscale's on noise; -0.5 gives 2)."""

LANCZOS_LOBES = 3


class Shrink(Enum):
    """How the reference becomes the source."""

    AREA = "area"
    """The mean of each block: what OpenCV calls INTER_AREA."""

    BICUBIC = "bicubic"
    """FFmpeg's, widened by the ratio."""

    LANCZOS = "lanczos"
    """Three lobes, widened by the ratio."""


def shrink(picture: Pixels, ratio: int, how: Shrink) -> Pixels:
    """Return the picture at 1/ratio of its sides.

    Args:
        picture: uint8 [height, width, 3]; both sides are multiples of `ratio`.
        ratio: A whole number; 1 gives the picture back.
        how: The kernel.
    """
    if ratio == 1:
        return picture
    if how is Shrink.AREA:
        return _block_means(picture, ratio)
    return _rounded(_filtered(picture.astype(np.float64), ratio, how))


def _block_means(picture: Pixels, ratio: int) -> Pixels:
    height, width, channels = picture.shape
    shape = (height // ratio, ratio, width // ratio, ratio, channels)
    sums = picture.reshape(shape).sum(axis=(1, 3), dtype=np.uint32)
    count = ratio * ratio
    # In whole numbers: floats would leave it to chance where a half goes.
    means: Pixels = ((2 * sums + count) // (2 * count)).astype(np.uint8)
    return means


def _filtered(values: Values, ratio: int, how: Shrink) -> Values:
    """Return [height / ratio, width / ratio, channels]; borders are repeated."""
    profile, radius = _PROFILES[how]
    centre = (ratio - 1) / 2
    reach = int(np.ceil(radius * ratio))
    taps = np.arange(-reach, reach + ratio)
    weights = profile((taps - centre) / ratio)
    weights /= weights.sum()
    for axis in (0, 1):
        starts = np.arange(values.shape[axis] // ratio) * ratio
        last = values.shape[axis] - 1
        total = np.zeros(1)
        for tap, weight in zip(taps, weights, strict=True):
            if weight:
                part = np.take(values, np.clip(starts + tap, 0, last), axis)
                total = total + weight * part
        values = total
    return values


def _rounded(values: Values) -> Pixels:
    return np.floor(np.clip(values, 0, 255) + 0.5).astype(np.uint8)


def _bicubic(x: Values) -> Values:
    t = np.abs(x)
    near = (CUBIC_A + 2) * t**3 - (CUBIC_A + 3) * t**2 + 1
    far = CUBIC_A * (t**3 - 5 * t**2 + 8 * t - 4)
    return np.where(t < 1, near, np.where(t < 2, far, 0.0))


def _lanczos(x: Values) -> Values:
    is_inside = np.abs(x) < LANCZOS_LOBES
    return np.sinc(x) * np.sinc(x / LANCZOS_LOBES) * is_inside


_PROFILES: Mapping[Shrink, tuple[Profile, float]] = {
    Shrink.BICUBIC: (_bicubic, 2.0),
    Shrink.LANCZOS: (_lanczos, float(LANCZOS_LOBES)),
}
"""The kernel's shape at ratio 1 and its radius."""
