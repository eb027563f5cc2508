"""Decoded sound of a file's audio stream as one unbroken line of samples.

Joins what opening, decoding, time repair and resampling do; `AudioReader` adds tempo
and blocks. Thread: its branch.
"""

from typing import Any

import numpy.typing as npt
from numpy import float32

from player.errors import MediaOpenError
from player.media.container import (
    audio_info,
    best_audio,
    duration_s,
    line_start_s,
    open_container,
)
from player.media.frame_feed import FrameFeed
from player.media.gapless_line import GaplessLine
from player.media.resample import Resampler
from player.media.sound_clock import SoundClock

RUN_IN_S = 0.2
"""Decoded before a seek's target and thrown away: Opus needs 80 ms, MP3's bit
reservoir and AAC's overlap less."""

LEAST_RUN_IN_S = 0.05
"""With less than this before the target, the seek landed late and is done again."""

LONGEST_STEP_BACK_S = 64.0
"""Beyond this the file is read from its beginning."""


class SoundFeed:
    """One audio stream, open: samples come out without holes from where one seeks."""

    def __init__(
        self, path: str, track_index: int | None, rate_hz: int, channels: int
    ) -> None:
        self._path = path
        self._rate_hz = rate_hz
        self._channels = channels
        self._container = open_container(path)
        stream = best_audio(self._container, track_index)
        if stream is None:
            self._container.close()
            raise MediaOpenError(path, "it holds no sound")
        self._stream: Any = stream
        self.info = audio_info(stream)
        self.duration_s = duration_s(self._container)
        line_start = line_start_s(self._container)
        self._first_s = 0.0
        if stream.start_time is not None:
            self._first_s = float(stream.start_time * stream.time_base - line_start)
        self._clock = SoundClock(stream.time_base, line_start, self.duration_s)
        self._feed = FrameFeed(self._container, stream)
        self._resampler = Resampler(rate_hz, channels)
        self._line = GaplessLine(channels, 0)
        self._place = 0
        self._pending: Any = None
        self._is_idle = True
        self._is_ended = False

    @property
    def position_s(self) -> float:
        """Return the media time of the next sample that `take` gives."""
        return self._line.position / self._rate_hz

    @property
    def broken(self) -> int:
        """Return how many packets could not be decoded or read."""
        return self._feed.broken

    @property
    def failure(self) -> str:
        """Return why reading ended before the file's end, "" when it did not."""
        return self._feed.failure

    def take(self, count: int) -> npt.NDArray[float32]:
        """Return up to `count` samples [frames, channels]; none at the end."""
        while self._line.waiting < count and not self._is_ended:
            self._fill()
        return self._line.take(count)

    def seek(self, target_s: float) -> None:
        """Make the next sample the one at `target_s`, to the sample.

        Before the sound's own beginning the line holds silence, after its end nothing.
        """
        if not self._clock.has_grid:
            self._learn_grid()
        target_s = max(0.0, target_s)
        step_s = 0.0
        while True:
            is_first = self._go(target_s - RUN_IN_S - step_s, step_s)
            frame = self._feed.next()
            if is_first or (frame is not None and self._is_before(frame, target_s)):
                break
            step_s = max(0.5, step_s * 2)
        self._pending = frame
        self._line = GaplessLine(self._channels, round(target_s * self._rate_hz))
        self._is_ended = False

    def close(self) -> None:
        """Close the file; the decoder's threads end."""
        self._container.close()
        self._feed.close()
        self._resampler.restart()
        # The decoder lives as long as anything that points at its stream.
        self._stream = None
        self._pending = None

    def _go(self, moment_s: float, step_s: float) -> bool:
        """Move near a moment; say whether that is the stream's beginning."""
        self._clock.restart()
        self._resampler.restart()
        self._is_idle = True
        is_first = moment_s <= self._first_s or step_s > LONGEST_STEP_BACK_S
        wanted_s = self._first_s - 1.0 if is_first else moment_s
        if not self._feed.seek(self._clock.ticks(wanted_s)):
            self._reopen()
            return True
        return is_first

    def _reopen(self) -> None:
        """Begin again with a container that cannot be moved."""
        index = self._stream.index
        self._container.close()
        self._feed.close()
        self._container = open_container(self._path)
        self._stream = self._container.streams[index]
        self._feed = FrameFeed(self._container, self._stream)

    def _is_before(self, frame: Any, target_s: float) -> bool:
        """Say whether a frame begins early enough to hear the target whole."""
        if frame.pts is None:
            return False
        moment = self._clock.moment(frame.pts, frame.samples, frame.sample_rate)
        self._clock.restart()
        return moment.start_s <= target_s - LEAST_RUN_IN_S

    def _learn_grid(self) -> None:
        """Decode the beginning once, so that rounded time stamps can be mended."""
        self._go(self._first_s, 0.0)
        for _ in range(2):
            frame = self._feed.next()
            if frame is not None:
                self._clock.moment(frame.pts, frame.samples, frame.sample_rate)

    def _fill(self) -> None:
        frame = self._pending or self._feed.next()
        self._pending = None
        if frame is None:
            self._put(self._resampler.finish())
            self._is_ended = True
            return
        moment = self._clock.moment(frame.pts, frame.samples, frame.sample_rate)
        end_s = moment.start_s + frame.samples / frame.sample_rate
        if self._is_idle and end_s < self.position_s - LEAST_RUN_IN_S:
            return  # far before a seek's target: to decode it was enough
        if moment.is_break or self._is_idle:
            self._put(self._resampler.finish())
            self._place = round(moment.start_s * self._rate_hz)
            self._is_idle = False
        self._put(self._resampler.push(frame))

    def _put(self, samples: npt.NDArray[float32]) -> None:
        self._line.place(self._place, samples)
        self._place += len(samples)
