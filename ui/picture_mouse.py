"""What the mouse means over the picture: a decision on places and times.

Knows no Qt event: the view tells it presses, moves and releases in its own pixels.
Thread: GUI.
"""

from dataclasses import dataclass
from enum import Enum

from player.geometry import Rect
from player.render.request import CompareMode

GRAB_PX = 14
"""How near to the divider a press takes hold of it, in pixels of the toolkit."""

CLICK_SLACK_PX = 6
"""A press that moves further is no click."""


class Grip(Enum):
    """What a press took hold of."""

    NOTHING = "nothing"
    PICTURE = "picture"
    DIVIDER = "divider"
    ORIGINAL = "original"


@dataclass(frozen=True, slots=True)
class Press:
    """A button that is down.

    Attributes:
        x / y: Where it went down.
        has_moved: It is a drag by now.
    """

    grip: Grip
    x: float
    y: float
    has_moved: bool = False


def is_near_divider(
    x: float, y: float, picture: Rect, divider: float, mode: CompareMode
) -> bool:
    """Return whether a press at `x, y` takes hold of the divider."""
    if mode is not CompareMode.WIPE or picture.size.is_empty:
        return False
    line = picture.x + divider * picture.width
    is_in_height = picture.y <= y <= picture.y + picture.height
    return is_in_height and abs(x - line) <= GRAB_PX


def pressed(
    x: float, y: float, picture: Rect, divider: float, mode: CompareMode
) -> Press:
    """Return what a press of the main button takes hold of."""
    if is_near_divider(x, y, picture, divider, mode):
        return Press(Grip.DIVIDER, x, y)
    if mode is CompareMode.HOLD:
        return Press(Grip.ORIGINAL, x, y)
    return Press(Grip.PICTURE, x, y)


def moved(press: Press, x: float, y: float) -> Press:
    """Return the press after the pointer went to `x, y`."""
    distance = max(abs(x - press.x), abs(y - press.y))
    has_moved = press.has_moved or distance > CLICK_SLACK_PX
    return Press(press.grip, press.x, press.y, has_moved)


def divider_at(x: float, picture: Rect) -> float:
    """Return the divider's place for a pointer at `x`, 0…1."""
    if picture.width <= 0:
        return 0.5
    return min(1.0, max(0.0, (x - picture.x) / picture.width))
