"""Packets in, decoded frames out, of one stream; goes on where the file is broken.

`FrameFeed` knows nothing of media time: it hands FFmpeg's frames on in the order in
which the decoder gives them. Thread: its branch.
"""

from collections import deque
from collections.abc import Iterator
from typing import Any

import av
from av.container import InputContainer

from player.log import logger

_log = logger("media")

MAX_READ_FAILURES = 16
"""Failed reads in a row after which the rest of the file is given up."""

MAX_BROKEN_RUN = 2000
"""Undecodable packets in a row after which the rest of the stream is given up."""

MAX_LOOK_AHEAD = 2000
"""Packets that may be held in memory to find out which pictures a seek needs."""

MAX_REORDER = 17
"""Packets past a moment after which none due before it can follow (H.264, HEVC: 16)."""

KEPT = 4
"""Pictures before a seek's target that are decoded whatever leans on them: the one
shown, the one before, and two more for the deinterlacer."""

_READ_ERRORS = (av.FFmpegError, OSError, IndexError)
"""PyAV raises an IndexError of its own where a broken file grows new streams."""

_SKIPPING_CODECS = frozenset({"h264", "hevc", "mpeg2video"})


class FrameFeed:
    """The frames of one stream of a container that nobody else reads.

    Attributes:
        broken: Packets that the decoder refused, and reads that failed.
        packets: Packets handed to the decoder since the last seek.
        failure: Why reading ended before the end of the file, "" when it did not.
    """

    def __init__(self, container: InputContainer, stream: Any) -> None:
        self._container = container
        self._stream = stream
        self._frames: deque[Any] = deque()
        self._packets: Iterator[Any] | None = None
        self._ahead: deque[Any] = deque()
        self._needed_from: int | None = None
        self._is_hurried = False
        self._is_ended = False
        self._broken_run = 0
        self.broken = 0
        self.failure = ""
        self.packet_times: deque[int] = deque()

    def next(self) -> Any | None:
        """Return the next decoded frame, None at the end of the stream."""
        while not self._frames:
            packet = self._ahead.popleft() if self._ahead else self._next_packet()
            if packet is None:
                return None
            self._choose_skipping(packet)
            self._decode(packet)
        return self._frames.popleft()

    def look_ahead(self, ticks: int, *, may_drop: bool) -> bool:
        """Read on to a moment, so that pictures before it need not all be decoded.

        What lies before the last key frame that is needed is dropped, and pictures on
        which no other leans are left out (by codecs that know such pictures), but for
        the last `KEPT` before the moment.

        Args:
            ticks: The moment, in the stream's time base.
            may_drop: Whether a key frame is trusted to need nothing before it.

        Returns:
            Whether anything was dropped for a key frame.
        """
        times = sorted(self._read_to(ticks))
        if len(times) <= KEPT:
            return False
        needed_from = times[-KEPT]
        if self._stream.codec_context.name in _SKIPPING_CODECS:
            self._needed_from = needed_from
        return may_drop and self._drop_before_key(needed_from)

    def hurry(self, *, is_hurried: bool) -> None:
        """Leave out pictures on which no other leans, or stop leaving them out.

        For a decoder that cannot keep up; only codecs that know such pictures can.
        """
        context = self._stream.codec_context
        if is_hurried == self._is_hurried or context.name not in _SKIPPING_CODECS:
            return
        self._is_hurried = is_hurried
        if self._needed_from is None:
            context.skip_frame = "NONREF" if is_hurried else "DEFAULT"

    def _drop_before_key(self, ticks: int) -> bool:
        keys = [
            place
            for place, packet in enumerate(self._ahead)
            if packet.is_keyframe and packet.pts is not None and packet.pts <= ticks
        ]
        if not keys or keys[-1] == 0:
            return False
        for _ in range(keys[-1]):
            self._ahead.popleft()
        return True

    def _read_to(self, ticks: int) -> list[int]:
        """Read packets up to a moment; return the times of those due by then."""
        times: list[int] = []
        later = 0
        while later < MAX_REORDER and len(times) < MAX_LOOK_AHEAD:
            packet = self._next_packet()
            if packet is None:
                break
            self._ahead.append(packet)
            if packet.pts is None:
                return times if not packet.size else []
            if packet.pts <= ticks:
                times.append(packet.pts)
            else:
                later += 1
        return times

    def seek(self, ticks: int) -> bool:
        """Move to the key frame at or before `ticks` of the stream's time base.

        Returns:
            False when the container refused; the position is then unknown.
        """
        try:
            self._container.seek(ticks, stream=self._stream, backward=True)
        except (av.FFmpegError, OSError):
            return False
        self.restart()
        return True

    def restart(self) -> None:
        """Forget what was read ahead; the container was moved."""
        self._frames.clear()
        self._ahead.clear()
        self.packet_times.clear()
        self._skip_unneeded(is_wanted=False)
        self._needed_from = None
        self._packets = None
        self._is_ended = False
        self._broken_run = 0
        self.failure = ""

    def close(self) -> None:
        """Let go of the stream; the decoder's threads end with it."""
        self.restart()
        self._stream = None

    def _next_packet(self) -> Any | None:
        """Return the next packet; the last one is FFmpeg's empty one, which flushes."""
        if self._is_ended:
            return None
        for _ in range(MAX_READ_FAILURES):
            if self._packets is None:
                self._packets = self._container.demux(self._stream)
            try:
                return next(self._packets)
            except StopIteration:
                self._is_ended = True
                return None
            except _READ_ERRORS as error:
                # A generator that raised is finished: the next turn makes a new one.
                self._packets = None
                self._count_broken(error)
                self.failure = _words(error)
        _log.warning("reading was given up: %s", self.failure)
        return self._flush()

    def _flush(self) -> Any | None:
        """Get out what the decoder still holds after reading was given up."""
        self._is_ended = True
        try:
            self._frames.extend(self._stream.codec_context.decode(None))
        except (av.FFmpegError, OSError):
            return None
        return None

    def _choose_skipping(self, packet: Any) -> None:
        if self._needed_from is None:
            return
        is_early = packet.pts is not None and packet.pts < self._needed_from
        self._skip_unneeded(is_wanted=is_early)
        if not self._ahead:
            self._needed_from = None

    def _skip_unneeded(self, *, is_wanted: bool) -> None:
        if self._needed_from is not None and self._stream is not None:
            context = self._stream.codec_context
            is_skipping = is_wanted or self._is_hurried
            context.skip_frame = "NONREF" if is_skipping else "DEFAULT"

    def _decode(self, packet: Any) -> None:
        if packet.dts is not None and packet.size:
            self.packet_times.append(packet.dts)
        try:
            frames = packet.decode()
        except (av.FFmpegError, OSError) as error:
            self._count_broken(error)
            self._broken_run += 1
            if self._broken_run >= MAX_BROKEN_RUN:
                self.failure = _words(error)
                self._is_ended = True
            return
        if frames:
            self._broken_run = 0
            self._frames.extend(frames)

    def _count_broken(self, error: Exception) -> None:
        self.broken += 1
        # The first is told at once; the number of all others at closing.
        if self.broken == 1:
            _log.warning("a broken packet was skipped: %s", _words(error))


def _words(error: Exception) -> str:
    """Return FFmpeg's own words, without its error number and function."""
    return str(getattr(error, "strerror", "") or error)
