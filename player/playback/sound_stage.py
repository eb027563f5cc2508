"""Samples between the audio branch and the device, and the device itself.

Holds the output of the moment (a device, or silence) and the order that it obeys.
Thread: the transport's; `set_gain` any.
"""

import math
from collections.abc import Callable
from dataclasses import replace

from player.audio.order import Order, SoundOutput
from player.audio.sample_ring import SampleRing
from player.audio.silent_output import SilentOutput
from player.frames import AudioBlock
from player.playback.clock import MasterClock
from player.playback.device_caller import DeviceCaller, DeviceOpener
from player.timing import FILE_START, ClockAnchor, Epoch, MediaTime, WallTime

PRIMED_S = 0.1  # of sound in the ring before playing begins
JOIN_LEAD_S = 0.35  # seek and decode while the old lane plays on, buffer included


class SoundGate:
    """Where one audio branch puts its blocks; bound to one output's ring.

    Thread: `put` and `finish` the branch; `end_time` any.
    """

    def __init__(self, ring: SampleRing) -> None:
        self.ring = ring
        self.end_time: MediaTime | None = None

    def put(self, block: AudioBlock) -> bool:
        """Wait for room; False when the block's epoch is over."""
        length_s = len(block.samples) / self.ring.rate_hz * block.speed
        self.end_time = MediaTime(block.media_time + length_s)
        return self.ring.write(block)

    def finish(self, epoch: Epoch) -> bool:
        """Say that nothing more of `epoch` comes."""
        return self.ring.finish(epoch)


class SoundStage:
    """The output of the moment and what it was told."""

    def __init__(
        self,
        clock: MasterClock,
        now: Callable[[], WallTime],
        open_device: DeviceOpener,
        gain: float,
    ) -> None:
        self._clock = clock
        self._now = now
        self._caller = DeviceCaller(open_device, clock.post)
        self._gain = gain
        anchor = ClockAnchor(FILE_START, WallTime(0.0), 1.0)
        self._order = Order(Epoch(0), Epoch(0), anchor)
        self._arriving: SoundOutput | None = None  # open, and its times are not known
        self._aside: SoundOutput | None = None  # open, and stands still or did
        self._underruns = 0  # of outputs that are gone
        self.output: SoundOutput = self._silence()

    @property
    def underruns(self) -> int:
        """Times that sound was missing in this file, over all devices so far."""
        return self._underruns + self.output.underruns

    @property
    def is_device(self) -> bool:
        """Whether a real device plays."""
        return self.output.has_volume

    @property
    def is_arriving(self) -> bool:
        """Whether a device is open and only its times are not known yet."""
        return self._arriving is not None

    @property
    def is_called(self) -> bool:
        """Whether a device is on its way: `arrived` must be asked."""
        is_open = self.is_arriving or self._aside is not None
        return is_open or self._caller.is_calling

    def gate(self) -> SoundGate:
        """Return where a branch for the output of the moment shall put its blocks."""
        return SoundGate(self.output.ring)

    def start(self, epoch: Epoch, media_time: MediaTime, speed: float) -> None:
        """Stand ready at `media_time`, in a clock epoch of its own."""
        now = self._now()
        self._clock.restart(epoch, media_time, now)
        self.output.ring.advance(epoch)
        anchor = ClockAnchor(media_time, now, speed)
        self._obey(Order(epoch, epoch, anchor))

    def run(self) -> None:
        """Let sound and clock go on."""
        self._obey(replace(self._order, is_running=True))

    def hold(self) -> None:
        """Stop sound and clock where they are (what the device holds is heard)."""
        self._obey(replace(self._order, is_running=False))

    def join(self, epoch: Epoch, speed: float) -> MediaTime:
        """Expect another lane for the running clock.

        Returns:
            From where on its sound is needed.
        """
        self.output.ring.advance(epoch)
        now = self._now()
        lead_s = JOIN_LEAD_S if self.is_device else 0.0
        anchor = ClockAnchor(self._clock.media_time_at(now), now, speed)
        order = replace(self._order, epoch=epoch, anchor=anchor, is_join=True)
        self._obey(order)
        return self._clock.media_time_at(WallTime(now + lead_s))

    def is_primed(self, epoch: Epoch) -> bool:
        """Whether there is enough sound to begin."""
        lane = self.output.ring.lane
        needed = PRIMED_S * self.output.ring.rate_hz
        return lane.epoch == epoch and lane.available >= needed

    def is_moving(self) -> bool:
        """Whether the clock runs, or will when the sound on its way is heard."""
        return self._clock.rate_at(WallTime(math.inf)) > 0

    def set_gain(self, gain: float) -> None:
        """Set the loudness, 1 is the file's own."""
        self._gain = gain
        self.output.set_gain(gain)

    def forget_underruns(self) -> None:
        """Count anew: another file begins."""
        self._underruns = -self.output.underruns

    def use_device(self) -> None:
        """Play on the device from now on; for a stopped clock.

        While an older one is still being closed, it is called and `arrived` tells.

        Raises:
            AudioDeviceError: There is none, or it is busy; silence plays on.
        """
        if self.is_device or self.is_called:
            return
        if self._caller.is_busy:
            self._caller.call()
        else:
            self._change_to(self._caller.open_now())

    def call_device(self) -> None:
        """Look for a device anew, on another thread; `arrived` says what came of it."""
        self.set_aside()
        self._let_go()
        self._caller.call()

    def arrived(self) -> bool:
        """Change to the device that was called, once its times can be trusted.

        Returns:
            True when it took over: the audio branch must be made anew for it.

        Raises:
            AudioDeviceError: There is none, or it is busy; told once.
        """
        self._arriving = device = self._arriving or self._caller.take()
        if device is None or not device.is_settled:
            return False
        self._arriving = None
        self._change_to(device)
        return True

    def is_lost(self) -> bool:
        """Whether a device (playing or on its way) has gone; asked regularly."""
        now = self._now()
        waiting = (self._arriving, self._aside)
        if any(one is not None and one.is_lost(now) for one in waiting):
            return True
        return self.output.is_lost(now)

    def is_stalled(self) -> bool:
        """Whether the device that plays stands still."""
        return self.output.is_stalled

    def goes_again(self) -> bool:
        """Whether the device that was set aside takes sound again: open it anew.

        Its stream is not used on: a server that stood still may tell a latency of none
        at all for seconds after, while everything runs as evenly as ever.
        """
        return self._aside is not None and not self._aside.is_stalled

    def set_aside(self) -> None:
        """Let silence play on; the device stays open until it goes again."""
        if self.is_device:
            device = self.output
            self._change_to(self._silence())
            self._aside = device
            device.rest()

    def use_silence(self) -> None:
        """Go on without a device, from where the clock is by now."""
        self._let_go()
        if self.is_device:
            device = self.output
            self._change_to(self._silence())
            device.close()

    def give_up(self) -> None:
        """Go on without a device that has gone and may hang."""
        self.set_aside()
        self._let_go()

    def tick(self) -> None:
        """Do what an output without a thread needs now and then."""
        self.output.tick(self._now())

    def close(self) -> None:
        """Give the device back."""
        self.use_silence()
        self.output.close()
        self._caller.shutdown()

    def _obey(self, order: Order) -> None:
        self._order = order
        self.output.obey(order)

    def _let_go(self) -> None:
        """Want no device that is on its way; closing it may take its time."""
        self._caller.forget()
        for device in (self._arriving, self._aside):
            if device is not None:
                self._caller.close(device)
        self._arriving = self._aside = None

    def _silence(self) -> SoundOutput:
        return SilentOutput(self._now, self._clock.post)

    def _change_to(self, output: SoundOutput) -> None:
        """Put another output in the place of the old one; the clock does not notice."""
        old, self.output = self.output, output
        if not old.has_volume:
            old.close()
        self._underruns += old.underruns
        output.set_gain(self._gain)
        now = self._now()
        output.ring.advance(self._order.epoch)
        media_time = self._clock.media_time_at(now)
        anchor = ClockAnchor(media_time, now, self._order.anchor.rate)
        # A stopped clock stays where it stopped: only a running one is joined.
        self._obey(replace(self._order, anchor=anchor, is_join=self._order.is_running))
