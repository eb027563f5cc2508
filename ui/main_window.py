"""The window: places the picture and what floats over it, and nothing else.

Thread: GUI.
"""

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QMainWindow, QWidget

from player.geometry import Size
from ui.video_view import VideoView

SCREEN_SHARE = 0.8
"""A new window takes at most this much of the screen's sides."""

SOFTWARE_SIZE = QSize(854, 480)
"""Largest new window where the CPU draws, in device pixels: some 13 ms for a frame of
720p without a chain on two cores."""

SMALLEST = QSize(426, 240)
"""Below this, controls, drawer and notices have no room for their words."""

FIRST_SIZE = QSize(960, 540)


class MainWindow(QMainWindow):
    """Holds the picture; overlays are children of the view.

    Signals:
        dropped: Paths that were dropped on it.
        drag_changed: Whether something that it takes is dragged over it.
        closing: It is being closed; the program ends.
        full_screen_changed: Whether it fills the screen now.
        resized: The view has another size: overlays must be placed anew.
    """

    dropped = Signal(tuple)
    drag_changed = Signal(bool)
    closing = Signal()
    full_screen_changed = Signal(bool)
    resized = Signal()

    def __init__(self, view: VideoView) -> None:
        super().__init__()
        self._view = view
        self._is_size_free = True
        self.setCentralWidget(view)
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        view.installEventFilter(self)

    def restore(self, geometry: str) -> None:
        """Take the place and size of an earlier run."""
        if geometry and self.restoreGeometry(QByteArray.fromHex(geometry.encode())):
            self._is_size_free = False
            if self.isFullScreen() or self.isMinimized():
                self.showNormal()

    @property
    def geometry_text(self) -> str:
        """Return place and size for the next run."""
        return bytes(self.saveGeometry().toHex().data()).decode("ascii")

    def fit_to(self, video: Size, *, is_software_gl: bool) -> None:
        """Give a new window the video's size, once, unless a person chose another."""
        if not self._is_size_free or self.isFullScreen() or self.isMaximized():
            return
        self._is_size_free = False
        screen = self.screen().availableSize() * SCREEN_SHARE
        ratio = self.devicePixelRatioF()
        drawn = SOFTWARE_SIZE / ratio if is_software_gl else screen
        most = screen.boundedTo(drawn)
        wanted = QSize(round(video.width / ratio), round(video.height / ratio))
        if wanted.width() < FIRST_SIZE.width():
            # A small video is there to be enlarged: that is what the chains are for.
            wanted.scale(FIRST_SIZE, Qt.AspectRatioMode.KeepAspectRatio)
        if wanted.width() > most.width() or wanted.height() > most.height():
            wanted.scale(most, Qt.AspectRatioMode.KeepAspectRatio)
        self.resize(wanted.expandedTo(SMALLEST))

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def leave_full_screen(self) -> None:
        """Go back to a window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)

    def place(self, widget: QWidget, rect: QRect) -> None:
        """Put an overlay somewhere, if it is not there already."""
        if widget.geometry() != rect:
            widget.setGeometry(rect)

    # -- Qt -------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Follow the view's size."""
        if event.type() is QEvent.Type.Resize:
            self.resized.emit()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        """Follow full screen and minimising."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange:
            self.full_screen_changed.emit(self.isFullScreen())
            self._view.visibility_changed.emit(not self.isMinimized())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  Qt's name
        """Take files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.drag_changed.emit(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  Qt's name
        """It went elsewhere."""
        super().dragLeaveEvent(event)
        self.drag_changed.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  Qt's name
        """Hand dropped files on."""
        self.drag_changed.emit(False)
        urls = event.mimeData().urls()
        paths = tuple(url.toLocalFile() for url in urls if url.isLocalFile())
        if paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Tell, and close."""
        self.closing.emit()
        super().closeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Give the keyboard back to the picture."""
        self._view.setFocus()
        super().mousePressEvent(event)
