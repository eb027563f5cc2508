"""The readers of `player.media` in the form that a branch works with.

Thread: each source its branch's; `MediaReaders` any.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from player.frames import AudioBlock, MediaInfo, VideoFrame
from player.media.audio_reader import AudioReader
from player.media.container import probe
from player.media.video_reader import SeekMode, VideoReader
from player.playback.branch import Source
from player.timing import Epoch, MediaTime

PATIENCE_S = 0.25
"""A search for a frame is let finish for so long although a newer one is wanted, so
that a key held down shows pictures; after that it is given up."""


@dataclass(frozen=True, slots=True)
class PictureSeek:
    """Give the frame that belongs to `target`, then those after it.

    Attributes:
        is_outdated: Says whether something newer is wanted; any thread, never blocks.
    """

    target: MediaTime
    epoch: Epoch
    mode: SeekMode = SeekMode.EXACT
    is_outdated: Callable[[], bool] = field(default=lambda: False, compare=False)


@dataclass(frozen=True, slots=True)
class SoundSeek:
    """Give the sound from `target` on, stretched to `speed`."""

    target: MediaTime
    epoch: Epoch
    speed: float


class Readers(Protocol):
    """Opens files: `MediaReaders`, or made-up ones in tests."""

    def probe(self, path: str) -> MediaInfo:
        """Say what a file holds.

        Raises:
            PlayerError: It cannot be opened, or holds nothing that can be played.
        """

    def open_pictures(
        self, path: str, is_behind: Callable[[], bool]
    ) -> Source[PictureSeek, VideoFrame]:
        """Open the video stream; called on the branch's thread.

        Args:
            path: The file.
            is_behind: Whether what is read comes too late, so that less will do.
        """

    def open_sound(
        self, path: str, track: int | None, rate_hz: int, channels: int
    ) -> Source[SoundSeek, AudioBlock]:
        """Open an audio stream (None: the file's choice), on the branch's thread."""


class VideoSource:
    """Pictures of a file; every one of them, or fewer while they come too late."""

    def __init__(
        self, reader: VideoReader, is_behind: Callable[[], bool] = lambda: False
    ) -> None:
        self._reader = reader
        self._is_behind = is_behind

    def steer(self, command: PictureSeek) -> None:
        """Seek; a long search is given up when something newer is wanted."""
        patient_until = time.perf_counter() + PATIENCE_S

        def is_stale() -> bool:
            return command.is_outdated() and time.perf_counter() > patient_until

        self._reader.seek(
            command.target, command.epoch, command.mode, is_stale=is_stale
        )

    def read(self) -> VideoFrame | None:
        """Return the next frame, None at the end."""
        self._reader.hurry(is_hurried=self._is_behind())
        return self._reader.read()

    def close(self) -> None:
        """Close the file."""
        self._reader.close()


class AudioSource:
    """Sound of a file."""

    def __init__(self, reader: AudioReader) -> None:
        self._reader = reader

    def steer(self, command: SoundSeek) -> None:
        """Seek, at the command's speed."""
        self._reader.set_speed(command.speed)
        self._reader.seek(command.target, command.epoch)

    def read(self) -> AudioBlock | None:
        """Return the next block, None at the end."""
        return self._reader.read()

    def close(self) -> None:
        """Close the file."""
        self._reader.close()


class MediaReaders:
    """Opens files with FFmpeg."""

    def __init__(self, hwdec: str, deinterlace: str) -> None:
        self._hwdec = hwdec
        self._deinterlace = deinterlace

    def probe(self, path: str) -> MediaInfo:
        """Say what a file holds.

        Raises:
            PlayerError: It cannot be opened, or holds nothing that can be played.
        """
        return probe(path)

    def open_pictures(
        self, path: str, is_behind: Callable[[], bool]
    ) -> Source[PictureSeek, VideoFrame]:
        """Open the video stream."""
        reader = VideoReader(path, hwdec=self._hwdec, deinterlace=self._deinterlace)
        return VideoSource(reader, is_behind)

    def open_sound(
        self, path: str, track: int | None, rate_hz: int, channels: int
    ) -> Source[SoundSeek, AudioBlock]:
        """Open an audio stream (None: the file's own choice)."""
        return AudioSource(AudioReader(path, track, rate_hz, channels))
