"""The line of time: clicks, drags, keys and the hover time."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from player.frames import Chapter
from player.timing import MediaTime
from ui.seek_bar import SeekBar

Asked = list[tuple[float, bool]]


@pytest.fixture
def bar(qtbot: QtBot) -> SeekBar:
    """Give a bar of 416 px over 400 s: one pixel is one second."""
    bar = SeekBar()
    qtbot.addWidget(bar)
    bar.resize(416, bar.sizeHint().height())
    bar.show_media(
        400.0, (Chapter(MediaTime(0), "One"), Chapter(MediaTime(100), "Two"))
    )
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def _asked(bar: SeekBar) -> Asked:
    asked: Asked = []
    bar.seek_asked.connect(lambda seconds, exact: asked.append((seconds, exact)))
    return asked


def _at(second: int) -> QPoint:
    return QPoint(8 + second, 36)


def test_a_click_seeks_exactly(bar: SeekBar) -> None:
    """A click asks for its place, in the end for the very frame."""
    asked = _asked(bar)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=_at(123))
    assert asked[-1] == (123.0, True)


def test_a_drag_coalesces(bar: SeekBar) -> None:
    """Fifty moves at once make one seek; the release makes one exact seek more."""
    asked = _asked(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=_at(10))
    for second in range(11, 61):
        QTest.mouseMove(bar, _at(second))
    assert len(asked) <= 3
    assert all(not exact for _seconds, exact in asked)
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=_at(60))
    assert asked[-1] == (60.0, True)


def test_a_drag_that_rests_catches_up(bar: SeekBar, qtbot: QtBot) -> None:
    """A hand that rests without letting go sees the place where it rests."""
    asked = _asked(bar)
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=_at(10))
    QTest.mouseMove(bar, _at(200))
    qtbot.waitUntil(lambda: asked[-1] == (200.0, False))
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=_at(200))


def test_the_player_does_not_move_the_bar_from_the_hand(bar: SeekBar) -> None:
    """While a hand drags, and until the seek is done, the bar stays where it is."""
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=_at(300))
    bar.show_position(20.0)
    assert bar.value() == 300_000
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton, pos=_at(300))
    bar.show_position(20.0)
    assert bar.value() == 300_000


def test_showing_the_position_asks_for_nothing(bar: SeekBar) -> None:
    """The player's own progress is no seek."""
    asked = _asked(bar)
    bar.show_position(20.0)
    assert bar.value() == 20_000
    assert asked == []


def test_keys_seek_when_it_has_the_focus(bar: SeekBar, qtbot: QtBot) -> None:
    """Arrows step by 5 s, pages by a minute, Home goes to the start."""
    asked = _asked(bar)
    bar.show_position(100.0)
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    bar.activateWindow()
    qtbot.waitUntil(bar.hasFocus)
    QTest.keyClick(bar, Qt.Key.Key_Right)
    QTest.keyClick(bar, Qt.Key.Key_PageUp)
    QTest.keyClick(bar, Qt.Key.Key_Home)
    assert asked == [(105.0, True), (165.0, True), (0.0, True)]


def test_a_file_without_length_cannot_be_sought(bar: SeekBar) -> None:
    """Where the length is unknown the bar is there but does nothing."""
    bar.show_media(0.0, ())
    asked = _asked(bar)
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=_at(123))
    assert asked == []
    assert not bar.isEnabled()


def test_the_hovered_chapter_is_named(bar: SeekBar) -> None:
    """The chapter under the pointer is the last one that has begun."""
    assert bar._chapter_at(99_000) == "One"
    assert bar._chapter_at(100_000) == "Two"


def test_the_line_is_broken_at_chapters(bar: SeekBar) -> None:
    """A chapter inside the file makes two pieces; one at its start makes none."""
    assert len(bar._segments()) == 2
