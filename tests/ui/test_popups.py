"""Menus over the window come and go; what plays on meanwhile never touches a gone one.

Driven as by a hand: events go through the window system into whatever is on top.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from player.timing import MediaTime
from tests.ui.window_rig import WindowRig
from ui.chain_menu import ChainMenu

pytestmark = pytest.mark.window


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRig]:
    """A shown window with a file and a drawer; closed and joined afterwards."""
    made = WindowRig(qtbot, tmp_path / "settings", chain="A")
    made.start()
    made.open()
    made.window.resize(1100, 700)
    yield made
    made.program.shutdown()


def _click(rig: WindowRig, widget: QWidget, place: QPoint, how: Qt.MouseButton) -> None:
    where = widget.mapTo(rig.window, place)
    QTest.mouseClick(rig.window.windowHandle(), how, pos=where)


def _press_chip(rig: WindowRig) -> None:
    chip = rig.overlays.bar.chip
    _click(rig, chip, chip.rect().center(), Qt.MouseButton.LeftButton)


def _press_menu_button(rig: WindowRig) -> None:
    button = rig.overlays.bar.menu_button
    _click(rig, button, button.rect().center(), Qt.MouseButton.LeftButton)


def _right_click_picture(rig: WindowRig) -> None:
    _click(rig, rig.view, rig.view.rect().center(), Qt.MouseButton.RightButton)


def _right_click_file(rig: WindowRig) -> None:
    if not rig.overlays.is_panel_open:
        rig.press(Qt.Key.Key_S)
    rows = rig.overlays.panel.view
    rig.until(lambda: rows.isVisible() and rows.model().rowCount() > 0)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    _click(rig, rows.viewport(), place, Qt.MouseButton.RightButton)


def _popup() -> QWidget | None:
    return QApplication.activePopupWidget()


def _play_on(rig: WindowRig) -> None:
    """Let statuses come as they do while something plays."""
    for tenth in range(5):
        rig.player.show(position=MediaTime(tenth / 10))
        QApplication.processEvents()


@pytest.mark.parametrize(
    "open_one", [_press_chip, _press_menu_button, _right_click_picture]
)
@pytest.mark.parametrize("how", ["escape", "click beside"])
def test_a_menu_that_was_closed_is_never_touched_again(
    rig: WindowRig, open_one: Callable[[WindowRig], None], how: str
) -> None:
    """Open, close, play on, three times over: no error, and it opens each time."""
    for _ in range(3):
        open_one(rig)
        rig.until(lambda: _popup() is not None)
        _play_on(rig)
        popup = _popup()
        assert popup is not None
        if how == "escape":
            QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Escape)
        else:
            beside = QPoint(-30, popup.height() // 2)
            button = Qt.MouseButton.LeftButton
            QTest.mouseClick(popup.windowHandle(), button, pos=beside)
        rig.until(lambda: _popup() is None)
        _play_on(rig)


def test_the_menu_of_a_file_goes_without_a_trace(rig: WindowRig) -> None:
    """The drawer's rows have a menu too."""
    for _ in range(3):
        _right_click_file(rig)
        rig.until(lambda: _popup() is not None)
        popup = _popup()
        assert popup is not None
        QTest.keyClick(popup.windowHandle(), Qt.Key.Key_Escape)
        rig.until(lambda: _popup() is None)
        _play_on(rig)


def test_a_mode_is_chosen_by_hand(rig: WindowRig) -> None:
    """A click into the list selects the chain and the list is gone."""
    _press_chip(rig)
    rig.until(lambda: _popup() is not None)
    menu = _popup()
    assert isinstance(menu, ChainMenu)
    row = menu.list.visualItemRect(menu.list.item(3)).center()
    place = menu.list.viewport().mapTo(menu, row)
    QTest.mouseClick(menu.windowHandle(), Qt.MouseButton.LeftButton, pos=place)
    rig.until(lambda: _popup() is None)
    assert rig.session.chain.current.name == rig.session.chain.chains[3].name
    assert not rig.overlays.bar.chip.is_menu_open
    _play_on(rig)
