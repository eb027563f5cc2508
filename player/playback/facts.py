"""What the conductor lets others know: one frozen value, replaced whole."""

from collections.abc import Iterable
from dataclasses import dataclass

from player.errors import PlayerError
from player.frames import MediaInfo
from player.status import Notice, PlayState
from player.timing import FILE_START, MediaTime

DEVICE = "audio.device"
OF_A_FILE = frozenset({"video.decode", "audio.decode"})
"""Notices that another file has nothing to do with."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The state of playing, but for what changes with every frame.

    Attributes:
        target: Where a seek leads, or where the end is: the position while the clock
            does not tell it.
        is_paused: What the person wants once a seek has arrived.
    """

    state: PlayState = PlayState.EMPTY
    media: MediaInfo | None = None
    target: MediaTime = FILE_START
    is_paused: bool = False
    speed: float = 1.0
    audio_device: str = ""
    notices: tuple[Notice, ...] = ()
    error: Notice | None = None

    @property
    def is_clock_told(self) -> bool:
        """Whether the position is the clock's, and not `target`."""
        return self.state in {PlayState.PLAYING, PlayState.PAUSED}


def with_notice(notices: tuple[Notice, ...], notice: Notice) -> tuple[Notice, ...]:
    """Add a notice in the place of an older one with the same key."""
    return (*without(notices, {notice.key}), notice)


def without(notices: tuple[Notice, ...], keys: Iterable[str]) -> tuple[Notice, ...]:
    """Leave out notices with these keys."""
    unwanted = set(keys)
    return tuple(notice for notice in notices if notice.key not in unwanted)


def open_failure(error: PlayerError) -> Notice:
    """Say why a file does not play."""
    return Notice("open", str(error), error.hint, is_error=True)


def picture_failure(error: PlayerError) -> Notice:
    """Say that sound goes on without pictures."""
    return Notice("video.decode", f"The picture ended: {error}", error.hint)


def sound_failure(error: PlayerError) -> Notice:
    """Say that pictures go on without the file's sound."""
    return Notice("audio.decode", f"The sound ended: {error}", error.hint)


def device_failure(reason: str, *, is_sought: bool = False) -> Notice:
    """Say that there is no sound, and how it can come back.

    Args:
        reason: Why, without a full stop.
        is_sought: The program itself looks for a device again.
    """
    hint = (
        "It is tried again for a while; another device can be connected"
        if is_sought
        else "Connect a device, or close the program that uses it"
    )
    text = f"{reason}. Playing on without sound"
    return Notice(DEVICE, text, hint, action="reopen-audio")
