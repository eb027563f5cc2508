"""The sound device: a stream that runs as long as a file is open.

The callback only lets the `Mixer` copy samples and post one anchor; PortAudio's times
become wall times in `DacClock`, here and nowhere else.
Thread: the constructor, `close` and `tick` the transport's; the rest any, but for
`_call`, which is the device's own.
"""

import time
from typing import Any

import numpy as np

from player.audio.dac_clock import DacClock
from player.audio.devices import find_device, portaudio
from player.audio.mixer import Mixer, Samples
from player.audio.order import REST, AnchorSink, Order
from player.audio.sample_ring import SampleRing
from player.errors import AudioDeviceError
from player.log import logger
from player.timing import WallTime

_log = logger("audio")

RING_S = 1.0  # outlasts a hiccup of the decoder; what a seek drops costs nothing
STALL_S = 1.0  # without a call for so long, a device that has played stands still
PATIENCE_S = 10.0  # a stream that says it is active and does nothing is then given up
LOOK_S = 0.6  # the transport looks at least so often, unless it stood still itself
START_S = 4.0  # MEASURED: an idle PulseAudio sink made a new stream wait for 1.8 s
RUNAWAY_FACTOR = 1.5  # a device that takes sound faster than it can be heard is none
RUNAWAY_GRACE_S = 3.0  # of sound that a device may take in advance


class AudioOutput:
    """Plays what is in its ring through PortAudio; `name` is the device's."""

    def __init__(self, device_name: str, latency_s: float, post: AnchorSink) -> None:
        """Open and start the stream; it is silent until the first order.

        Args:
            device_name: Part of a device's name, "" for the system's default.
            latency_s: Buffer to ask for.
            post: Takes the anchors, on the device's thread.

        Raises:
            AudioDeviceError: There is no such device, or it is busy.
        """
        device = find_device(device_name)
        library = portaudio()
        self.name = device.name
        channels = min(2, device.channels)
        self.ring = SampleRing(device.rate_hz, channels, RING_S)
        self._mixer = Mixer(self.ring, post)
        self._dac = DacClock(device.rate_hz, latency_s)
        self._abort: type[BaseException] = library.CallbackAbort
        self._error: type[Exception] = library.PortAudioError
        self._device_underruns = 0
        self._is_finished = False
        self._is_closing = False
        self._taken_s = 0.0  # of sound since the stream began
        self._opened_at = self._called_at = self._last_call = self._looked_at = _now()
        self._quiet_s = 0.0  # without a call, as far as somebody looked
        self.is_stalled = False
        try:
            self._stream = library.OutputStream(
                samplerate=device.rate_hz,
                device=device.index,
                channels=channels,
                dtype="float32",
                latency=latency_s,
                callback=self._call,
                finished_callback=self._finished,
            )
            self._stream.start()
        except (self._error, ValueError) as error:
            raise AudioDeviceError(f"{device.name} cannot be opened: {error}") from (
                error
            )
        _log.info(
            "%s: %d Hz, %d channels, latency %.0f ms",
            device.name,
            device.rate_hz,
            channels,
            1000 * self._stream.latency,
        )

    @property
    def is_settled(self) -> bool:
        """Whether the device takes sound evenly, so that its times can be trusted."""
        return self._dac.is_settled

    @property
    def has_volume(self) -> bool:
        """Whether anything can be heard of it."""
        return True

    @property
    def underruns(self) -> int:
        """Times that the device or the ring had no samples while playing."""
        return self._mixer.underruns + self._device_underruns

    def obey(self, order: Order) -> None:
        """Do this from the next block on."""
        self._mixer.obey(order)

    def set_gain(self, gain: float) -> None:
        """Slide to this loudness, 1 is the file's own."""
        self._mixer.gain = gain

    def is_lost(self, now: WallTime) -> bool:
        """Whether the stream has ended, hangs, or its device is none; asked regularly.

        A busy machine or sound server makes a device stand still for seconds: that is
        `is_stalled`, and no loss as long as PortAudio calls the stream active.
        """
        open_s = now - self._opened_at
        # Counted in looks: a machine that slept or stood still has not lost anything.
        looked_s = min(now - self._looked_at, LOOK_S)
        self._looked_at = now
        is_called = self._called_at != self._last_call
        self._quiet_s = 0.0 if is_called else self._quiet_s + looked_s
        self._last_call = self._called_at
        self.is_stalled = self._quiet_s > (STALL_S if self.is_settled else START_S)
        return (
            self._is_finished
            or self._quiet_s > PATIENCE_S
            or (self.is_stalled and not self._is_active())
            or self._taken_s > RUNAWAY_FACTOR * open_s + RUNAWAY_GRACE_S
        )

    def rest(self) -> None:
        """Fall silent for good, and forget what was written."""
        self._mixer.obey(REST)
        self.ring.rest()

    def tick(self, now: WallTime) -> None:
        """Nothing: the device calls by itself."""

    def close(self) -> None:
        """Stop at once and give the device back."""
        self._is_closing = True
        self.ring.close()
        try:
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)
        except self._error as error:
            _log.debug("%s did not close properly: %s", self.name, error)

    def _call(self, out: Samples, frames: int, times: Any, status: Any) -> None:
        """Fill one block; the device's thread, in a hurry."""
        now = _now()
        try:
            has_slipped = bool(status.output_underflow)
            dac_times = (times.currentTime, times.outputBufferDacTime)
            moment = self._dac.moment_of(
                now, dac_times, frames, has_slipped=has_slipped
            )
            for begin in range(0, frames, self._mixer.longest_block):
                piece = out[begin : begin + self._mixer.longest_block]
                self._mixer.fill(piece, WallTime(moment + begin / self.ring.rate_hz))
            if has_slipped and self._mixer.is_flowing:
                self._device_underruns += 1
            self._taken_s += frames / self.ring.rate_hz
            self._called_at = now
        except Exception as error:
            # The one place for it: an exception must not cross into PortAudio. The
            # stream ends, `is_lost` says so, and playback goes on without sound.
            _log.exception("the sound callback failed")
            out.fill(np.float32(0))
            raise self._abort from error

    def _is_active(self) -> bool:
        try:
            return bool(self._stream.active)
        except self._error as error:
            _log.info("%s: %s", self.name, error)
            return False

    def _finished(self) -> None:
        self._is_finished = not self._is_closing


def _now() -> WallTime:
    return WallTime(time.perf_counter())
