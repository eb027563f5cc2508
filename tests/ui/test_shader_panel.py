"""The drawer under real hands: switches, dragging, keys, errors, the sum."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.hooks.chain import OFF, ShaderChain
from player.render.request import ChainFault
from player.status import ChainStatus
from tests.support.ui_samples import CHAIN, CHAIN_STATUS, FACTS
from ui.chain_delegate import grip_rect, open_rect, remove_rect, switch_rect
from ui.chain_rows import EntryRow
from ui.shader_panel import PANEL_PX, ShaderPanel


@pytest.fixture
def panel(qtbot: QtBot) -> Iterator[ShaderPanel]:
    """Give a drawer at the right side of an active window."""
    window = QWidget()
    window.resize(800, 700)
    panel = ShaderPanel(window)
    panel.setGeometry(480, 0, PANEL_PX, 700)
    panel.show_chain(FACTS)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield panel
    window.close()


def _row(panel: ShaderPanel, entry: int) -> EntryRow:
    return panel.model.rows[entry]


def _rect(panel: ShaderPanel, entry: int) -> QRectF:
    return QRectF(panel.view.visualRect(panel.model.index(entry, 0)))


def _click(panel: ShaderPanel, place: QRectF) -> None:
    spot = place.center().toPoint()
    QTest.mouseClick(panel.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_file_is_switched_by_its_switch(panel: ShaderPanel, qtbot: QtBot) -> None:
    """A click on the switch asks for the other position."""
    with qtbot.waitSignal(panel.entry_switched, timeout=500) as asked:
        _click(panel, switch_rect(_rect(panel, 0), _row(panel, 0)))
    assert asked.args == [0, False]


def test_a_row_opens_to_its_passes(panel: ShaderPanel, qtbot: QtBot) -> None:
    """A click on the name opens the row; each pass has a switch of its own."""
    place = _rect(panel, 1)
    _click(panel, place)
    inner = panel.model.index(1, 0, panel.model.index(1, 0))
    assert panel.view.isExpanded(panel.model.index(1, 0))
    rect = QRectF(panel.view.visualRect(inner))
    with qtbot.waitSignal(panel.pass_switched, timeout=500) as asked:
        _click(panel, switch_rect(rect, _row(panel, 1).passes[1]))
    assert asked.args == [1, 1, True]


def test_a_file_is_dragged_to_another_place(panel: ShaderPanel, qtbot: QtBot) -> None:
    """Dragging the grip of the first file below the third asks for that order."""
    viewport = panel.view.viewport()
    start = grip_rect(_rect(panel, 0)).center().toPoint()
    end = QPoint(start.x(), round(_rect(panel, 2).bottom()) - 2)
    with qtbot.waitSignal(panel.entry_moved, timeout=500) as asked:
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(viewport, QPoint(start.x(), start.y() + 40))
        QTest.mouseMove(viewport, end)
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=end)
    assert asked.args == [0, 2]


def test_a_file_put_back_asks_for_nothing(panel: ShaderPanel) -> None:
    """A drag that ends where it began changes nothing."""
    moved: list[tuple[int, int]] = []
    panel.entry_moved.connect(lambda index, to: moved.append((index, to)))
    viewport = panel.view.viewport()
    start = grip_rect(_rect(panel, 1)).center().toPoint()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(viewport, start + QPoint(0, 3))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start)
    assert moved == []


def test_a_file_is_taken_out(panel: ShaderPanel, qtbot: QtBot) -> None:
    """The bin at the right of a hovered row takes the file out of the chain."""
    with qtbot.waitSignal(panel.entry_removed, timeout=500) as asked:
        _click(panel, remove_rect(_rect(panel, 2)))
    assert asked.args == [2]


def test_keys_do_all_of_it(panel: ShaderPanel) -> None:
    """By Tab into the list: Space switches, Alt+Down moves, Del takes out."""
    asked: list[tuple[object, ...]] = []
    panel.entry_switched.connect(lambda *args: asked.append(("switch", *args)))
    panel.entry_moved.connect(lambda *args: asked.append(("move", *args)))
    panel.entry_removed.connect(lambda *args: asked.append(("remove", *args)))
    view = panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.setCurrentIndex(panel.model.index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(view, Qt.Key.Key_Delete)
    assert asked == [("switch", 0, False), ("move", 0, 1), ("remove", 1)]
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.isExpanded(panel.model.index(1, 0))


def test_an_error_stands_on_its_row(panel: ShaderPanel, qtbot: QtBot) -> None:
    """A failed file tells line and message, and opens on a click."""
    message = "Clamp highlights.glsl:24: 'foo' : undeclared identifier " * 3
    fault = ChainFault(0, 1, 24, message)
    low = _rect(panel, 0).height()
    panel.show_chain(FACTS, {0: fault})
    qtbot.waitUntil(lambda: _rect(panel, 0).height() > low + 20)
    link = open_rect(_rect(panel, 0), 14)
    with qtbot.waitSignal(panel.file_opened, timeout=500) as opened:
        _click(panel, link.adjusted(0, 0, -150, 0))
    assert opened.args == ["/shaders/Clamp highlights.glsl"]


def test_open_rows_stay_open_when_files_move(panel: ShaderPanel) -> None:
    """After a reorder the same file is open, at its new place."""
    panel.view.setExpanded(panel.model.index(1, 0), True)
    moved = CHAIN.with_entry_moved(1, 0)
    panel.show_chain(replace(FACTS, chain=moved))
    assert panel.view.isExpanded(panel.model.index(0, 0))
    assert not panel.view.isExpanded(panel.model.index(1, 0))


def test_the_foot_sums_up(panel: ShaderPanel) -> None:
    """The sum stands against the time that a frame lasts."""
    assert panel.foot.words == "14.3 ms of 41.7 ms a frame"
    panel.show_chain(replace(FACTS, budget_ms=None))
    assert panel.foot.words == "14.3 ms a frame"
    panel.show_chain(replace(FACTS, status=ChainStatus()))
    assert panel.foot.words == "No frame drawn yet"


def test_an_empty_chain_says_what_to_do(panel: ShaderPanel, qtbot: QtBot) -> None:
    """Without files there are words and the button that adds one."""
    panel.show_chain(replace(FACTS, chain=OFF))
    assert panel.view.isHidden()
    assert "Ctrl+1" in panel._empty.text()
    with qtbot.waitSignal(panel.command_asked, timeout=500) as asked:
        QTest.mouseClick(panel.add_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["add-shader"]


def test_clicks_do_not_reach_the_picture(panel: ShaderPanel) -> None:
    """A click or double click in the drawer neither pauses nor fills the screen."""
    reached: list[object] = []
    window = panel.parentWidget()
    window.mousePressEvent = reached.append
    window.mouseDoubleClickEvent = reached.append
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(40, 690))
    QTest.mouseDClick(panel, Qt.MouseButton.LeftButton, pos=QPoint(40, 690))
    assert reached == []


def test_the_menu_offers_what_is_possible(panel: ShaderPanel) -> None:
    """The first file cannot go up, an unreadable one without a path cannot open."""
    first = panel.view.menu_for(panel.model.index(0, 0))
    assert first is not None
    states = {a.text().partition("\t")[0]: a.isEnabled() for a in first.actions()}
    assert not states["Move up"]
    assert states["Move down"]
    assert states["Open file"]
    last = panel.view.menu_for(panel.model.index(3, 0))
    assert last is not None
    states = {a.text().partition("\t")[0]: a.isEnabled() for a in last.actions()}
    assert not states["Move down"]
    assert not states["Open file"]


def test_a_hundred_files_are_no_trouble(panel: ShaderPanel) -> None:
    """A long chain scrolls; nothing is refused."""
    long = ShaderChain("long", "Long", CHAIN.entries * 25)
    panel.show_chain(replace(FACTS, chain=long, status=CHAIN_STATUS))
    assert panel.model.rowCount() == 100
