"""What the transport tells a sound output: which lane, from where, running or not."""

from dataclasses import dataclass
from typing import Protocol

from player.audio.sample_ring import NO_EPOCH, SampleRing
from player.timing import FILE_START, ClockAnchor, Epoch, WallTime


@dataclass(frozen=True, slots=True)
class Order:
    """Holds until the next one replaces it.

    Attributes:
        epoch: The lane of the ring to play.
        clock_epoch: Under which anchors are posted to the master clock.
        anchor: Where to begin. For a start only its media time counts: the clock
            stands there until the first sample is heard. For a join it is the line
            that the clock runs on. Its rate is the speed.
        is_running: False holds the sound where it is.
        is_join: Come in where the running clock is, so that nobody notices (a new
            speed, track or device), instead of starting the clock.
    """

    epoch: Epoch
    clock_epoch: Epoch
    anchor: ClockAnchor
    is_running: bool = False
    is_join: bool = False


REST = Order(NO_EPOCH, NO_EPOCH, ClockAnchor(FILE_START, WallTime(0.0), 1.0))
"""Silence, and nothing is said to any clock."""


class AnchorSink(Protocol):
    """Where an output says when media is heard: the master clock's `post`."""

    def __call__(self, epoch: Epoch, anchor: ClockAnchor, /) -> None:
        """Take an anchor; must neither wait nor raise."""


class SoundOutput(Protocol):
    """A sound device, or the silence that stands in for one."""

    ring: SampleRing
    name: str

    @property
    def underruns(self) -> int:
        """Times that sound was missing while playing."""

    @property
    def is_settled(self) -> bool:
        """Whether the times that it posts can be trusted yet."""

    @property
    def has_volume(self) -> bool:
        """Whether anything can be heard of it."""

    def obey(self, order: Order) -> None:
        """Do this from the next block on."""

    def set_gain(self, gain: float) -> None:
        """Slide to this loudness, 1 is the file's own."""

    @property
    def is_stalled(self) -> bool:
        """Whether the device, open as it is, took no sound of late (see `is_lost`)."""

    def is_lost(self, now: WallTime) -> bool:
        """Whether the device has gone; asked regularly."""

    def rest(self) -> None:
        """Fall silent for good, and forget what was written."""

    def tick(self, now: WallTime) -> None:
        """Do what a device without a callback does now and then."""

    def close(self) -> None:
        """Give the device back."""
