"""The start screen: two buttons, recent files, room for what fits."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.settings_store import RecentFile
from ui.start_screen import StartScreen, folders_of, name_of, words_of

FRAME = QImage(32, 18, QImage.Format.Format_RGB32)
RECENT = (
    RecentFile("/films/Episode 01.mkv", 612, 1420),
    RecentFile("/films/Episode 02.mkv", 30, 0),
    RecentFile("/films/opening.webm"),
)


@pytest.fixture
def screen(qtbot: QtBot) -> StartScreen:
    """Give a start screen of the first window's size."""
    screen = StartScreen()
    screen.resize(960, 540)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    return screen


def test_the_buttons_ask_for_their_commands(screen: StartScreen) -> None:
    """Open… and the demo are one click away."""
    asked: list[str] = []
    screen.command_asked.connect(asked.append)
    QTest.mouseClick(screen.zone.open_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(screen.zone.demo_button, Qt.MouseButton.LeftButton)
    assert asked == ["open", "open-demo"]


def test_a_recent_file_is_one_click_away(screen: StartScreen, qtbot: QtBot) -> None:
    """A card asks for its file, by mouse and by keyboard."""
    screen.show_recent(RECENT, {RECENT[0].path: FRAME})
    asked: list[str] = []
    screen.file_asked.connect(asked.append)
    QTest.mouseClick(screen.cards[0], Qt.MouseButton.LeftButton)
    screen.cards[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(screen.cards[1], Qt.Key.Key_Return)
    assert asked == ["/films/Episode 01.mkv", "/films/Episode 02.mkv"]


def test_cards_tell_name_and_place() -> None:
    """A card shows the name without folder and ending, and how far one got."""
    assert [name_of(one) for one in RECENT] == ["Episode 01", "Episode 02", "opening"]
    assert [words_of(one) for one in RECENT] == ["10:12 / 23:40", "00:30", ""]


def test_files_of_one_name_are_told_apart(screen: StartScreen) -> None:
    """By the nearest folder that differs; others carry no folder."""
    paths = ("/tv/A/S1/01.mkv", "/tv/B/S1/01.mkv", "/tv/A/S1/02.mkv")
    screen.show_recent(tuple(RecentFile(path, 5.0, 60.0) for path in paths))
    assert [card.folder for card in screen.cards] == ["A", "B", ""]
    assert screen.cards[1].accessibleDescription().startswith("B ")
    told, other = (card.grab().toImage() for card in screen.cards[:2])
    assert told != other, "the folder is drawn"
    assert folders_of((RecentFile("/a/x.mkv"), RecentFile("/a/x.mp4"))) == {
        "/a/x.mkv": "x.mkv",
        "/a/x.mp4": "x.mp4",
    }


def test_only_cards_that_fit_are_shown(screen: StartScreen) -> None:
    """A narrow window shows fewer cards, a low one none; nothing is cut."""
    screen.show_recent(RECENT * 2)
    assert sum(card.isVisible() for card in screen.cards) == 4
    screen.resize(480, 540)
    assert sum(card.isVisible() for card in screen.cards) == 2
    screen.resize(480, 260)
    assert not any(card.isVisible() for card in screen.cards)
    assert screen.zone.isVisible()
    assert screen.zone.geometry().left() >= 0


def test_showing_other_files_replaces_the_cards(screen: StartScreen) -> None:
    """The list is always the newest one."""
    screen.show_recent(RECENT)
    screen.show_recent(RECENT[:1])
    assert len(screen.cards) == 1
    screen.show_recent(())
    assert screen.cards == []
    assert screen._heading.isHidden()
