"""Says where each decoded piece of sound lies on the file's line. Pure.

Sound is continuous: as long as time stamps stay near what the samples before add up
to, the samples are believed; only a real break moves the position.
"""

from dataclasses import dataclass
from fractions import Fraction

TOLERANCE_S = 0.02
"""Time stamps this near are the container's rounding or jitter, not a gap.
Below what a listener notices against the picture (ITU-R BT.1359: 45 ms early)."""

RESTART_S = 10.0
"""A step backwards of more than this is a clock that started anew."""

LONGEST_GAP_S = 60.0
"""A longer jump ahead is believed only if the file is that long."""

COARSE_TICK_S = 1 / 2000
"""Containers with longer ticks (Matroska: 1 ms) round what can be put right."""


@dataclass(frozen=True, slots=True)
class SoundMoment:
    """Where a piece of sound begins.

    Attributes:
        is_break: It does not follow on the piece before.
    """

    start_s: float
    is_break: bool


class SoundClock:
    """Turns FFmpeg's time stamps of one sound stream into moments."""

    def __init__(
        self, time_base: Fraction, line_start_s: Fraction, duration_s: float
    ) -> None:
        self._time_base = time_base
        self._line_start_s = line_start_s
        self._duration_s = duration_s
        self._start_s: float | None = None
        self._samples = 0
        self._rate_hz = 1
        self._shift_s = 0.0
        self._grid: tuple[float, int] | None = None

    @property
    def has_grid(self) -> bool:
        """Return whether the lengths of frames can mend rounded time stamps."""
        return self._grid is not None or self._time_base <= COARSE_TICK_S

    def restart(self) -> None:
        """Forget the line so far: the next piece is the first after a seek."""
        self._start_s = None
        self._shift_s = 0.0

    def ticks(self, moment_s: float) -> int:
        """Return `moment_s` in the stream's own units, for seeking."""
        return round((Fraction(moment_s) + self._line_start_s) / self._time_base)

    def moment(self, pts: int | None, samples: int, rate_hz: int) -> SoundMoment:
        """Return where the next piece begins.

        Args:
            pts: Its time stamp in ticks, None when it has none.
            samples: How many it holds.
            rate_hz: Of the stream.
        """
        stated_s = self._stated(pts, rate_hz)
        expected_s = self._expected()
        if expected_s is None:
            return self._begin(stated_s or 0.0, samples, rate_hz)
        if stated_s is not None:
            stated_s = self._believable(stated_s, expected_s)
        is_near = stated_s is None or abs(stated_s - expected_s) <= TOLERANCE_S
        if is_near and rate_hz == self._rate_hz:
            self._learn_grid(samples)
            self._samples += samples
            return SoundMoment(expected_s, is_break=False)
        return self._begin(
            expected_s if stated_s is None else stated_s, samples, rate_hz
        )

    def _begin(self, start_s: float, samples: int, rate_hz: int) -> SoundMoment:
        self._start_s = start_s
        self._samples = samples
        self._rate_hz = rate_hz
        return SoundMoment(start_s, is_break=True)

    def _expected(self) -> float | None:
        if self._start_s is None:
            return None
        return self._start_s + self._samples / self._rate_hz

    def _stated(self, pts: int | None, rate_hz: int) -> float | None:
        if pts is None:
            return None
        stated_s = float(pts * self._time_base - self._line_start_s)
        if self._grid is None or self._time_base <= COARSE_TICK_S:
            return stated_s + self._shift_s
        origin_s, length = self._grid
        step_s = length / rate_hz
        nearest_s = origin_s + round((stated_s - origin_s) / step_s) * step_s
        is_rounded = abs(nearest_s - stated_s) < float(self._time_base)
        return (nearest_s if is_rounded else stated_s) + self._shift_s

    def _believable(self, stated_s: float, expected_s: float) -> float:
        """Return the stated time, or the expected one where the clock has jumped."""
        gap_s = stated_s - expected_s
        is_beyond = stated_s > self._duration_s + RESTART_S
        if gap_s < -RESTART_S or (gap_s > LONGEST_GAP_S and is_beyond):
            self._shift_s -= gap_s
            return expected_s
        return stated_s

    def _learn_grid(self, samples: int) -> None:
        """Remember where the second piece lies: from there on all are equally long."""
        if self._grid is None and self._start_s is not None:
            self._grid = (self._start_s + self._samples / self._rate_hz, samples)
