"""What time the listener is at: the gate between the sound and everything else.

Gate: the transport's thread `restart`s it, one sound output `post`s anchors to it, any
thread reads. Both writers replace a whole immutable value of their own, so that the
sound device's callback needs no lock and a reader never sees half of a change.

An anchor speaks of the moment at which its samples leave the loudspeaker, which lies
in the future by the device's latency; until then the anchor before it is in force.
"""

import math
from itertools import pairwise
from typing import NamedTuple

from player.timing import (
    FILE_START,
    ClockAnchor,
    Epoch,
    MediaTime,
    WallTime,
    media_time_at,
    wall_time_of,
)

ANCHORS_KEPT = 48  # at least 0.5 s of a device that calls every 10 ms


class _Line(NamedTuple):
    """Anchors of one clock epoch, oldest first, their wall times ascending."""

    epoch: Epoch
    anchors: tuple[ClockAnchor, ...]


class MasterClock:
    """Turns wall time into media time and back.

    Thread: `restart` the transport's; `post` the sound output's; the rest any.
    """

    def __init__(self) -> None:
        start = ClockAnchor(FILE_START, WallTime(-math.inf), 0.0)
        self._base = _Line(Epoch(0), (start,))
        self._heard = _Line(Epoch(0), ())

    @property
    def epoch(self) -> Epoch:
        """The seek (or opening) since which the clock runs."""
        return self._base.epoch

    @property
    def has_started(self) -> bool:
        """Whether the output has said when this epoch's media is heard."""
        heard = self._heard
        return heard.epoch == self._base.epoch and bool(heard.anchors)

    def restart(self, epoch: Epoch, media_time: MediaTime, wall_time: WallTime) -> None:
        """Stand still at `media_time` until an output posts an anchor of `epoch`.

        Args:
            epoch: Newer than all before, or the current one if nothing was posted.
            media_time: What was passed before it is due since `wall_time`.
            wall_time: Now.
        """
        self._base = _Line(epoch, (ClockAnchor(media_time, wall_time, 0.0),))

    def post(self, epoch: Epoch, anchor: ClockAnchor) -> None:
        """Say when media is heard; anchors of the future that it contradicts go.

        Args:
            epoch: The clock epoch that the output plays for; an old one is ignored.
            anchor: Its wall time may lie in the future (by the device's latency).
        """
        heard = self._heard
        if heard.epoch != epoch:
            if epoch < heard.epoch:
                return
            self._heard = _Line(epoch, (anchor,))
            return
        kept = heard.anchors
        while kept and kept[-1].wall_time >= anchor.wall_time:
            kept = kept[:-1]
        self._heard = _Line(epoch, (*kept[1 - ANCHORS_KEPT :], anchor))

    def anchor_at(self, wall_time: WallTime) -> ClockAnchor:
        """Return the anchor that is in force at a moment."""
        for anchor in reversed(self._anchors()):
            if anchor.wall_time <= wall_time:
                return anchor
        return self._anchors()[0]

    def media_time_at(self, wall_time: WallTime) -> MediaTime:
        """Return what the listener hears at a moment, near future included."""
        return _media_time(self.anchor_at(wall_time), wall_time)

    def rate_at(self, wall_time: WallTime) -> float:
        """Return media seconds per wall second at a moment, 0 while standing still."""
        return self.anchor_at(wall_time).rate

    def wall_time_of(self, media_time: MediaTime) -> WallTime | None:
        """Return when `media_time` is first heard; None while the clock stands before.

        What was passed before the oldest anchor in memory is somewhere in the past.
        """
        anchors = self._anchors()
        if media_time > anchors[-1].media_time:  # the common case: a frame to come
            return wall_time_of(anchors[-1], media_time)
        if media_time < anchors[0].media_time:
            return wall_time_of(anchors[0], media_time) or anchors[0].wall_time
        for anchor, following in pairwise(anchors):
            if media_time <= anchor.media_time:
                return anchor.wall_time
            reached = wall_time_of(anchor, media_time)
            if reached is not None and reached <= following.wall_time:
                return reached
        return anchors[-1].wall_time

    def _anchors(self) -> tuple[ClockAnchor, ...]:
        base, heard = self._base, self._heard
        if heard.epoch != base.epoch:
            return base.anchors
        if len(heard.anchors) == ANCHORS_KEPT:  # the base is long past
            return heard.anchors
        return base.anchors + heard.anchors


def _media_time(anchor: ClockAnchor, wall_time: WallTime) -> MediaTime:
    if anchor.rate == 0:  # its wall time may be far before `wall_time`
        return anchor.media_time
    return media_time_at(anchor, wall_time)
