"""Stands in for a sound device: keeps time by the wall, plays nothing.

Used for files without sound, and where there is no device or it has gone. Has no
thread of its own: the transport's `tick` lets the samples pass that would have been
heard, so that the audio branch goes on and its end is noticed.
Thread: the transport's.
"""

from collections.abc import Callable

from player.audio.order import AnchorSink, Order
from player.audio.sample_ring import SampleRing
from player.timing import FILE_START, ClockAnchor, WallTime, media_time_at

RATE_HZ = 48_000
CHANNELS = 2
RING_S = 1.0


class SilentOutput:
    """The wall clock in the form of a sound output."""

    def __init__(self, now: Callable[[], WallTime], post: AnchorSink) -> None:
        """Prepare.

        Args:
            now: The wall clock.
            post: Takes the anchors: one for each start, stop and change.
        """
        self.name = ""
        self.ring = SampleRing(RATE_HZ, CHANNELS, RING_S)
        self._now = now
        self._post = post
        self._order: Order | None = None
        self._line = ClockAnchor(FILE_START, WallTime(0.0), 0.0)

    @property
    def underruns(self) -> int:
        """Times that sound was missing while playing: never."""
        return 0

    @property
    def is_settled(self) -> bool:
        """Whether its times can be trusted: always."""
        return True

    @property
    def has_volume(self) -> bool:
        """Whether anything can be heard of it: never."""
        return False

    @property
    def is_stalled(self) -> bool:
        """Whether it stands still: never."""
        return False

    def obey(self, order: Order) -> None:
        """Start, stop or bend the line of time at once."""
        before, self._order = self._order, order
        now = self._now()
        if before is None and order.is_join:
            media_time = media_time_at(order.anchor, now)
        elif before is None or before.clock_epoch != order.clock_epoch:
            media_time = order.anchor.media_time
        else:
            media_time = media_time_at(self._line, now)
        was_running = self._line.rate > 0
        rate = order.anchor.rate if order.is_running else 0.0
        self._line = ClockAnchor(media_time, now, rate)
        if order.is_running or was_running:
            self._post(order.clock_epoch, self._line)

    def set_gain(self, gain: float) -> None:
        """Nothing: silence has no loudness."""

    def is_lost(self, now: WallTime) -> bool:
        """Whether the device has gone: there is none."""
        del now
        return False

    def rest(self) -> None:
        """Nothing: it is silent."""

    def tick(self, now: WallTime) -> None:
        """Let pass what would have been heard until now."""
        lane, order = self.ring.lane, self._order
        head = lane.next_media_time()
        if order is None or lane.epoch != order.epoch or head is None:
            return
        passed_s = (media_time_at(self._line, now) - head) / lane.next_speed()
        lane.skip(int(passed_s * self.ring.rate_hz))

    def close(self) -> None:
        """Refuse samples from now on."""
        self.ring.close()
