"""The dashed place of the start screen: drop files, or press a button. Thread: main."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import draw_icon
from ui.theme import DARK, colour

HEIGHT_PX = 208
_ZONE_MARGINS = (16, 72, 16, 28)
_SHORT_MARGINS = (16, 12, 16, 12)
_SHORT_ZONE_PX = 104
"""Where there is no room for the sign and the second line."""


class DropZone(QWidget):
    """The dashed place with the two buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_lit = False
        title = QLabel(self.tr("Drop an episode here"), self)
        title.setProperty("role", "title")
        self._hint = QLabel(
            self.tr("Files, folders, or shader files for the chain"), self
        )
        self._hint.setProperty("role", "muted")
        self._is_short = False
        self.open_button = QPushButton(self.tr("Open…"), self)
        self.open_button.setProperty("role", "main")
        self.demo_button = QPushButton(self.tr("Play the demo"), self)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.open_button, self.demo_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(*_ZONE_MARGINS)
        column.setSpacing(6)
        for label in (title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(buttons)
        self.setMinimumHeight(HEIGHT_PX)

    def shorten(self, *, is_short: bool) -> None:
        """Leave out all but the title and the buttons."""
        if is_short == self._is_short:
            return
        self._is_short = is_short
        self._hint.setVisible(not is_short)
        self._column.setContentsMargins(
            *(_SHORT_MARGINS if is_short else _ZONE_MARGINS)
        )
        self.setMinimumHeight(_SHORT_ZONE_PX if is_short else HEIGHT_PX)
        self.update()

    def light(self, *, is_lit: bool) -> None:
        """Show that what is dragged would be taken."""
        self._is_lit = is_lit
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the dashed edge and the sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        pen = QPen(colour(DARK.accent if self._is_lit else DARK.line), 1.5)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        painter.setBrush(colour(DARK.surface, 1.0 if self._is_lit else 0.6))
        painter.drawRoundedRect(rect, 12, 12)
        if self._is_short:
            return
        sign = QRectF(rect.center().x() - 18, 30, 36, 36)
        draw_icon(painter, "film", DARK.accent if self._is_lit else DARK.muted, sign)
