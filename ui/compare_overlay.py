"""Names of the two halves, and the grip on the divider. Thread: main.

The picture itself and the line are drawn by the view, which also takes the mouse; the
grip, reached by Tab, is moved by the arrow keys.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from player.render.request import CompareMode
from ui.icons import draw_icon
from ui.keyboard_focus import SLIDER_KEYS, KeyboardFocus
from ui.theme import DARK, colour, put_on_picture

GRIP_PX = 36
STEP = 0.01
LONG_STEP = 0.1
_LABEL_MARGIN_PX = 12

_LEAST_LABEL_PX = 48
"""Where less is free, a name would be dots."""


class HalfLabel(QWidget):
    """The name of one half, in its top corner."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        self.hide()

    @property
    def words(self) -> str:
        """Return what it says."""
        return self._words

    def show_words(self, words: str, most_px: int) -> None:
        """Say something in at most so much width."""
        metrics = QFontMetricsF(self.font())
        room = max(0, most_px - 20)
        elide = Qt.TextElideMode.ElideRight
        self._words = metrics.elidedText(words, elide, room)
        self.setAccessibleName(words)
        width = metrics.horizontalAdvance(self._words)
        self.resize(round(width) + 20, round(metrics.height()) + 10)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the words on a ground that any picture allows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.surface, 0.82))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setPen(colour(DARK.text))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)


class DividerGrip(QWidget):
    """A round handle with two arrows on the divider.

    The mouse goes through it: the view takes hold of the divider anywhere near.

    Signals:
        stepped: To the right (left when negative) by a share of the picture's width.
        centred: To the middle.
    """

    stepped = Signal(float)
    centred = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._focus = KeyboardFocus(self, SLIDER_KEYS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(GRIP_PX, GRIP_PX)
        self.setAccessibleName(self.tr("Divider between before and after"))
        self.hide()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the grip's size."""
        return QSize(GRIP_PX, GRIP_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Move by arrows, further by pages, centre with Home."""
        steps = {
            Qt.Key.Key_Left: -STEP,
            Qt.Key.Key_Right: STEP,
            Qt.Key.Key_Down: -STEP,
            Qt.Key.Key_Up: STEP,
            Qt.Key.Key_PageDown: -LONG_STEP,
            Qt.Key.Key_PageUp: LONG_STEP,
        }
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Home:
            self.centred.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.setBrush(colour(DARK.surface, 0.88))
        ring = DARK.accent if self._focus.is_shown else DARK.text
        painter.setPen(QPen(colour(ring), 2 if self._focus.is_shown else 1.5))
        painter.drawEllipse(rect)
        sign = QRectF(0, 0, 20, 20)
        sign.moveCenter(rect.center())
        draw_icon(painter, "arrows", DARK.text, sign)


class CompareOverlay:
    """Two labels and a grip over a view; holds no picture. Thread: main.

    Attributes:
        before / after: Labels of the halves.
        grip: The divider's handle.
    """

    def __init__(self, view: QWidget) -> None:
        self.before = HalfLabel(view)
        self.after = HalfLabel(view)
        self.grip = DividerGrip(view)
        self._mode = CompareMode.OFF
        self._picture = QRect()
        self._named = QRect()
        self._divider = 0.5
        self._is_swapped = False
        self._names = ("", "")

    def show_names(self, before: str, after: str) -> None:
        """Name the halves: the original, and the chain."""
        self._names = (before, after)
        self._place()

    def show_compare(
        self, mode: CompareMode, divider: float, *, is_swapped: bool
    ) -> None:
        """Show another comparison; `divider` is 0…1 of the picture's width."""
        self._mode = mode
        self._divider = divider
        self._is_swapped = is_swapped
        self._place()

    def show_picture(self, picture: QRect, clear: QRect | None = None) -> None:
        """Follow the picture (for side by side: both pictures together).

        Args:
            picture: Where it lies in the view.
            clear: What no drawer covers; all of it when None. Names stand in there.
        """
        self._picture = picture
        self._named = picture if clear is None else picture.intersected(clear)
        self._place()

    def _place(self) -> None:
        is_split = self._mode in {CompareMode.WIPE, CompareMode.SIDE_BY_SIDE}
        is_seen = is_split and not self._picture.isEmpty()
        is_named = is_seen and self._most_px >= _LEAST_LABEL_PX
        self.before.setVisible(is_named)
        self.after.setVisible(is_named)
        self.grip.setVisible(is_seen and self._mode is CompareMode.WIPE)
        if is_seen:
            self._place_labels()
            self._place_grip()

    @property
    def _most_px(self) -> int:
        return self._named.width() // 2 - 2 * _LABEL_MARGIN_PX

    def _place_labels(self) -> None:
        picture, most = self._named, self._most_px
        self.before.show_words(self._names[0], most)
        self.after.show_words(self._names[1], most)
        left, right = self.before, self.after
        if self._is_swapped:
            left, right = right, left
        corner = picture.topLeft() + QPoint(_LABEL_MARGIN_PX, _LABEL_MARGIN_PX)
        left.move(corner)
        right.move(picture.right() - _LABEL_MARGIN_PX - right.width() + 1, corner.y())

    def _place_grip(self) -> None:
        picture = self._picture
        x = picture.left() + self._divider * picture.width() - GRIP_PX / 2
        self.grip.move(round(x), round(picture.center().y() - GRIP_PX / 2))
