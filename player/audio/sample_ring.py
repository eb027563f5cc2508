"""Samples on their way to the sound device, with the media time of each of them.

Gate: the audio branch writes, the sound output reads, the transport's thread moves it
to a new epoch. The reader takes no lock and never waits. A new epoch is a new `Lane`:
whoever still holds the old one can do no harm to the new one, and the output can go on
playing the old lane until the new one has sound (a change of speed without a hole).
"""

import threading
from collections import deque
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from player.frames import AudioBlock
from player.timing import Epoch, MediaTime

Samples = npt.NDArray[np.float32]

NO_EPOCH = Epoch(-1)  # older than anything that plays


class _Segment(NamedTuple):
    """From sample number `start` on, the line of media time is this."""

    start: int
    media_time: MediaTime
    speed: float


class Lane:
    """The samples of one epoch, a ring of fixed size.

    Thread: `write` and `finish` one writer; `read`, `skip` and `next_media_time` one
    reader; the rest any.
    """

    def __init__(self, epoch: Epoch, rate_hz: int, shape: tuple[int, int]) -> None:
        self.epoch = epoch
        self._rate_hz = rate_hz
        self._samples: Samples = np.zeros(shape, np.float32)
        self._segments: deque[_Segment] = deque()
        self._written = 0  # counts samples since the lane began; the writer's
        self._read = 0  # the reader's
        self._is_finished = False

    @property
    def available(self) -> int:
        """How many sample frames can be read."""
        return self._written - self._read

    @property
    def room(self) -> int:
        """How many sample frames can be written."""
        return len(self._samples) - self.available

    @property
    def is_finished(self) -> bool:
        """Whether nothing will be written any more."""
        return self._is_finished

    @property
    def is_spent(self) -> bool:
        """Whether everything was read and nothing more comes."""
        return self._is_finished and self._read == self._written

    def finish(self) -> None:
        """Say that nothing more comes."""
        self._is_finished = True

    def write(self, samples: Samples, media_time: MediaTime, speed: float) -> int:
        """Append as much as there is room for; return how many frames went in."""
        count = min(len(samples), self.room)
        if count == 0:
            return 0
        begin = self._written % len(self._samples)
        first = min(count, len(self._samples) - begin)
        self._samples[begin : begin + first] = samples[:first]
        self._samples[: count - first] = samples[first:count]
        # The reader learns of the samples last, when all that it needs is in place.
        self._segments.append(_Segment(self._written, media_time, speed))
        self._written += count
        return count

    def read(self, out: Samples) -> int:
        """Fill `out` [frames, channels] from its start; return how many frames."""
        count = min(len(out), self.available)
        begin = self._read % len(self._samples)
        first = min(count, len(self._samples) - begin)
        np.copyto(out[:first], self._samples[begin : begin + first])
        np.copyto(out[first:count], self._samples[: count - first])
        self._read += count
        return count

    def skip(self, frames: int) -> int:
        """Drop up to `frames` of what is available; return how many."""
        count = max(0, min(frames, self.available))
        self._read += count
        return count

    def next_media_time(self) -> MediaTime | None:
        """Return the media time of the sample that is read next, None while empty."""
        segment = self._segment()
        if segment is None or self._read >= self._written:
            return None
        passed_s = (self._read - segment.start) / self._rate_hz
        return MediaTime(segment.media_time + passed_s * segment.speed)

    def next_speed(self) -> float:
        """Return media seconds per second of the sample that is read next."""
        segment = self._segment()
        return 1.0 if segment is None else segment.speed

    def _segment(self) -> _Segment | None:
        segments = self._segments
        while len(segments) > 1 and segments[1].start <= self._read:
            segments.popleft()
        return segments[0] if segments else None


class SampleRing:
    """The lane of the current epoch, and a writer that waits for room.

    Thread: `write` and `finish` the audio branch; `advance`, `rest` and `close` the
    transport's; `lane` any.
    """

    def __init__(self, rate_hz: int, channels: int, capacity_s: float) -> None:
        self.rate_hz = rate_hz
        self.channels = channels
        self._shape = (max(1, round(capacity_s * rate_hz)), channels)
        self._lane = Lane(NO_EPOCH, rate_hz, self._shape)
        self._is_closed = False
        self._wake = threading.Event()

    @property
    def lane(self) -> Lane:
        """The newest lane."""
        return self._lane

    def write(self, block: AudioBlock) -> bool:
        """Append a block, waiting for room.

        The reader may not wake anybody, so the wait is as long as the device needs to
        make a quarter of the ring free; `advance` and `close` end it at once.

        Returns:
            False when the block's epoch is not (or no longer) the current one.
        """
        lane, done = self._lane, 0
        while done < len(block.samples):
            self._wake.clear()
            if self._is_closed or lane is not self._lane or lane.epoch != block.epoch:
                return False
            media_s = block.media_time + done / self.rate_hz * block.speed
            done += lane.write(block.samples[done:], MediaTime(media_s), block.speed)
            if done < len(block.samples):
                self._wake.wait(self._shape[0] / self.rate_hz / 4)
        return True

    def finish(self, epoch: Epoch) -> bool:
        """Say that no more sound of `epoch` comes; False when it is old already."""
        lane = self._lane
        if self._is_closed or lane.epoch != epoch:
            return False
        lane.finish()
        return True

    def advance(self, epoch: Epoch) -> None:
        """Begin an empty lane; what was written for older epochs is refused.

        Raises:
            ValueError: `epoch` is not newer than the current one.
        """
        if epoch <= self._lane.epoch:
            raise ValueError(f"epoch {epoch} is not after {self._lane.epoch}")
        self._lane = Lane(epoch, self.rate_hz, self._shape)
        self._wake.set()

    def rest(self) -> None:
        """Drop everything and refuse samples until the next `advance`."""
        self._lane = Lane(NO_EPOCH, self.rate_hz, self._shape)
        self._wake.set()

    def close(self) -> None:
        """Refuse everything from now on and wake the writer."""
        self._is_closed = True
        self._wake.set()
