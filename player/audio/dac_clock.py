"""When the samples handed over now leave the loudspeaker, in wall time.

PortAudio says it with each call, but it is not always right: the first blocks can be
wrong by more than a second; a sound server on a busy machine guesses, and its guess
can run away from the truth by 30 ms in every second; and a callback that waited for
the interpreter reads our clock late. What never lies is the count of samples: without
an underrun, sound flows evenly. So the count makes the time, what PortAudio says only
leads it slowly, and jumps are believed when the device admits that it slipped, or when
they last. Thread: the device's callback; `is_settled` any.
"""

import math

from player.timing import WallTime

JUMP_S = 0.02  # further from the sample count than jitter goes (MEASURED: 7 ms, busy)
GAIN = 0.1  # of an error is corrected with each block,
SLEW = 0.002  # but never faster: clocks of devices are off by 0.0003 at most
EARLY_S = 3.0  # so long after a start or an underrun a server finds its own latency:
START_SLEW = 0.5  # MEASURED: its first guess was 35 ms off, the next ones were not
SLIP_SLEW = 0.01  # MEASURED: after an underrun the next ones ran away, not the first
AGREEMENT_S = 0.005  # errors that differ by less are one and the same
PATIENCE_S = 2.0  # a jump that nobody admits is believed when it has lasted so long
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
        self._jump_s = math.inf  # a large error that is being watched
        self._jumped_s = 0.0  # how long it has lasted
        self._line_s = 0.0  # of sound since the line began
        self._early_slew = START_SLEW
        self._offset_s = math.inf  # wall minus device clock: the least of this window
        self._old_offset_s = math.inf  # of the window before
        self._blocks = 0
        self._steady_blocks = 0
        self._steady_since = WallTime(0.0)
        self._steady_s = 0.0  # of sound handed over since then
        self.is_settled = False

    def moment_of(
        self,
        now: WallTime,
        times_s: tuple[float, float],
        frames: int,
        *,
        has_slipped: bool = False,
    ) -> WallTime:
        """Return when the first sample of this block is heard.

        Args:
            now: Our clock, read as the callback begins.
            times_s: PortAudio's `currentTime` and `outputBufferDacTime`; only their
                difference, and that to other calls, means anything.
            frames: Size of the block.
            has_slipped: The device says that it ran out of samples.
        """
        measured = self._measured(now, *times_s)
        error_s = measured - self._next
        block_s = frames / self._rate_hz
        if not self.is_settled:
            self._note_steady(now, block_s, is_even=abs(error_s) <= AGREEMENT_S)
            moment = measured
        elif has_slipped or self._has_jumped(error_s, block_s):
            moment, self._jump_s, self._line_s = measured, math.inf, 0.0
            self._early_slew = SLIP_SLEW
        else:
            is_early = self._line_s < EARLY_S
            limit_s = block_s * (self._early_slew if is_early else SLEW)
            step_s = max(-limit_s, min(limit_s, GAIN * error_s))
            moment = WallTime(self._next + step_s)
        self._next = WallTime(moment + block_s)
        self._line_s += block_s
        return moment

    def _measured(self, now: WallTime, current_s: float, dac_s: float) -> WallTime:
        latency_s = dac_s - current_s
        if current_s <= 0 or not 0 <= latency_s <= LONGEST_LATENCY_S:
            return WallTime(now + self._fallback_latency_s)
        if self._blocks % WINDOW_BLOCKS == 0:
            self._old_offset_s, self._offset_s = self._offset_s, math.inf
        self._blocks += 1
        # A clock can be read late, never early: the least difference is the true one.
        offset_s = now - current_s
        least_s = min(offset_s, self._offset_s, self._old_offset_s)
        if offset_s - least_s > STEP_S:
            least_s = offset_s
            self._old_offset_s = self._offset_s = math.inf
        self._offset_s = min(self._offset_s, least_s)
        return WallTime(dac_s + least_s)

    def _has_jumped(self, error_s: float, block_s: float) -> bool:
        """Whether a large error has stayed the same for long enough to be the truth."""
        if abs(error_s) <= JUMP_S:
            self._jump_s = math.inf
            return False
        if abs(error_s - self._jump_s) > AGREEMENT_S:
            self._jump_s, self._jumped_s = error_s, 0.0
        self._jumped_s += block_s
        return self._jumped_s >= PATIENCE_S

    def _note_steady(self, now: WallTime, block_s: float, *, is_even: bool) -> None:
        """Trust the device once it takes samples evenly and as slowly as they sound."""
        if not is_even or now - self._steady_since < REAL_TIME_SHARE * self._steady_s:
            self._steady_blocks = 0
        if self._steady_blocks == 0:
            self._steady_since, self._steady_s = now, 0.0
        self._steady_blocks += 1
        self.is_settled = (
            self._steady_blocks > STEADY_BLOCKS and now - self._steady_since >= STEADY_S
        )
        self._steady_s += block_s
