"""What lossy codecs leave in a picture: blocks of rounded cosine coefficients.

JPEG is reproduced (its tables, its 4:2:0 chroma). H.264 is imitated: flat steps with
the reference encoder's dead zone, on 4x4 or 8x8 blocks, and a deblocking filter;
of prediction only its main gift is kept, the finer mean of flat blocks.

Everything runs on NumPy arrays and on torch tensors alike.
Source: ITU-T T.81, annex K (tables); ITU-T H.264, 8.5 and 8.7 (steps, deblocking).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from shaders.training.resampling import Array, Kernel, Matrix, resampled, resize_matrix

LUMA_TABLE = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)
CHROMA_CORNER = ((17, 18, 24, 47), (18, 21, 26, 66), (24, 26, 56, 99), (47, 66, 99, 99))
CHROMA_REST = 99
YCBCR = (
    (0.299, 0.587, 0.114),
    (-0.168736, -0.331264, 0.5),
    (0.5, -0.418688, -0.081312),
)
DEAD_ZONE = 1 / 3  # share of a step that rounds up, intra blocks of common encoders
STEP_AT_ZERO = 0.625  # H.264's step for quantiser 0; it doubles every 6
MEAN_STEP = 0.25  # prediction carries the mean of a flat block almost for nothing
CHROMA_420_SHARE = 0.8  # of JPEG files; the rest keeps its chroma whole


def _cosines(size: int) -> Matrix:
    k = np.arange(size)[:, None]
    n = np.arange(size)[None]
    matrix = np.cos(np.pi * (2 * n + 1) * k / (2 * size)) * np.sqrt(2.0 / size)
    matrix[0] /= np.sqrt(2.0)
    return np.asarray(matrix, np.float32)


def _prediction(size: int) -> Matrix:
    """Return how much finer than the step a block's mean is known: from neighbours."""
    finer = np.ones((1, size, size), np.float32)
    finer[0, 0, 0] = MEAN_STEP
    return finer


def _chroma_table() -> Matrix:
    table = np.full((8, 8), CHROMA_REST, np.float32)
    table[:4, :4] = CHROMA_CORNER
    return table


@dataclass(frozen=True)
class CodecTables:
    """Constants as arrays of the machine that trains, for pictures of one size."""

    xp: Any
    cosines: dict[int, Array]
    prediction: dict[int, Array]
    luma: Array
    chroma: Array
    to_ycbcr: Array
    to_rgb: Array
    halve: Array
    double: Array

    @classmethod
    def for_size(cls, side_px: int, xp: Any, put: Any) -> CodecTables:
        """Make the tables; `put` moves a float32 NumPy array to the machine."""
        forward = np.array(YCBCR)
        return cls(
            xp=xp,
            cosines={size: put(_cosines(size)) for size in (4, 8)},
            prediction={size: put(_prediction(size)) for size in (4, 8)},
            luma=put(np.array(LUMA_TABLE, np.float32)),
            chroma=put(_chroma_table()),
            to_ycbcr=put(forward.astype(np.float32)),
            to_rgb=put(np.linalg.inv(forward).astype(np.float32)),
            halve=put(resize_matrix(side_px, side_px // 2, Kernel.AREA)),
            double=put(resize_matrix(side_px // 2, side_px, Kernel.BILINEAR)),
        )


def _mixed(matrix: Array, picture: Array) -> Array:
    batch, _, height, width = picture.shape
    flat = picture.reshape(batch, 3, height * width)
    return (matrix @ flat).reshape(batch, 3, height, width)


def _quantised(plane: Array, cosines: Array, step: Array, bias: float) -> Array:
    """Round the cosine coefficients of each block of [batch, y, x] to multiples.

    Args:
        plane: values in 0..255, centred or not.
        cosines: [size, size], orthonormal.
        step: [batch, size, size] or [batch, 1, 1].
        bias: part of a step from which a coefficient is rounded up.
    """
    batch, height, width = plane.shape
    size = cosines.shape[0]
    blocks = plane.reshape(batch, height // size, size, width // size, size)
    wave = cosines @ blocks.swapaxes(2, 3) @ cosines.swapaxes(0, 1)
    steps = step[:, None, None]
    count = (abs(wave) / steps - (0.5 - bias)).clip(0.0, 1e6).round()
    kept = count * steps * (1.0 - 2.0 * (wave < 0))
    back = cosines.swapaxes(0, 1) @ kept @ cosines
    return back.swapaxes(2, 3).reshape(batch, height, width)


def through_jpeg(
    tables: CodecTables, picture: Array, quality: Array, whole: Array
) -> Array:
    """Encode and decode [batch, 3, y, x] in 0..1.

    Args:
        tables: of the picture's size, a multiple of 8.
        picture: RGB.
        quality: [batch], 1..100 as encoders count it.
        whole: [batch], 1 where chroma is not halved, else 0.
    """
    level = quality[:, None, None]
    coarse = (level < 50) * 1.0
    scale = coarse * 50.0 / level + (1.0 - coarse) * (2.0 - level / 50.0)
    ycc = _mixed(tables.to_ycbcr, picture * 255.0)
    eight = tables.cosines[8]
    luma_step = (tables.luma[None] * scale).round().clip(1.0, 255.0)
    chroma_step = (tables.chroma[None] * scale).round().clip(1.0, 255.0)
    luma = _quantised(ycc[:, 0] - 128.0, eight, luma_step, 0.5) + 128.0
    half = resampled(tables.halve, ycc[:, 1:])
    planes = [luma[:, None]]
    for index in range(2):
        full = _quantised(ycc[:, 1 + index], eight, chroma_step, 0.5)
        small = _quantised(half[:, index], eight, chroma_step, 0.5)
        grown = resampled(tables.double, small[:, None])[:, 0]
        keep = whole[:, None, None]
        planes.append((full * keep + grown * (1.0 - keep))[:, None])
    return _mixed(tables.to_rgb, tables.xp.concatenate(planes, 1)) / 255.0


def _edges_smoothed(plane: Array, size: int, step: Array) -> Array:
    """Soften small jumps across vertical block edges of [batch, y, x]."""
    left2 = plane[:, :, size - 2 :: size][:, :, :-1]
    left = plane[:, :, size - 1 :: size][:, :, :-1]
    right = plane[:, :, size::size]
    right2 = plane[:, :, size + 1 :: size]
    jump = right - left
    step = step[:, None, None]
    flat = (abs(jump) < 1.25 * step) * (abs(left2 - left) < 0.4 * step)
    flat = flat * (abs(right2 - right) < 0.4 * step) * 1.0
    change = (jump * 4.0 + (left2 - right2)) / 8.0
    limit = 0.25 * step + 1.0
    over = (abs(change) - limit).clip(0.0, 1e6) * (1.0 - 2.0 * (change < 0))
    change = (change - over) * flat
    plane[:, :, size - 1 :: size][:, :, :-1] += change
    plane[:, :, size::size] -= change
    return plane


def through_video(
    tables: CodecTables, picture: Array, quantiser: Array, size: int
) -> Array:
    """Encode and decode [batch, 3, y, x] in 0..1 as H.264 would, roughly.

    Args:
        tables: of the picture's size, a multiple of 16.
        picture: RGB.
        quantiser: [batch], 0..51.
        size: 4 or 8, the side of a transform block in pixels.
    """
    step = STEP_AT_ZERO * 2.0 ** (quantiser / 6.0)
    ycc = _mixed(tables.to_ycbcr, picture * 255.0)
    cosines = tables.cosines[size]
    steps = step[:, None, None] * tables.prediction[size]
    luma = _quantised(ycc[:, 0], cosines, steps, DEAD_ZONE)
    luma = _edges_smoothed(luma, size, step)
    luma = _edges_smoothed(luma.swapaxes(1, 2), size, step).swapaxes(1, 2)
    half = resampled(tables.halve, ycc[:, 1:])
    planes = [luma[:, None]]
    for index in range(2):
        small = _quantised(half[:, index], cosines, steps, DEAD_ZONE)
        planes.append(resampled(tables.double, small[:, None]))
    return _mixed(tables.to_rgb, tables.xp.concatenate(planes, 1)) / 255.0
