"""The divider that moves once by itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import theme
from ui.first_look import LASTS_MS, FirstLook


@pytest.fixture
def places() -> list[float]:
    """Give a list for the divider's places."""
    return []


@pytest.fixture
def look(qapp: QApplication, places: list[float]) -> Iterator[FirstLook]:
    """Give a look that tells its places."""
    look = FirstLook()
    look.divider_moved.connect(places.append)
    yield look
    look.stop()


def test_it_goes_to_both_sides_and_back(
    look: FirstLook, places: list[float], qtbot: QtBot
) -> None:
    """The divider shows more of either half and ends in the middle."""
    look._animation.setDuration(400)
    with qtbot.waitSignal(look.finished, timeout=LASTS_MS):
        look.start()
    assert min(places) < 0.3
    assert max(places) > 0.7
    assert places[-1] == pytest.approx(0.5)


def test_a_hand_ends_it(look: FirstLook, places: list[float], qtbot: QtBot) -> None:
    """Stopped, it moves nothing any more and says that it is over."""
    look.start()
    qtbot.waitUntil(lambda: len(places) > 2)
    with qtbot.waitSignal(look.finished, timeout=500):
        look.stop()
    count = len(places)
    qtbot.wait(80)
    assert len(places) == count


def test_without_motion_it_stays_in_the_middle(
    look: FirstLook, places: list[float], qtbot: QtBot
) -> None:
    """Where less motion is wanted, nothing moves by itself."""
    theme.switch_motion(is_on=False)
    try:
        with qtbot.waitSignal(look.finished, timeout=500):
            look.start()
    finally:
        theme.switch_motion(is_on=True)
    assert places == [0.5]
