"""HDR and wide gamut on an SDR screen: where things land, and what never happens."""

import numpy as np
import pytest

from player.colour import ColourSpec, Matrix, Primaries, Range, Transfer
from player.colour_math import hlg_to_nits, nits_to_pq, primaries_conversion
from player.colour_tone import apply_curve, to_screen, tone_curve

PQ = ColourSpec(Matrix.BT2020_NCL, Range.LIMITED, Primaries.BT2020, Transfer.PQ)
HLG = ColourSpec(Matrix.BT2020_NCL, Range.LIMITED, Primaries.BT2020, Transfer.HLG)
PQ709 = ColourSpec(Matrix.BT709, Range.LIMITED, Primaries.BT709, Transfer.PQ)
WIDE = ColourSpec(Matrix.BT2020_NCL, Range.LIMITED, Primaries.BT2020, Transfer.SDR)


def gray_levels(nits: list[float], spec: ColourSpec = PQ) -> np.ndarray:
    """Return the screen's levels 0…255 of gray patches of so many cd/m²."""
    patches = nits_to_pq(np.array(nits)).repeat(3).reshape(-1, 3)
    shown = to_screen(patches, spec) * 255
    assert np.abs(shown - shown[:, :1]).max() < 1e-5, "gray stays gray"
    return shown[:, 0]


def test_hdr_grays_land_where_sdr_has_them() -> None:
    """With white at 203 cd/m² and gamma 2.2: shadows and mid-tones as if it were SDR.

    Below the knee of BT.2390 (93 cd/m² for a 1000 cd/m² source) light is unchanged;
    100 cd/m² is barely touched; HDR reference white (BT.2408: 203) is a bright
    white with room above; the peak is full white.
    """
    black, dim, middle, hundred, white, peak = gray_levels([0, 5, 50, 100, 203, 1000])
    assert black < 0.01
    assert dim == pytest.approx(255 * (5 / 203) ** (1 / 2.2), abs=0.01)
    assert middle == pytest.approx(255 * (50 / 203) ** (1 / 2.2), abs=0.01)
    assert hundred == pytest.approx(255 * (100 / 203) ** (1 / 2.2), abs=1.0)
    assert 222 < white < 235
    assert peak == pytest.approx(255, abs=1e-6)


def test_the_roll_off_is_that_of_bt2390() -> None:
    """The Hermite spline of BT.2390 section 5.4.1, written out for one value."""
    curve = tone_curve(1000.0)
    ceiling = float(nits_to_pq(np.array(203.0)) / nits_to_pq(np.array(1000.0)))
    knee = 1.5 * ceiling - 0.5
    signal = float(nits_to_pq(np.array(400.0)) / nits_to_pq(np.array(1000.0)))
    t = (signal - knee) / (1 - knee)
    spline = (
        (2 * t**3 - 3 * t**2 + 1) * knee
        + (t**3 - 2 * t**2 + t) * (1 - knee)
        + (-2 * t**3 + 3 * t**2) * ceiling
    )
    mapped = nits_to_pq(apply_curve(np.array(400.0), curve))
    assert mapped / curve.source_pq == pytest.approx(spline, abs=1e-9)


@pytest.mark.parametrize("peak", [100.0, 203.0, 400.0, 1000.0, 4000.0, 10000.0])
def test_brighter_is_never_darker(peak: float) -> None:
    """The curve is monotone for every mastering peak, and ends at full white."""
    spec = ColourSpec(
        Matrix.BT2020_NCL, Range.LIMITED, Primaries.BT2020, Transfer.PQ, peak_nits=peak
    )
    levels = gray_levels(list(np.geomspace(0.01, max(peak, 203.0), 300)), spec)
    assert (np.diff(levels) > -1e-9).all()
    assert levels[-1] == pytest.approx(255, abs=1e-6)


def test_hlg_white_and_peak() -> None:
    """HLG's reference white (75 %) lands with PQ's; its peak is full white."""
    shown = to_screen(np.array([[0.0] * 3, [0.75] * 3, [1.0] * 3]), HLG) * 255
    assert shown[0].max() < 0.01
    assert shown[1] == pytest.approx(gray_levels([203.0]).repeat(3), abs=0.3)
    assert shown[2] == pytest.approx([255] * 3, abs=1e-6)
    assert hlg_to_nits(np.array([[0.75] * 3])).max() == pytest.approx(203, abs=0.5)


@pytest.mark.parametrize("spec", [PQ, HLG, WIDE])
def test_no_colour_leaves_the_screen(spec: ColourSpec) -> None:
    """Every colour lands in 0…1, and none that is bright becomes dark."""
    rgb = np.random.default_rng(9).uniform(0, 1, (5000, 3))
    shown = to_screen(rgb, spec)
    assert shown.min() >= 0
    assert shown.max() <= 1
    assert (shown.max(axis=1) > 0.9 * rgb.max(axis=1) - 0.25).all()


def test_squeezed_highlights_go_towards_white() -> None:
    """A coloured light keeps its colour below the knee and pales, in steps, above."""
    nits = np.array([20.0, 80.0, 200.0, 400.0, 700.0, 1000.0])[:, np.newaxis]
    amber = np.array([1.0, 0.6, 0.2])
    light = to_screen(nits_to_pq(nits * amber), PQ709) ** 2.2
    shares = light[:, 2] / light[:, 0]
    assert np.allclose(shares[:2], 0.2, atol=1e-6)
    assert (np.diff(shares[1:]) > 0.005).all()
    assert shares[-1] < 0.45


def test_the_largest_channel_stays_the_largest() -> None:
    """Gamut mapping changes how strong a colour is, not which one it is."""
    rgb = np.random.default_rng(9).uniform(0, 1, (5000, 3))
    to_709 = primaries_conversion(Primaries.BT2020, Primaries.BT709)
    light = rgb**2.4 @ to_709.T
    shown = to_screen(rgb, WIDE)
    assert np.array_equal(shown.argmax(axis=1), light.argmax(axis=1))


def test_saturated_colours_keep_their_steps() -> None:
    """A ramp of saturation beyond BT.709 stays a ramp: no flat, clipped part."""
    light = np.linspace(0.5**2.4, 0.0, 64)
    ramp = np.stack([light, np.full(64, 0.5**2.4), light], axis=-1) ** (1 / 2.4)
    shown = to_screen(ramp, WIDE)
    assert (np.diff(shown[:, 0]) < -5e-5).all()
    assert shown[-1, 0] == pytest.approx(0, abs=0.01)


def test_wide_sdr_keeps_what_bt709_can_show() -> None:
    """Colours well inside BT.709 are converted exactly, by linear light of 2.4."""
    inside = np.random.default_rng(4).uniform(0.3, 0.9, (500, 3))
    to_2020 = primaries_conversion(Primaries.BT709, Primaries.BT2020)
    wide = (inside**2.4 @ to_2020.T) ** (1 / 2.4)
    assert np.abs(to_screen(wide, WIDE) - inside).max() < 1e-9


def test_ordinary_sdr_is_left_alone() -> None:
    """BT.709 and BT.601 pictures are shown as they are."""
    rgb = np.random.default_rng(4).uniform(0, 1, (50, 3))
    for primaries in (Primaries.BT709, Primaries.BT601_525, Primaries.BT601_625):
        assert np.array_equal(to_screen(rgb, ColourSpec(primaries=primaries)), rgb)
