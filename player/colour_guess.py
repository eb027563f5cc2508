"""What a picture's numbers mean when the file does not say: one rule for all readers.

Decoders report some of a stream's colour tags, or none. `guess_colour` keeps what was
stated, drops what contradicts the pixel format, and fills the rest in the way players
agreed on; `docs/colour.md` gives the reasons. Pure, safe in any thread.
"""

from dataclasses import dataclass

from player.colour import ChromaSiting, ColourSpec, Matrix, Primaries, Range, Transfer
from player.frames import ColourFamily, PixelLayout
from player.geometry import Size

SD_HEIGHT = 576
"""Lines of the taller standard-definition system; anything above is HD."""

HD_WIDTH = 1280
"""Columns of the smallest HD format, for wide pictures cut to few lines (1280×536)."""

SD_525_HEIGHT = 486
"""Lines of the 525-line system, its half-lines included."""

SILENT_PEAK_NITS = 1000.0
"""Mastering displays of HDR10 files and the nominal HLG display (BT.2100)."""

MINIMUM_PEAK_NITS = 100.0
MAXIMUM_PEAK_NITS = 10000.0
"""Metadata outside this span is a mistake: PQ ends at 10000 cd/m²."""


@dataclass(frozen=True, slots=True)
class StatedColour:
    """What a file says of its colours; None where it is silent.

    Attributes:
        peak_nits: MaxCLL or the mastering display's peak, in cd/m².
    """

    matrix: Matrix | None = None
    range: Range | None = None
    primaries: Primaries | None = None
    transfer: Transfer | None = None
    siting: ChromaSiting | None = None
    peak_nits: float | None = None


def guess_colour(stated: StatedColour, layout: PixelLayout, size: Size) -> ColourSpec:
    """Return the full meaning of a picture's numbers.

    Args:
        stated: The stream's own tags; these win unless the format contradicts them.
        layout: The format as it was decoded (FFmpeg's `yuvj…` names mean full range).
        size: Coded picture in luma samples, before aspect and rotation.
    """
    transfer = stated.transfer or Transfer.SDR
    matrix = _matrix(stated, layout, size)
    chosen_range = _range(stated, layout)
    return ColourSpec(
        matrix=matrix,
        range=chosen_range,
        primaries=_primaries(stated, matrix, size),
        transfer=transfer,
        siting=stated.siting or _siting(stated, matrix, chosen_range),
        peak_nits=_peak(stated.peak_nits),
    )


def _is_wide(stated: StatedColour) -> bool:
    """Say whether the tags speak of BT.2020 or HDR material."""
    return stated.primaries is Primaries.BT2020 or stated.transfer in {
        Transfer.PQ,
        Transfer.HLG,
    }


def _matrix(stated: StatedColour, layout: PixelLayout, size: Size) -> Matrix:
    if layout.family is ColourFamily.RGB:
        return Matrix.RGB
    if stated.matrix is not None and stated.matrix is not Matrix.RGB:
        return stated.matrix
    if _is_wide(stated):
        return Matrix.BT2020_NCL
    is_hd = size.height > SD_HEIGHT or size.width >= HD_WIDTH
    return Matrix.BT709 if is_hd else Matrix.BT601


def _range(stated: StatedColour, layout: PixelLayout) -> Range:
    if layout.name.startswith("yuvj"):
        return Range.FULL
    if stated.range is not None:
        return stated.range
    return Range.FULL if layout.family is ColourFamily.RGB else Range.LIMITED


def _primaries(stated: StatedColour, matrix: Matrix, size: Size) -> Primaries:
    """Return the stated primaries, or the ones that need no conversion on a screen.

    A BT.2020 matrix alone does not make an SDR picture wide: its colours are only
    converted when the file says so, since a wrong conversion is worse than none.
    """
    if stated.primaries is not None:
        return stated.primaries
    if _is_wide(stated):
        return Primaries.BT2020
    is_sd = size.height <= SD_HEIGHT and size.width < HD_WIDTH
    if matrix is Matrix.BT601 and is_sd and stated.range is not Range.FULL:
        is_525 = size.height <= SD_525_HEIGHT
        return Primaries.BT601_525 if is_525 else Primaries.BT601_625
    return Primaries.BT709


def _siting(stated: StatedColour, matrix: Matrix, chosen_range: Range) -> ChromaSiting:
    """Return where chroma lies: each standard's own default.

    H.264 and HEVC default to the left; UHD video (BT.2020, BT.2100) is top-left; what
    comes from JPEG, told by its full range, is centred.
    """
    if matrix is Matrix.BT2020_NCL or _is_wide(stated):
        return ChromaSiting.TOP_LEFT
    return ChromaSiting.CENTRE if chosen_range is Range.FULL else ChromaSiting.LEFT


def _peak(stated_nits: float | None) -> float:
    """Return the stated peak where it is believable."""
    if stated_nits is None or not stated_nits > 0:
        return SILENT_PEAK_NITS
    return min(max(stated_nits, MINIMUM_PEAK_NITS), MAXIMUM_PEAK_NITS)
