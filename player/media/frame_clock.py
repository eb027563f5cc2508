"""Gives every decoded frame a moment on the file's line, whatever the file says.

Pure: numbers in, numbers out. Three kinds of files need three rules (`TimeSource`).
"""

import heapq
from collections import deque
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

RESTART_S = 1.0
"""A step backwards of more than this is a clock that started anew, not a mistake."""

LEAST_STEP_S = 1e-5
"""Frames nearer than this have the same time stamp, give or take its arithmetic."""

FALLBACK_DURATION_S = 1 / 25
"""Of a frame of which nobody says anything."""

_RAW_FORMATS = frozenset(
    {"h264", "hevc", "vvc", "mpegvideo", "m4v", "h263", "vc1", "obu", "cavsvideo"}
)


class TimeSource(Enum):
    """Where the times of frames come from."""

    PTS = "pts"
    """The frames' own time stamps."""

    DECODE_ORDER = "decode-order"
    """AVI: packets only have decoding times; sorted, these are the showing times."""

    COUNT = "count"
    """Raw streams: there are no times, so frames are counted."""


def time_source(format_name: str) -> TimeSource:
    """Return the rule for a container, by FFmpeg's name of it."""
    if format_name == "avi":
        return TimeSource.DECODE_ORDER
    return TimeSource.COUNT if format_name in _RAW_FORMATS else TimeSource.PTS


@dataclass(frozen=True, slots=True)
class FrameMoment:
    """When a frame is due and how long it would stay if nothing followed."""

    pts_s: float
    duration_s: float


@dataclass(frozen=True, slots=True)
class FrameStamps:
    """What FFmpeg says of a frame's time, in ticks of the stream's time base.

    Attributes:
        dts: Decoding time of the packet at which the decoder gave the frame out.
        duration: 0 when unknown.
    """

    pts: int | None
    dts: int | None
    duration: int


class FrameClock:
    """Turns FFmpeg's time stamps into rising moments on the file's line.

    Attributes:
        source: Which rule is followed.
    """

    def __init__(
        self,
        source: TimeSource,
        time_base: Fraction,
        line_start_s: Fraction,
        frame_rate: Fraction,
    ) -> None:
        self.source = source
        self._time_base = time_base
        self._line_start_s = line_start_s
        self._nominal_s = float(1 / frame_rate) if frame_rate else FALLBACK_DURATION_S
        self._last: FrameMoment | None = None
        self._shift_s = 0.0
        self._pending: list[int] = []
        self._delay: int | None = None

    @property
    def tolerance_s(self) -> float:
        """Return how far a time may be off because of the container's coarse ticks."""
        return min(float(self._time_base) / 2, 0.0005) + 1e-6

    def restart(self) -> None:
        """Forget the line so far: the next frame is the first after a seek."""
        self._last = None
        self._shift_s = 0.0
        self._pending.clear()

    def ticks(self, moment_s: float) -> int:
        """Return `moment_s` in the stream's own units, for seeking."""
        exact = (Fraction(moment_s) + self._line_start_s) / self._time_base
        return int(exact + Fraction(self.tolerance_s) / self._time_base)

    def moment(self, stamps: FrameStamps, packet_times: deque[int]) -> FrameMoment:
        """Return when the next frame is due.

        Args:
            stamps: What FFmpeg says of the frame.
            packet_times: Decoding times of packets sent since the last call; emptied.
        """
        duration_s = float(stamps.duration * self._time_base) or self._nominal_s
        pts = stamps.pts
        if self.source is TimeSource.DECODE_ORDER:
            pts = self._oldest(packet_times, stamps.dts)
        packet_times.clear()
        if self.source is TimeSource.COUNT:
            pts = None
        pts_s = self._repaired(self._on_line(pts))
        self._last = FrameMoment(pts_s, duration_s)
        return self._last

    def _on_line(self, pts: int | None) -> float | None:
        if pts is None:
            return None
        return float(pts * self._time_base - self._line_start_s) + self._shift_s

    def _repaired(self, pts_s: float | None) -> float:
        if self._last is None:
            return 0.0 if pts_s is None else pts_s
        expected_s = self._last.pts_s + self._last.duration_s
        if pts_s is None:
            return expected_s
        if pts_s > self._last.pts_s + LEAST_STEP_S:
            return pts_s
        if self._last.pts_s - pts_s > RESTART_S:
            self._shift_s += expected_s - pts_s
        return expected_s

    def _oldest(self, packet_times: deque[int], dts: int | None) -> int | None:
        """Return the earliest decoding time that no frame has been given yet.

        The first frame after a seek may come after others that could not be decoded
        (they lean on what was before it). So the decoder's delay, seen while reading
        on, tells its time, and earlier times are dropped.
        """
        for ticks in packet_times:
            heapq.heappush(self._pending, ticks)
        is_first = self._last is None
        if is_first and self._delay is not None and dts is not None:
            while len(self._pending) > 1 and self._pending[0] < dts - self._delay:
                heapq.heappop(self._pending)
        if not self._pending:
            return None
        oldest = heapq.heappop(self._pending)
        if dts is not None:
            # A lost frame makes it look longer for good, so the shortest is right.
            delay = dts - oldest
            self._delay = delay if self._delay is None else min(self._delay, delay)
        return oldest
