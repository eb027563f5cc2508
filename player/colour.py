"""What the numbers of a picture mean: matrix, range, primaries, transfer, siting.

Two words are kept apart: the *representation* (matrix, range, depth: how numbers stand
for R'G'B') and the *space* (primaries, transfer: what R'G'B' looks like).
Pure; the arithmetic on these values is in `player.colour_math`.
"""

from dataclasses import dataclass
from enum import Enum


class Matrix(Enum):
    """How R'G'B' became the stored components (ITU-T H.273, matrix coefficients)."""

    RGB = "rgb"
    BT601 = "bt.601"
    BT709 = "bt.709"
    BT2020_NCL = "bt.2020-ncl"
    SMPTE240M = "smpte-240m"
    YCGCO = "ycgco"


class Range(Enum):
    """Whether 0…1 uses the whole word or leaves head- and footroom."""

    LIMITED = "limited"
    FULL = "full"


class Primaries(Enum):
    """The colours that R, G and B stand for."""

    BT709 = "bt.709"
    BT601_525 = "bt.601-525"
    BT601_625 = "bt.601-625"
    BT2020 = "bt.2020"
    DCI_P3 = "dci-p3"
    DISPLAY_P3 = "display-p3"


class Transfer(Enum):
    """How light became numbers."""

    SDR = "sdr"
    LINEAR = "linear"
    PQ = "pq"
    HLG = "hlg"


class ChromaSiting(Enum):
    """Where a chroma sample lies within its block of luma samples."""

    LEFT = "left"
    CENTRE = "centre"
    TOP_LEFT = "top-left"
    TOP = "top"
    BOTTOM_LEFT = "bottom-left"
    BOTTOM = "bottom"


@dataclass(frozen=True, slots=True)
class ColourSpec:
    """Everything needed to turn stored components into light.

    Attributes:
        peak_nits: Brightest value that an HDR picture uses, in cd/m² (from mastering
            metadata or MaxCLL; 1000 when the file is silent); without meaning for SDR.
    """

    matrix: Matrix = Matrix.BT709
    range: Range = Range.LIMITED
    primaries: Primaries = Primaries.BT709
    transfer: Transfer = Transfer.SDR
    siting: ChromaSiting = ChromaSiting.LEFT
    peak_nits: float = 1000.0

    @property
    def is_hdr(self) -> bool:
        """Whether the picture must be tone-mapped for an ordinary screen."""
        return self.transfer in {Transfer.PQ, Transfer.HLG}
