"""What stands in the window while nothing is open. Thread: main.

One place to drop files, two buttons, the files played last, three hints.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui.drop_zone import HEIGHT_PX as ZONE_PX
from ui.drop_zone import DropZone
from ui.icons import draw_icon
from ui.keyboard_focus import PRESS_KEYS, KeyboardFocus, draw_focus_ring
from ui.mouse_keeper import MouseKeeper
from ui.settings_store import RecentFile
from ui.theme import DARK, RADIUS_PX, colour, figures, put_on_picture, scaled
from ui.time_words import clock

_CARD = QSize(168, 140)
_FRAME_PX = 94
_MOST_CARDS = 8
_GAP_PX = 12
_KEYS_PX = 40

_WIDEST_PX = 4 * _CARD.width() + 3 * _GAP_PX


def name_of(recent: RecentFile) -> str:
    """Return a recent file's name for people: no folder, no ending."""
    return PurePath(recent.path).stem or recent.path


def folders_of(files: Sequence[RecentFile]) -> dict[str, str]:
    """Return by path what tells files of one name apart, "" for the others.

    That is the nearest folder whose name differs among them.
    """
    alike: dict[str, set[str]] = {}
    for one in files:
        alike.setdefault(name_of(one), set()).add(one.path)
    return {
        path: _telling_folder(path, paths) if len(paths) > 1 else ""
        for paths in alike.values()
        for path in paths
    }


def _telling_folder(path: str, others: Iterable[str]) -> str:
    parts = [list(reversed(PurePath(one).parts[:-1])) for one in others]
    own = list(reversed(PurePath(path).parts[:-1]))
    for depth, folder in enumerate(own):
        if any(part[depth : depth + 1] != [folder] for part in parts):
            return folder
    return PurePath(path).name  # one folder: the endings differ


def words_of(recent: RecentFile) -> str:
    """Return how far one got, "" when nothing is known."""
    if recent.position_s <= 0:
        return ""
    if recent.duration_s <= 0:
        return clock(recent.position_s)
    return f"{clock(recent.position_s)} / {clock(recent.duration_s)}"


class RecentCard(QAbstractButton):
    """One recent file: frame, name, how far one got."""

    def __init__(
        self,
        recent: RecentFile,
        frame: QImage | None = None,
        parent: QWidget | None = None,
        folder: str = "",
    ) -> None:
        """Make a card; `folder` tells it from another file of the same name."""
        super().__init__(parent)
        self.recent = recent
        self.folder = folder
        self._frame = frame
        self._focus = KeyboardFocus(self, PRESS_KEYS)
        self.setFixedSize(_CARD)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(recent.path)
        self.setAccessibleName(name_of(recent))
        self.setAccessibleDescription(" ".join((folder, words_of(recent))).strip())

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Brighten under the pointer."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let Enter press the card as the space bar does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        painter.setClipPath(outline)
        painter.fillRect(
            rect, colour(DARK.raised if self.underMouse() else DARK.surface)
        )
        self._draw_frame(painter, QRectF(0, 0, rect.width(), _FRAME_PX))
        self._draw_words(painter, rect)
        painter.setClipping(False)
        painter.setPen(colour(DARK.line))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        if self._focus.is_shown:
            draw_focus_ring(painter, rect, RADIUS_PX)

    def _draw_frame(self, painter: QPainter, rect: QRectF) -> None:
        frame = self._frame
        if frame is None or frame.isNull():
            painter.fillRect(rect, colour(DARK.ground))
            place = QRectF(rect.center().x() - 16, rect.center().y() - 16, 32, 32)
            draw_icon(painter, "film", DARK.line, place)
        else:
            ratio = rect.width() / rect.height()
            width = min(float(frame.width()), frame.height() * ratio)
            part = QRectF(0, 0, width, width / ratio)
            part.moveCenter(QRectF(frame.rect()).center())
            painter.drawImage(rect, frame, part)
        if self.recent.duration_s > 0:
            share = min(1.0, self.recent.position_s / self.recent.duration_s)
            line = QRectF(0, rect.bottom() - 3, rect.width(), 3)
            painter.fillRect(line, colour(DARK.ground, 0.6))
            line.setWidth(rect.width() * share)
            painter.fillRect(line, colour(DARK.accent))

    def _draw_words(self, painter: QPainter, rect: QRectF) -> None:
        line = QRectF(10, _FRAME_PX + 5, rect.width() - 20, 18)
        metrics = QFontMetricsF(self.font())
        elide = Qt.TextElideMode.ElideMiddle
        painter.setPen(colour(DARK.text))
        name = metrics.elidedText(name_of(self.recent), elide, line.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(figures(scaled(self.font(), 0.9)))
        painter.setPen(colour(DARK.muted))
        line.translate(0, 18)
        middle, words = Qt.AlignmentFlag.AlignVCenter, words_of(self.recent)
        if not self.folder:
            painter.drawText(line, middle, words)
            return
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, words)
        metrics = QFontMetricsF(painter.font())
        room = line.width() - metrics.horizontalAdvance(words + "  ")
        folder = metrics.elidedText(self.folder, elide, room)
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, folder)


class StartScreen(MouseKeeper):
    """Fills the window until a file is open.

    Signals:
        command_asked: Id of a command ("open", "open-demo").
        file_asked: Path of a recent file.
    """

    command_asked = Signal(str)
    file_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAccessibleName(self.tr("Start"))
        self.zone = DropZone(self)
        self.cards: list[RecentCard] = []
        self._kept_px = 0
        self._heading = QLabel(self.tr("Played last"), self)
        self._heading.setProperty("role", "muted")
        self._heading.hide()
        self._grid = QGridLayout()
        self._grid.setSpacing(_GAP_PX)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._middle = QWidget(self)
        column = QVBoxLayout(self._middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP_PX)
        column.addWidget(self.zone)
        column.addWidget(self._heading)
        column.addLayout(self._grid)
        self._keys = QWidget(self._middle)
        self._keys.setLayout(self._hints())
        column.addWidget(self._keys)
        self.zone.open_button.clicked.connect(lambda: self.command_asked.emit("open"))
        self.zone.demo_button.clicked.connect(
            lambda: self.command_asked.emit("open-demo")
        )

    def show_recent(
        self,
        files: tuple[RecentFile, ...],
        frames: Mapping[str, QImage] | None = None,
    ) -> None:
        """Show the files played last, the newest first; `frames` by path, if any."""
        for card in self.cards:
            card.deleteLater()
        shown = files[:_MOST_CARDS]
        folders = folders_of(shown)
        pictures = frames or {}
        self.cards = [
            RecentCard(one, pictures.get(one.path), self._middle, folders[one.path])
            for one in shown
        ]
        for card in self.cards:
            card.clicked.connect(lambda _=False, one=card: self._ask(one))
        self._place()

    def light_zone(self, *, is_lit: bool) -> None:
        """Show that what is dragged over the window would be taken."""
        self.zone.light(is_lit=is_lit)

    def keep_free(self, bottom_px: int) -> None:
        """Leave room at the lower edge for a notice."""
        if bottom_px != self._kept_px:
            self._kept_px = bottom_px
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep everything in the middle, as many cards as fit in one row."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground."""
        QPainter(self).fillRect(self.rect(), colour(DARK.ground))

    def _hints(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        hints = (
            (self.tr("Space"), self.tr("plays")),
            (self.tr("Ctrl+1…6"), self.tr("choose a mode")),
            (self.tr("C"), self.tr("compares")),
        )
        for number, (key, does) in enumerate(hints):
            if number:
                row.addSpacing(16)
            cap = QLabel(key, self._middle)
            cap.setProperty("role", "key")
            words = QLabel(does, self._middle)
            words.setProperty("role", "muted")
            row.addWidget(cap)
            row.addWidget(words)
        row.addStretch(1)
        return row

    def _place(self) -> None:
        width = min(_WIDEST_PX, self.width() - 32)
        fit = max(1, (width + _GAP_PX) // (_CARD.width() + _GAP_PX))
        room = self.height() - self._kept_px
        has_cards = bool(self.cards) and room >= ZONE_PX + _CARD.height() + 120
        for number, card in enumerate(self.cards):
            is_shown = has_cards and number < fit
            card.setVisible(is_shown)
            if is_shown:
                self._grid.addWidget(card, 0, number)
        self._heading.setVisible(has_cards)
        self._keys.setVisible(room >= ZONE_PX + 2 * _KEYS_PX)
        self.zone.shorten(is_short=room < ZONE_PX + 2 * _GAP_PX)
        height = min(self._middle.sizeHint().height(), room - 16)
        self._middle.setGeometry(
            (self.width() - width) // 2, (room - height) // 2, width, height
        )

    def _ask(self, card: RecentCard) -> None:
        self.file_asked.emit(card.recent.path)
