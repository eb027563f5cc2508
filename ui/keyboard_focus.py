"""Focus that came by the keyboard: only then a ring is shown and keys are kept.

The keys of a player work wherever the mouse has been: a click on a button or a slider
takes nothing from them. Who walks with Tab means the widget under the ring, so that
one keeps the keys it needs (arrows, space, enter). Thread: main.
"""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.theme import DARK, colour

_BY_KEYS = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})

PRESS_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})
SLIDER_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
LIST_KEYS = SLIDER_KEYS | PRESS_KEYS | {Qt.Key.Key_Delete}


class KeyboardFocus(QObject):
    """Watches one widget's focus. Thread: main."""

    def __init__(self, widget: QWidget, keys: frozenset[Qt.Key]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._keys = keys
        self._is_shown = False
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        widget.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Return whether the focus ring belongs round the widget."""
        return self._is_shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Follow the focus, and keep the widget's keys from the shortcuts."""
        kind = event.type()
        if kind == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
            self._show(is_shown=event.reason() in _BY_KEYS)
        elif kind == QEvent.Type.FocusOut:
            self._show(is_shown=False)
        elif (
            kind == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_shown
            and event.key() in self._keys
            and _is_plain(event)
        ):
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def _show(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown
        self._widget.update()


def _is_plain(event: QKeyEvent) -> bool:
    allowed = Qt.KeyboardModifier.KeypadModifier
    return not event.modifiers() & ~allowed


def draw_focus_ring(painter: QPainter, rect: QRectF, radius_px: float) -> None:
    """Draw the ring inside `rect`."""
    painter.setPen(QPen(colour(DARK.accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), radius_px, radius_px)
