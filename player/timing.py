"""Two kinds of time, and the epoch that makes stale media die by itself.

`MediaTime` counts seconds on the file's own line (0 is the file's first moment),
`WallTime` is `time.perf_counter()`. They are different types so that a type checker
refuses to mix them; only a `ClockAnchor` turns one into the other.
"""

from dataclasses import dataclass
from typing import NewType

MediaTime = NewType("MediaTime", float)
"""Seconds on the file's line."""

WallTime = NewType("WallTime", float)
"""Seconds of `time.perf_counter()`."""

Epoch = NewType("Epoch", int)
"""Counts seeks, openings and track changes; media of an older epoch is dropped."""


FILE_START = MediaTime(0.0)
"""The first moment of a file."""


@dataclass(frozen=True, slots=True)
class ClockAnchor:
    """At `wall_time` the listener is at `media_time`, moving at `rate`.

    Attributes:
        rate: Media seconds per wall second: the speed while playing, 0 while paused.
    """

    media_time: MediaTime
    wall_time: WallTime
    rate: float


def media_time_at(anchor: ClockAnchor, wall_time: WallTime) -> MediaTime:
    """Return the media time that `anchor` gives for a moment."""
    return MediaTime(
        anchor.media_time + (wall_time - anchor.wall_time) * anchor.rate,
    )


def wall_time_of(anchor: ClockAnchor, media_time: MediaTime) -> WallTime | None:
    """Return when `media_time` is due, or None while the clock stands still."""
    if anchor.rate == 0:
        return None
    return WallTime(
        anchor.wall_time + (media_time - anchor.media_time) / anchor.rate,
    )
