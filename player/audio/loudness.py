"""Volume without clicks, and a ceiling that bends instead of breaking.

Works in place on preallocated arrays; thread: the device's callback.
"""

import numpy as np
import numpy.typing as npt

KNEE = 0.8  # up to here samples pass a limiter unchanged (-2 dB of full scale)

Samples = npt.NDArray[np.float32]


class Loudness:
    """A gain that slides to its target within one block, and a soft ceiling above 1.

    Thread: the device's callback.
    """

    def __init__(self, longest_block: int, channels: int) -> None:
        steps = np.arange(1, longest_block + 1, dtype=np.float32)
        self._steps = steps[:, np.newaxis]
        self._ramp: Samples = np.empty((longest_block, 1), np.float32)
        self._over: Samples = np.empty((longest_block, channels), np.float32)
        self._bent: Samples = np.empty((longest_block, channels), np.float32)
        self.gain = 1.0  # reached at the end of the last block

    def apply(self, samples: Samples, gain: float) -> None:
        """Scale `samples` [frames, channels] in place, sliding from the old gain."""
        if gain != self.gain:
            frames = len(samples)
            ramp = self._ramp[:frames]
            np.multiply(self._steps[:frames], (gain - self.gain) / frames, out=ramp)
            np.add(ramp, self.gain, out=ramp)
            np.multiply(samples, ramp, out=samples)
        elif gain != 1.0:
            np.multiply(samples, np.float32(gain), out=samples)
        if max(gain, self.gain) > 1.0:
            self._limit(samples)
        self.gain = gain

    def _limit(self, samples: Samples) -> None:
        """Bend what lies over the knee so that it stays below full scale.

        With u the distance over the knee in units of the room above it, u becomes
        u / (1 + u): the slope is 1 at the knee and the ceiling is never reached.
        """
        over, bent = self._over[: len(samples)], self._bent[: len(samples)]
        np.abs(samples, out=over)
        np.subtract(over, KNEE, out=over)
        np.maximum(over, 0.0, out=over)
        # What is taken away: over - room * u / (1 + u) = over * u / (1 + u)
        np.multiply(over, 1.0 / (1.0 - KNEE), out=bent)
        np.add(bent, 1.0, out=bent)
        np.divide(over, bent, out=bent)  # room * u / (1 + u)
        np.subtract(over, bent, out=over)
        np.copysign(over, samples, out=over)
        np.subtract(samples, over, out=samples)
