"""The windows beside the window: files, settings, keys, about. Thread: GUI."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog

from player.commands import doctor
from player.options import Value
from ui.about_dialog import AboutDialog
from ui.chain_control import CUSTOM_NAME
from ui.main_window import MainWindow
from ui.memory import last_options
from ui.playlist import MEDIA_SUFFIXES, SHADER_SUFFIXES
from ui.session import Session
from ui.settings_dialog import SettingsDialog
from ui.shortcuts_dialog import ShortcutsDialog
from ui.wakeup import Wakeup


class Dialogs(QObject):
    """Opens dialogs; each exists at most once, and none stops what plays."""

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._open: dict[str, QDialog] = {}
        self._report = ""
        self._reporter: threading.Thread | None = None
        self._report_ready = Wakeup(self._take_report, self)
        self.graphics = ""

    def ask_for_files(self) -> None:
        """Choose files to play."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(MEDIA_SUFFIXES))
        filters = f"{self.tr('Video and sound')} ({kinds});;{self.tr('All files')} (*)"
        current = self._session.playlist.current
        folder = str(Path(current).parent) if current else ""
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open"), folder, filters
        )
        if paths:
            self._session.open_paths(tuple(paths))

    def ask_for_shaders(self) -> None:
        """Choose shader files to put behind the chain."""
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SHADER_SUFFIXES))
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Add shaders"), "", f"{self.tr('Shaders')} ({kinds})"
        )
        if paths:
            self._session.chain.add_files(tuple(paths))

    def show_settings(self) -> None:
        """Open the settings; a change takes effect at once where it can."""

        def make() -> QDialog:
            chains = {"auto": self.tr("Automatic")}
            for chain in self._session.chain.chains:
                if chain.name != CUSTOM_NAME:  # has no name to start with
                    chains[chain.name] = chain.label
            made = SettingsDialog(self._values(), {"chain": chains}, self._window)
            made.option_changed.connect(self._session.set_option)
            return made

        self._show("settings", make)

    def show_shortcuts(self) -> None:
        """List keys and mouse."""
        self._show("shortcuts", lambda: ShortcutsDialog(self._window))

    def show_about(self) -> None:
        """Say what this is."""
        self._show("about", lambda: AboutDialog(self.graphics, self._window))

    def open_in_editor(self, path: str) -> None:
        """Show a shader file in whatever edits text files here."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).absolute())))

    def copy_report(self) -> None:
        """Put the doctor's report on the clipboard; it takes a moment to find out."""
        if self._reporter is not None and self._reporter.is_alive():
            return
        self._reporter = threading.Thread(target=self._find_out, name="report")
        self._reporter.start()

    def release(self) -> None:
        """Close everything."""
        self._report_ready.close()
        if self._reporter is not None:
            self._reporter.join()
        for dialog in tuple(self._open.values()):
            dialog.close()

    def _show(self, name: str, make: Callable[[], QDialog]) -> None:
        dialog = self._open.get(name)
        if dialog is None:
            dialog = make()
            self._open[name] = dialog
            dialog.finished.connect(lambda _result: self._forget(name))
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()

    def _forget(self, name: str) -> None:
        dialog = self._open.pop(name, None)
        if dialog is not None:
            dialog.deleteLater()

    def _values(self) -> dict[str, Value]:
        return last_options(self._session)

    def _find_out(self) -> None:
        self._report = doctor.report()
        self._report_ready.wake()

    def _take_report(self) -> None:
        QGuiApplication.clipboard().setText(self._report)
        self._session.said.emit(self.tr("Report copied"))
