"""The colour arithmetic against the standards' own numbers."""

import numpy as np
import pytest

from player.colour import ChromaSiting, ColourSpec, Matrix, Primaries, Range
from player.colour_math import (
    chroma_offset,
    hlg_to_nits,
    hlg_to_scene,
    nits_to_pq,
    pq_to_nits,
    primaries_conversion,
    rgb_to_xyz,
    samples_to_rgb,
)
from tests.support.colour_chart import chart_colours, decode, encode

YUV_MATRICES = [matrix for matrix in Matrix if matrix is not Matrix.RGB]


@pytest.mark.parametrize("depth", [8, 10, 12, 16])
@pytest.mark.parametrize("chosen_range", list(Range))
@pytest.mark.parametrize("matrix", list(Matrix))
def test_matrices_invert_the_standards_encoding(
    matrix: Matrix, chosen_range: Range, depth: int
) -> None:
    """Decoding is the exact inverse of H.273's encoding equations."""
    colour = ColourSpec(matrix=matrix, range=chosen_range)
    is_rgb = matrix is Matrix.RGB
    codes = encode(chart_colours(), colour, depth, is_rgb=is_rgb)
    rows = samples_to_rgb(matrix, chosen_range, depth)
    ours = codes / (2**depth - 1) @ rows[:, :3].T + rows[:, 3]
    wanted = decode(codes, colour, depth, is_rgb=is_rgb)
    assert np.abs(np.clip(ours, 0, 1) - wanted).max() < 1e-9


@pytest.mark.parametrize("matrix", YUV_MATRICES)
def test_no_colour_is_gray(matrix: Matrix) -> None:
    """Neutral chroma gives R = G = B, black 0 and white 1."""
    rows = samples_to_rgb(matrix, Range.LIMITED, 8)
    for code, level in ((16, 0.0), (235, 1.0), (125.5, 0.5)):
        rgb = rows @ np.array([code / 255, 128 / 255, 128 / 255, 1.0])
        assert np.allclose(rgb, level, atol=1e-12)


@pytest.mark.parametrize(
    ("siting", "shifts", "offset"),
    [
        (ChromaSiting.CENTRE, (1, 1), (0.0, 0.0)),
        (ChromaSiting.LEFT, (1, 1), (0.25, 0.0)),
        (ChromaSiting.TOP_LEFT, (1, 1), (0.25, 0.25)),
        (ChromaSiting.TOP, (1, 1), (0.0, 0.25)),
        (ChromaSiting.BOTTOM_LEFT, (1, 1), (0.25, -0.25)),
        (ChromaSiting.BOTTOM, (1, 1), (0.0, -0.25)),
        (ChromaSiting.LEFT, (1, 0), (0.25, 0.0)),
        (ChromaSiting.TOP_LEFT, (2, 0), (0.375, 0.0)),
        (ChromaSiting.TOP_LEFT, (0, 0), (0.0, 0.0)),
    ],
)
def test_chroma_offsets(
    siting: ChromaSiting, shifts: tuple[int, int], offset: tuple[float, float]
) -> None:
    """A quarter of a chroma sample for co-sited 4:2:0; nothing where none is shared."""
    assert chroma_offset(siting, *shifts) == offset


def test_pq_meets_its_known_points() -> None:
    """BT.2408 table: 100 cd/m² is 50.8 %, 203 is 58.1 %, 1000 is 75.2 %."""
    nits = np.array([0.0, 100.0, 203.0, 1000.0, 10000.0])
    assert np.allclose(nits_to_pq(nits), [0, 0.508, 0.581, 0.752, 1.0], atol=5e-4)
    levels = np.linspace(0, 1, 1025)
    assert np.allclose(nits_to_pq(pq_to_nits(levels)), levels, atol=1e-6)


def test_hlg_meets_its_known_points() -> None:
    """Half signal is a twelfth of the light; 75 % shows 203 cd/m²; 100 % shows 1000."""
    assert np.allclose(hlg_to_scene(np.array([0.0, 0.5, 1.0])), [0, 1 / 12, 1.0])
    grays = np.array([[0.75] * 3, [1.0] * 3])
    assert np.allclose(hlg_to_nits(grays), [[203.15] * 3, [1000.0] * 3], atol=0.1)


@pytest.mark.parametrize("primaries", list(Primaries))
def test_white_is_d65_for_all_primaries(primaries: Primaries) -> None:
    """R = G = B = 1 is D65 white, so a change of primaries leaves grays alone."""
    white = rgb_to_xyz(primaries) @ np.ones(3)
    assert np.allclose(white, [0.9505, 1.0, 1.0891], atol=1e-4)
    changed = primaries_conversion(primaries, Primaries.BT709) @ np.ones(3)
    assert np.allclose(changed, 1.0, atol=1e-9)


def test_bt2020_to_bt709_is_that_of_bt2407() -> None:
    """The matrix printed in ITU-R BT.2407 section 2.2."""
    printed = [
        [1.6605, -0.5876, -0.0728],
        [-0.1246, 1.1329, -0.0083],
        [-0.0182, -0.1006, 1.1187],
    ]
    ours = primaries_conversion(Primaries.BT2020, Primaries.BT709)
    assert np.allclose(ours, printed, atol=5e-5)
