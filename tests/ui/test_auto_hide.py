"""When controls come and go."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.auto_hide import AutoHide


class _Hand:
    is_there = False

    def __call__(self) -> bool:
        return self.is_there


@pytest.fixture
def area(qtbot: QtBot) -> QWidget:
    """Give a picture."""
    area = QWidget()
    area.resize(200, 100)
    qtbot.addWidget(area)
    area.show()
    return area


def _quick(area: QWidget, hand: _Hand) -> AutoHide:
    hide = AutoHide(area, hand)
    hide._rest.setInterval(30)
    return hide


def test_controls_go_after_rest_while_playing(area: QWidget, qtbot: QtBot) -> None:
    """Rest while playing hides them; movement brings them back."""
    hide = _quick(area, _Hand())
    with qtbot.waitSignal(hide.changed, timeout=1000) as changed:
        hide.note_playing(is_playing=True)
    assert changed.args == [False]
    with qtbot.waitSignal(hide.changed, timeout=1000) as changed:
        QTest.mouseMove(area, QPoint(20, 20))
        QTest.mouseMove(area, QPoint(40, 30))
    assert changed.args == [True]


def test_controls_stay_while_paused(area: QWidget, qtbot: QtBot) -> None:
    """A paused player keeps its controls, and a pause brings them."""
    hide = _quick(area, _Hand())
    with qtbot.waitSignal(hide.changed, timeout=1000):
        hide.note_playing(is_playing=True)
    hide.note_playing(is_playing=False)
    assert hide.is_shown
    qtbot.wait(90)
    assert hide.is_shown


def test_controls_stay_under_a_hand(area: QWidget, qtbot: QtBot) -> None:
    """Hovered or dragged controls stay; they go when the hand has gone."""
    hand = _Hand()
    hand.is_there = True
    hide = _quick(area, hand)
    hide.note_playing(is_playing=True)
    qtbot.wait(90)
    assert hide.is_shown
    hand.is_there = False
    qtbot.waitUntil(lambda: not hide.is_shown)
