"""What a silent file is taken for."""

import math

import pytest

from player.colour import ChromaSiting, Matrix, Primaries, Range, Transfer
from player.colour_guess import SILENT_PEAK_NITS, StatedColour, guess_colour
from player.frames import ColourFamily, PixelLayout, PlaneLayout
from player.geometry import Size

YUV420 = PixelLayout(
    "yuv420p",
    ColourFamily.YUV,
    8,
    1,
    (PlaneLayout((0,)), PlaneLayout((1,), 1, 1), PlaneLayout((2,), 1, 1)),
)
YUVJ420 = PixelLayout("yuvj420p", ColourFamily.YUV, 8, 1, YUV420.planes)
RGB24 = PixelLayout("rgb24", ColourFamily.RGB, 8, 1, (PlaneLayout((0, 1, 2)),))
GRAY = PixelLayout("gray", ColourFamily.GRAY, 8, 1, (PlaneLayout((0,)),))
HD = Size(1920, 1080)
SILENT = StatedColour()


@pytest.mark.parametrize(
    ("size", "matrix", "primaries"),
    [
        (Size(720, 480), Matrix.BT601, Primaries.BT601_525),
        (Size(640, 360), Matrix.BT601, Primaries.BT601_525),
        (Size(720, 576), Matrix.BT601, Primaries.BT601_625),
        (Size(720, 577), Matrix.BT709, Primaries.BT709),
        (Size(1279, 576), Matrix.BT601, Primaries.BT601_625),
        (Size(1280, 536), Matrix.BT709, Primaries.BT709),
        (HD, Matrix.BT709, Primaries.BT709),
        (Size(3840, 2160), Matrix.BT709, Primaries.BT709),
    ],
)
def test_a_silent_file_is_judged_by_its_size(
    size: Size, matrix: Matrix, primaries: Primaries
) -> None:
    """SD is BT.601, HD is BT.709; limited, SDR, sited left."""
    spec = guess_colour(SILENT, YUV420, size)
    assert spec.matrix is matrix
    assert spec.primaries is primaries
    assert spec.range is Range.LIMITED
    assert spec.transfer is Transfer.SDR
    assert spec.siting is ChromaSiting.LEFT
    assert spec.peak_nits == SILENT_PEAK_NITS


def test_what_is_stated_wins() -> None:
    """No tag that the format allows is overruled."""
    stated = StatedColour(
        Matrix.SMPTE240M,
        Range.FULL,
        Primaries.DISPLAY_P3,
        Transfer.LINEAR,
        ChromaSiting.BOTTOM,
        400.0,
    )
    spec = guess_colour(stated, YUV420, Size(320, 240))
    assert spec.matrix is Matrix.SMPTE240M
    assert spec.range is Range.FULL
    assert spec.primaries is Primaries.DISPLAY_P3
    assert spec.transfer is Transfer.LINEAR
    assert spec.siting is ChromaSiting.BOTTOM
    assert spec.peak_nits == 400.0


def test_rgb_is_full_range_and_keeps_no_luma_matrix() -> None:
    """A GBR stream tagged BT.709 (as x264 does) is still RGB."""
    spec = guess_colour(StatedColour(matrix=Matrix.BT709), RGB24, HD)
    assert spec.matrix is Matrix.RGB
    assert spec.range is Range.FULL


def test_limited_rgb_stays_limited_when_stated() -> None:
    """HDMI-style RGB exists and is believed."""
    spec = guess_colour(StatedColour(range=Range.LIMITED), RGB24, HD)
    assert spec.range is Range.LIMITED


def test_yuv_tagged_rgb_is_a_mistake() -> None:
    """A matrix of RGB on three subsampled planes cannot be meant."""
    spec = guess_colour(StatedColour(matrix=Matrix.RGB), YUV420, HD)
    assert spec.matrix is Matrix.BT709


def test_jpeg_formats_are_full_and_centred() -> None:
    """FFmpeg's J formats say their range in the name, whatever the tag."""
    spec = guess_colour(StatedColour(range=Range.LIMITED), YUVJ420, HD)
    assert spec.range is Range.FULL
    assert spec.siting is ChromaSiting.CENTRE


def test_gray_video_is_limited() -> None:
    """Monochrome H.264 infers limited range like its coloured sisters."""
    assert guess_colour(SILENT, GRAY, HD).range is Range.LIMITED


@pytest.mark.parametrize("transfer", [Transfer.PQ, Transfer.HLG])
def test_hdr_brings_bt2020_and_its_siting(transfer: Transfer) -> None:
    """A PQ or HLG tag alone is enough to know the rest, even at a small size."""
    spec = guess_colour(StatedColour(transfer=transfer), YUV420, Size(320, 180))
    assert spec.matrix is Matrix.BT2020_NCL
    assert spec.primaries is Primaries.BT2020
    assert spec.siting is ChromaSiting.TOP_LEFT


def test_a_wide_matrix_alone_does_not_widen_the_colours() -> None:
    """An SDR file that only names the BT.2020 matrix keeps its colours unconverted."""
    spec = guess_colour(StatedColour(matrix=Matrix.BT2020_NCL), YUV420, HD)
    assert spec.primaries is Primaries.BT709


@pytest.mark.parametrize(
    ("stated", "used"),
    [(0.0, 1000.0), (math.nan, 1000.0), (1.0, 100.0), (4000.0, 4000.0), (1e9, 1e4)],
)
def test_an_unbelievable_peak_is_not_believed(stated: float, used: float) -> None:
    """Broken mastering metadata cannot make the picture black or blinding."""
    stated_colour = StatedColour(transfer=Transfer.PQ, peak_nits=stated)
    assert guess_colour(stated_colour, YUV420, HD).peak_nits == used
