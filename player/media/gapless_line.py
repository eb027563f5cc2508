"""Lays pieces of sound on one unbroken line: gaps are filled, overlaps trimmed. Pure.

Positions are whole samples at the device's rate, so nothing drifts.
"""

from collections import deque

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


class GaplessLine:
    """Sound from a position on, without a hole.

    Attributes:
        position: Of the next sample that `take` gives.
    """

    def __init__(self, channels: int, position: int) -> None:
        self._channels = channels
        self._parts: deque[Samples | int] = deque()
        self._end = position
        self.position = position

    @property
    def waiting(self) -> int:
        """Return how many samples `take` could give."""
        return self._end - self.position

    def place(self, start: int, samples: Samples) -> None:
        """Put sound at a position; what lies before the line's end is cut off."""
        if start > self._end and len(samples):
            self._parts.append(start - self._end)
            self._end = start
        kept = samples[max(0, self._end - start) :]
        if len(kept):
            self._parts.append(kept)
            self._end += len(kept)

    def take(self, count: int) -> Samples:
        """Return up to `count` samples, float32 [frames, channels]."""
        pieces: list[Samples] = []
        wanted = count
        while wanted > 0 and self._parts:
            part = self._parts.popleft()
            if isinstance(part, int):
                piece, rest = self._silence(min(part, wanted)), part - wanted
                if rest > 0:
                    self._parts.appendleft(rest)
            else:
                piece = part[:wanted]
                if len(part) > wanted:
                    self._parts.appendleft(part[wanted:])
            pieces.append(piece)
            wanted -= len(piece)
        self.position += count - wanted
        return pieces[0] if len(pieces) == 1 else self._joined(pieces)

    def _joined(self, pieces: list[Samples]) -> Samples:
        return np.concatenate([self._silence(0), *pieces])

    def _silence(self, count: int) -> Samples:
        return np.zeros((count, self._channels), np.float32)
