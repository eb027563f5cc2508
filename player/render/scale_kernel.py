"""Which samples make a scaled one, and with which weights: pure, in float64.

A kernel is stretched by the ratio when a picture shrinks, so that it also removes what
the smaller picture cannot hold. Safe in any thread.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.render.request import Kernel

Array = npt.NDArray[np.float64]

RADIUS = {Kernel.BILINEAR: 1.0, Kernel.BICUBIC: 2.0, Kernel.LANCZOS: 3.0}
"""In source pixels, while the picture grows."""


@dataclass(frozen=True, slots=True)
class AxisTaps:
    """Every output sample of one axis as a weighted sum of neighbours.

    Attributes:
        first: int64 [target], index of the first sample that is read.
        weights: float64 [target, taps], each row sums to 1.
    """

    first: npt.NDArray[np.int64]
    weights: Array


def kernel_at(kernel: Kernel, distance: Array) -> Array:
    """Return a kernel's value at distances in its own unit (source pixels)."""
    x: Array = np.abs(distance)
    if kernel is Kernel.BILINEAR:
        return np.asarray(np.maximum(1 - x, 0.0))
    if kernel is Kernel.BICUBIC:
        # Keys (1981) with a = -1/2: passes through the samples ("Catmull-Rom").
        near = 1.5 * x**3 - 2.5 * x**2 + 1
        far = -0.5 * x**3 + 2.5 * x**2 - 4 * x + 2
        return np.where(x < 1, near, np.where(x < 2, far, 0.0))
    lobes = RADIUS[Kernel.LANCZOS]
    return np.where(x < lobes, np.sinc(x) * np.sinc(x / lobes), 0.0)


def axis_taps(kernel: Kernel, source_px: int, target_px: int) -> AxisTaps:
    """Return the taps that scale `source_px` samples to `target_px`.

    The outer edges of both pictures coincide. Beyond the edge the outermost sample is
    repeated; that is folded into the weights, so no tap lies outside.
    """
    ratio = source_px / target_px
    stretch = max(1.0, ratio)
    radius = RADIUS[kernel] * stretch
    count = int(np.ceil(2 * radius - 1e-9))
    centre = (np.arange(target_px) + 0.5) * ratio
    start = np.ceil(centre - radius - 0.5 - 1e-9).astype(np.int64)
    index = start[:, np.newaxis] + np.arange(count)
    weights = kernel_at(kernel, (index + 0.5 - centre[:, np.newaxis]) / stretch)
    kept = min(count, source_px)
    first = np.clip(start, 0, source_px - kept)
    place = np.clip(index, 0, source_px - 1) - first[:, np.newaxis]
    # Folded samples may lie further from `first` than `kept` only where they weigh 0.
    place = np.clip(place, 0, kept - 1)
    folded = np.zeros((target_px, kept))
    np.add.at(folded, (np.arange(target_px)[:, np.newaxis], place), weights)
    return AxisTaps(first, folded / folded.sum(axis=1, keepdims=True))


def paired_taps(source_px: int, target_px: int) -> Array:
    """Return bilinear taps, four or fewer, as two reads between samples each.

    Neighbours of positive weight are one read at their centre of gravity.

    Args:
        source_px: At most twice `target_px`.
        target_px: Samples to make.

    Returns:
        float64 [target, 4]: two positions 0…1 over the source, then their weights.
    """
    taps = axis_taps(Kernel.BILINEAR, source_px, target_px)
    weights = np.zeros((target_px, 4))
    weights[:, : taps.weights.shape[1]] = taps.weights
    sums = weights[:, 0::2] + weights[:, 1::2]
    lean = weights[:, 1::2] / np.where(sums > 0, sums, 1.0)
    positions = taps.first[:, np.newaxis] + np.array([0.5, 2.5]) + lean
    return np.concatenate((positions / source_px, sums), axis=1)
