"""Values in the drawer under real hands: sliders, lists, switches, keys."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from player.hooks.chain import ShaderChain
from tests.support.ui_samples import CHAIN_STATUS, FACTS, PARAMS, TUNED
from ui.chain_delegate import switch_rect
from ui.param_paint import field_rect, knob_place, reset_rect, slider_rect
from ui.param_rows import ParamRow
from ui.shader_panel import PANEL_PX, ShaderPanel

STRENGTH, SIGMA, ROUNDS, STYLE, FLAT = range(len(PARAMS))


class Drawer:
    """A drawer that shows at once what it asked for, as the program does."""

    def __init__(self, panel: ShaderPanel) -> None:
        self.panel = panel
        self.chain = TUNED
        self.asked: list[tuple[str, float]] = []
        panel.value_turned.connect(self._turn)
        self.show(TUNED)
        panel.view.setExpanded(panel.model.index(1, 0), True)

    def show(self, chain: ShaderChain) -> None:
        """Show a chain that ran."""
        self.chain = chain
        status = replace(CHAIN_STATUS, chain_id=chain.id)
        self.panel.show_chain(replace(FACTS, chain=chain, status=status))

    def _turn(self, entry: int, name: str, value: float) -> None:
        assert entry == 1
        self.asked.append((name, value))
        self.show(self.chain.with_value(entry, name, value))

    def row(self, number: int) -> ParamRow:
        """Return a row of the open file."""
        return self.panel.model.rows[1].params[number]

    def rect(self, number: int) -> QRectF:
        """Return where that row is, from the left edge of the list on."""
        model = self.panel.model
        rect = QRectF(
            self.panel.view.visualRect(model.index(number, 0, model.index(1, 0)))
        )
        rect.setLeft(0)
        return rect

    def drag(self, start: QPointF, *places: QPointF) -> None:
        """Press, move and let go."""
        viewport, left = self.panel.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, pos=start.toPoint())
        for place in places:
            QTest.mouseMove(viewport, place.toPoint())
        end = places[-1] if places else start
        QTest.mouseRelease(viewport, left, pos=end.toPoint())

    def choose(self, number: int) -> None:
        """Make a value the current row, by Tab."""
        model, view = self.panel.model, self.panel.view
        view.setFocus(Qt.FocusReason.TabFocusReason)
        view.setCurrentIndex(model.index(number, 0, model.index(1, 0)))

    def press(self, *keys: Qt.Key) -> None:
        """Type keys into the list."""
        for key in keys:
            QTest.keyClick(self.panel.view, key)


@pytest.fixture
def drawer(qtbot: QtBot) -> Iterator[Drawer]:
    """A drawer at the right side of an active window, its second file open."""
    window = QWidget()
    window.resize(800, 900)
    panel = ShaderPanel(window)
    panel.setGeometry(480, 0, PANEL_PX, 900)
    made = Drawer(panel)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield made
    window.close()


def test_a_slider_follows_the_hand(drawer: Drawer) -> None:
    """Every move asks for the value under the pointer, to both ends and not beyond."""
    rect = drawer.rect(STRENGTH)
    knob, track = knob_place(rect, drawer.row(STRENGTH)), slider_rect(rect)
    middle = QPointF(track.center().x(), knob.y())
    drawer.drag(knob, middle, QPointF(900, 0), QPointF(-900, 500))
    assert [value for _, value in drawer.asked] == [1.0, 2.0, 0.0]
    assert drawer.row(STRENGTH).words == "0.00"
    QTest.mouseMove(drawer.panel.view.viewport(), middle.toPoint())
    assert len(drawer.asked) == 3, "let go is let go"


def test_a_press_beside_the_slider_turns_nothing(drawer: Drawer) -> None:
    """Words are no knob."""
    drawer.drag(drawer.rect(STRENGTH).topLeft() + QPointF(60, 8))
    assert drawer.asked == []


def test_a_double_click_and_the_small_sign_bring_the_default_back(
    drawer: Drawer,
) -> None:
    """Either way; where nothing is turned the sign does nothing."""
    drawer.drag(reset_rect(drawer.rect(STRENGTH)).center())
    assert drawer.row(STRENGTH).value == 1.0
    drawer.drag(reset_rect(drawer.rect(STRENGTH)).center())
    assert drawer.asked == [("STRENGTH", 1.0)]
    spot = slider_rect(drawer.rect(SIGMA)).center().toPoint()
    viewport = drawer.panel.view.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    assert drawer.row(SIGMA).is_turned
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, pos=spot)
    assert not drawer.row(SIGMA).is_turned
    assert drawer.chain.entries[1].values == ()


def test_whole_numbers_go_in_whole_steps(drawer: Drawer) -> None:
    """No place of the slider means half a round."""
    track = slider_rect(drawer.rect(ROUNDS))
    places = [
        QPointF(track.left() + step * 3, track.center().y())
        for step in range(int(track.width() / 3))
    ]
    drawer.drag(places[0], *places)
    values = [value for _, value in drawer.asked]
    assert values == [float(whole) for whole in range(1, 9)]


def test_a_switch_is_switched_and_a_list_opens(drawer: Drawer, qtbot: QtBot) -> None:
    """0 or 1 is one click; names stand in a list with a tick at the one that counts."""
    drawer.drag(switch_rect(drawer.rect(FLAT), drawer.row(FLAT)).center())
    assert drawer.asked == [("KEEP_FLAT", 0.0)]
    drawer.drag(field_rect(drawer.rect(STYLE)).center())
    menu = next(one for one in drawer.panel.view.findChildren(QMenu) if one.isVisible())
    ticks = {action.text(): action.isChecked() for action in menu.actions()}
    assert ticks == {"BOX": False, "GAUSS": True, "DISC": False}
    menu.actions()[2].trigger()
    assert drawer.asked[-1] == ("STYLE", 2.0)
    menu.close()
    qtbot.wait(1)


def test_keys_turn_what_they_stand_on(drawer: Drawer) -> None:
    """Arrows step, Del brings the default back, Space switches and chooses."""
    drawer.choose(STRENGTH)
    drawer.press(Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left)
    assert drawer.asked == [("STRENGTH", 0.82), ("STRENGTH", 0.84), ("STRENGTH", 0.82)]
    drawer.press(Qt.Key.Key_PageUp, Qt.Key.Key_Delete)
    assert drawer.asked[-2:] == [("STRENGTH", 1.02), ("STRENGTH", 1.0)]
    drawer.choose(STYLE)
    drawer.press(Qt.Key.Key_Space, Qt.Key.Key_Space, Qt.Key.Key_Left)
    assert drawer.asked[-3:] == [("STYLE", 2.0), ("STYLE", 0.0), ("STYLE", 2.0)]
    drawer.choose(FLAT)
    drawer.press(Qt.Key.Key_Space, Qt.Key.Key_Down)
    assert drawer.asked[-1] == ("KEEP_FLAT", 0.0)
    assert drawer.panel.view.currentIndex().row() == FLAT + 1


def test_rows_keep_their_places_while_a_value_is_turned(drawer: Drawer) -> None:
    """Nothing in the list moves but the knob: no row, no time, no height."""
    places = [drawer.rect(number) for number in range(9)]
    times = [row.ms for row in drawer.panel.model.rows]
    for value in (0.0, 0.37, 1.0, 2.0):
        # As in the program: the status is still that of the value before.
        turned = drawer.chain.with_value(1, "STRENGTH", value)
        status = replace(CHAIN_STATUS, chain_id=TUNED.id)
        drawer.panel.show_chain(replace(FACTS, chain=turned, status=status))
        assert [drawer.rect(number) for number in range(9)] == places
        assert [row.ms for row in drawer.panel.model.rows] == times


def test_values_are_read_aloud(drawer: Drawer) -> None:
    """A screen reader hears name and value, and then what the value may be."""
    model = drawer.panel.model
    index = model.index(STRENGTH, 0, model.index(1, 0))
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Strength of the sharpening: 0.80"
    more = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "STRENGTH: 0 to 2; 1.00 by itself" in more
    assert (
        model.index(STYLE, 0, model.index(1, 0))
        .data(Qt.ItemDataRole.AccessibleTextRole)
        .endswith("GAUSS")
    )


def test_the_menu_of_a_value_resets_it_or_the_chain(drawer: Drawer) -> None:
    """What can be reset is offered, the rest is grey."""
    model, view = drawer.panel.model, drawer.panel.view
    index = model.index(STRENGTH, 0, model.index(1, 0))
    menu = view.menu_for(index)
    assert menu is not None
    states = {a.text().partition("\t")[0]: a.isEnabled() for a in menu.actions()}
    assert states["Back to 1.00"]
    assert not states["Reset the chain"]
    assert not drawer.panel.reset_button.isEnabled()
    commands: list[str] = []
    drawer.panel.command_asked.connect(commands.append)
    drawer.panel.show_chain(replace(FACTS, chain=drawer.chain, is_edited=True))
    drawer.panel.reset_button.click()
    menu = view.menu_for(index)
    assert menu is not None
    next(a for a in menu.actions() if a.text() == "Reset the chain").trigger()
    assert commands == ["reset-chain", "reset-chain"]


def test_words_that_wrap_push_nothing_over_the_slider(drawer: Drawer) -> None:
    """When a scroll bar narrows the list, rows grow with their words."""
    drawer.panel.resize(PANEL_PX, 400)
    QTest.qWait(50)
    high = drawer.rect(STRENGTH).height()
    track = slider_rect(drawer.rect(STRENGTH))
    metrics = drawer.panel.view.fontMetrics()
    lines = 2 if drawer.panel.view.verticalScrollBar().isVisible() else 1
    assert track.top() - drawer.rect(STRENGTH).top() >= lines * metrics.height()
    assert high < 90
    assert drawer.rect(STRENGTH).contains(QPointF(QPoint(60, 0)) + track.topLeft())
