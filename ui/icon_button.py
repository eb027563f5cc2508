"""A button that is an icon: 20 px on a 32 px target, over the picture. Thread: main."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.icons import ICON_PX, draw_icon
from ui.keyboard_focus import PRESS_KEYS, KeyboardFocus, draw_focus_ring
from ui.theme import DARK, colour

TARGET_PX = 32
_RADIUS_PX = 6


class IconButton(QAbstractButton):
    """An icon that can be pressed; its words are its tool tip and accessible name."""

    def __init__(
        self, icon_name: str, words: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._focus = KeyboardFocus(self, PRESS_KEYS)
        self.setFixedSize(TARGET_PX, TARGET_PX)
        self.show_words(words)

    def show_icon(self, icon_name: str) -> None:
        """Show another icon."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self.update()

    def show_words(self, words: str) -> None:
        """Say something else about what it does."""
        self.setToolTip(words)
        self.setAccessibleName(words.partition(" (")[0])

    @property
    def icon_name(self) -> str:
        """Return the name of the icon that is shown."""
        return self._icon_name

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the target's size."""
        return QSize(TARGET_PX, TARGET_PX)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Brighten under the pointer."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let Enter press the button as the space bar does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground, icon and focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        alpha = self._ground_alpha()
        if alpha:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("#ffffff", alpha))
            painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
        ink = DARK.text if self.isEnabled() else DARK.line
        inset = (TARGET_PX - ICON_PX) / 2
        draw_icon(
            painter, self._icon_name, ink, rect.adjusted(inset, inset, -inset, -inset)
        )
        if self._focus.is_shown:
            draw_focus_ring(painter, rect, _RADIUS_PX)

    def _ground_alpha(self) -> float:
        if not self.isEnabled():
            return 0.0
        if self.isDown():
            return 0.26
        base = 0.12 if self.isChecked() else 0.0
        return base + (0.10 if self.underMouse() else 0.0)
