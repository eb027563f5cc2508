"""Plays sound faster or slower at its own pitch: waveform-similarity overlap-add.

Short pieces of the input are laid next to each other at another distance than they
had; each is moved a little to where its waveform continues the one before it best.
Written here rather than taken from FFmpeg (`atempo`), because the picture must follow
the sound: at every moment the output stands for a known place of the input, while
`atempo` runs ahead by 20…75 ms that change with speed and signal (measured, see
docs/media.md). Pure NumPy. Thread: its branch.

Source: W. Verhelst, M. Roelands, "An overlap-add technique based on waveform
similarity (WSOLA) for high quality time-scale modification of speech", ICASSP 1993.
"""

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]

HOP_S = 0.012
"""Length of a piece: longer blurs attacks, shorter makes low voices rough."""

REACH_S = 0.008
"""How far a piece may be moved: a period of a 62 Hz voice each way together."""

DISTANCE_COST = 0.08
"""Likeness that a piece at the end of its reach must gain over one in the middle."""

ATTACK_SHIFT = 0.72
"""Part of a piece by which slowed sound is held back. Slowed, an attack is heard in
two pieces, faintly before its time at first; with this its onset is on time.
MEASURED(0.5×: onsets 8.8 ms early without, 0 ± 3 ms with; 1 kHz bursts)."""

SILENCE_POWER = 1e-8
"""Mean square under which likeness means nothing, and nothing is moved."""

SLOWEST = 0.25
FASTEST = 4.0


class TempoStretcher:
    """Stretches a stream of samples; what comes out is `1 / speed` times as long."""

    def __init__(self, rate_hz: int, channels: int, speed: float) -> None:
        self.speed = min(max(speed, SLOWEST), FASTEST)
        self._hop = max(8, round(HOP_S * rate_hz))
        self._reach = max(1, round(REACH_S * rate_hz))
        self._input: Samples = np.zeros((0, channels), np.float32)
        self._input_start = 0
        self._taken = 0
        self._given = 0
        self._hops = 0
        self._continuation = 0
        ramp = (np.arange(self._hop) + 0.5) / self._hop
        self._fade_in = (np.sin(ramp * np.pi / 2) ** 2).astype(np.float32)[:, None]
        offsets = np.arange(-self._reach, self._reach + 1) / self._reach
        self._cost = DISTANCE_COST * offsets**2
        self._size = 1 << (2 * self._hop + 2 * self._reach).bit_length()

    def push(self, samples: Samples) -> Samples:
        """Take input, float32 [frames, channels]; return the output that is ready."""
        if self.speed == 1.0:
            return samples
        self._taken += len(samples)
        self._input = np.concatenate([self._input, samples])
        pieces = []
        while self._is_enough():
            pieces.append(self._next_piece())
        self._given += sum(map(len, pieces))
        return np.concatenate(pieces) if pieces else self._input[:0]

    def finish(self) -> Samples:
        """Return the rest, so that all input has become output; then start anew."""
        if self.speed == 1.0:
            return self._input[:0]
        due = round(self._taken / self.speed) - self._given
        silence = np.zeros((4 * (self._hop + self._reach), self._input.shape[1]))
        rest: list[Samples] = []
        while sum(map(len, rest)) < due:
            rest.append(self.push(silence.astype(np.float32)))
        result = np.concatenate([self._input[:0], *rest])[: max(0, due)]
        self.restart()
        return result

    def restart(self) -> None:
        """Forget all input; the next comes from elsewhere."""
        self._input = self._input[:0]
        self._input_start = self._taken = self._given = 0
        self._hops = self._continuation = 0

    def _wanted(self) -> int:
        """Return where the next piece should begin so that its middle is on time.

        While one piece fades into the next, what is heard stands between the two; the
        place where the new one begins makes that middle fall on the straight line.
        """
        held_back = ATTACK_SHIFT * max(0.0, 1 - self.speed)
        place = (self._hops + 1) * self.speed - 1 - held_back
        return max(0, round(self._hop * place))

    def _is_enough(self) -> bool:
        last = max(self._continuation, self._wanted() + self._reach) + self._hop
        return self._taken >= last

    def _next_piece(self) -> Samples:
        old = self._cut(self._continuation)
        start = self._wanted()
        if self._hops == 0:
            start, piece = 0, old
        else:
            start += self._best_offset(old, start)
            piece = old + (self._cut(start) - old) * self._fade_in
        self._hops += 1
        self._continuation = start + self._hop
        self._drop_used()
        return piece

    def _cut(self, start: int) -> Samples:
        first = start - self._input_start
        return self._input[first : first + self._hop]

    def _best_offset(self, old: Samples, start: int) -> int:
        """Return how far to move a piece so that it continues `old`'s waveform."""
        target = old.mean(axis=1, dtype=np.float64)
        power = float(target @ target)
        lowest = max(start - self._reach, self._input_start)
        first = lowest - self._input_start
        last = start + self._reach + self._hop - self._input_start
        region = self._input[first:last].mean(axis=1, dtype=np.float64)
        if power < SILENCE_POWER * self._hop:
            return 0
        spectrum = np.fft.rfft(region, self._size)
        likeness = np.fft.irfft(
            spectrum * np.conj(np.fft.rfft(target, self._size)), self._size
        )[: len(region) - self._hop + 1]
        sums = np.concatenate([[0.0], np.cumsum(region * region)])
        powers = sums[self._hop :] - sums[: -self._hop]
        score = likeness / np.sqrt(np.maximum(powers, 1e-3 * power) * power)
        score -= self._cost[len(self._cost) - len(score) :]
        return lowest + int(np.argmax(score)) - start

    def _drop_used(self) -> None:
        """Let go of input that no later piece can need."""
        lowest = min(self._continuation, self._wanted() - self._reach)
        used = max(0, min(lowest - self._input_start, len(self._input)))
        self._input = self._input[used:]
        self._input_start += used
