"""Commands that only a window can do: dialogs, panels, full screen. Thread: GUI."""

from contextlib import ExitStack
from importlib.resources import as_file, files

from PySide6.QtCore import QObject, Signal

from player.render.request import CompareMode
from ui.command_effects import Effect
from ui.dialogs import Dialogs
from ui.first_look import FirstLook
from ui.main_window import MainWindow
from ui.overlays import Overlays
from ui.session import Session

DEMO = "demo/demo.mkv"


class WindowEffects(QObject):
    """Effects of the commands that need the window.

    Attributes:
        dialogs: The windows beside the window.
        first_look: Moves the divider once when the demo begins.

    Signals:
        panels_changed: The drawer, the list or the numbers came or went.
    """

    panels_changed = Signal()

    def __init__(
        self, session: Session, window: MainWindow, overlays: Overlays
    ) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._overlays = overlays
        self._demo = ExitStack()
        self.dialogs = Dialogs(session, window)
        self._is_look_waiting = False
        self.first_look = FirstLook(self)
        self.first_look.divider_moved.connect(session.compare.set_divider)

    def table(self) -> dict[str, Effect]:
        """Return the effects by command id."""
        window = self._window
        return {
            "open": self.dialogs.ask_for_files,
            "open-demo": self.play_demo,
            "add-shader": self.dialogs.ask_for_shaders,
            "settings": self.dialogs.show_settings,
            "quit": window.close,
            "fullscreen": window.toggle_full_screen,
            "leave-fullscreen": window.leave_full_screen,
            "shader-panel": self.toggle_panel,
            "stats": self.toggle_stats,
            "playlist": self.toggle_list,
            "shortcuts": self.dialogs.show_shortcuts,
            "copy-report": self.dialogs.copy_report,
            "about": self.dialogs.show_about,
        }

    def play_demo(self) -> None:
        """Play the clip that comes with the program, and show what it is about."""
        session = self._session
        place = files("resources").joinpath(DEMO)
        path = self._demo.enter_context(as_file(place))
        session.choose_showpiece()
        is_free = "compare" not in session.typed
        if is_free and session.options["compare"] == CompareMode.OFF.value:
            session.compare.set_mode(CompareMode.WIPE)
            session.assumed["compare"] = CompareMode.WIPE.value
        self._is_look_waiting = True
        session.open_paths((str(path),))

    def begin_first_look(self) -> None:
        """Let the divider move once, if the demo was asked for; called per picture."""
        if self._is_look_waiting and self._session.compare.mode is CompareMode.WIPE:
            self._is_look_waiting = False
            self.first_look.start()

    def toggle_panel(self) -> None:
        """Open the shader drawer, or close it."""
        self._overlays.toggle_panel()
        self.panels_changed.emit()

    def toggle_list(self) -> None:
        """Open the play list, or close it."""
        self._overlays.toggle_list()
        self.panels_changed.emit()

    def toggle_stats(self) -> None:
        """Show the numbers, or hide them."""
        self._overlays.toggle_stats()
        self.panels_changed.emit()

    def release(self) -> None:
        """Give back what was unpacked."""
        self.first_look.stop()
        self.dialogs.release()
        self._demo.close()
