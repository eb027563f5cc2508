"""Reads a file's sound: blocks without gaps, at the device's rate, at any speed.

Thread: its branch; one reader is used by one thread at a time.
"""

from collections import deque

import numpy as np
import numpy.typing as npt

from player.frames import AudioBlock
from player.log import logger
from player.media.sound_feed import SoundFeed
from player.media.tempo import TempoStretcher
from player.timing import Epoch, MediaTime

_log = logger("media")

BLOCK_S = 0.032
"""Length of a block as it is heard: short enough for quick reactions, long enough that
Python's cost per block does not show."""


class AudioReader:
    """The sound of a file as `AudioBlock`s, each following on the one before.

    Gaps in the stream come as silence, overlaps are trimmed, broken packets left out.
    Where sound begins later than the file there is silence; where it ends earlier,
    `read` gives None.
    """

    def __init__(
        self, path: str, track_index: int | None, rate_hz: int, channels: int
    ) -> None:
        """Open a file's sound.

        Args:
            path: The file.
            track_index: `TrackInfo.index`, None for the file's own choice.
            rate_hz: Of the device.
            channels: Of the device, 1 to 8; other numbers of channels are folded
                (`player.media.resample` says how).

        Raises:
            MediaOpenError: It cannot be opened, or has no sound.
            UnsupportedFormatError: No device has so many channels.
        """
        self._feed = SoundFeed(path, track_index, rate_hz, channels)
        self.info = self._feed.info
        self._rate_hz = rate_hz
        self._block = max(1, round(BLOCK_S * rate_hz))
        self._channels = channels
        self._epoch = Epoch(0)
        self._ready: deque[AudioBlock] = deque()
        self._begin(1.0)

    @property
    def broken_packets(self) -> int:
        """Return how many packets were skipped because they were broken."""
        return self._feed.broken

    @property
    def speed(self) -> float:
        """Return the media seconds per second of sound of the next block made."""
        return self._tempo.speed

    def read(self) -> AudioBlock | None:
        """Return the next block, None at the end.

        Raises:
            UnsupportedFormatError: The stream's channels cannot be understood.
        """
        while not self._ready and not self._is_ended:
            self._fill()
        if self._ready:
            return self._ready.popleft()
        if self._feed.failure:
            _log.warning("the sound ends too early: %s", self._feed.failure)
        return None

    def seek(self, target: MediaTime, epoch: Epoch) -> None:
        """Make the next block begin at `target`, to the sample.

        Args:
            target: On the file's line.
            epoch: Stamped on every block from now on.
        """
        self._epoch = epoch
        self._feed.seek(float(target))
        self._ready.clear()
        self._begin(self._tempo.speed)

    def set_speed(self, speed: float) -> None:
        """Play faster or slower from the next block made on, pitch kept.

        Blocks already read keep their own `speed`; nothing is lost between the two.

        Args:
            speed: Media seconds per second, 0.25…4.
        """
        if speed == self._tempo.speed:
            return
        self._emit(self._tempo.finish())
        self._flush()
        self._begin(speed)

    def close(self) -> None:
        """Close the file; its threads end."""
        if self._feed.broken > 1:
            _log.warning("%d broken sound packets were skipped", self._feed.broken)
        self._ready.clear()
        self._feed.close()

    def _begin(self, speed: float) -> None:
        """Start a stretch of line at one speed at the feed's position."""
        self._tempo = TempoStretcher(self._rate_hz, self._channels, speed)
        self._start_s = self._feed.position_s
        self._given = 0
        self._rest = np.zeros((0, self._channels), np.float32)
        self._is_ended = False

    def _fill(self) -> None:
        samples = self._feed.take(self._block)
        if len(samples):
            self._emit(self._tempo.push(samples))
            return
        self._emit(self._tempo.finish())
        self._flush()
        self._is_ended = True

    def _emit(self, samples: npt.NDArray[np.float32]) -> None:
        """Cut what the stretcher gave into blocks."""
        if len(self._rest):
            samples = np.concatenate([self._rest, samples])
        whole = len(samples) // self._block * self._block
        for first in range(0, whole, self._block):
            self._add_block(samples[first : first + self._block])
        self._rest = samples[whole:]

    def _flush(self) -> None:
        if len(self._rest):
            self._add_block(self._rest)
            self._rest = self._rest[:0]

    def _add_block(self, samples: npt.NDArray[np.float32]) -> None:
        speed = self._tempo.speed
        media_s = self._start_s + self._given * speed / self._rate_hz
        self._given += len(samples)
        self._ready.append(AudioBlock(MediaTime(media_s), self._epoch, samples, speed))
