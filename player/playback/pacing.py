"""Which frame to show next: pure decisions on values.

The law: a frame is *held* until its time, *shown* at it, and *dropped* when its end has
passed before it could reach the screen. Paused, nothing is dropped. When everything
that waits is too late, the loop waits a moment for a fresher frame (the decoder may be
faster than the drawing), but never long: then the newest of the late ones is shown, so
that a slow drawer still moves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from player.frames import VideoFrame
from player.timing import WallTime

MAX_AHEAD_S = 0.5  # a frame further away is not handed out: drawn once, held for long
MAX_WAIT_S = 0.25  # for a fresher frame, when all are too late for this drawer


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """What the drawing loop shall do next.

    Attributes:
        frame: To draw now, None when nothing new is wanted.
        due: When it should reach the screen; may lie in the past (then at once).
            Without a frame: when to ask again (infinite: `on_frame` will tell).
        dropped: Frames skipped over because their time had passed.
    """

    frame: VideoFrame | None
    due: WallTime
    dropped: int = 0


class Verdict(Enum):
    """What happens to the first frame that is not dropped."""

    SHOW = "show"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Waiting:
    """When a waiting frame belongs on the screen, by the clock as it runs now.

    Attributes:
        due: None while the clock stands still before it.
        end: When the next one takes its place; None while the clock stands before.
    """

    due: WallTime | None
    end: WallTime | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What else the choice depends on.

    Attributes:
        now: The moment of asking.
        earliest: When a picture drawn from now on could reach the screen.
        waited_s: How long all frames have been too late for this drawer.
        is_first: No frame of this epoch was shown yet.
        is_finished: No frames will come after those that wait.
    """

    now: WallTime
    earliest: WallTime
    waited_s: float = 0.0
    is_first: bool = False
    is_finished: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """The decision.

    Attributes:
        dropped: So many frames leave from the old end, never shown.
        when: SHOW: when the next frame after those is due. HOLD: when to ask again.
        is_wait: HOLD because every frame is too late for this drawer.
    """

    verdict: Verdict
    dropped: int
    when: WallTime
    is_wait: bool = False


NOTHING = Choice(Verdict.HOLD, 0, WallTime(math.inf))


def choose(waiting: Sequence[Waiting], situation: Situation) -> Choice:
    """Choose among frames in showing order.

    The first frame after a seek is shown at once, whatever the clock says: it is what
    the person asked for, and the clock may wait for the sound.
    """
    if not waiting:
        return NOTHING
    if situation.is_first:
        return Choice(Verdict.SHOW, 0, situation.now)
    late = _late(waiting, situation.earliest)
    if late == len(waiting):
        return _all_late(waiting, situation)
    due = waiting[late].due
    if due is not None:
        return _in_time(late, due, situation)
    if late:  # the clock stops right at the end of this one: it is the one to see
        return Choice(Verdict.SHOW, late - 1, situation.now)
    return NOTHING


def _late(waiting: Sequence[Waiting], earliest: WallTime) -> int:
    """Count the frames at the old end that nobody would see any more."""
    late = 0
    for frame in waiting:
        if frame.end is None or frame.end > earliest:
            break
        late += 1
    return late


def _in_time(late: int, due: WallTime, situation: Situation) -> Choice:
    if due > situation.earliest + MAX_AHEAD_S:
        return Choice(Verdict.HOLD, late, WallTime(due - MAX_AHEAD_S))
    return Choice(Verdict.SHOW, late, due)


def _all_late(waiting: Sequence[Waiting], situation: Situation) -> Choice:
    """Every frame is too late: wait for a fresher one, or show the newest."""
    newest = waiting[-1]
    is_decoder_behind = newest.end is not None and newest.end <= situation.now
    if (
        situation.is_finished
        or is_decoder_behind  # fresher ones would be late as well
        or situation.waited_s >= MAX_WAIT_S
    ):
        return Choice(Verdict.SHOW, len(waiting) - 1, newest.due or situation.now)
    again = WallTime(situation.now + MAX_WAIT_S - situation.waited_s)
    return Choice(Verdict.HOLD, len(waiting) - 1, again, is_wait=True)
