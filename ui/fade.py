"""Lets a widget come and go softly, at once where motion is unwanted. Thread: main."""

from PySide6.QtCore import QAbstractAnimation, QObject, QPropertyAnimation
from PySide6.QtWidgets import QGraphicsOpacityEffect, QWidget

from ui.theme import FADE_MS, motion_ms


class Fade(QObject):
    """Shows and hides one widget by its opacity.

    The effect exists only while something moves: a widget that stands still is painted
    directly, sharp and cheap.
    """

    def __init__(self, widget: QWidget, duration_ms: int = FADE_MS) -> None:
        super().__init__(widget)
        self._widget = widget
        self._duration_ms = duration_ms
        self._is_wanted = not widget.isHidden()
        self._effect = QGraphicsOpacityEffect(widget)
        self._effect.setEnabled(False)
        widget.setGraphicsEffect(self._effect)
        self._animation = QPropertyAnimation(self._effect, b"opacity", self)
        self._animation.finished.connect(self._settle)

    @property
    def is_wanted(self) -> bool:
        """Return whether the widget is shown, or on its way to be."""
        return self._is_wanted

    def show(self) -> None:
        """Let the widget come."""
        if self._is_wanted and self._widget.isVisible():
            return
        self._is_wanted = True
        start = self._effect.opacity() if self._is_moving() else 0.0
        self._widget.show()
        self._move(start, 1.0)

    def hide(self) -> None:
        """Let the widget go."""
        if not self._is_wanted:
            return
        self._is_wanted = False
        self._move(self._effect.opacity() if self._is_moving() else 1.0, 0.0)

    def _is_moving(self) -> bool:
        return self._animation.state() is QAbstractAnimation.State.Running

    def _move(self, start: float, end: float) -> None:
        self._animation.stop()
        duration_ms = motion_ms(self._duration_ms)
        if duration_ms == 0:
            self._settle()
            return
        self._effect.setOpacity(start)
        self._effect.setEnabled(True)
        self._animation.setStartValue(start)
        self._animation.setEndValue(end)
        self._animation.setDuration(duration_ms)
        self._animation.start()

    def _settle(self) -> None:
        self._effect.setEnabled(False)
        self._widget.setVisible(self._is_wanted)
