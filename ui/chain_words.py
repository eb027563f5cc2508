"""What to say of a chain: how heavy it is, and why it does nothing. Pure."""

import re
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

from player.hooks.chain import ShaderChain
from player.status import ChainStatus, PassVerdict, PlaybackStatus

_NEAR = 0.75
"""From this share of the frame's time on, there is little room for other work."""

_SAME = 1.005
"""Sizes nearer than this are the same size (rounding of one pixel line)."""


class Load(Enum):
    """How the drawing time stands to the time that a frame lasts."""

    UNKNOWN = "unknown"
    CALM = "calm"
    NEAR = "near"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class ChainFacts:
    """What widgets show of the chain that draws.

    Attributes:
        budget_ms: Time that one frame lasts on the screen; None when unknown.
        has_picture: Something is open, so that an idle chain needs a reason.
        is_edited: The person changed the chain: it can be reset.
    """

    chain: ShaderChain
    status: ChainStatus
    budget_ms: float | None = None
    has_picture: bool = False
    is_edited: bool = False

    @property
    def is_of_this_chain(self) -> bool:
        """Return whether `status` speaks of `chain` and not of the one before."""
        return self.status.chain_id == self.chain.id


def tr(text: str) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("ChainWords", text)


def file_name(reference: str) -> str:
    """Return a shader file's own name, of a path in any system's manner."""
    return re.split(r"[/\\]", reference)[-1] or reference


def with_file_name(fault: str) -> str:
    """Return a fault in words with its file's name instead of the whole path."""
    place, sign, rest = fault.partition(": ")
    return f"{file_name(place)}{sign}{rest}"


def load(total_ms: float | None, budget_ms: float | None) -> Load:
    """Return how heavy drawing is."""
    if total_ms is None or not budget_ms:
        return Load.UNKNOWN
    share = total_ms / budget_ms
    if share < _NEAR:
        return Load.CALM
    return Load.NEAR if share < 1.0 else Load.BEYOND


def budget_ms(frame_rate: float, speed: float) -> float | None:
    """Return how long a frame lasts on the screen, None when the rate is unknown."""
    return 1000.0 / (frame_rate * speed) if frame_rate > 0 and speed > 0 else None


def frame_budget_ms(playback: PlaybackStatus) -> float | None:
    """Return how long a frame of what is open lasts, playing or paused."""
    video = playback.media.video if playback.media else None
    if video is None or video.is_still:
        return None
    return budget_ms(float(video.frame_rate), playback.speed)


def milliseconds(value: float | None) -> str:
    """Return "11.2 ms", or a dash of the same meaning."""
    return "– ms" if value is None else f"{value:.1f} ms"


def idle_reason(facts: ChainFacts) -> str:
    """Return why nothing of the chain runs, "" when something does (or may yet)."""
    entries = facts.chain.entries
    if entries and not any(entry.file for entry in entries):
        return tr("none of its files could be read")
    if entries and facts.chain.is_empty:
        return tr("every file is switched off")
    if not entries or not facts.is_of_this_chain:
        return ""
    return _verdict_reason(facts.status)


def _verdict_reason(status: ChainStatus) -> str:
    verdicts = {one.verdict for one in status.passes}
    if not verdicts or PassVerdict.RAN in verdicts:
        return ""
    if PassVerdict.FAILED in verdicts:
        return tr("a shader failed: see the drawer (S)")
    if verdicts == {PassVerdict.OFF}:
        return tr("every pass is switched off")
    return _size_reason(status)


def _size_reason(status: ChainStatus) -> str:
    scale = _scale(status.input_size, status.output_size)
    if scale is not None and scale < 1 / _SAME:
        return tr("the screen is smaller than the file: nothing to enlarge")
    if scale is not None and scale <= _SAME:
        return tr("already at screen size: nothing to enlarge")
    if scale is not None:
        return tr("only {0}× larger than the file: nothing to enlarge").format(
            f"{scale:.2f}"
        )
    return next((one.reason for one in status.passes if one.reason), "")


def _scale(before: str, after: str) -> float | None:
    """Return the smaller enlargement of the two sides of "1280×720"-like sizes."""
    try:
        width, height = (int(part) for part in before.split("×"))
        new_width, new_height = (int(part) for part in after.split("×"))
    except ValueError:
        return None
    if width <= 0 or height <= 0:
        return None
    return min(new_width / width, new_height / height)
