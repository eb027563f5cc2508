"""A sound device without hardware: a real mixer whose blocks a test asks for.

Its samples leave the loudspeaker `latency_s` after they were taken, by the hand clock.
"""

import numpy as np
import numpy.typing as npt

from player.audio.mixer import Mixer
from player.audio.order import REST, AnchorSink, Order
from player.audio.sample_ring import SampleRing
from player.errors import AudioDeviceError
from player.timing import WallTime
from tests.support.hand_clock import HandClock

RATE_HZ = 1000
BLOCK = 20


class FakeOutput:
    """Plays when it is told to, remembers what."""

    has_volume = True

    def __init__(self, clock: HandClock, post: AnchorSink, latency_s: float) -> None:
        self.name = "fake"
        self.ring = SampleRing(RATE_HZ, 1, 0.5)
        self.mixer = Mixer(self.ring, post)
        self.is_settled = True
        self.is_gone = False
        self.is_stalled = False
        self.is_closed = False
        self.heard: list[npt.NDArray[np.float32]] = []
        self._clock = clock
        self._latency_s = latency_s

    @property
    def underruns(self) -> int:
        """Times that sound was missing while playing."""
        return self.mixer.underruns

    def obey(self, order: Order) -> None:
        """Do this from the next block on."""
        self.mixer.obey(order)

    def set_gain(self, gain: float) -> None:
        """Slide to this loudness."""
        self.mixer.gain = gain

    def is_lost(self, now: WallTime) -> bool:
        """Whether the test has pulled the plug."""
        del now
        return self.is_gone

    def rest(self) -> None:
        """Fall silent."""
        self.mixer.obey(REST)
        self.ring.rest()

    def tick(self, now: WallTime) -> None:
        """Nothing."""

    def close(self) -> None:
        """Refuse samples."""
        self.is_closed = True
        self.ring.close()

    def take_block(self) -> None:
        """Take one block of sound now."""
        out = np.zeros((BLOCK, 1), np.float32)
        self.mixer.fill(out, WallTime(self._clock() + self._latency_s))
        self.heard.append(out)


class FakeDevices:
    """Opens fake outputs; can be told to refuse."""

    def __init__(self, clock: HandClock, latency_s: float = 0.1) -> None:
        self.clock = clock
        self.latency_s = latency_s
        self.is_missing = False
        self.renewals = 0
        self.outputs: list[FakeOutput] = []

    def __call__(self, post: AnchorSink, *, is_renewed: bool) -> FakeOutput:
        """Open an output.

        Raises:
            AudioDeviceError: The test has taken the device away.
        """
        self.renewals += is_renewed
        if self.is_missing:
            raise AudioDeviceError("No sound device was found")
        output = FakeOutput(self.clock, post, self.latency_s)
        self.outputs.append(output)
        return output
