"""The picture area: shows the newest finished picture, turns the mouse into intents.

It draws one or two textured rectangles and never waits for anything, so the divider
and the held original answer at once however slow the chain is.
Thread: GUI.
"""

import time

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QHideEvent,
    QMouseEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtOpenGLWidgets import QOpenGLWidget
from PySide6.QtWidgets import QWidget

from player.display.finished_picture import FinishedPicture
from player.display.picture_exchange import PictureExchange
from player.geometry import Rect, Size, halves
from player.gl.fence import Fence
from player.render.compose_pass import (
    CompareView,
    ComposePass,
    WindowPicture,
    picture_rects,
)
from player.render.request import CompareMode
from player.timing import WallTime
from ui import picture_mouse
from ui.picture_mouse import Grip, Press

CLICK_WAIT_MS = 220
"""A click waits this long for the second one of a double click."""

WHEEL_STEP = 120
"""Eighths of a degree of one notch."""


class VideoView(QOpenGLWidget):
    """Shows pictures of a `PictureExchange`.

    Signals:
        clicked: The picture was clicked once.
        double_clicked: … twice.
        divider_moved: To this place (0…1); True when the person let go.
        divider_centred: The divider was double clicked.
        original_held: The original is (not) to be shown, in hold mode.
        wheel_turned: By this many notches, up is positive.
        pointer_moved: The mouse moved over the picture.
        area_changed: Another size in device pixels.
        visibility_changed: Whether anybody can see it.
    """

    clicked = Signal()
    double_clicked = Signal()
    divider_moved = Signal(float, bool)
    divider_centred = Signal()
    original_held = Signal(bool)
    wheel_turned = Signal(int)
    pointer_moved = Signal()
    area_changed = Signal()
    visibility_changed = Signal(bool)

    def __init__(
        self, exchange: PictureExchange, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._compose: ComposePass | None = None
        self._view = CompareView()
        self._is_swapped = False
        self._is_original_alone = False
        self._shown: FinishedPicture | None = None
        self._unpresented = -1
        self._press: Press | None = None
        self._wheel_rest = 0
        self._click_timer = QTimer(self)
        self._click_timer.setSingleShot(True)
        self._click_timer.setInterval(CLICK_WAIT_MS)
        self._click_timer.timeout.connect(self.clicked)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.frameSwapped.connect(self._on_swapped)

    @property
    def device_size(self) -> Size:
        """Return its size in device pixels."""
        ratio = self.devicePixelRatioF()
        return Size(round(self.width() * ratio), round(self.height() * ratio))

    @property
    def picture_area(self) -> Size:
        """Return the device pixels that one picture may fill."""
        window = self.device_size
        if self._view.mode is CompareMode.SIDE_BY_SIDE:
            return halves(Rect(0, 0, window.width, window.height))[0].size
        return window

    @property
    def picture_rects(self) -> tuple[Rect, ...]:
        """Return where pictures lie, in the toolkit's pixels; () while there is none.

        One, or two of the same size when side by side (left, right).
        """
        if self._shown is None:
            return ()
        rects = picture_rects(self._shown.size, self.device_size, self._view.mode)
        ratio = self.devicePixelRatioF()
        return tuple(
            Rect(
                round(rect.x / ratio),
                round(rect.y / ratio),
                round(rect.width / ratio),
                round(rect.height / ratio),
            )
            for rect in rects
        )

    @property
    def shown(self) -> FinishedPicture | None:
        """Return the picture on the screen."""
        return self._shown

    def show_comparison(
        self, view: CompareView, *, is_swapped: bool, is_original_alone: bool
    ) -> None:
        """Show before and after like this from now on."""
        is_other_area = (view.mode is CompareMode.SIDE_BY_SIDE) != (
            self._view.mode is CompareMode.SIDE_BY_SIDE
        )
        self._view, self._is_swapped = view, is_swapped
        self._is_original_alone = is_original_alone
        if is_other_area:
            self.area_changed.emit()
        self.update()

    def clear(self) -> None:
        """Show no picture."""
        self._exchange.clear()
        self._shown = None
        self.update()

    # -- Qt -------------------------------------------------------------------------

    def initializeGL(self) -> None:  # noqa: N802  Qt's name
        """Make what composing needs, in the widget's own context."""
        self._compose = ComposePass()
        self.context().aboutToBeDestroyed.connect(self._release)

    def resizeGL(self, _width: int, _height: int) -> None:  # noqa: N802  Qt's name
        """Ask for pictures of the new size."""
        self.area_changed.emit()

    def paintGL(self) -> None:  # noqa: N802  Qt's name
        """Compose the newest picture."""
        if self._compose is None:
            return
        self._shown = self._exchange.take()
        self._compose.draw(
            self._window_picture(),
            self._view,
            self.defaultFramebufferObject(),
            self.device_size,
        )
        if self._shown is not None:
            self._exchange.mark_read(Fence())
            self._unpresented = self._shown.serial

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take hold of the divider, the original, or the picture."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place = event.position()
        self._press = picture_mouse.pressed(
            place.x(), place.y(), self._wipe_rect(), self._view.divider, self._view.mode
        )
        if self._press.grip is Grip.ORIGINAL:
            self.original_held.emit(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Drag, or show what could be dragged."""
        place = event.position()
        self.pointer_moved.emit()
        if self._press is None:
            self._show_cursor(place.x(), place.y())
            return
        self._press = picture_mouse.moved(self._press, place.x(), place.y())
        if self._press.grip is Grip.DIVIDER:
            self.divider_moved.emit(self._divider_at(place.x()), False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Let go."""
        press, self._press = self._press, None
        if press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if press.grip is Grip.ORIGINAL:
            self.original_held.emit(False)
        elif press.grip is Grip.DIVIDER:
            if press.has_moved:
                self.divider_moved.emit(self._divider_at(event.position().x()), True)
        elif not press.has_moved:
            self._click_timer.start()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Centre the divider, or tell that the picture was double clicked."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        place = event.position()
        if self._is_near_divider(place.x(), place.y()):
            self.divider_centred.emit()
        else:
            if self._click_timer.isActive():
                self._click_timer.stop()
            elif self._view.mode is not CompareMode.HOLD:
                self.clicked.emit()  # the first click has acted already: undo it
            self.double_clicked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        """Count notches, also those that a touchpad gives in small parts."""
        self._wheel_rest += event.angleDelta().y()
        notches = int(self._wheel_rest / WHEEL_STEP)
        self._wheel_rest -= notches * WHEEL_STEP
        if notches:
            self.wheel_turned.emit(notches)
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Pictures are wanted."""
        super().showEvent(event)
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """Nobody looks."""
        super().hideEvent(event)
        self.visibility_changed.emit(False)

    def event(self, event: QEvent) -> bool:
        """Notice a screen with another pixel ratio."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self.area_changed.emit()
        return super().event(event)

    # -- inside ---------------------------------------------------------------------

    def _window_picture(self) -> WindowPicture | None:
        shown = self._shown
        if shown is None:
            return None
        if shown.before is not None and self._is_original_alone:
            return WindowPicture(shown.before, shown.before, shown.size)
        if shown.before is not None and self._is_swapped:
            return WindowPicture(shown.before, shown.after, shown.size)
        return WindowPicture(shown.after, shown.before, shown.size)

    def _wipe_rect(self) -> Rect:
        rects = self.picture_rects
        return rects[0] if rects else Rect(0, 0, 0, 0)

    def _divider_at(self, x: float) -> float:
        return picture_mouse.divider_at(x, self._wipe_rect())

    def _is_near_divider(self, x: float, y: float) -> bool:
        return picture_mouse.is_near_divider(
            x, y, self._wipe_rect(), self._view.divider, self._view.mode
        )

    def _show_cursor(self, x: float, y: float) -> None:
        if self._is_near_divider(x, y):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()

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
