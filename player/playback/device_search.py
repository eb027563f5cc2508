"""When to look again for a sound device that has gone.

Pure: it is told the time. The first look comes at once (often another default is
there already), the later ones after 1, 2, 4, 8, 16 and 30 seconds: a minute in all.
A device that goes again soon after it came does not start the row anew.
"""

import math

from player.timing import WallTime

DELAYS_S = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)
CALM_S = 30.0  # a device that has lasted so long is a good one


class DeviceSearch:
    """A row of looks. Thread: the transport's."""

    def __init__(self) -> None:
        self._next = len(DELAYS_S)  # index of the look to come
        self._due = WallTime(math.inf)
        self._found_at = WallTime(-math.inf)

    @property
    def is_on(self) -> bool:
        """Whether another look will come."""
        return self._due < math.inf

    def begin(self, now: WallTime, *, is_fresh: bool = False) -> None:
        """The device has gone: look for it.

        Args:
            now: When.
            is_fresh: Begin the row anew, however soon it has gone.
        """
        if is_fresh or now - self._found_at > CALM_S:
            self._next = 0
        self._plan(now)

    def is_due(self, now: WallTime) -> bool:
        """Whether to look now; says so once for each look."""
        if now < self._due:
            return False
        self._due = WallTime(math.inf)
        return True

    def note_failure(self, now: WallTime) -> None:
        """That look found nothing: plan the next one, if there is one left."""
        if not self.is_on:  # else somebody has asked for a look since then
            self._plan(now)

    def end(self, now: WallTime) -> None:
        """A device is there: look no more."""
        self._due = WallTime(math.inf)
        self._found_at = now

    def _plan(self, now: WallTime) -> None:
        self._due = WallTime(math.inf)
        if self._next < len(DELAYS_S):
            self._due = WallTime(now + DELAYS_S[self._next])
            self._next += 1
