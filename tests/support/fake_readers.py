"""Files that do not exist: 25 frames a second and a ramp of samples, at once.

A frame's picture is empty, its time is all that playback looks at. Sample number n of
a file has the value n / 2^20, so that what is heard tells where it came from.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from player.colour import ColourSpec
from player.errors import DecodeError, MediaOpenError, PlayerError
from player.frames import (
    AudioBlock,
    AudioInfo,
    ColourFamily,
    MediaInfo,
    PixelLayout,
    TrackInfo,
    VideoFrame,
    VideoInfo,
)
from player.geometry import Size
from player.media.video_reader import SeekMode
from player.playback.sources import PictureSeek, SoundSeek
from player.timing import Epoch, MediaTime

RATE = 25
KEY_FRAMES = 10
"""Every tenth frame is a key frame."""

_SIZE = Size(2, 2)
_LAYOUT = PixelLayout("none", ColourFamily.GRAY, 8, 1, ())
_BLOCK_S = 0.04


@dataclass
class FakeFile:
    """What a made-up file holds, and how it misbehaves.

    Attributes:
        video_s / audio_s: Length of each stream, 0 for none.
        first_frame: Index of the first frame that there is.
        breaks_at: Reading that frame (or the sound of its time) fails.
        broken: "video", "audio": which stream breaks; "video-open", "audio-open".
        gate: When set to an event, each picture seek waits for it.
        pace: When set, each frame needs a token of it.
        hurried: Frames that were read in a hurry.
    """

    video_s: float = 4.0
    audio_s: float = 4.0
    is_still: bool = False
    first_frame: int = 0
    breaks_at: int = -1
    broken: str = ""
    gate: threading.Event | None = None
    pace: threading.Semaphore | None = None
    hurried: int = 0
    seeks: list[PictureSeek] = field(default_factory=list)
    sound_seeks: list[SoundSeek] = field(default_factory=list)
    tracks: list[int | None] = field(default_factory=list)


class FakeReaders:
    """Opens `FakeFile`s by name."""

    def __init__(self, **files: FakeFile) -> None:
        self.files = files

    def probe(self, path: str) -> MediaInfo:
        """Say what a file holds.

        Raises:
            MediaOpenError: There is no such file.
        """
        file = self.files.get(path)
        if file is None:
            raise MediaOpenError(path, "there is no such file")
        track = TrackInfo(0, "fake")
        video = VideoInfo(track, _SIZE, _SIZE, Fraction(RATE), "gray", file.is_still)
        audio = AudioInfo(replace(track, index=1), 1000, 1)
        return MediaInfo(
            path,
            path,
            max(0.0 if file.is_still else file.video_s, file.audio_s),
            video if file.video_s else None,
            audio if file.audio_s else None,
            (audio.track, replace(audio.track, index=7)) if file.audio_s else (),
        )

    def open_pictures(self, path: str, is_behind: Callable[[], bool]) -> "FakePictures":
        """Open the video stream."""
        if self.files[path].broken == "video-open":
            raise DecodeError("no decoder")
        return FakePictures(self.files[path], is_behind)

    def open_sound(
        self, path: str, track: int | None, rate_hz: int, channels: int
    ) -> "FakeSound":
        """Open an audio stream."""
        file = self.files[path]
        file.tracks.append(track)
        if file.broken == "audio-open":
            raise DecodeError("no decoder")
        return FakeSound(file, rate_hz, channels)


class FakePictures:
    """Frames of a fake file."""

    def __init__(self, file: FakeFile, is_behind: Callable[[], bool]) -> None:
        self._file = file
        self._is_behind = is_behind
        self._next = 0
        self._epoch = Epoch(0)

    def steer(self, command: PictureSeek) -> None:
        """Seek."""
        self._file.seeks.append(command)
        if self._file.gate is not None:
            self._file.gate.wait(10.0)
        self._epoch = command.epoch
        at = int(command.target * RATE + 1e-6)
        if command.mode is SeekMode.KEYFRAME:
            at -= at % KEY_FRAMES
        last = round(self._file.video_s * RATE) - 1
        at = min(at, last) - (command.mode is SeekMode.BEFORE)
        self._next = max(self._file.first_frame, at)

    def read(self) -> VideoFrame | None:
        """Return the next frame."""
        if self._file.pace is not None:
            self._file.pace.acquire(timeout=5.0)
            self._file.hurried += self._is_behind()
        if self._next >= self._file.video_s * RATE - 1e-6:
            return None
        if self._file.broken == "video" and self._next >= self._file.breaks_at:
            raise DecodeError("broken picture")
        pts = MediaTime(self._next / RATE)
        self._next = 10**9 if self._file.is_still else self._next + 1
        return VideoFrame(pts, 1 / RATE, self._epoch, _LAYOUT, (), _SIZE, ColourSpec())

    def close(self) -> None:
        """Nothing to give back."""


class FakeSound:
    """Samples of a fake file."""

    def __init__(self, file: FakeFile, rate_hz: int, channels: int) -> None:
        self._file = file
        self._rate_hz = rate_hz
        self._channels = channels
        self._media_s = 0.0
        self._seek = SoundSeek(MediaTime(0.0), Epoch(0), 1.0)

    def steer(self, command: SoundSeek) -> None:
        """Seek, at the command's speed."""
        self._file.sound_seeks.append(command)
        self._seek = command
        self._media_s = float(command.target)

    def read(self) -> AudioBlock | None:
        """Return the next block."""
        if self._media_s >= self._file.audio_s - 1e-6:
            return None
        broken_s = self._file.breaks_at / RATE
        if self._file.broken == "audio" and self._media_s >= broken_s:
            raise DecodeError("broken sound")
        speed = self._seek.speed
        length_s = min(_BLOCK_S * speed, self._file.audio_s - self._media_s)
        frames = max(1, round(length_s / speed * self._rate_hz))
        line = self._media_s * self._rate_hz + np.arange(frames) * speed
        samples = np.repeat(line[:, np.newaxis] / 2**20, self._channels, axis=1)
        media_time = MediaTime(self._media_s)
        self._media_s += frames / self._rate_hz * speed
        return AudioBlock(
            media_time, self._seek.epoch, samples.astype(np.float32), speed
        )

    def close(self) -> None:
        """Nothing to give back."""


def failing(error: PlayerError) -> FakeReaders:
    """Return readers that cannot even look at a file."""

    class _Failing(FakeReaders):
        def probe(self, path: str) -> MediaInfo:
            raise error

    return _Failing()
