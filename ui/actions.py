"""The commands as `QAction`s of a window: shortcuts, menus, ticks. Thread: main.

An `ActionSet` knows what can be asked for, not what happens then: the window connects
handlers by command id.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from player.hooks.chain import ShaderChain
from player.hooks.sizes import ModeSize, with_size
from ui.command import Behaviour, Command, words
from ui.command_table import COMMANDS, MENUS

_QUICK = ("play", "fullscreen", "open")
"""What the context menu offers before its submenus."""


class ActionSet(QObject):
    """Every command as an action of one window.

    The actions belong to the window itself, so that keys work while the menu bar is
    hidden. Thread: main.

    Signals:
        asked: A command's id, each time it is triggered (or, for a held one, when it
            goes on and when it goes off: see `is_checked`).
    """

    asked = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._ticked: set[str] = set()
        self._keys_down: set[str] = set()
        for command in COMMANDS:
            self._actions[command.id] = self._action_of(command)
        window.installEventFilter(self)

    def action(self, command_id: str) -> QAction:
        """Return the action of a command.

        Raises:
            KeyError: There is no such command.
        """
        return self._actions[command_id]

    def connect_handlers(self, handlers: Mapping[str, Callable[[], object]]) -> None:
        """Call `handlers[id]()` whenever the command `id` is asked for.

        Raises:
            KeyError: A handler is given for a command that does not exist.
        """
        unknown = set(handlers) - set(self._actions)
        if unknown:
            raise KeyError(f"no such commands: {sorted(unknown)}")
        for command_id, handler in handlers.items():
            action = self._actions[command_id]
            if command_id in self._held():
                action.toggled.connect(partial(_without_arguments, handler))
            else:
                action.triggered.connect(partial(_without_arguments, handler))

    def is_checked(self, command_id: str) -> bool:
        """Return whether a command's tick is shown."""
        return self._actions[command_id].isChecked()

    def show_checked(self, command_id: str, *, is_on: bool) -> None:
        """Show a command's tick as things are; nothing is triggered."""
        (self._ticked.add if is_on else self._ticked.discard)(command_id)
        self._actions[command_id].setChecked(is_on)

    def show_enabled(self, command_id: str, *, is_enabled: bool) -> None:
        """Offer a command, or grey it out."""
        self._actions[command_id].setEnabled(is_enabled)

    def show_modes(
        self, presets: tuple[ShaderChain, ...], current: ShaderChain
    ) -> None:
        """Give the mode commands the labels of the presets on their keys.

        Args:
            presets: All that there are; those without a key are passed over.
            current: The chain that draws now. Its command gets the tick and its label;
                every size of a mode has the command of the fast one.
        """
        fast = with_size(current.name, ModeSize.FAST)
        labels = {_mode_id(preset): preset for preset in presets if preset.key}
        ticked = {_mode_id(preset) for preset in presets if preset.name == fast}
        for action in self._groups["mode"].actions():
            command_id = action.objectName()
            self.show_checked(command_id, is_on=command_id in ticked)
            preset = labels.get(command_id)
            if preset is not None and preset.key != _OFF_KEY:
                label = current.label if command_id in ticked else preset.label
                action.setText(label)
                action.setStatusTip(preset.note)

    def fill_menu_bar(self, bar: QMenuBar) -> None:
        """Put every command into the menu bar, in the order of the table."""
        for menu, commands in MENUS.items():
            self._fill(bar.addMenu(words(menu.value)), commands)

    def context_menu(self, parent: QWidget) -> QMenu:
        """Return a menu with every command, for a right click or a menu button."""
        top = QMenu(parent)
        for command_id in _QUICK:
            top.addAction(self._actions[command_id])
        top.addSeparator()
        for menu, commands in MENUS.items():
            self._fill(top.addMenu(words(menu.value)), commands)
        return top

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Watch the window's keys for commands that last while a key is held."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self._keys_down.update(self._held_by(event))
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            self._release(self._held_by(event))
        elif kind == QEvent.Type.WindowDeactivate:
            self._release(set(self._keys_down))
        return super().eventFilter(watched, event)

    def _release(self, commands: set[str]) -> None:
        for command_id in commands & self._keys_down:
            self._keys_down.discard(command_id)
            self._actions[command_id].setChecked(False)

    def _held_by(self, event: QKeyEvent) -> set[str]:
        """Return the held commands whose first key is the one of `event`."""
        if event.isAutoRepeat():
            return set()
        return {
            command_id
            for command_id in self._held()
            if self._actions[command_id].shortcut()
            == QKeySequence(event.keyCombination())
            or (
                event.type() == QEvent.Type.KeyRelease
                and self._actions[command_id].shortcut() == QKeySequence(event.key())
            )
        }

    @staticmethod
    def _held() -> tuple[str, ...]:
        return tuple(c.id for c in COMMANDS if c.behaviour is Behaviour.HELD)

    def _action_of(self, command: Command) -> QAction:
        action = QAction(words(command.text), self)
        action.setObjectName(command.id)
        action.setStatusTip(words(command.tip))
        action.setToolTip(words(command.tip))
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(command.behaviour is Behaviour.REPEATS)
        action.setCheckable(command.behaviour in {Behaviour.CHECKED, Behaviour.HELD})
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        if command.group:
            self._group(command.group).addAction(action)
        if command.behaviour is Behaviour.HELD:
            action.toggled.connect(partial(self._ask, command.id))
        else:
            # First of all slots: the tick goes back to what is true, and whoever
            # carries the command out shows the new truth.
            action.triggered.connect(partial(self._untick, command))
            action.triggered.connect(partial(self._ask, command.id))
        self._window.addAction(action)
        return action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            group = QActionGroup(self)
            group.setExclusionPolicy(
                QActionGroup.ExclusionPolicy.ExclusiveOptional,
            )
            self._groups[name] = group
        return self._groups[name]

    def _untick(self, command: Command, _checked: object = None) -> None:
        """Undo what Qt did to the ticks of a command (and of its group)."""
        group = self._groups.get(command.group)
        touched = group.actions() if group else [self._actions[command.id]]
        for action in touched:
            action.setChecked(action.objectName() in self._ticked)

    def _ask(self, command_id: str, _checked: object = None) -> None:
        self.asked.emit(command_id)

    def _fill(self, menu: QMenu, commands: tuple[Command, ...]) -> None:
        menu.setToolTipsVisible(True)
        for command in commands:
            if command.starts_section:
                menu.addSeparator()
            menu.addAction(self._actions[command.id])


_OFF_KEY = "0"

_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}
"""Where macOS moves a command to its application menu."""


def _mode_id(preset: ShaderChain) -> str:
    return "mode-off" if preset.key == _OFF_KEY else f"mode-{preset.key}"


def _without_arguments(handler: Callable[[], object], *_args: object) -> None:
    handler()
