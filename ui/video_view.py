"""The picture area: a surface that shows pictures, and the mouse over it.

Overlays are its children, above the surface. Thread: GUI.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QImage,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from player.display.finished_picture import FinishedPicture
from player.display.picture_exchange import PictureExchange
from player.geometry import Rect, Size
from player.render.request import CompareMode
from ui import picture_mouse
from ui.comparison_look import ComparisonLook
from ui.gl_surface import GlSurface
from ui.picture_mouse import Grip, Press
from ui.raster_surface import RasterSurface

CLICK_WAIT_MS = 220
"""A click waits this long for the second one of a double click."""

WHEEL_STEP = 120
"""Eighths of a degree of one notch."""

MakeSurface = Callable[[PictureExchange, QWidget], GlSurface | RasterSurface]


class VideoView(QWidget):
    """Shows pictures of a `PictureExchange`, turns the mouse into intents.

    Signals:
        clicked: The picture was clicked once.
        double_clicked: … twice.
        divider_moved: To this place (0…1); True when the person let go.
        divider_centred: The divider was double clicked.
        original_held: The original is (not) to be shown, in hold mode.
        wheel_turned: By this many notches, up is positive.
        area_changed: Another size in device pixels.
        picture_placed: A picture lies elsewhere than the one before (the first does).
        visibility_changed: Whether anybody can see it.
    """

    clicked = Signal()
    double_clicked = Signal()
    divider_moved = Signal(float, bool)
    divider_centred = Signal()
    original_held = Signal(bool)
    wheel_turned = Signal(int)
    area_changed = Signal()
    picture_placed = Signal()
    visibility_changed = Signal(bool)

    def __init__(
        self, exchange: PictureExchange, make_surface: MakeSurface = GlSurface
    ) -> None:
        super().__init__()
        self._exchange = exchange
        self._look = ComparisonLook()
        self._press: Press | None = None
        self._wheel_rest = 0
        self._is_cursor_hidden = False
        self._click_timer = QTimer(self)
        self._click_timer.setSingleShot(True)
        self._click_timer.setInterval(CLICK_WAIT_MS)
        self._click_timer.timeout.connect(self.clicked)
        self._surface = make_surface(exchange, self)
        queued = Qt.ConnectionType.QueuedConnection  # not while painting
        self._surface.shape_changed.connect(self.picture_placed, queued)
        self._surface.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def surface(self) -> GlSurface | RasterSurface:
        """Return the widget that paints."""
        return self._surface

    @property
    def shown(self) -> FinishedPicture | None:
        """Return the picture on the screen."""
        return self._surface.shown

    @property
    def picture_area(self) -> Size:
        """Return the device pixels that one picture may fill."""
        return self._look.picture_area(self._surface.device_size)

    @property
    def picture_rects(self) -> tuple[Rect, ...]:
        """Return where pictures lie, in the toolkit's pixels; () while there is none.

        One, or two of the same size when side by side (left, right).
        """
        shown = self.shown
        if shown is None:
            return ()
        ratio = self.devicePixelRatioF()
        return tuple(
            Rect(
                round(rect.x / ratio),
                round(rect.y / ratio),
                round(rect.width / ratio),
                round(rect.height / ratio),
            )
            for rect in self._look.rects(shown.size, self._surface.device_size)
        )

    def refresh(self) -> None:
        """Show the newest picture."""
        self._surface.refresh()

    def show_look(self, look: ComparisonLook) -> None:
        """Show before and after like this from now on."""
        old_area = self.picture_area
        self._look = look
        self._surface.show_look(look)
        if self.picture_area != old_area:
            self.area_changed.emit()
            self.picture_placed.emit()

    def plain_image(self) -> QImage | None:
        """Return the picture as it is shown, without comparison; None without one."""
        if self.shown is None:
            return None
        self._surface.show_look(ComparisonLook())
        try:
            image = self._surface.grab().toImage()
        finally:
            self._surface.show_look(self._look)
        rects = ComparisonLook().rects(self.shown.size, self._surface.device_size)
        rect = rects[0]
        return image.copy(rect.x, rect.y, rect.width, rect.height)

    def show_cursor(self, *, is_shown: bool) -> None:
        """Show the pointer over the picture, or hide it."""
        self._is_cursor_hidden = not is_shown
        if is_shown:
            self.unsetCursor()
        else:
            self.setCursor(Qt.CursorShape.BlankCursor)

    def clear(self) -> None:
        """Show no picture."""
        self._exchange.clear()
        self._surface.refresh()

    # -- Qt -------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Fill it with the surface; ask for pictures of the new size."""
        super().resizeEvent(event)
        self._surface.setGeometry(self.rect())
        self.area_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take hold of the divider, the original, or the picture."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        place, view = event.position(), self._look.view
        self._press = picture_mouse.pressed(
            place.x(), place.y(), self._wipe_rect(), view.divider, view.mode
        )
        if self._press.grip is Grip.ORIGINAL:
            self.original_held.emit(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Drag, or show what could be dragged."""
        place = event.position()
        if self._press is None:
            self._show_grip(place.x(), place.y())
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
            return
        if self._click_timer.isActive():
            self._click_timer.stop()
        elif self._look.view.mode is not CompareMode.HOLD:
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

    def _wipe_rect(self) -> Rect:
        rects = self.picture_rects
        return rects[0] if rects else Rect(0, 0, 0, 0)

    def _divider_at(self, x: float) -> float:
        return picture_mouse.divider_at(x, self._wipe_rect())

    def _is_near_divider(self, x: float, y: float) -> bool:
        view = self._look.view
        return picture_mouse.is_near_divider(
            x, y, self._wipe_rect(), view.divider, view.mode
        )

    def _show_grip(self, x: float, y: float) -> None:
        if self._is_cursor_hidden:
            return
        if self._is_near_divider(x, y):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            self.unsetCursor()
