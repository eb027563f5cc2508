"""The line of time: position, chapters, hover time, drag. Thread: main.

A drag asks for cheap seeks at most every `DRAG_EVERY_MS` and for one exact seek when it
ends; meanwhile the bar shows the hand's place, not the player's.
"""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from player.frames import Chapter
from ui.keyboard_focus import SLIDER_KEYS, KeyboardFocus, draw_focus_ring
from ui.theme import DARK, colour, figures
from ui.time_words import clock

DRAG_EVERY_MS = 60
"""Several seeks a second feel live; more only waste decoding."""

_SETTLE_MS = 700
"""How long the bar waits for the player to reach the place that was asked for."""

_HEIGHT_PX = 48
_TRACK_Y_PX = 36
_MARGIN_PX = 8
_STEP_MS = 5_000
_PAGE_MS = 60_000
_WHEEL_NOTCH = 120


class SeekBar(QAbstractSlider):
    """A slider over the file's time, in milliseconds.

    Signals:
        seek_asked: Seconds, and whether the very frame is wanted.
    """

    seek_asked = Signal(float, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chapters: tuple[Chapter, ...] = ()
        self._hover_x: float | None = None
        self._is_showing = False
        self._focus = KeyboardFocus(self, SLIDER_KEYS)
        self._drag_pause = self._timer(DRAG_EVERY_MS, self._on_drag_pause)
        self._settling = self._timer(_SETTLE_MS, self.update)
        self._last_asked_ms = -1
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setSingleStep(_STEP_MS)
        self.setPageStep(_PAGE_MS)
        self.setRange(0, 0)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Position in the file"))
        self.valueChanged.connect(self._on_value_changed)

    def show_media(self, duration_s: float, chapters: tuple[Chapter, ...]) -> None:
        """Show another file's length and chapters."""
        self._chapters = chapters
        self._is_showing = True
        self.setRange(0, round(duration_s * 1000))
        self._is_showing = False
        self.setEnabled(duration_s > 0)
        self.update()

    def show_position(self, seconds: float) -> None:
        """Show where the player is, unless a hand says otherwise."""
        if self.isSliderDown() or self._settling.isActive():
            return
        self._is_showing = True
        self.setValue(round(seconds * 1000))
        self._is_showing = False

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a height with room for the hover time above the line."""
        return QSize(320, _HEIGHT_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Begin a drag at the pointer's place."""
        if event.button() is Qt.MouseButton.LeftButton and self.maximum() > 0:
            self.setSliderDown(True)
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Show the time under the pointer; drag when it is down."""
        self._hover_x = event.position().x()
        if self.isSliderDown():
            self._follow(event.position())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """End the drag with the exact place."""
        if event.button() is Qt.MouseButton.LeftButton and self.isSliderDown():
            self._follow(event.position())
            self._drag_pause.stop()
            self.setSliderDown(False)
            self._ask(is_exact=True)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Seek by a step a notch."""
        steps = event.angleDelta().y() / _WHEEL_NOTCH
        self.setValue(self.value() + round(steps * _STEP_MS))
        event.accept()

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002, N802  Qt's name
        """Take the hover time away."""
        self._hover_x = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the line, its chapters, the place and the hover time."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_lively = self._hover_x is not None or self.isSliderDown()
        thickness = 6.0 if is_lively else 4.0
        self._draw_track(painter, thickness)
        if self.maximum() > 0:
            self._draw_knob(painter, 7.0 if is_lively else 5.0)
            if self._hover_x is not None:
                self._draw_bubble(painter, self._ms_at(self._hover_x))
        if self._focus.is_shown:
            ring = QRectF(2, _TRACK_Y_PX - 10, self.width() - 4, 20)
            draw_focus_ring(painter, ring, 6)

    def _draw_track(self, painter: QPainter, thickness: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        edge_x = self._x_of(self.value())
        for left, right in self._segments():
            box = QRectF(left, _TRACK_Y_PX - thickness / 2, right - left, thickness)
            painter.setBrush(colour("#ffffff", 0.28))
            painter.drawRoundedRect(box, thickness / 2, thickness / 2)
            played = box.intersected(QRectF(0, 0, edge_x, self.height()))
            if played.width() > 0:
                painter.setBrush(colour(DARK.accent))
                painter.drawRoundedRect(played, thickness / 2, thickness / 2)

    def _segments(self) -> list[tuple[float, float]]:
        """Return the line's pieces: it is broken where a chapter begins."""
        starts_ms = [c.start * 1000 for c in self._chapters]
        inner = [self._x_of(ms) for ms in starts_ms if 0 < ms < self.maximum()]
        edges = [_MARGIN_PX - 1.5, *inner, self.width() - _MARGIN_PX + 1.5]
        return [(left + 1.5, right - 1.5) for left, right in pairwise(edges)]

    def _draw_knob(self, painter: QPainter, radius: float) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.accent))
        centre = QPointF(self._x_of(self.value()), _TRACK_Y_PX)
        painter.drawEllipse(centre, radius, radius)

    def _draw_bubble(self, painter: QPainter, at_ms: int) -> None:
        font = figures(self.font())
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        words = clock(at_ms / 1000, with_hours=self.maximum() >= 3_600_000)
        chapter = self._chapter_at(at_ms)
        if chapter:
            words = f"{words} · {chapter}"
        width = min(metrics.horizontalAdvance(words) + 16, self.width())
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - 12)
        middle = self._x_of(at_ms)
        left = min(max(0.0, middle - width / 2), self.width() - width)
        box = QRectF(left, 1, width, metrics.height() + 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.surface, 0.94))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(colour(DARK.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _chapter_at(self, at_ms: int) -> str:
        begun = [c for c in self._chapters if c.start * 1000 <= at_ms]
        return begun[-1].title if begun else ""

    def _follow(self, place: QPointF) -> None:
        """Show the pointer's place and ask for it, now or after the pause."""
        self._is_showing = True
        self.setValue(self._ms_at(place.x()))
        self._is_showing = False
        if not self._drag_pause.isActive():
            self._ask(is_exact=False)
            self._drag_pause.start()

    def _on_drag_pause(self) -> None:
        if self.isSliderDown() and self.value() != self._last_asked_ms:
            self._ask(is_exact=False)
            self._drag_pause.start()

    def _on_value_changed(self, _value: int) -> None:
        """Answer keys and assistive tools, which set the slider's value."""
        if not self._is_showing:
            self._ask(is_exact=True)

    def _ask(self, *, is_exact: bool) -> None:
        self._last_asked_ms = self.value()
        self._settling.start()
        self.seek_asked.emit(self.value() / 1000, is_exact)

    def _x_of(self, at_ms: float) -> float:
        span = max(1, self.width() - 2 * _MARGIN_PX)
        return _MARGIN_PX + span * at_ms / max(1, self.maximum())

    def _ms_at(self, x: float) -> int:
        span = max(1, self.width() - 2 * _MARGIN_PX)
        share = min(1.0, max(0.0, (x - _MARGIN_PX) / span))
        return round(share * self.maximum())

    def _timer(self, interval_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(slot)
        return timer
