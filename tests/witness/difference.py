"""How far two pictures are apart, and whether that is near enough. Pure."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tests.witness.cases import (
    BORDER_PX,
    LUMA_DB,
    WORST_LEVEL,
    Case,
    exemption_of,
)

LUMA = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class Difference:
    """Figures of a comparison.

    Attributes:
        luma_db: PSNR of luma; infinite for equal pictures.
        worst: Largest difference of a component away from the border, in levels.
        share: Of pixels there that are off by more than `WORST_LEVEL`.
    """

    luma_db: float
    worst: int
    share: float

    def is_near_enough(self, case: Case) -> bool:
        """Whether a case may differ so."""
        exemption = exemption_of(case)
        allowed = exemption.share if exemption else 0.0
        return self.luma_db >= LUMA_DB and self.share <= allowed

    def __str__(self) -> str:
        return f"{self.luma_db:5.1f} dB, worst {self.worst}, {self.share:.3%} beyond"


def compare(
    ours: npt.NDArray[np.uint8], theirs: npt.NDArray[np.uint8], ratio: float
) -> Difference:
    """Compare two pictures, uint8 [height, width, 3] of one size."""
    off = ours.astype(np.float64) - theirs
    luma_error = float(np.mean((off @ LUMA) ** 2))
    margin = math.ceil(BORDER_PX * ratio)
    inner = np.abs(off[margin:-margin, margin:-margin]).max(axis=2)
    return Difference(
        math.inf if luma_error == 0 else 10 * math.log10(255**2 / luma_error),
        int(inner.max()),
        float(np.mean(inner > WORST_LEVEL)),
    )
