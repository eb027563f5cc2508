"""A whole window with a hand-turned player, and ways to look at its pixels."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from player.options import Value
from tests.support.hand_player import HandPlayer
from ui.cli import Arguments
from ui.program import Program
from ui.settings_store import SettingsStore

PATIENCE_MS = 10_000


class WindowRig:
    """The program under test.

    Attributes:
        player: What the window commands.
        program: The window and its parts.
    """

    open_ones: ClassVar[list["WindowRig"]] = []
    """Ended after the test, however it went (`tests/ui/conftest.py`)."""

    def __init__(
        self, qtbot: QtBot, folder: Path, paths: tuple[str, ...] = (), **options: Value
    ) -> None:
        self._qtbot = qtbot
        named = {name.replace("_", "-"): value for name, value in options.items()}
        store = SettingsStore(folder)
        self.program = Program(Arguments(paths, named), store, HandPlayer)
        assert isinstance(self.program.transport, HandPlayer)
        self.player: HandPlayer = self.program.transport
        self.session = self.program.session
        self.window = self.program.window
        self.view = self.program.view
        self.overlays = self.program.wiring.overlays
        WindowRig.open_ones.append(self)

    def start(self) -> None:
        """Show the window and wait for it."""
        with self._qtbot.waitExposed(self.window):
            self.program.start()
        self.window.activateWindow()
        self.view.setFocus()
        self.until(self.window.isActiveWindow)  # shortcuts are heard only then

    def open(self, path: str = "made.mkv") -> None:
        """Open a file and wait for its first picture."""
        self.session.open_paths((path,))
        self.until(lambda: self.view.shown is not None)

    def until(
        self, condition: Callable[[], bool], patience_ms: int = PATIENCE_MS
    ) -> None:
        """Run the event loop until something holds."""
        self._qtbot.waitUntil(condition, timeout=patience_ms)

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Type a key into the window."""
        QTest.keyClick(self.window, key, modifier)

    def picture(self) -> npt.NDArray[np.uint8]:
        """Return the pixels of the view, uint8 [height, width, 3]."""
        return pixels(self.view.surface.grab().toImage())

    def at(self, x: float, y: float) -> QPoint:
        """Return a place in the view, from fractions of its sides."""
        return QPoint(round(self.view.width() * x), round(self.view.height() * y))


def pixels(image: QImage) -> npt.NDArray[np.uint8]:
    """Return an image as uint8 [height, width, 3]."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    stride = plain.bytesPerLine()
    rows = np.frombuffer(plain.constBits(), np.uint8).reshape(plain.height(), stride)
    return rows[:, : plain.width() * 3].reshape(plain.height(), plain.width(), 3).copy()
