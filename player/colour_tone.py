"""How HDR and wide-gamut pictures are brought to an SDR BT.709 screen, in float64.

The shader `lib/tone.glsl` does the same in float32; its tests compare the two. Pure,
safe in any thread. `docs/colour.md` says why each choice was made.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec, Primaries, Transfer
from player.colour_math import (
    HLG_NOMINAL_NITS,
    hlg_to_nits,
    nits_to_pq,
    pq_to_nits,
    primaries_conversion,
)

Array = npt.NDArray[np.float64]

SDR_WHITE_NITS = 203.0
"""Light that full SDR white stands for. Source: ITU-R BT.2408 table 1."""

SCREEN_GAMMA = 2.2
"""Computer screens, on which HDR is shown as SDR, follow sRGB's rough 2.2."""

SDR_VIDEO_GAMMA = 2.4
"""Exponent of SDR video. Source: ITU-R BT.1886 with a black level of zero."""

GAMUT_KNEE = 0.9
"""Saturation, 1 at the edge of BT.709, from which colours outside are drawn in."""

HIGHLIGHT_WHITENING = 0.3
"""How far light that the roll-off squeezes to nothing goes to white. Strong light that
only lost brightness would be a flat patch of pure colour; eyes and film whiten it."""

WIDE_PRIMARIES = {Primaries.BT2020, Primaries.DCI_P3, Primaries.DISPLAY_P3}
"""Only these are converted: BT.601's differ so little that screens' errors exceed it
and every player shows them as they are."""


@dataclass(frozen=True, slots=True)
class ToneCurve:
    """The BT.2390 EETF for one pair of displays with black at zero.

    Attributes:
        source_pq: PQ signal of the brightest source light.
        ceiling: Target peak over source peak, both in PQ; 1 when nothing is to do.
        knee: Where the roll-off starts, same unit.
    """

    source_pq: float
    ceiling: float
    knee: float


def tone_curve(peak_nits: float, white_nits: float = SDR_WHITE_NITS) -> ToneCurve:
    """Return the curve from a source's peak to a screen's white (ITU-R BT.2390-10)."""
    white_pq, source_pq = nits_to_pq(np.array([white_nits, max(peak_nits, white_nits)]))
    ceiling = float(white_pq / source_pq)
    return ToneCurve(float(source_pq), ceiling, 1.5 * ceiling - 0.5)


def apply_curve(nits: Array, curve: ToneCurve) -> Array:
    """Compress light in cd/m² with the Hermite roll-off of the EETF."""
    signal = np.minimum(nits_to_pq(nits) / curve.source_pq, 1.0)
    if curve.knee >= 1:
        return pq_to_nits(signal * curve.source_pq)
    t = np.clip((signal - curve.knee) / (1 - curve.knee), 0.0, 1.0)
    rolled = (
        (2 * t**3 - 3 * t**2 + 1) * curve.knee
        + (t**3 - 2 * t**2 + t) * (1 - curve.knee)
        + (-2 * t**3 + 3 * t**2) * curve.ceiling
    )
    return pq_to_nits(np.where(signal < curve.knee, signal, rolled) * curve.source_pq)


def needs_gamut_mapping(spec: ColourSpec) -> bool:
    """Say whether colours may lie outside BT.709."""
    return spec.is_hdr or spec.primaries in WIDE_PRIMARIES


def needs_mapping(spec: ColourSpec) -> bool:
    """Say whether R'G'B' of this kind cannot go to an SDR screen as it is."""
    return needs_gamut_mapping(spec) or spec.transfer is Transfer.LINEAR


def source_peak(spec: ColourSpec) -> float:
    """Return the brightest light of an HDR picture in cd/m².

    HLG says nothing of displays: its light is that of the nominal one.
    """
    return HLG_NOMINAL_NITS if spec.transfer is Transfer.HLG else spec.peak_nits


def source_gamma(spec: ColourSpec) -> float:
    """Return the exponent that turns R'G'B' of an SDR picture into light."""
    return 1.0 if spec.transfer is Transfer.LINEAR else SDR_VIDEO_GAMMA


def target_gamma(spec: ColourSpec) -> float:
    """Return the exponent by which light is encoded for the screen.

    SDR video keeps its own, so that grays come out as they went in.
    """
    return SDR_VIDEO_GAMMA if spec.transfer is Transfer.SDR else SCREEN_GAMMA


def gamut_limits(primaries: Primaries, gamma: float) -> tuple[float, float, float]:
    """Return how far outside BT.709 each encoded channel can get: ≥ 1.

    The unit is `1 - channel / largest channel`: 0 for gray, 1 on the gamut's edge. The
    corners of the source's cube are its most distant colours.
    """
    cube = np.array([[i & 1, i >> 1 & 1, i >> 2] for i in range(1, 7)], float)
    light = cube @ primaries_conversion(primaries, Primaries.BT709).T
    encoded = np.sign(light) * np.abs(light) ** (1 / gamma)
    distance = 1 - encoded / encoded.max(axis=1, keepdims=True)
    red, green, blue = np.maximum(distance.max(axis=0), 1.0)
    return float(red), float(green), float(blue)


def compress_gamut(encoded: Array, limits: tuple[float, float, float]) -> Array:
    """Draw encoded BT.709 colours [..., 3] that lie outside the gamut into it.

    Up to the knee nothing changes; from there to the limit a curve of slope 1 at its
    start is bent so that the limit lands on the edge. Gray axis and the largest channel
    stay, and so (nearly) does the hue.
    """
    largest = np.maximum(encoded.max(axis=-1, keepdims=True), 1e-6)
    distance = 1 - encoded / largest
    span = 1 - GAMUT_KNEE
    reach = np.maximum(np.array(limits) - GAMUT_KNEE, span + 1e-6)
    over = np.clip((distance - GAMUT_KNEE), 0.0, reach)
    # y = x / (1 + x * k) has slope 1 at 0; k puts (reach, span) on it.
    bend = (reach / span - 1) / reach
    drawn = np.where(
        distance > GAMUT_KNEE, GAMUT_KNEE + over / (1 + over * bend), distance
    )
    return np.asarray(largest * (1 - drawn))


def to_screen(rgb: Array, spec: ColourSpec) -> Array:
    """Return SDR BT.709 R'G'B' 0…1 of a picture's own R'G'B' [..., 3]."""
    if not needs_mapping(spec):
        return np.clip(rgb, 0.0, 1.0)
    light = _light(rgb, spec) @ _to_709(spec).T
    largest = np.maximum(light.max(axis=-1, keepdims=True), 1e-6)
    if spec.is_hdr:
        curve = tone_curve(source_peak(spec))
        fitted = apply_curve(largest * SDR_WHITE_NITS, curve) / SDR_WHITE_NITS
    else:
        fitted = np.minimum(largest, 1.0)
    kept = fitted / largest
    whitening = HIGHLIGHT_WHITENING * (1 - kept) ** 2 if spec.is_hdr else 0.0
    light = light * kept * (1 - whitening) + fitted * whitening
    gamma = target_gamma(spec)
    encoded: Array = np.sign(light) * np.abs(light) ** (1 / gamma)
    if needs_gamut_mapping(spec):
        encoded = compress_gamut(encoded, gamut_limits(spec.primaries, gamma))
    return np.clip(encoded, 0.0, 1.0)


def _light(rgb: Array, spec: ColourSpec) -> Array:
    """Return linear light, 1 = SDR white."""
    if spec.transfer is Transfer.PQ:
        return pq_to_nits(rgb) / SDR_WHITE_NITS
    if spec.transfer is Transfer.HLG:
        return hlg_to_nits(rgb) / SDR_WHITE_NITS
    return np.asarray(np.power(np.maximum(rgb, 0.0), source_gamma(spec)))


def _to_709(spec: ColourSpec) -> Array:
    if spec.primaries in WIDE_PRIMARIES:
        return primaries_conversion(spec.primaries, Primaries.BT709)
    return np.eye(3)
