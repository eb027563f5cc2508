"""The menu of chains: name, key, one line on what each is for. Thread: main."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from player.hooks.chain import ShaderChain
from ui.icons import draw_icon
from ui.theme import DARK, colour, put_on_picture, scaled
from ui.wrapped_words import draw_wrapped, wrapped_height

_WIDTH_PX = 440
_MARGIN_PX = 6
_WORDS_LEFT_PX = 34
_WORDS_RIGHT_PX = 10
_TOP_PX = 6
_LINE_PX = 18
_TALLEST_LIST_PX = 440
_LOWEST_LIST_PX = 160
_ROLE = Qt.ItemDataRole.UserRole
_SMALL = 0.9


class _RowDelegate(QStyledItemDelegate):
    """Draws a chain's name and key, and below them all of its note."""

    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for the name and every line of the note."""
        chain, _is_current = index.data(_ROLE)
        height = 2 * _TOP_PX + _LINE_PX
        if chain.note:
            # As wide as the row is beside a scroll bar, so that none is too low.
            width = _WIDTH_PX - 4 * _MARGIN_PX - _WORDS_LEFT_PX - _WORDS_RIGHT_PX
            height += wrapped_height(chain.note, scaled(option.font, _SMALL), width)
        return QSize(_WIDTH_PX - 4 * _MARGIN_PX, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        chain, is_current = index.data(_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        lively = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if option.state & lively:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(DARK.raised))
            painter.drawRoundedRect(rect, 6, 6)
        if is_current:
            place = QRectF(rect.left() + 8, rect.top() + 5, 18, 18)
            draw_icon(painter, "check", DARK.text, place)
        words = rect.adjusted(_WORDS_LEFT_PX, _TOP_PX, -_WORDS_RIGHT_PX, -_TOP_PX)
        self._draw_words(painter, words, chain)
        painter.restore()

    def _draw_words(self, painter: QPainter, rect: QRectF, chain: ShaderChain) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(rect.left(), rect.top(), rect.width(), _LINE_PX)
        painter.setPen(colour(DARK.muted))
        if chain.key:
            key = f"Ctrl+{chain.key}"
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, key)
        painter.setPen(colour(DARK.text))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, chain.label)
        painter.setFont(scaled(painter.font(), _SMALL))
        painter.setPen(colour(DARK.muted))
        draw_wrapped(painter, line.bottomLeft(), chain.note, line.width())


class ChainMenu(QFrame):
    """A pop-up with one row per chain; arrows and Enter work, Esc closes.

    Signals:
        chain_asked: Name of the chain that was chosen.
        drawer_asked: Open the shader drawer.
        closed: It goes, and Qt takes it away; nobody may touch it any more.
    """

    chain_asked = Signal(str)
    drawer_asked = Signal()
    closed = Signal()

    def __init__(
        self,
        chains: tuple[ShaderChain, ...],
        current: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("chainMenu")
        put_on_picture(self)
        self.setAccessibleName(self.tr("Shader chains"))
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setProperty("role", "muted")
        self._note.setContentsMargins(10, 6, 10, 6)
        self._note.hide()
        self._list = self._made_list(chains, current)
        drawer = QPushButton(self.tr("Files and passes (S)"), self)
        drawer.setProperty("role", "flat")
        drawer.clicked.connect(self._on_drawer)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX, _MARGIN_PX)
        column.setSpacing(4)
        column.addWidget(self._note)
        column.addWidget(self._list)
        column.addWidget(drawer)
        self.setFixedWidth(_WIDTH_PX)

    def show_note(self, words: str) -> None:
        """Say why nothing runs, above the rows; "" for nothing to say."""
        self._note.setText(words)
        self._note.setVisible(bool(words))

    @property
    def note(self) -> str:
        """Return what stands above the rows."""
        return self._note.text()

    @property
    def list(self) -> QListWidget:
        """Return the rows."""
        return self._list

    def open_above(self, widget: QWidget) -> None:
        """Open with the lower right corner above `widget`, inside the screen.

        Where there is little room above, fewer rows are seen at once.
        """
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width(), -6))
        screen = widget.screen().availableGeometry()
        excess = self.height() - (corner.y() - screen.top())
        if excess > 0:
            least = min(_LOWEST_LIST_PX, self._list.height())
            self._list.setFixedHeight(max(least, self._list.height() - excess))
            self.adjustSize()
        place = corner - QPoint(self.width(), self.height())
        x = min(max(place.x(), screen.left()), screen.right() - self.width())
        self.move(x, max(place.y(), screen.top()))
        self.show()
        self._list.scrollToItem(self._list.currentItem())
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Tell, and go."""
        super().closeEvent(event)
        self.closed.emit()

    def _made_list(self, chains: tuple[ShaderChain, ...], current: str) -> QListWidget:
        rows = QListWidget(self)
        rows.setItemDelegate(_RowDelegate(rows))
        rows.setMouseTracking(True)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setAccessibleName(self.tr("Shader chains"))
        for chain in chains:
            item = QListWidgetItem(chain.label, rows)
            item.setData(_ROLE, (chain, chain.name == current))
            item.setToolTip(chain.note)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{chain.label}. {chain.note}"
            )
            if chain.name == current:
                rows.setCurrentItem(item)
        rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        height = sum(rows.sizeHintForRow(row) for row in range(rows.count())) + 4
        rows.setFixedHeight(min(height, _TALLEST_LIST_PX))
        rows.itemClicked.connect(self._on_item)
        rows.itemActivated.connect(self._on_item)
        return rows

    def _on_item(self, item: QListWidgetItem) -> None:
        if not self.isVisible():
            return  # a click both clicks and activates on some systems
        chain, _is_current = item.data(_ROLE)
        self.close()
        self.chain_asked.emit(chain.name)

    def _on_drawer(self) -> None:
        self.close()
        self.drawer_asked.emit()
