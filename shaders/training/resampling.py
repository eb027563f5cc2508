"""Shrinking, enlarging and blurring as matrices: picture = rows @ picture @ columnsᵀ.

A matrix says exactly what happens at the borders (they are repeated, as a clamped
texture does) and runs unchanged on NumPy and on a GPU's arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Array = Any  # a NumPy array or a torch tensor; only what both of them have is used
Matrix = npt.NDArray[np.float32]
Places = npt.NDArray[np.floating[Any]]
Profile = Callable[[Places], Places]

CUBIC_A = -0.6  # FFmpeg's default bicubic, which made most published test pictures
LANCZOS_LOBES = 3


class Kernel(StrEnum):
    """The scalers that sources in the wild were made with."""

    AREA = "area"
    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"
    NEAREST = "nearest"


def _area(x: Places) -> Places:
    return (np.abs(x) <= 0.5) * 1.0


def _bilinear(x: Places) -> Places:
    return np.maximum(1.0 - np.abs(x), 0.0)


def _bicubic(x: Places) -> Places:
    t = np.abs(x)
    a = CUBIC_A
    near = (a + 2) * t**3 - (a + 3) * t**2 + 1
    far = a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return np.where(t < 1, near, np.where(t < 2, far, 0.0))


def _lanczos(x: Places) -> Places:
    inside = np.abs(x) < LANCZOS_LOBES
    return np.sinc(x) * np.sinc(x / LANCZOS_LOBES) * inside


PROFILES: dict[Kernel, tuple[Profile, float]] = {
    Kernel.AREA: (_area, 0.5),
    Kernel.BILINEAR: (_bilinear, 1.0),
    Kernel.BICUBIC: (_bicubic, 2.0),
    Kernel.LANCZOS: (_lanczos, float(LANCZOS_LOBES)),
}


def resize_matrix(source: int, target: int, kernel: Kernel) -> Matrix:
    """Return float32 [target, source]; shrinking widens the kernel (no aliasing)."""
    ratio = source / target
    centres = (np.arange(target) + 0.5) * ratio - 0.5
    if kernel is Kernel.NEAREST:
        return _nearest(centres, source)
    profile, radius = PROFILES[kernel]
    stretch = max(ratio, 1.0)
    if kernel is Kernel.AREA:
        return _integrated(centres, source, ratio)
    reach = int(np.ceil(radius * stretch)) + 1
    matrix = np.zeros((target, source))
    rows = np.arange(target)
    for step in range(-reach, reach + 1):
        column = np.floor(centres).astype(int) + step
        weight = profile((column - centres) / stretch)
        np.add.at(matrix, (rows, column.clip(0, source - 1)), weight)
    return _normal(matrix)


def magnify_matrix(size: int, ratio: float, kernel: Kernel) -> Matrix:
    """Return float32 [size, size]: the middle, enlarged `ratio` times.

    What lies outside is cut off, so that the size stays.
    """
    whole = resize_matrix(size, round(size * ratio), kernel)
    first = (whole.shape[0] - size) // 2
    return whole[first : first + size]


def _nearest(centres: Places, source: int) -> Matrix:
    matrix = np.zeros((len(centres), source), np.float32)
    column = np.floor(centres + 0.5).astype(int).clip(0, source - 1)
    matrix[np.arange(len(centres)), column] = 1.0
    return matrix


def _integrated(centres: Places, source: int, ratio: float) -> Matrix:
    """Area: the exact overlap of each target pixel with each source pixel."""
    lower = (centres + 0.5 - ratio / 2)[:, None]
    upper = lower + ratio
    pixel = np.arange(source)[None]
    overlap = np.minimum(upper, pixel + 1) - np.maximum(lower, pixel)
    matrix = overlap.clip(0.0, None)
    return _normal(matrix)


def _normal(matrix: Places) -> Matrix:
    """Make each row add up to one."""
    return np.asarray(matrix / matrix.sum(axis=1, keepdims=True), np.float32)


def blur_matrix(size: int, sigma_px: float) -> Matrix:
    """Return float32 [size, size]: a Gaussian with repeated borders."""
    reach = int(np.ceil(4 * sigma_px)) + 1
    matrix = np.zeros((size, size))
    rows = np.arange(size)
    for step in range(-reach, reach + 1):
        weight = np.exp(-0.5 * (step / sigma_px) ** 2)
        np.add.at(matrix, (rows, (rows + step).clip(0, size - 1)), weight)
    return _normal(matrix)


def cored(answer: Array, levels: float) -> Array:
    """Draw values towards 0 by some levels of 255; what is smaller becomes 0."""
    reach = levels / 255.0
    return answer - answer.clip(-reach, reach)


def rounded(picture: Array) -> Array:
    """Return the picture as 8 bits hold it, still in 0..1."""
    return (picture.clip(0.0, 1.0) * 255.0).round() / 255.0


def resampled(matrix: Array, picture: Array) -> Array:
    """Apply one matrix, or one per picture, to both axes of [batch, channel, y, x]."""
    if matrix.ndim == 3:
        matrix = matrix[:, None]
    return matrix @ picture @ matrix.swapaxes(-1, -2)
