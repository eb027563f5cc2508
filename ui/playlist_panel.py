"""The files that play one after another, at the left over the picture. Thread: main."""

from pathlib import PurePath

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.icon_button import IconButton
from ui.icons import icon
from ui.keyboard_focus import LIST_KEYS, KeyboardFocus
from ui.mouse_keeper import MouseKeeper
from ui.playlist import Playlist
from ui.theme import DARK, colour, put_on_picture

PANEL_PX = 280


class _FileList(QListWidget):
    """Rows that leave letters to the shortcuts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._focus = KeyboardFocus(self, LIST_KEYS)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Do not search: letters are commands."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let the space bar choose as Enter does."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self.itemActivated.emit(item)
        else:
            super().keyPressEvent(event)


class PlaylistPanel(MouseKeeper):
    """The list with the current file marked.

    Signals:
        file_asked: Place in the list of the file to play.
        command_asked: Id of a command.
    """

    file_asked = Signal(int)
    command_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAccessibleName(self.tr("Play list"))
        title = QLabel(self.tr("Play list"), self)
        title.setProperty("role", "heading")
        self.close_button = IconButton("close", self.tr("Close the list (L)"), self)
        self.list = _FileList(self)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setAccessibleName(self.tr("Files"))
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 8, 4)
        head.addWidget(title, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list)
        self._playlist = Playlist()
        self.list.itemClicked.connect(self._ask)
        self.list.itemActivated.connect(self._ask)
        self.close_button.clicked.connect(lambda: self.command_asked.emit("playlist"))

    def show_list(self, playlist: Playlist) -> None:
        """Show another list or another current file."""
        if playlist.paths != self._playlist.paths:
            self.list.clear()
            for path in playlist.paths:
                item = QListWidgetItem(PurePath(path).name, self.list)
                item.setToolTip(path)
        self._playlist = playlist
        nothing = icon("film", DARK.line)
        playing = icon("play", DARK.accent)
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setIcon(playing if row == playlist.index else nothing)
        self.list.setCurrentRow(playlist.index)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the panel's width."""
        return QSize(PANEL_PX, 400)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground and the edge to the picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(DARK.surface, 0.95))
        edge = QRectF(self.width() - 1, 0, 1, self.height())
        painter.fillRect(edge, colour(DARK.line))

    def _ask(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        if row != self._playlist.index:  # a click both clicks and activates somewhere
            self.file_asked.emit(row)
