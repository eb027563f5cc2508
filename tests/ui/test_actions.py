"""Commands as actions: keys reach their handlers, menus hold all, ticks are honest."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from player.hooks.chain import OFF, ShaderChain
from ui.actions import ActionSet
from ui.command import Behaviour
from ui.command_table import COMMANDS


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    """Give an active window that holds nothing."""
    window = QMainWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.close()


def _all_actions(menu: QMenu) -> set[QAction]:
    found: set[QAction] = set()
    for action in menu.actions():
        submenu = action.menu()
        if isinstance(submenu, QMenu):
            found |= _all_actions(submenu)
        else:
            found.add(action)
    return found


def test_a_key_reaches_its_handler(window: QMainWindow) -> None:
    """Pressing a command's key calls its handler once."""
    asked: list[str] = []
    actions = ActionSet(window)
    actions.connect_handlers(
        {
            "play": lambda: asked.append("play"),
            "compare-previous": lambda: asked.append("compare-previous"),
            "shortcuts": lambda: asked.append("shortcuts"),
            "mode-5": lambda: asked.append("mode-5"),
        }
    )
    QTest.keyClick(window, Qt.Key.Key_Space)
    QTest.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(window, Qt.Key.Key_Question)
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert asked == ["play", "compare-previous", "shortcuts", "mode-5"]


def test_every_key_of_every_command_works(window: QMainWindow) -> None:
    """Each declared key triggers its own command and no other (held ones twice)."""
    asked: list[str] = []
    actions = ActionSet(window)
    actions.asked.connect(asked.append)
    for command in COMMANDS:
        for sequence in actions.action(command.id).shortcuts():
            asked.clear()
            combination = sequence[0]
            modifiers = combination.keyboardModifiers()
            QTest.keyClick(window, combination.key(), modifiers)
            times = 2 if command.behaviour is Behaviour.HELD else 1
            assert asked == [command.id] * times, sequence.toString()


def test_keys_work_while_a_button_has_the_focus(window: QMainWindow) -> None:
    """The space bar plays even when the mouse has just used a button."""
    button = QToolButton(window)
    button.show()
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    asked: list[str] = []
    ActionSet(window).asked.connect(asked.append)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert asked == ["play"]


def test_a_held_command_lasts_as_long_as_its_key(window: QMainWindow) -> None:
    """The original is shown from the press of V to its release."""
    states: list[bool] = []
    actions = ActionSet(window)
    actions.connect_handlers(
        {"show-original": lambda: states.append(actions.is_checked("show-original"))}
    )
    QTest.keyPress(window, Qt.Key.Key_V)
    assert states == [True]
    QTest.keyRelease(window, Qt.Key.Key_V)
    assert states == [True, False]


def test_a_held_command_ends_with_the_window(window: QMainWindow) -> None:
    """A release that goes to another window cannot leave the original on."""
    actions = ActionSet(window)
    QTest.keyPress(window, Qt.Key.Key_V)
    assert actions.is_checked("show-original")
    other = QMainWindow()
    other.show()
    other.activateWindow()
    assert QTest.qWaitForWindowActive(other)
    assert not actions.is_checked("show-original")
    other.close()


def test_a_held_command_stays_when_chosen_in_the_menu(window: QMainWindow) -> None:
    """Its tick in the menu keeps it on until it is taken away."""
    actions = ActionSet(window)
    actions.action("show-original").trigger()
    assert actions.is_checked("show-original")


def test_every_command_is_in_both_menus(window: QMainWindow) -> None:
    """The menu bar and the context menu each hold every command."""
    actions = ActionSet(window)
    actions.fill_menu_bar(window.menuBar())
    expected = {actions.action(command.id) for command in COMMANDS}
    bar: set[QAction] = set()
    for top in window.menuBar().actions():
        submenu = top.menu()
        assert isinstance(submenu, QMenu)
        bar |= _all_actions(submenu)
    context = _all_actions(actions.context_menu(window))
    assert expected <= bar
    assert expected <= context


def test_an_unknown_handler_is_refused(window: QMainWindow) -> None:
    """A handler for a command that does not exist is a mistake, said at once."""
    with pytest.raises(KeyError, match="plya"):
        ActionSet(window).connect_handlers({"plya": lambda: None})


def test_modes_take_the_words_of_the_presets(window: QMainWindow) -> None:
    """A mode's menu text is its preset's label; the drawing one has the tick."""
    actions = ActionSet(window)
    fast = ShaderChain("mode-a-fast", "Mode A · Fast", key="1", note="For lines")
    actions.show_modes((OFF, fast), fast)
    assert actions.action("mode-1").text() == "Mode A · Fast"
    assert actions.is_checked("mode-1")
    assert not actions.is_checked("mode-off")
    for name, label in (
        ("mode-a-hq", "Mode A · HQ"),
        ("mode-a-auto", "Mode A · Auto (HQ)"),
    ):
        actions.show_modes((OFF, fast), ShaderChain(name, label))
        assert actions.is_checked("mode-1")
        assert actions.action("mode-1").text() == label
    actions.show_modes((OFF, fast), OFF)
    assert actions.is_checked("mode-off")
    assert not actions.is_checked("mode-1")
    assert actions.action("mode-1").text() == "Mode A · Fast"


def test_showing_a_tick_asks_for_nothing(window: QMainWindow) -> None:
    """Bringing a tick in step with the player is not a command."""
    asked: list[str] = []
    actions = ActionSet(window)
    actions.asked.connect(asked.append)
    actions.show_checked("mute", is_on=True)
    assert actions.is_checked("mute")
    assert asked == []


def test_a_tick_is_what_is_true_not_what_was_pressed(window: QMainWindow) -> None:
    """Choosing the mode that draws already leaves its tick; a refused one gets none."""
    actions = ActionSet(window)
    fast = ShaderChain("mode-a-fast", "Mode A · Fast", key="1")
    actions.show_modes((OFF, fast), fast)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert actions.is_checked("mode-1")
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert actions.is_checked("mode-1")
    assert not actions.is_checked("mode-2")
    QTest.keyClick(window, Qt.Key.Key_M)
    assert not actions.is_checked("mute")


def test_a_handler_may_show_the_new_truth(window: QMainWindow) -> None:
    """What a handler shows as ticked stays ticked."""
    actions = ActionSet(window)
    actions.connect_handlers({"mute": lambda: actions.show_checked("mute", is_on=True)})
    QTest.keyClick(window, Qt.Key.Key_M)
    assert actions.is_checked("mute")
