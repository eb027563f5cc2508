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
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
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

_WIDTH_PX = 340
_ROW_PX = 48
_MOST_ROWS = 9
_ROLE = Qt.ItemDataRole.UserRole
_SMALL = 0.9


class _RowDelegate(QStyledItemDelegate):
    """Draws a chain as two lines with its key at the right."""

    def sizeHint(  # noqa: N802  Qt's name
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return one height for all rows."""
        return QSize(_WIDTH_PX - 24, _ROW_PX)

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
        self._draw_words(painter, rect.adjusted(34, 6, -10, -6), chain)
        painter.restore()

    def _draw_words(self, painter: QPainter, rect: QRectF, chain: ShaderChain) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(rect.left(), rect.top(), rect.width(), rect.height() / 2)
        painter.setPen(colour(DARK.muted))
        if chain.key:
            key = f"Ctrl+{chain.key}"
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, key)
        painter.setPen(colour(DARK.text))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, chain.label)
        line.translate(0, line.height())
        small = scaled(painter.font(), _SMALL)
        painter.setFont(small)
        painter.setPen(colour(DARK.muted))
        elide = Qt.TextElideMode.ElideRight
        note = QFontMetricsF(small).elidedText(chain.note, elide, line.width())
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignLeft, note)


class ChainMenu(QFrame):
    """A pop-up with one row per chain; arrows and Enter work, Esc closes.

    Signals:
        chain_asked: Name of the chain that was chosen.
        drawer_asked: Open the shader drawer.
    """

    chain_asked = Signal(str)
    drawer_asked = Signal()

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
        column.setContentsMargins(6, 6, 6, 6)
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
        """Open with the lower right corner above `widget`, inside the screen."""
        self.adjustSize()
        corner = widget.mapToGlobal(QPoint(widget.width(), -6))
        place = corner - QPoint(self.width(), self.height())
        screen = widget.screen().availableGeometry()
        x = min(max(place.x(), screen.left()), screen.right() - self.width())
        self.move(x, max(place.y(), screen.top()))
        self.show()
        self._list.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

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
        rows.setFixedHeight(min(len(chains), _MOST_ROWS) * _ROW_PX + 4)
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
