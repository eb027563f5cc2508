"""The arithmetic of colour in float64: what the shaders are given and measured against.

Everything here is pure, works on NumPy arrays and is safe in any thread. Stored samples
are *normalised*: the code divided by the largest code of its depth, 0…1, with the range
not yet expanded; that is what the hook stage NATIVE holds too.
"""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from player.colour import ChromaSiting, Matrix, Primaries, Range

Array = npt.NDArray[np.float64]

LUMA_WEIGHTS: Mapping[Matrix, tuple[float, float]] = {
    Matrix.BT601: (0.299, 0.114),
    Matrix.BT709: (0.2126, 0.0722),
    Matrix.BT2020_NCL: (0.2627, 0.0593),
    Matrix.SMPTE240M: (0.212, 0.087),
}
"""(KR, KB). Source: ITU-T H.273 table 4; KG is what is missing to 1."""

CHROMATICITIES: Mapping[Primaries, tuple[tuple[float, float], ...]] = {
    Primaries.BT709: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    Primaries.BT601_525: ((0.630, 0.340), (0.310, 0.595), (0.155, 0.070)),
    Primaries.BT601_625: ((0.640, 0.330), (0.290, 0.600), (0.150, 0.060)),
    Primaries.BT2020: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    Primaries.DCI_P3: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    Primaries.DISPLAY_P3: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
"""CIE 1931 x, y of red, green and blue. Source: ITU-T H.273 table 2."""

D65 = (0.3127, 0.3290)
DCI_WHITE = (0.314, 0.351)

BRADFORD = np.array(
    [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]],
)
"""XYZ to sharpened cone responses, for a change of white. Source: Lam (1985)."""

PQ_M1 = 2610 / 16384
PQ_M2 = 2523 / 4096 * 128
PQ_C1 = 3424 / 4096
PQ_C2 = 2413 / 4096 * 32
PQ_C3 = 2392 / 4096 * 32
PQ_PEAK_NITS = 10000.0
"""Source: SMPTE ST 2084, ITU-R BT.2100 table 4."""

HLG_A = 0.17883277
HLG_B = 1 - 4 * HLG_A
HLG_C = 0.5 - HLG_A * float(np.log(4 * HLG_A))
HLG_NOMINAL_NITS = 1000.0
"""Source: ITU-R BT.2100 table 5."""

LUMINANCE_2020 = np.array([0.2627, 0.6780, 0.0593])
"""Luminance of linear BT.2020 light. Source: ITU-R BT.2100, HLG reference OOTF."""


def neutral_chroma(depth_bits: int) -> float:
    """Return the normalised chroma sample that means "no colour"."""
    return float(2 ** (depth_bits - 1) / (2**depth_bits - 1))


def expansion(range_: Range, depth_bits: int) -> tuple[float, float, float, float]:
    """Return luma scale, luma offset, chroma scale, chroma offset.

    `luma = scale * (sample - offset)` runs 0…1, chroma likewise -0.5…0.5, with
    `sample` normalised. Source: ITU-T H.273 equations 20 to 31.
    """
    largest = float(2**depth_bits - 1)
    neutral = neutral_chroma(depth_bits)
    if range_ is Range.FULL:
        return 1.0, 0.0, 1.0, neutral
    step = float(2 ** (depth_bits - 8))
    return (
        largest / (219 * step),
        16 * step / largest,
        largest / (224 * step),
        neutral,
    )


def difference_to_rgb(matrix: Matrix) -> Array:
    """Return float64 [3, 3]: (Y', Cb, Cr), 0…1 and ±0.5, to R'G'B'."""
    if matrix is Matrix.RGB:
        return np.eye(3)
    if matrix is Matrix.YCGCO:
        # Components are Y, Cg, Co. Source: ITU-T H.273 equations 53 to 56.
        return np.array([[1.0, -1.0, 1.0], [1.0, 1.0, 0.0], [1.0, -1.0, -1.0]])
    red, blue = LUMA_WEIGHTS[matrix]
    green = 1.0 - red - blue
    return np.array(
        [
            [1.0, 0.0, 2 * (1 - red)],
            [1.0, -2 * (1 - blue) * blue / green, -2 * (1 - red) * red / green],
            [1.0, 2 * (1 - blue), 0.0],
        ],
    )


def samples_to_rgb(matrix: Matrix, range_: Range, depth_bits: int) -> Array:
    """Return float64 [3, 4] from normalised samples (three and a 1) to R'G'B'.

    Args:
        matrix: With RGB, all three samples are expanded as luma is.
        range_: Of the samples; R'G'B' is always full.
        depth_bits: Meaningful bits of a sample.
    """
    luma_scale, luma_offset, chroma_scale, chroma_offset = expansion(range_, depth_bits)
    if matrix is Matrix.RGB:
        chroma_scale, chroma_offset = luma_scale, luma_offset
    scale = np.array([luma_scale, chroma_scale, chroma_scale])
    offset = np.array([luma_offset, chroma_offset, chroma_offset])
    linear = difference_to_rgb(matrix) * scale
    return np.column_stack([linear, -linear @ offset])


def chroma_offset(
    siting: ChromaSiting, shift_x: int, shift_y: int
) -> tuple[float, float]:
    """Return what to add to a chroma texel coordinate, in chroma texels.

    A luma position of `p` pixels (centres at half-integers) lies at
    `p / 2**shift + offset` in texels of the chroma plane, where a centred sample needs
    no offset.
    """
    across = (0.5 - 0.5 / 2**shift_x) if siting in _LEFT else 0.0
    down = 0.5 - 0.5 / 2**shift_y
    if siting in _TOP:
        return across, down
    return across, (-down if siting in _BOTTOM else 0.0)


_LEFT = {ChromaSiting.LEFT, ChromaSiting.TOP_LEFT, ChromaSiting.BOTTOM_LEFT}
_TOP = {ChromaSiting.TOP, ChromaSiting.TOP_LEFT}
_BOTTOM = {ChromaSiting.BOTTOM, ChromaSiting.BOTTOM_LEFT}


def pq_to_nits(signal: Array) -> Array:
    """Turn a PQ signal 0…1 into display light in cd/m² (EOTF of ST 2084)."""
    power = np.clip(signal, 0.0, 1.0) ** (1 / PQ_M2)
    ratio = np.maximum(power - PQ_C1, 0.0) / (PQ_C2 - PQ_C3 * power)
    return np.asarray(PQ_PEAK_NITS * ratio ** (1 / PQ_M1))


def nits_to_pq(nits: Array) -> Array:
    """Turn display light in cd/m² into a PQ signal 0…1 (inverse EOTF of ST 2084)."""
    power = (np.clip(nits, 0.0, PQ_PEAK_NITS) / PQ_PEAK_NITS) ** PQ_M1
    return np.asarray(((PQ_C1 + PQ_C2 * power) / (1 + PQ_C3 * power)) ** PQ_M2)


def hlg_to_scene(signal: Array) -> Array:
    """Turn an HLG signal 0…1 into scene light 0…1 (inverse OETF of BT.2100)."""
    clipped = np.clip(signal, 0.0, 1.0)
    bright = (np.exp((clipped - HLG_C) / HLG_A) + HLG_B) / 12
    return np.where(clipped <= 0.5, clipped**2 / 3, bright)


def hlg_system_gamma(peak_nits: float) -> float:
    """Return the exponent of the HLG OOTF for a display's peak (BT.2100 note 5f)."""
    return float(1.2 + 0.42 * np.log10(peak_nits / HLG_NOMINAL_NITS))


def hlg_to_nits(signal: Array, peak_nits: float = HLG_NOMINAL_NITS) -> Array:
    """Turn an HLG picture [..., 3] into display light in cd/m² (BT.2100 OOTF)."""
    scene = hlg_to_scene(signal)
    luminance = np.maximum(scene @ LUMINANCE_2020, 1e-12)[..., np.newaxis]
    gain = luminance ** (hlg_system_gamma(peak_nits) - 1)
    return np.asarray(peak_nits * gain * scene)


def _xyz_of(chromaticity: tuple[float, float]) -> Array:
    x, y = chromaticity
    return np.array([x / y, 1.0, (1 - x - y) / y])


def rgb_to_xyz(primaries: Primaries) -> Array:
    """Return float64 [3, 3] from linear light to CIE XYZ with white at D65.

    Source: SMPTE RP 177; the DCI white is adapted to D65 by Bradford's method.
    """
    white = DCI_WHITE if primaries is Primaries.DCI_P3 else D65
    corners = np.column_stack([_xyz_of(point) for point in CHROMATICITIES[primaries]])
    matrix = corners * np.linalg.solve(corners, _xyz_of(white))
    if white is not D65:
        gain = (BRADFORD @ _xyz_of(D65)) / (BRADFORD @ _xyz_of(white))
        matrix = np.linalg.solve(BRADFORD, gain[:, np.newaxis] * BRADFORD) @ matrix
    return matrix.astype(np.float64)


def primaries_conversion(source: Primaries, target: Primaries) -> Array:
    """Return float64 [3, 3] from linear light of one set of primaries to another's."""
    if source is target:
        return np.eye(3)
    converted = np.linalg.solve(rgb_to_xyz(target), rgb_to_xyz(source))
    return converted.astype(np.float64)
