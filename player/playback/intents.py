"""What a person wants of the transport, in order; many seeks become one.

Thread: any thread posts, the conductor's takes.
"""

import threading
from collections import deque
from dataclasses import dataclass

from player.timing import MediaTime


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Play this file instead."""

    path: str
    start: MediaTime
    is_paused: bool


@dataclass(frozen=True, slots=True)
class CloseFile:
    """Play nothing."""


@dataclass(frozen=True, slots=True)
class SetPaused:
    """Pause or go on; None: the other of the two."""

    is_paused: bool | None


@dataclass(frozen=True, slots=True)
class SeekTo:
    """Go to a moment."""

    target: MediaTime
    is_exact: bool


@dataclass(frozen=True, slots=True)
class SeekBy:
    """Go on or back from where a seek now leads."""

    delta_s: float


@dataclass(frozen=True, slots=True)
class StepBy:
    """Pause and go so many frames on or back."""

    frames: int


@dataclass(frozen=True, slots=True)
class SetSpeed:
    """Play faster or slower."""

    speed: float


@dataclass(frozen=True, slots=True)
class ChooseTrack:
    """Hear another stream."""

    index: int


@dataclass(frozen=True, slots=True)
class ReopenAudio:
    """Look for sound devices anew."""


Intent = (
    OpenFile
    | CloseFile
    | SetPaused
    | SeekTo
    | SeekBy
    | StepBy
    | SetSpeed
    | ChooseTrack
    | ReopenAudio
)


class IntentBox:
    """Intents in order of their coming, and a bell that anybody may ring.

    Thread: any.
    """

    def __init__(self) -> None:
        self._intents: deque[Intent] = deque()
        self._is_rung = False
        self._is_closed = False
        self._changed = threading.Condition()

    @property
    def is_closed(self) -> bool:
        """Whether the end was asked for."""
        with self._changed:
            return self._is_closed

    def post(self, intent: Intent) -> None:
        """Append; a seek right after a seek takes its place or adds to it."""
        with self._changed:
            last = self._intents[-1] if self._intents else None
            if isinstance(intent, SeekTo | SetSpeed) and type(last) is type(intent):
                self._intents.pop()
            elif isinstance(intent, SeekBy) and isinstance(last, SeekBy):
                self._intents.pop()
                intent = SeekBy(last.delta_s + intent.delta_s)
            self._intents.append(intent)
            self._changed.notify_all()

    def ring(self) -> None:
        """Wake the conductor: something has changed below."""
        with self._changed:
            self._is_rung = True
            self._changed.notify_all()

    def close(self) -> None:
        """Ask for the end."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def take(self, timeout_s: float | None) -> tuple[Intent, ...]:
        """Wait for intents, the bell, the end, or until the time is up."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._intents or self._is_rung or self._is_closed, timeout_s
            )
            self._is_rung = False
            taken = tuple(self._intents)
            self._intents.clear()
            return taken
