"""The word that says what a key just did, for 1.2 s. Thread: main."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.fade import Fade
from ui.theme import DARK, RADIUS_PX, colour, figures, put_on_picture, scaled

STAYS_MS = 1200
MARGIN_PX = 16
"""Kept free on both sides of the window."""

_PAD_X_PX = 14
_PAD_Y_PX = 8


class OnScreenWord(QWidget):
    """A pill with one line; the newest word wins."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(figures(scaled(self.font(), 1.25, is_bold=True)))
        self.hide()
        self._words = ""
        self._fade = Fade(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(STAYS_MS)
        self._rest.timeout.connect(self._fade.hide)

    @property
    def words(self) -> str:
        """Return what it says."""
        return self._words

    def say(self, words: str) -> None:
        """Show a word for a moment."""
        self._words = words
        self.setAccessibleName(words)
        self.resize(self.sizeHint())
        self.raise_()
        self._fade.show()
        self._rest.start()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the size of the words with their ground, inside the parent."""
        metrics = QFontMetricsF(self.font())
        width = round(metrics.horizontalAdvance(self._words)) + 2 * _PAD_X_PX + 1
        parent = self.parentWidget()
        if parent is not None:
            width = min(width, parent.width() - 2 * MARGIN_PX)
        return QSize(width, round(metrics.height()) + 2 * _PAD_Y_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.surface, 0.86))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        painter.setPen(colour(DARK.text))
        room = self.width() - 2 * _PAD_X_PX + 1
        elide = Qt.TextElideMode.ElideRight
        words = QFontMetricsF(self.font()).elidedText(self._words, elide, room)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, words)
