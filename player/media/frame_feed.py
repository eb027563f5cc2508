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
        self._is_ended = False
        self._broken_run = 0
        self.broken = 0
        self.failure = ""
        self.packet_times: deque[int] = deque()

    def next(self) -> Any | None:
        """Return the next decoded frame, None at the end of the stream."""
        while not self._frames:
            packet = None if self._is_ended else self._next_packet()
            if packet is None:
                return None
            self._decode(packet)
        return self._frames.popleft()

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
        self.packet_times.clear()
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
        for _ in range(MAX_READ_FAILURES):
            if self._packets is None:
                self._packets = self._container.demux(self._stream)
            try:
                return next(self._packets)
            except StopIteration:
                self._is_ended = True
                return None
            except (av.FFmpegError, OSError) as error:
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
