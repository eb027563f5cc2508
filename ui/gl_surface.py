"""Shows finished pictures through OpenGL: one or two textured rectangles.

For real GPUs; see `ui.raster_surface` for the other kind. It waits for nothing of ours:
a picture is published only when the GPU has finished it.
Thread: GUI.
"""

import time

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from player.display.finished_picture import FinishedPicture
from player.display.picture_exchange import PictureExchange
from player.geometry import Size
from player.gl.fence import Fence
from player.render.compose_pass import ComposePass, WindowPicture
from player.timing import WallTime
from ui.comparison_look import ComparisonLook, picture_shape


class GlSurface(QOpenGLWidget):
    """Composes the newest picture in the window's own context.

    Signals:
        shape_changed: The picture has another size than the one before, or is gone.
    """

    shape_changed = Signal()

    def __init__(self, exchange: PictureExchange, parent: QWidget) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._compose: ComposePass | None = None
        self._look = ComparisonLook()
        self._shown: FinishedPicture | None = None
        self._unpresented = -1
        self.frameSwapped.connect(self._on_swapped)

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

    def initializeGL(self) -> None:  # noqa: N802  Qt's name
        """Make what composing needs, in the widget's own context."""
        self._compose = ComposePass()
        self.context().aboutToBeDestroyed.connect(self._release)

    def paintGL(self) -> None:  # noqa: N802  Qt's name
        """Compose the newest picture."""
        if self._compose is None:
            return
        old, self._shown = self._shown, self._exchange.take()
        if picture_shape(old) != picture_shape(self._shown):
            self.shape_changed.emit()
        self._compose.draw(
            self._window_picture(),
            self._look.view,
            self.defaultFramebufferObject(),
            self.device_size,
        )
        if self._shown is not None:
            self._exchange.mark_read(Fence())
            self._unpresented = self._shown.serial

    def _window_picture(self) -> WindowPicture | None:
        shown = self._shown
        if shown is None:
            return None
        after, before = self._look.sides(shown.after, shown.before)
        return WindowPicture(after, before, shown.size)

    def _on_swapped(self) -> None:
        serial, self._unpresented = self._unpresented, -1
        if serial >= 0:
            self._exchange.note_presented(serial, WallTime(time.perf_counter()))

    def _release(self) -> None:
        """Free what belongs to this context before it goes."""
        if self._compose is not None and QGuiApplication.instance() is not None:
            self.makeCurrent()
            self._compose.release()
            self.doneCurrent()
        self._compose = None
