"""Reads a file's pictures: exact seeks, right times, nothing of an old epoch.

Thread: its branch; one reader is used by one thread at a time.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from itertools import islice

from player.errors import DecodeError
from player.frames import VideoFrame
from player.log import logger
from player.media.picture import PictureMaker
from player.media.picture_feed import PictureFeed, TimedPicture
from player.timing import Epoch, MediaTime

_log = logger("media")

LONGEST_STEP_BACK_S = 64.0
"""Beyond this the file is read from its beginning."""


class SeekMode(Enum):
    """Which frame a seek ends at."""

    EXACT = "exact"
    """The frame that is on the screen at the target: the last one due by then."""

    KEYFRAME = "keyframe"
    """A key frame near the target, mostly the one before it: fast."""

    BEFORE = "before"
    """The frame before the one that EXACT gives: one step back."""


class VideoReader:
    """The pictures of a file as `VideoFrame`s, in showing order.

    A cover or a picture file is a video of one frame at 0, given again after each seek.
    """

    def __init__(
        self, path: str, *, hwdec: str = "off", deinterlace: str = "auto"
    ) -> None:
        """Open a file's best video stream.

        Args:
            path: The file.
            hwdec: "off", or "auto" to try hardware decoders, falling back in silence
                but for one line in the log.
            deinterlace: "auto" (pictures flagged interlaced), "on", "off".

        Raises:
            MediaOpenError: It cannot be opened, or has no video.
        """
        self._path = path
        self._feed = PictureFeed(path, hwdec=hwdec, deinterlace=deinterlace)
        self.info = self._feed.info
        self._maker = PictureMaker(self._feed.siting, self._feed.sample_aspect)
        self._epoch = Epoch(0)
        self._ready: deque[TimedPicture] = deque()
        self._is_ended = False
        self._still: TimedPicture | None = None
        self._has_pictures = False
        self._step_back_s = 0.0
        self._is_stale: Callable[[], bool] = lambda: False

    @property
    def broken_packets(self) -> int:
        """Return how many packets were skipped because they were broken."""
        return self._feed.broken

    def read(self) -> VideoFrame | None:
        """Return the next frame, None at the end.

        Raises:
            DecodeError: The stream broke and not one picture can be had, or the disk
                failed; a file that only ends too early ends like any other.
        """
        while len(self._ready) < 2 and not self._is_ended:
            self._pull()
        if not self._ready:
            self._check_end()
            return None
        timed = self._ready.popleft()
        frame = self._maker.make(timed.picture, timed.moment, self._epoch)
        return replace(frame, duration_s=self._duration_s(timed))

    def seek(
        self,
        target: MediaTime,
        epoch: Epoch,
        mode: SeekMode = SeekMode.EXACT,
        *,
        is_stale: Callable[[], bool] = lambda: False,
    ) -> None:
        """Make the next `read` give the frame that belongs to `target`.

        A target before the first frame gives the first, one past the end the last.

        Args:
            target: On the file's line; need not be a frame's own time.
            epoch: Stamped on every frame from now on.
            mode: Which frame is meant.
            is_stale: Asked between pictures; once it says yes the search is given up,
                and the reader stands anywhere until the next seek. Must not block.
        """
        self._epoch = epoch
        self._is_stale = is_stale
        if self._still is not None:
            self._ready = deque([self._still])
            return
        target_s = float(target)
        self._ready = deque()
        self._is_ended = False
        if mode is SeekMode.KEYFRAME:
            self._feed.seek(target_s)
            self._pull()
            if self._ready:
                return
        self._ready = self._locate(target_s, is_before=mode is SeekMode.BEFORE)

    def hurry(self, *, is_hurried: bool) -> None:
        """Leave out pictures that no other needs, while decoding cannot keep up.

        About every second to third picture of usual files; those left keep their
        times, and last until the next one that is left. The file's own reading after a
        seek is not changed.
        """
        self._feed.hurry(is_hurried=is_hurried)

    def close(self) -> None:
        """Close the file; its threads end."""
        if self._feed.broken > 1:
            _log.warning("%d broken packets were skipped", self._feed.broken)
        self._ready.clear()
        self._still = None
        self._feed.close()

    def _locate(self, target_s: float, *, is_before: bool) -> deque[TimedPicture]:
        """Return the wanted picture and those after it that were decoded on the way."""
        limit_s = target_s + self._feed.clock.tolerance_s
        start_s = min(target_s, self._feed.duration_s or target_s)
        step_s = self._step_back_s
        may_drop = True
        while True:
            is_first = self._go(start_s - step_s, step_s)
            has_dropped = self._feed.look_ahead(limit_s, may_drop=may_drop)
            found = self._roll(limit_s)
            at = self._shown_at(found, limit_s) - is_before
            if at >= 0 or self._is_stale():
                break
            if has_dropped:
                may_drop = False  # that key frame did not stand alone: all of it again
                continue
            if is_first:
                break
            step_s = max(0.5, step_s * 2)
        if not is_before:
            # Such a file (MPEG-TS) lands late each time: begin further back at once.
            self._step_back_s = step_s if step_s <= LONGEST_STEP_BACK_S else 0.0
        return deque(islice(found, max(0, at), None))

    def _go(self, moment_s: float, step_s: float) -> bool:
        """Move near a moment; say whether that is the file's beginning."""
        self._is_ended = False
        if step_s > LONGEST_STEP_BACK_S:
            self._feed.rewind()
            return True
        return self._feed.seek(moment_s)

    def _roll(self, limit_s: float) -> deque[TimedPicture]:
        """Decode up to the first picture past a moment; return the last three."""
        found: deque[TimedPicture] = deque(maxlen=3)
        while not self._is_ended and not self._is_stale():
            timed = self._feed.next()
            if timed is None:
                self._is_ended = True
                break
            self._has_pictures = True
            found.append(timed)
            if timed.moment.pts_s > limit_s:
                break
        return found

    @staticmethod
    def _shown_at(found: deque[TimedPicture], limit_s: float) -> int:
        """Return the place of the last picture due by a moment, -1 when none is."""
        return sum(timed.moment.pts_s <= limit_s for timed in found) - 1

    def _pull(self) -> None:
        timed = self._feed.next()
        if timed is None:
            self._is_ended = True
            return
        self._has_pictures = True
        self._ready.append(timed)
        if self.info.is_still:
            self._still = timed
            self._is_ended = True

    def _duration_s(self, timed: TimedPicture) -> float:
        """Return how long a picture stays: until the next, if there is one."""
        if self.info.is_still:
            return max(self._feed.duration_s, timed.moment.duration_s)
        if self._ready:
            return self._ready[0].moment.pts_s - timed.moment.pts_s
        return timed.moment.duration_s

    def _check_end(self) -> None:
        if self._has_pictures:
            if self._feed.failure:
                _log.warning("the file ends too early: %s", self._feed.failure)
            return
        reason = self._feed.failure or "its data is damaged or missing"
        raise DecodeError(
            f"No picture of {self._path} can be decoded: {reason}",
            "The file may be damaged or not fully copied.",
        )
