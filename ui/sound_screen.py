"""What stands in the window while a file without a picture plays. Thread: main."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from player.frames import MediaInfo
from ui.theme import DARK, colour, put_on_picture, scaled

_WAVE_PX = 96
_WAVE_WIDTH_PX = 420
_SIDE_PX = 32
_GAP_PX = 8
_WAVES = ((2.0, 1.0, 0.0, 0.9), (3.0, 0.55, 1.1, 0.45), (5.0, 0.3, 2.3, 0.25))
"""Periods in the width, height, phase and strength of the ink: an ornament, not the
file's own samples."""


class SoundScreen(QWidget):
    """Title, artist, album, a line of waves, and that there is no picture.

    The mouse goes through it, to the picture's own gestures.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._lines: tuple[str, ...] = ()
        self.hide()

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the words, from the top."""
        return self._lines

    def show_media(self, media: MediaInfo | None) -> None:
        """Show a file that has no picture; any other hides it."""
        is_sound = media is not None and media.video is None
        if media is not None and is_sound:
            by = " · ".join(word for word in (media.artist, media.album) if word)
            note = self.tr("Sound only: this file has no picture")
            self._say(tuple(word for word in (media.title, by, note) if word))
        self.setVisible(is_sound)

    def _say(self, lines: tuple[str, ...]) -> None:
        if lines != self._lines:
            self._lines = lines
            self.setAccessibleName(lines[0])
            self.setAccessibleDescription(", ".join(lines[1:]))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground, the waves, the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(DARK.ground))
        middle = QRectF(self.rect()).center()
        y = max(0.0, middle.y() - _WAVE_PX * 1.25)
        width = min(_WAVE_WIDTH_PX, self.width() - 2 * _SIDE_PX)
        _draw_waves(painter, QRectF(middle.x() - width / 2, y, width, _WAVE_PX))
        y += _WAVE_PX + 2 * _GAP_PX
        for number, words in enumerate(self._lines):
            is_title = number == 0
            font = scaled(self.font(), 1.6, is_bold=True) if is_title else self.font()
            painter.setPen(colour(DARK.text if is_title else DARK.muted))
            y += self._draw_line(painter, y, words, font) + _GAP_PX

    def _draw_line(self, painter: QPainter, y: float, words: str, font: QFont) -> float:
        """Draw one centred line; return its height."""
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        line = QRectF(_SIDE_PX, y, self.width() - 2 * _SIDE_PX, metrics.height())
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, elided)
        return line.height()


def _draw_waves(painter: QPainter, rect: QRectF) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    steps = max(2, round(rect.width() / 3))
    for periods, height, phase, strength in _WAVES:
        path = QPainterPath()
        for step in range(steps + 1):
            share = step / steps
            swell = math.sin(math.pi * share) ** 2
            lift = math.sin(math.tau * periods * share + phase) * swell * height
            place = QPointF(
                rect.left() + share * rect.width(),
                rect.center().y() - lift * rect.height() / 2,
            )
            if step:
                path.lineTo(place)
            else:
                path.moveTo(place)
        painter.setPen(QPen(colour(DARK.accent, strength), 2))
        painter.drawPath(path)
