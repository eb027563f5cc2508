"""When the samples handed over now leave the loudspeaker, in wall time.

PortAudio says it with each call, in a clock of its own and with errors: the first
blocks can be wrong by more than a second, later ones jump by some milliseconds, and a
callback that waited for the interpreter reads our clock late. Sample count and two
simple facts put that right: sound flows evenly, and a clock can be read late but never
early. Thread: the device's callback; `is_settled` any.
"""

import math

from player.timing import WallTime

JUMP_S = 0.02  # further from the sample count than jitter goes (MEASURED: 7 ms, busy)
AGREEMENT_S = 0.005  # two strays that agree so well tell of a real jump
GAIN = 0.1  # of a small error is believed with each block
WINDOW_BLOCKS = 64  # after two windows an old offset of the clocks is forgotten
STEADY_S = 0.1  # of even, real-time flow before the times are trusted
STEADY_BLOCKS = 3
REAL_TIME_SHARE = 0.5  # below this pace the device is only being filled, not playing
STEP_S = 1.0  # no callback reads the clock so late: the device's clock was set
LONGEST_LATENCY_S = 3.0  # what PortAudio says beyond it is not believed


class DacClock:
    """Follows the device's time, block by block."""

    def __init__(self, rate_hz: int, fallback_latency_s: float) -> None:
        self._rate_hz = rate_hz
        self._fallback_latency_s = fallback_latency_s
        self._next = WallTime(-math.inf)  # where the sample count expects this block
        self._stray = -math.inf  # where the last stray expects this block
        self._offset_s = math.inf  # wall minus device clock: the least of this window
        self._old_offset_s = math.inf  # of the window before
        self._blocks = 0
        self._steady_blocks = 0
        self._steady_since = WallTime(0.0)
        self._steady_s = 0.0  # of sound handed over since then
        self.is_settled = False

    def moment_of(
        self, now: WallTime, current_s: float, dac_s: float, frames: int
    ) -> WallTime:
        """Return when the first sample of this block is heard.

        Args:
            now: Our clock, read as the callback begins.
            current_s: PortAudio's `currentTime`; its zero means nothing to us.
            dac_s: PortAudio's `outputBufferDacTime`, by the same clock.
            frames: Size of the block.
        """
        measured = self._measured(now, current_s, dac_s)
        error_s = measured - self._next
        if abs(error_s) <= JUMP_S:
            moment = WallTime(self._next + GAIN * error_s)
            self._stray = -math.inf
            self._note_steady(now, frames, is_even=abs(error_s) <= AGREEMENT_S)
        elif not self.is_settled or abs(measured - self._stray) <= AGREEMENT_S:
            moment = measured
            self._note_steady(now, frames, is_even=False)
        else:
            moment = self._next
            self._stray = measured + frames / self._rate_hz
        self._next = WallTime(moment + frames / self._rate_hz)
        return moment

    def _measured(self, now: WallTime, current_s: float, dac_s: float) -> WallTime:
        latency_s = dac_s - current_s
        if current_s <= 0 or not 0 <= latency_s <= LONGEST_LATENCY_S:
            return WallTime(now + self._fallback_latency_s)
        if self._blocks % WINDOW_BLOCKS == 0:
            self._old_offset_s, self._offset_s = self._offset_s, math.inf
        self._blocks += 1
        offset_s = now - current_s
        least_s = min(offset_s, self._offset_s, self._old_offset_s)
        if offset_s - least_s > STEP_S:
            least_s = offset_s
            self._old_offset_s = self._offset_s = math.inf
        self._offset_s = min(self._offset_s, least_s)
        return WallTime(dac_s + least_s)

    def _note_steady(self, now: WallTime, frames: int, *, is_even: bool) -> None:
        """Trust the device once it takes samples evenly and as slowly as they sound."""
        if self.is_settled:
            return
        if not is_even or now - self._steady_since < REAL_TIME_SHARE * self._steady_s:
            self._steady_blocks = 0
        if self._steady_blocks == 0:
            self._steady_since, self._steady_s = now, 0.0
        self._steady_blocks += 1
        self.is_settled = (
            self._steady_blocks > STEADY_BLOCKS and now - self._steady_since >= STEADY_S
        )
        self._steady_s += frames / self._rate_hz
