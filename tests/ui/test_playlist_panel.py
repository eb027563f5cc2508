"""The play list: what plays is marked, a click plays another."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.playlist import Playlist
from ui.playlist_panel import PANEL_PX, PlaylistPanel


@pytest.fixture
def panel(qtbot: QtBot) -> PlaylistPanel:
    """Give a list of three files, the second playing."""
    panel = PlaylistPanel()
    qtbot.addWidget(panel)
    panel.resize(PANEL_PX, 300)
    panel.show_list(Playlist(("/a/one.mkv", "/a/two.mkv", "/a/three.mkv"), 1))
    panel.show()
    return panel


def _click(panel: PlaylistPanel, row: int) -> None:
    place = panel.list.visualItemRect(panel.list.item(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_names_are_short_and_the_current_one_is_marked(panel: PlaylistPanel) -> None:
    """Rows are file names; the tool tip holds the whole path."""
    assert [panel.list.item(n).text() for n in range(3)] == [
        "one.mkv",
        "two.mkv",
        "three.mkv",
    ]
    assert panel.list.item(0).toolTip() == "/a/one.mkv"
    assert panel.list.currentRow() == 1


def test_a_click_plays_another_file(panel: PlaylistPanel) -> None:
    """A click asks for its place in the list; the playing one asks for nothing."""
    asked: list[int] = []
    panel.file_asked.connect(asked.append)
    _click(panel, 1)
    _click(panel, 2)
    assert asked == [2]


def test_keys_play_another_file(panel: PlaylistPanel) -> None:
    """Reached by Tab, arrows and Space choose."""
    asked: list[int] = []
    panel.file_asked.connect(asked.append)
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel.list, Qt.Key.Key_Up)
    QTest.keyClick(panel.list, Qt.Key.Key_Space)
    assert asked == [0]


def test_a_new_list_replaces_the_old(panel: PlaylistPanel) -> None:
    """Another list is shown whole; an empty one is empty."""
    panel.show_list(Playlist(("/b/four.mkv",), 0))
    assert panel.list.count() == 1
    panel.show_list(Playlist())
    assert panel.list.count() == 0
