"""Shows finished pictures without OpenGL, for software GL. Thread: GUI.

Software GL draws one context's work after the other's: a window that composes by GL
waits for the pass that the drawing thread has in hand, a second or more. Pixels read
back by the drawing thread and painted by Qt wait for nobody, and reach an X screen
sooner besides (see docs/decisions/0005).
"""

import time

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from player.display.finished_picture import FinishedPicture
from player.display.picture_exchange import PictureExchange
from player.geometry import Rect, Size
from player.render.request import CompareMode
from player.timing import WallTime
from ui.comparison_look import ComparisonLook, picture_shape

LINE = QColor("#f5f5f5")
SHADE_DEPTH = 0.45
SHADE_REACH = 4.0
"""In widths of the line, on both sides: seen on white, too. As in compose.frag."""


class RasterSurface(QWidget):
    """Paints the newest picture's pixels.

    Signals:
        shape_changed: The picture has another size than the one before, or is gone.
    """

    shape_changed = Signal()

    def __init__(self, exchange: PictureExchange, parent: QWidget) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._look = ComparisonLook()
        self._shown: FinishedPicture | None = None
        self._images: tuple[QImage, QImage | None] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def shown(self) -> FinishedPicture | None:
        """Return the picture that was painted last."""
        return self._shown

    @property
    def device_size(self) -> Size:
        """Return its size in device pixels."""
        ratio = self.devicePixelRatioF()
        return Size(round(self.width() * ratio), round(self.height() * ratio))

    def show_look(self, look: ComparisonLook) -> None:
        """Paint like this from now on."""
        self._look = look
        self.update()

    def refresh(self) -> None:
        """Paint the newest picture soon."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint black and the newest picture."""
        self._take()
        painter = QPainter(self)
        painter.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        surface = self.device_size
        painter.fillRect(0, 0, surface.width, surface.height, Qt.GlobalColor.black)
        if self._images is not None:
            self._paint(painter, surface, *self._look.sides(*self._images))
        painter.end()

    def _take(self) -> None:
        taken = self._exchange.take()
        if taken is self._shown:
            return
        old, self._shown, self._images = self._shown, taken, None
        if picture_shape(old) != picture_shape(taken):
            self.shape_changed.emit()
        if taken is not None and taken.after_pixels is not None:
            before = taken.before_pixels
            self._images = (
                _image(taken.after_pixels),
                None if before is None else _image(before),
            )
            # What is painted now is on the screen once Qt has flushed it.
            QTimer.singleShot(0, self._note_presented)

    def _paint(
        self, painter: QPainter, surface: Size, after: QImage, before: QImage | None
    ) -> None:
        rects = self._look.rects(Size(after.width(), after.height()), surface)
        if len(rects) == 2:
            _draw(painter, before or after, rects[0])
            _draw(painter, after, rects[1])
            return
        _draw(painter, after, rects[0])
        view = self._look.view
        if view.mode is CompareMode.WIPE and before is not None:
            line_px = max(1.0, round(view.pixel_ratio))
            self._draw_before(painter, before, rects[0], view.divider, line_px)

    @staticmethod
    def _draw_before(
        painter: QPainter, before: QImage, rect: Rect, divider: float, line_px: float
    ) -> None:
        split = rect.x + round(divider * rect.width)
        painter.setClipRect(rect.x, rect.y, split - rect.x, rect.height)
        _draw(painter, before, rect)
        painter.setClipRect(rect.x, rect.y, rect.width, rect.height)
        left = split - line_px / 2
        reach_px = SHADE_REACH * line_px
        shade = QRectF(left - reach_px, rect.y, line_px + 2 * reach_px, rect.height)
        fade = QLinearGradient(shade.topLeft(), shade.topRight())
        for place, depth in ((0.0, 0.0), (0.5, SHADE_DEPTH), (1.0, 0.0)):
            fade.setColorAt(place, QColor.fromRgbF(0, 0, 0, depth))
        painter.fillRect(shade, fade)
        painter.fillRect(QRectF(round(left), rect.y, line_px, rect.height), LINE)

    def _note_presented(self) -> None:
        if self._shown is not None:
            now = WallTime(time.perf_counter())
            self._exchange.note_presented(self._shown.serial, now)


def _image(pixels: npt.NDArray[np.uint8]) -> QImage:
    """Return a picture that borrows its pixels; the picture they came with lives on."""
    height, width = pixels.shape[:2]
    kind = QImage.Format.Format_RGBX8888
    return QImage(pixels.data, width, height, width * 4, kind)


def _draw(painter: QPainter, image: QImage, rect: Rect) -> None:
    is_scaled = (image.width(), image.height()) != (rect.width, rect.height)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_scaled)
    if is_scaled:
        painter.drawImage(QRectF(rect.x, rect.y, rect.width, rect.height), image)
    else:
        painter.drawImage(rect.x, rect.y, image)
