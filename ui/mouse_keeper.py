"""A widget over the picture that keeps the mouse to itself. Thread: main.

Qt hands what a child does not want to its parent: without this a click beside a row
would pause, a wheel at the list's end would change the volume.
"""

from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget


class MouseKeeper(QWidget):
    """Takes every press, release, double click and turn of the wheel."""

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Keep a press."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Keep a release."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Keep a double click (it would fill the screen)."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Keep the wheel."""
        event.accept()
