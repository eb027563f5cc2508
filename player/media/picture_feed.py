"""Decoded pictures of a file's video stream with their moments, in showing order.

Joins what opening, decoding, time repair and deinterlacing do; `VideoReader` adds
seeking and `VideoFrame`s. Thread: its branch.
"""

from collections import deque
from dataclasses import dataclass
from typing import Any

from av.container import InputContainer

from player.errors import MediaOpenError
from player.frames import VideoInfo
from player.log import logger
from player.media.container import (
    best_video,
    duration_s,
    line_start_s,
    nominal_rate,
    open_container,
    sample_aspect,
    video_info,
)
from player.media.deinterlace import TIME_BASE, DeinterlaceMode, Deinterlacer
from player.media.frame_clock import (
    FrameClock,
    FrameMoment,
    FrameStamps,
    TimeSource,
    time_source,
)
from player.media.frame_feed import FrameFeed
from player.media.hardware import hardware_for
from player.media.stream_facts import stream_facts

_log = logger("media")


@dataclass(frozen=True, slots=True)
class TimedPicture:
    """A decoded `av.VideoFrame` and when it is due."""

    picture: Any
    moment: FrameMoment


class PictureFeed:
    """One video stream, open: pictures come out in showing order.

    Attributes:
        info: What the stream says of itself.
        duration_s: Of the whole file, 0 when unknown.
        siting: Where chroma lies, None when the stream does not say.
        sample_aspect: Width over height of one sample.
    """

    def __init__(self, path: str, *, hwdec: str, deinterlace: str) -> None:
        self._path = path
        self._use_hardware = hwdec != "off"
        self._deinterlacer = Deinterlacer(DeinterlaceMode(deinterlace))
        self._stream: Any = None
        self._waiting: deque[TimedPicture] = deque()
        self._durations: dict[int, float] = {}
        self._broken_before = 0
        self._adopt(*self._open())

    def next(self) -> TimedPicture | None:
        """Return the next picture, None at the end."""
        while not self._waiting:
            picture = self._feed.next()
            if picture is None:
                if not self._try_software():
                    self._waiting.extend(self._finished(self._deinterlacer.finish()))
                    return self._waiting.popleft() if self._waiting else None
                continue
            self._has_pictures = True
            stamps = FrameStamps(picture.pts, picture.dts, picture.duration or 0)
            moment = self.clock.moment(stamps, self._feed.packet_times)
            self._waiting.extend(self._deinterlaced(picture, moment))
        return self._waiting.popleft()

    def seek(self, moment_s: float) -> bool:
        """Move to a key frame near (mostly before) a moment.

        Returns:
            Whether the next picture is the first that the file has.
        """
        if self.clock.source is TimeSource.DECODE_ORDER and not self._has_pictures:
            self.next()  # the clock learns the decoder's delay at the beginning
        self._forget()
        first_s = self.first_s
        is_first = moment_s <= first_s
        if self.clock.source is not TimeSource.COUNT:
            # MPEG-TS lands late, so its first picture is asked for from before it.
            wanted_s = first_s - 1.0 if is_first else moment_s
            if self._feed.seek(self.clock.ticks(wanted_s)):
                return is_first
        self._reopen()
        return True

    def look_ahead(self, moment_s: float, *, may_drop: bool) -> bool:
        """Get ready to read up to a moment: what nobody will see is not decoded.

        Returns:
            Whether packets were dropped because a key frame comes after them.
        """
        if self.clock.source is not TimeSource.PTS:
            return False
        return self._feed.look_ahead(self.clock.ticks(moment_s), may_drop=may_drop)

    def hurry(self, *, is_hurried: bool) -> None:
        """Leave out what can be left out, because decoding cannot keep up."""
        # Counted or sorted times would go wrong with pictures missing.
        if self.clock.source is TimeSource.PTS:
            self._feed.hurry(is_hurried=is_hurried)

    def rewind(self) -> None:
        """Move to the first picture that the file has, by opening it again."""
        self._forget()
        self._reopen()

    @property
    def first_s(self) -> float:
        """Return when the stream says that it begins, in media time."""
        start = self._stream.start_time
        if start is None:
            return 0.0
        return float(start * self._stream.time_base - self._line_start)

    @property
    def broken(self) -> int:
        """Return how many packets could not be decoded or read."""
        return self._broken_before + self._feed.broken

    @property
    def failure(self) -> str:
        """Return why reading ended before the file's end, "" when it did not."""
        return self._feed.failure

    def close(self) -> None:
        """Close the file and end the decoder's threads."""
        self._forget()
        self._container.close()
        # The decoder lives as long as anything that points at its stream.
        self._feed.close()
        self._stream = None

    def _open(self) -> tuple[InputContainer, Any]:
        container = open_container(self._path)
        stream = best_video(container)
        if stream is None:
            container.close()
            raise MediaOpenError(self._path, "it holds no picture")
        self._use_hardware = self._use_hardware and not video_is_small(stream)
        if self._use_hardware:
            device = hardware_for(stream.codec_context.codec)
            if device is not None:
                index = stream.index
                container.close()
                container = open_container(self._path, device)
                stream = container.streams[index]
            else:
                self._use_hardware = False
        return container, stream

    def _adopt(self, container: InputContainer, stream: Any) -> None:
        stream.thread_type = "AUTO"
        self._container = container
        self._stream = stream
        self._has_pictures = False
        self._line_start = line_start_s(container)
        self.info: VideoInfo = video_info(container, stream)
        self.duration_s: float = duration_s(container)
        self.siting = stream_facts(container, stream.index).siting
        self.sample_aspect: float = sample_aspect(stream)
        self._feed: FrameFeed = FrameFeed(container, stream)
        self.clock: FrameClock = FrameClock(
            time_source(container.format.name),
            stream.time_base,
            self._line_start,
            nominal_rate(stream),
        )

    def _reopen(self) -> None:
        self._broken_before = self.broken
        self._container.close()
        self._feed.close()
        self._adopt(*self._open())

    def _try_software(self) -> bool:
        """Open again in software when the hardware gave no picture at all."""
        if not self._use_hardware or self._has_pictures:
            return False
        _log.warning("hardware decoding gave no picture: going on in software")
        self._use_hardware = False
        self._reopen()
        return True

    def _forget(self) -> None:
        self._waiting.clear()
        self._durations.clear()
        self._deinterlacer.restart()
        self.clock.restart()

    def _deinterlaced(self, picture: Any, moment: FrameMoment) -> list[TimedPicture]:
        picture.pts = round(moment.pts_s / TIME_BASE)
        picture.time_base = TIME_BASE
        finished = self._deinterlacer.push(picture)
        if len(finished) == 1 and finished[0] is picture:
            return [TimedPicture(picture, moment)]
        self._durations[picture.pts] = moment.duration_s
        return self._finished(finished)

    def _finished(self, pictures: list[Any]) -> list[TimedPicture]:
        """Give filtered pictures their moments back."""
        timed = []
        for picture in pictures:
            duration = self._durations.pop(picture.pts, 0.0)
            moment = FrameMoment(float(picture.pts * TIME_BASE), duration)
            timed.append(TimedPicture(picture, moment))
        return timed


def video_is_small(stream: Any) -> bool:
    """Say whether a picture is below what hardware decoders take."""
    context = stream.codec_context
    return bool(context.width < 128 or context.height < 128)
