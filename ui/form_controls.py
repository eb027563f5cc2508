"""Switch, drop-down list, share for dialogs in the theme's own drawing. Thread: main.

They take their colours from the palette, so that they follow light and dark.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox

from ui.icons import draw_icon

_TRACK = QSize(34, 18)
_GAP_PX = 10
_ARROW_PX = 16

_Role = QPalette.ColorRole


class Toggle(QCheckBox):
    """A check box that looks like the switches of the shader drawer."""

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return room for track, gap and words."""
        metrics = self.fontMetrics()
        width = _TRACK.width() + _GAP_PX + metrics.horizontalAdvance(self.text()) + 8
        return QSize(width, max(_TRACK.height(), metrics.height()) + 8)

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002, N802  Qt's name
        """Let the whole line be clicked."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the track, the knob, the words and the focus ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(3, top, _TRACK.width(), _TRACK.height())
        radius = track.height() / 2
        is_on = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(_Role.WindowText if is_on else _Role.Mid))
        painter.drawRoundedRect(track, radius, radius)
        x = track.right() - radius if is_on else track.left() + radius
        painter.setBrush(palette.color(_Role.Window if is_on else _Role.Base))
        painter.drawEllipse(QPointF(x, track.center().y()), radius - 3, radius - 3)
        painter.setPen(palette.color(_Role.WindowText))
        words = QRectF(self.rect()).adjusted(track.right() + _GAP_PX, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(palette.color(_Role.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, radius + 2, radius + 2)


class ChoiceBox(QComboBox):
    """A drop-down list with the theme's arrow."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the field, then the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().color(_Role.PlaceholderText).name()
        place = QRectF(
            self.width() - _ARROW_PX - 8,
            (self.height() - _ARROW_PX) / 2,
            _ARROW_PX,
            _ARROW_PX,
        )
        draw_icon(painter, "chevron-down", ink, place)


class ShareBox(QDoubleSpinBox):
    """A share that is written in hundredths: the value 0.5 reads "50 %"."""

    def textFromValue(self, val: float) -> str:  # noqa: N802  Qt's name
        """Write a value."""
        return f"{val * 100:.0f} %"

    def valueFromText(self, text: str) -> float:  # noqa: N802  Qt's name
        """Read what was typed; the value stays where that is no number."""
        try:
            return float(text.replace("%", "").replace(",", ".")) / 100
        except ValueError:
            return self.value()

    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:  # noqa: A002  Qt's name
        """Let anything be typed that may become a number."""
        is_number = all(c.isdigit() or c in " .,%" for c in input)
        state = QValidator.State
        return (state.Acceptable if is_number else state.Invalid, input, pos)
