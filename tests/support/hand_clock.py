"""A wall clock that a test turns by hand."""

from player.timing import WallTime


class HandClock:
    """Shows the time that it was turned to."""

    def __init__(self, wall_time: float = 1000.0) -> None:
        self._wall_time = wall_time

    def __call__(self) -> WallTime:
        """Return the time shown."""
        return WallTime(self._wall_time)

    def turn(self, seconds: float) -> WallTime:
        """Go on by `seconds` and return the new time."""
        self._wall_time += seconds
        return self()
