"""What a press takes hold of, as a table."""

import pytest

from player.geometry import Rect
from player.render.request import CompareMode
from ui.picture_mouse import GRAB_PX, Grip, divider_at, moved, pressed

PICTURE = Rect(100, 50, 200, 100)


@pytest.mark.parametrize(
    ("x", "y", "mode", "grip"),
    [
        (200, 100, CompareMode.WIPE, Grip.DIVIDER),
        (200 + GRAB_PX, 60, CompareMode.WIPE, Grip.DIVIDER),
        (201 + GRAB_PX, 60, CompareMode.WIPE, Grip.PICTURE),
        (200, 40, CompareMode.WIPE, Grip.PICTURE),
        (200, 100, CompareMode.OFF, Grip.PICTURE),
        (200, 100, CompareMode.SIDE_BY_SIDE, Grip.PICTURE),
        (200, 100, CompareMode.HOLD, Grip.ORIGINAL),
    ],
)
def test_a_press_takes_what_lies_there(
    x: float, y: float, mode: CompareMode, grip: Grip
) -> None:
    """The divider anywhere near, the original in hold mode, else the picture."""
    assert pressed(x, y, PICTURE, 0.5, mode).grip is grip


def test_a_trembling_hand_still_clicks() -> None:
    """A few pixels are no drag; once it is a drag it stays one."""
    press = pressed(120, 60, PICTURE, 0.5, CompareMode.OFF)
    assert not moved(press, 124, 62).has_moved
    dragged = moved(press, 140, 60)
    assert dragged.has_moved
    assert moved(dragged, 120, 60).has_moved


@pytest.mark.parametrize(("x", "place"), [(100, 0), (150, 0.25), (300, 1), (900, 1)])
def test_the_divider_follows_the_pointer_within_the_picture(
    x: float, place: float
) -> None:
    """Outside of the picture it stays at the edge."""
    assert divider_at(x, PICTURE) == place
    assert divider_at(x, Rect(0, 0, 0, 0)) == 0.5
