"""The word on the screen."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.on_screen_word import STAYS_MS, OnScreenWord


def test_the_newest_word_wins_and_goes_by_itself(qtbot: QtBot) -> None:
    """A second word replaces the first and both are gone after 1.2 s and a fade."""
    window = QWidget()
    window.resize(400, 200)
    qtbot.addWidget(window)
    window.show()
    word = OnScreenWord(window)
    word.say("Mode A · Fast")
    narrow = word.width()
    word.say("Comparison: side by side")
    assert word.isVisible()
    assert word.words == "Comparison: side by side"
    assert word.width() > narrow
    qtbot.waitUntil(word.isHidden, timeout=STAYS_MS + 1000)


def test_a_word_never_leaves_its_window(qtbot: QtBot) -> None:
    """A long word is shortened to the window."""
    window = QWidget()
    window.resize(300, 200)
    qtbot.addWidget(window)
    window.show()
    word = OnScreenWord(window)
    word.say("A very long title of an episode that would not fit " * 3)
    assert word.width() <= 300 - 32
