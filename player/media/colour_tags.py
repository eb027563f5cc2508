"""Reads a frame's colour tags (ITU-T H.273 numbers) into our words.

Only what is stated; what is not, `player.colour_guess` fills in. Pure.
"""

import struct
from typing import Any

from player.colour import ChromaSiting, Matrix, Primaries, Range, Transfer
from player.colour_guess import StatedColour

# Source: ITU-T H.273 tables 2 (primaries), 3 (transfer) and 4 (matrix).
_MATRICES = {
    0: Matrix.RGB,
    1: Matrix.BT709,
    4: Matrix.BT601,  # FCC: the same within a thousandth
    5: Matrix.BT601,
    6: Matrix.BT601,
    7: Matrix.SMPTE240M,
    8: Matrix.YCGCO,
    9: Matrix.BT2020_NCL,
    10: Matrix.BT2020_NCL,  # constant luminance is drawn as if it were not
}
_RANGES = {1: Range.LIMITED, 2: Range.FULL}
_PRIMARIES = {
    1: Primaries.BT709,
    5: Primaries.BT601_625,
    6: Primaries.BT601_525,
    7: Primaries.BT601_525,
    9: Primaries.BT2020,
    11: Primaries.DCI_P3,
    12: Primaries.DISPLAY_P3,
    22: Primaries.BT601_625,
}
_TRANSFERS = {
    **dict.fromkeys((1, 4, 5, 6, 7, 11, 12, 13, 14, 15), Transfer.SDR),
    8: Transfer.LINEAR,
    16: Transfer.PQ,
    18: Transfer.HLG,
}

_HDR_TRANSFERS = frozenset({16, 18})

_LIGHT_LEVEL = struct.Struct("=II")
"""AVContentLightMetadata: MaxCLL, MaxFALL, in cd/m²."""

_MASTERING = struct.Struct("=20iii")
"""AVMasteringDisplayMetadata: 10 rationals (the last is the peak), two flags."""


def stated_colour(frame: Any, siting: ChromaSiting | None) -> StatedColour:
    """Return what a decoded `av.VideoFrame` says of its colours.

    Args:
        frame: As the decoder gave it, before any conversion.
        siting: What the stream says (frames do not).
    """
    return StatedColour(
        matrix=_MATRICES.get(frame.colorspace),
        range=_RANGES.get(frame.color_range),
        primaries=_PRIMARIES.get(frame.color_primaries),
        transfer=_TRANSFERS.get(frame.color_trc),
        siting=siting,
        peak_nits=_peak_nits(frame),
    )


def _peak_nits(frame: Any) -> float | None:
    """Return the brightest value: MaxCLL before the mastering display's peak."""
    if frame.color_trc not in _HDR_TRANSFERS:
        return None
    light = bytes(frame.side_data.get("CONTENT_LIGHT_LEVEL") or b"")
    if len(light) >= _LIGHT_LEVEL.size:
        brightest = _LIGHT_LEVEL.unpack_from(light)[0]
        if brightest:
            return float(brightest)
    mastering = bytes(frame.side_data.get("MASTERING_DISPLAY_METADATA") or b"")
    if len(mastering) >= _MASTERING.size:
        *numbers, _, has_luminance = _MASTERING.unpack_from(mastering)
        if has_luminance and numbers[19]:
            return float(numbers[18] / numbers[19])
    return None
