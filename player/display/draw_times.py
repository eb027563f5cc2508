"""How long drawing and presenting take, smoothed. Pure values and small counters."""

from collections import deque
from statistics import median

MAX_LEAD_S = 0.1
"""A longer way from publishing to the screen is a stall, not a habit."""

LEAD_SHARE = 0.1
"""How much one presentation moves the estimate: settles within a second at 24 fps."""

MEDIAN_OF = 5
"""Drawings looked at: a compile or another program's hiccup is outvoted."""


class DrawTime:
    """Time to draw one picture, GPU included.

    Thread: drawing; `seconds` from any.
    """

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=MEDIAN_OF)
        self.seconds = 0.0

    def note(self, seconds: float) -> None:
        """Take one drawing into account."""
        self._recent.append(seconds)
        self.seconds = median(self._recent)

    def reset(self) -> None:
        """Forget: other settings take another time."""
        self._recent.clear()
        self.seconds = 0.0


class PresentationLead:
    """How long before its time a picture must be published.

    Thread: drawing; `seconds` from any.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._is_known = False

    def note(self, delay_s: float) -> None:
        """Take one way from publishing to the screen into account."""
        delay_s = min(MAX_LEAD_S, max(0.0, delay_s))
        if not self._is_known:
            self.seconds = delay_s
            self._is_known = True
        self.seconds += LEAD_SHARE * (delay_s - self.seconds)
