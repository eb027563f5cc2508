"""Loudness to 130 % with a mark at 100 %, and the mute button. Thread: main."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QWidget

from ui.icon_button import IconButton
from ui.keyboard_focus import SLIDER_KEYS, KeyboardFocus, draw_focus_ring
from ui.theme import DARK, colour

MAX_PERCENT = 130
STEP_PERCENT = 5
_SNAP_PERCENT = 3
"""A drag that ends this near to 100 % means 100 %."""

_LOW_PERCENT = 50
_WIDTH_PX = 84
_MARGIN_PX = 7
_WHEEL_NOTCH = 120


class VolumeSlider(QAbstractSlider):
    """A short slider in percent.

    Signals:
        volume_asked: 1.0 is the file's own loudness.
    """

    volume_asked = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_showing = False
        self._focus = KeyboardFocus(self, SLIDER_KEYS)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, MAX_PERCENT)
        self.setSingleStep(STEP_PERCENT)
        self.setPageStep(STEP_PERCENT * 2)
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(self.tr("Volume"))
        self.valueChanged.connect(self._on_value_changed)
        self.show_volume(1.0)

    def show_volume(self, volume: float) -> None:
        """Show the loudness as it is, unless a hand is moving it."""
        if self.isSliderDown():
            return
        self._is_showing = True
        self.setValue(round(volume * 100))
        self._is_showing = False
        self.setToolTip(self.tr("Volume {0} %").format(self.value()))

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the slider's size."""
        return QSize(_WIDTH_PX, 32)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Go to the pointer's place."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Follow the pointer."""
        if self.isSliderDown():
            self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Stay where it is let go."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(False)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Change by one step a notch."""
        steps = event.angleDelta().y() / _WHEEL_NOTCH
        self.setValue(round(self.value() + steps * STEP_PERCENT))
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the line, the mark at 100 % and the knob."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle_y = self.height() / 2
        edge_x = self._x_of(self.value())
        painter.setPen(Qt.PenStyle.NoPen)
        self._draw_line(painter, _MARGIN_PX, self.width() - _MARGIN_PX, 0.28)
        painter.setBrush(colour(DARK.text))
        self._draw_line(painter, _MARGIN_PX, edge_x, 1.0)
        mark_x = self._x_of(100)
        painter.setBrush(colour("#ffffff", 0.6))
        painter.drawRect(QRectF(mark_x - 0.75, middle_y - 7, 1.5, 3))
        painter.drawRect(QRectF(mark_x - 0.75, middle_y + 4, 1.5, 3))
        painter.setBrush(colour(DARK.text))
        painter.drawEllipse(QPointF(edge_x, middle_y), 5, 5)
        if self._focus.is_shown:
            ring = QRectF(self.rect()).adjusted(0, 5, 0, -5)
            draw_focus_ring(painter, ring, 6)

    def _draw_line(
        self, painter: QPainter, left: float, right: float, alpha: float
    ) -> None:
        ink = DARK.text if alpha == 1.0 else "#ffffff"
        painter.setBrush(colour(ink, alpha))
        box = QRectF(left, self.height() / 2 - 1.5, max(0.0, right - left), 3)
        painter.drawRoundedRect(box, 1.5, 1.5)

    def _follow(self, place: QPointF) -> None:
        span = self.width() - 2 * _MARGIN_PX
        share = min(1.0, max(0.0, (place.x() - _MARGIN_PX) / span))
        percent = round(share * MAX_PERCENT)
        self.setValue(100 if abs(percent - 100) <= _SNAP_PERCENT else percent)

    def _x_of(self, percent: float) -> float:
        span = self.width() - 2 * _MARGIN_PX
        return _MARGIN_PX + span * percent / MAX_PERCENT

    def _on_value_changed(self, value: int) -> None:
        self.update()
        if not self._is_showing:
            self.volume_asked.emit(value / 100)


class VolumeControl(QWidget):
    """Mute button and slider.

    Signals:
        volume_asked: 1.0 is the file's own loudness.
        mute_asked: Sound off, or on again.
    """

    volume_asked = Signal(float)
    mute_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mute_button = IconButton("volume-high", self.tr("Mute (M)"), self)
        self.slider = VolumeSlider(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.mute_button)
        row.addWidget(self.slider)
        self.mute_button.clicked.connect(self.mute_asked)
        self.slider.volume_asked.connect(self.volume_asked)

    def show_volume(self, volume: float, *, is_muted: bool) -> None:
        """Show loudness and mute as they are."""
        self.slider.show_volume(volume)
        self.mute_button.show_icon(_icon_for(volume, is_muted=is_muted))
        words = self.tr("Sound on (M)") if is_muted else self.tr("Mute (M)")
        self.mute_button.show_words(words)

    def show_slider(self, *, is_shown: bool) -> None:
        """Keep the button alone where there is little room."""
        self.slider.setVisible(is_shown)
        self.updateGeometry()  # at once, for a bar that counts its pixels


def _icon_for(volume: float, *, is_muted: bool) -> str:
    if is_muted or volume <= 0:
        return "volume-mute"
    return "volume-low" if volume * 100 < _LOW_PERCENT else "volume-high"
