"""Frames between the video branch and the drawing thread, and what became of them.

Joins queue, clock and pacing. When the drawing is slow, asleep or hidden, the branch
itself lets late frames go, so that what waits here is always near the present.
Thread: `put`, `finish` and `is_behind` the video branch; `choose_frame`, `due_time` and
`note_presented` the drawing thread; the rest the transport's.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from player.frames import VideoFrame
from player.playback.clock import MasterClock
from player.playback.epoch_queue import EpochQueue, Put
from player.playback.pacing import (
    FrameChoice,
    Situation,
    Verdict,
    Waiting,
    choose,
)
from player.status import SyncStats
from player.timing import Epoch, MediaTime, WallTime

CAPACITY = 8  # a third of a second of film: outlasts a hiccup of the decoder
CAPACITY_BYTES = 128 * 2**20  # fewer of them when they are large: 2 of 8K
LOOK_S = 0.05  # how often a blocked branch looks whether what waits is late by now
SAME_FRAME_S = 1e-4  # media times nearer than this are one and the same
BEHIND_S = 0.2  # later than this, and some frames are not even decoded,
CAUGHT_UP_S = 0.1  # until the newest one is so far ahead again
REPEATED_SHARE = 1.5  # of its duration: a frame that stays longer was shown twice


@dataclass(frozen=True, slots=True)
class _Shown:
    """A frame on the screen, and the media time heard when it came there."""

    pts: MediaTime
    epoch: Epoch
    heard: MediaTime
    duration_s: float


class PictureStage:
    """The frames of one file. One lock, never held while waiting."""

    def __init__(
        self,
        clock: MasterClock,
        now: Callable[[], WallTime],
        on_frame: Callable[[], None],
    ) -> None:
        self._clock = clock
        self._now = now
        self._on_frame = on_frame
        self._queue: EpochQueue[VideoFrame] = EpochQueue(
            CAPACITY, _bytes_of, CAPACITY_BYTES
        )
        self._lock = threading.Lock()
        self._chosen: VideoFrame | None = None  # newest one handed out of this epoch
        self._first: tuple[MediaTime, WallTime] | None = None  # shown at once, when
        self._late_since: WallTime | None = None
        self._newest: VideoFrame | None = None  # put last in this epoch
        self._durations: deque[tuple[MediaTime, float]] = deque(maxlen=16)
        self._is_behind = False
        self._shown: _Shown | None = None
        self._stats = SyncStats()

    @property
    def stats(self) -> SyncStats:
        """Counters since the file was opened (without the sound's)."""
        return self._stats

    @property
    def end_time(self) -> MediaTime | None:
        """When the newest frame that was read is over."""
        newest = self._newest
        if newest is None:
            return None
        return MediaTime(newest.pts + newest.duration_s)

    def lag_s(self) -> float:
        """How long ago the newest frame that was read was over (below zero: will be).

        In wall seconds; nothing lags while the clock stands.
        """
        end, now = self.end_time, self._now()
        rate = self._clock.rate_at(now)
        if end is None or rate <= 0:
            return 0.0
        return (self._clock.media_time_at(now) - end) / rate

    def is_behind(self) -> bool:
        """Whether the decoder cannot keep up, until it has caught up again."""
        limit_s = -CAUGHT_UP_S if self._is_behind else BEHIND_S
        self._is_behind = self.lag_s() > limit_s
        return self._is_behind

    def begin(self, epoch: Epoch) -> None:
        """Drop all frames and wait for those of `epoch`."""
        with self._lock:
            self._queue.advance(epoch)
            self._chosen = self._first = self._late_since = self._newest = None

    def close(self) -> None:
        """Drop all frames and refuse others."""
        self._queue.close()

    def put(self, frame: VideoFrame) -> bool:
        """Take a frame, waiting for room; False when its epoch is over."""
        while True:
            answer = self._queue.put(frame, frame.epoch, LOOK_S)
            if answer is not Put.FULL:
                break
            self.let_late_go()
        if answer is Put.TAKEN:
            self._newest = frame
            self._on_frame()
        return answer is Put.TAKEN

    def finish(self, epoch: Epoch) -> bool:
        """Take note that the stream has ended; False when `epoch` is over."""
        return self._queue.finish(epoch)

    def first_pts(self) -> MediaTime | None:
        """Return the time of the first frame of this epoch once it is there."""
        with self._lock:
            if self._chosen is not None:
                return self._first[0] if self._first is not None else None
            waiting = self._queue.peek()[1]
            return waiting[0].pts if waiting else None

    def next_pts(self, position: MediaTime) -> MediaTime | None:
        """Return the time of the frame after `position`, None while none is known."""
        with self._lock:
            known = [frame.pts for frame in self._queue.peek()[1]]
            if self._chosen is not None:
                known.insert(0, self._chosen.pts)
        later = (pts for pts in known if pts > position + SAME_FRAME_S)
        return next(later, None)

    def let_late_go(self) -> None:
        """Drop frames whose end has passed, but for the newest of them."""
        with self._lock:
            now = self._now()
            epoch, frames = self._queue.peek()
            late = 0
            for waiting in self._waiting(frames)[:-1]:
                if waiting.end is None or waiting.end > now:
                    break
                late += 1
            self._count_dropped(len(self._queue.take(late, epoch)))

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Return the next frame to draw; see `Transport.choose_frame`."""
        with self._lock:
            now = self._now()
            epoch, frames = self._queue.peek()
            since = self._late_since
            situation = Situation(
                now,
                earliest,
                waited_s=0.0 if since is None else now - since,
                is_first=self._chosen is None,
                is_finished=self._queue.is_finished,
            )
            choice = choose(self._waiting(frames), situation)
            dropped = len(self._queue.take(choice.dropped, epoch))
            self._count_dropped(dropped)
            if choice.verdict is Verdict.HOLD:
                self._late_since = (since or now) if choice.is_wait else None
                return FrameChoice(None, choice.when, dropped)
            self._late_since = None
            shown = self._queue.take(1, epoch)
            if not shown:  # a seek came between the look and the decision
                return FrameChoice(None, now, dropped)
            frame = shown[0]
            if self._chosen is None:
                self._first = (frame.pts, choice.when)
            self._chosen = frame
            self._durations.append((frame.pts, frame.duration_s))
            return FrameChoice(frame, choice.when, dropped)

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return when a chosen frame is due now; see `Transport.due_time`."""
        with self._lock:
            if epoch != self._queue.epoch:
                return None
            due = self._clock.wall_time_of(pts)
            if self._first is not None and self._first[0] == pts:
                return self._first[1] if due is None else min(due, self._first[1])
            return WallTime(float("inf")) if due is None else due

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Count a presentation; see `Transport.note_presented`."""
        if not is_new:
            return
        heard = self._clock.media_time_at(wall_time)
        rate = self._clock.rate_at(wall_time)
        with self._lock:
            stats = replace(self._stats, shown=self._stats.shown + 1)
            if rate > 0 and epoch == self._queue.epoch:
                stats = replace(
                    stats,
                    offset_s=(heard - pts) / rate,
                    repeated=stats.repeated + self._repeats(epoch, heard),
                )
            self._stats = stats
            duration_s = dict(self._durations).get(pts, 0.0)
            self._shown = _Shown(pts, epoch, heard, duration_s)

    def _repeats(self, epoch: Epoch, heard: MediaTime) -> int:
        """Count how often the frame before this one stood for a missing one."""
        before = self._shown
        if before is None or before.epoch != epoch or before.duration_s <= 0:
            return 0
        stayed = (heard - before.heard) / before.duration_s
        return round(stayed) - 1 if stayed >= REPEATED_SHARE else 0

    def _waiting(self, frames: Sequence[VideoFrame]) -> list[Waiting]:
        dues = [self._clock.wall_time_of(frame.pts) for frame in frames]
        if frames:
            last = frames[-1]
            end = MediaTime(last.pts + last.duration_s)
            dues.append(self._clock.wall_time_of(end))
        return [Waiting(due, dues[index + 1]) for index, due in enumerate(dues[:-1])]

    def _count_dropped(self, count: int) -> None:
        if count:
            dropped = self._stats.dropped + count
            self._stats = replace(self._stats, dropped=dropped)


def _bytes_of(frame: VideoFrame) -> int:
    return sum(plane.data.nbytes for plane in frame.planes)
