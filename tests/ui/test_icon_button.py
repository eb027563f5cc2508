"""Icon buttons: pressed by mouse and keyboard, ring only for the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.icon_button import IconButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """Give an active window with two buttons and a shortcut on Space."""
    window = QWidget()
    column = QVBoxLayout(window)
    for name in ("play", "pause"):
        column.addWidget(IconButton(name, f"{name} (K)", window))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.setFocus()
    return window


def _buttons(window: QWidget) -> list[IconButton]:
    return window.findChildren(IconButton)


def test_space_belongs_to_the_shortcut_after_a_click(window: QWidget) -> None:
    """A click does not make a button the owner of the space bar."""
    played: list[bool] = []
    QShortcut(QKeySequence("Space"), window, lambda: played.append(True))
    first = _buttons(window)[0]
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert played == [True]


def test_space_belongs_to_the_button_reached_by_tab(window: QWidget) -> None:
    """Who walks with Tab means the button under the ring; Enter works as well."""
    played: list[bool] = []
    QShortcut(QKeySequence("Space"), window, lambda: played.append(True))
    clicked: list[bool] = []
    first = _buttons(window)[0]
    first.clicked.connect(lambda: clicked.append(True))
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert first.hasFocus()
    assert first._focus.is_shown
    QTest.keyClick(first, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert played == []
    assert clicked == [True, True]


def test_the_name_leaves_the_key_out(window: QWidget) -> None:
    """Assistive tools hear the name, the tool tip also tells the key."""
    first = _buttons(window)[0]
    assert first.accessibleName() == "play"
    assert first.toolTip() == "play (K)"
