"""The list in the shader drawer: switches, reordering by hand or keys. Thread: main."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTreeView, QWidget

from ui.chain_delegate import (
    ChainDelegate,
    grip_rect,
    open_rect,
    remove_rect,
    switch_rect,
)
from ui.chain_model import ChainModel
from ui.chain_rows import EntryRow, PassRow
from ui.keyboard_focus import LIST_KEYS, KeyboardFocus
from ui.param_hand import ParamHand
from ui.param_paint import field_rect
from ui.param_rows import Knob, ParamRow
from ui.theme import DARK, colour, scaled


class ChainView(QTreeView):
    """Files and passes; every change is a wish, not a deed.

    Signals:
        entry_moved: From one index of the chain to another.
        entry_removed: Index of the file to take out.
        file_opened: Path to show in the person's editor.
        reset_asked: The whole chain shall be as its preset has it.

    Attributes:
        is_chain_edited: Whether there is something to reset.
    """

    entry_moved = Signal(int, int)
    entry_removed = Signal(int)
    file_opened = Signal(str)
    reset_asked = Signal()

    def __init__(self, model: ChainModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chain_model = model
        self._dragged: int | None = None
        self._gap: int | None = None
        self._hand = ParamHand(model)
        self.is_chain_edited = False
        self._open_files: set[str] = set()
        self.setModel(model)
        self.setItemDelegate(ChainDelegate(self))
        self._focus = KeyboardFocus(self, LIST_KEYS)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(self.tr("Files and passes of the chain"))
        model.modelReset.connect(self._open_again)
        self.expanded.connect(self._note_open)
        self.collapsed.connect(self._note_closed)

    # -- mouse ----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Take hold of a file, or do what lies under the pointer."""
        index = self.indexAt(event.position().toPoint())
        row = self._chain_model.row_at(index)
        if row is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        rect = self._row_rect(index)
        place = event.position()
        if isinstance(row, EntryRow) and grip_rect(rect).contains(place):
            self._dragged = row.index
            self._show_gap(place)
        elif isinstance(row, ParamRow):
            if self._hand.opens_menu(row, rect, place):
                self._open_choices(index, row)
            else:
                self._hand.press(row, rect, place)
        elif switch_rect(rect, row).adjusted(-6, -8, 6, 8).contains(place):
            self._chain_model.switch(index)
        elif isinstance(row, EntryRow):
            self._press_entry(index, row, rect, place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Show where a dragged file would go."""
        if self._dragged is not None:
            self._show_gap(event.position())
            return
        if self._hand.is_holding:
            self._hand.follow(event.position())
            return
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._chain_model.row_at(index)
        over_grip = isinstance(row, EntryRow) and grip_rect(
            self._row_rect(index)
        ).contains(event.position())
        shape = Qt.CursorShape.OpenHandCursor if over_grip else None
        self.viewport().setCursor(shape or Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002, N802  Qt's name
        """Put a dragged file down, let a slider go."""
        self._hand.let_go()
        dragged, gap = self._dragged, self._gap
        self._dragged = self._gap = None
        self.viewport().update()
        if dragged is None or gap is None:
            return
        to = gap - 1 if gap > dragged else gap
        if to != dragged:
            self.entry_moved.emit(dragged, to)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Bring a value back to its default; elsewhere it is two clicks."""
        index = self.indexAt(event.position().toPoint())
        row = self._chain_model.row_at(index)
        if isinstance(row, ParamRow) and event.button() is Qt.MouseButton.LeftButton:
            self._hand.double_press(row, self._row_rect(index), event.position())
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  Qt's name
        """Offer what can be done with a file."""
        index = self.indexAt(event.pos())
        if not index.isValid():
            index = self.currentIndex()
        menu = self.menu_for(index)
        if menu is not None:
            menu.popup(event.globalPos())

    def menu_for(self, index: QModelIndex) -> QMenu | None:
        """Return the menu of the file at (or above) an index."""
        chosen = row = self._chain_model.row_at(index)
        if isinstance(row, PassRow | ParamRow):
            row = self._chain_model.row_at(index.parent())
        if not isinstance(row, EntryRow):
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(chosen, ParamRow):
            self._hand.fill_reset(menu, chosen)
            menu.addSeparator()
        self._fill_file_menu(menu, row)
        menu.addSeparator()
        reset = menu.addAction(self.tr("Reset the chain"))
        reset.setEnabled(self.is_chain_edited)
        reset.triggered.connect(self._ask_reset)
        return menu

    def _fill_file_menu(self, menu: QMenu, row: EntryRow) -> None:
        number, path = row.index, row.path
        last = self._chain_model.rowCount() - 1
        up = menu.addAction(self.tr("Move up\tAlt+Up"))
        up.setEnabled(number > 0)
        up.triggered.connect(lambda: self.entry_moved.emit(number, number - 1))
        down = menu.addAction(self.tr("Move down\tAlt+Down"))
        down.setEnabled(number < last)
        down.triggered.connect(lambda: self.entry_moved.emit(number, number + 1))
        menu.addSeparator()
        shown = menu.addAction(self.tr("Open file"))
        shown.setEnabled(bool(path))
        shown.triggered.connect(lambda: self.file_opened.emit(path))
        taken = menu.addAction(self.tr("Take out\tDel"))
        taken.triggered.connect(lambda: self.entry_removed.emit(number))

    def _ask_reset(self) -> None:
        self.reset_asked.emit()

    def _open_choices(self, index: QModelIndex, row: ParamRow) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._hand.fill_choices(menu, row)
        field = field_rect(self._row_rect(index))
        menu.setMinimumWidth(round(field.width()))
        menu.popup(self.viewport().mapToGlobal(field.bottomLeft().toPoint()))

    # -- keys -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Move files with Alt and arrows, take them out with Del, switch with Space.

        On a value the arrows left and right turn it, Del brings its default back.
        """
        index = self.currentIndex()
        row = self._chain_model.row_at(index)
        key = event.key()
        is_moved = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if isinstance(row, ParamRow) and self._hand.take_key(row, key):
            return
        if isinstance(row, EntryRow) and is_moved:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
            to = row.index + step
            if step and 0 <= to < self._chain_model.rowCount():
                self.entry_moved.emit(row.index, to)
        elif isinstance(row, EntryRow) and key == Qt.Key.Key_Delete:
            self.entry_removed.emit(row.index)
        elif key == Qt.Key.Key_Space and index.isValid():
            self._chain_model.switch(index)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and index.isValid():
            if isinstance(row, ParamRow) and row.knob is Knob.CHOICE:
                self._open_choices(index, row)
                return
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802  Qt's name
        """Leave letters to the shortcuts."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Lay the rows out anew: words wrap by the width, the scroll bar takes some."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    # -- painting -------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the rows, and the gap into which a dragged file would go."""
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(colour(DARK.accent), 2))
        y = self._gap_y(self._gap)
        painter.drawLine(8, y, self.viewport().width() - 8, y)

    def choose(self, entry: int) -> None:
        """Make a file the current row."""
        index = self._chain_model.index(entry, 0)
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(index, flag)

    def _press_entry(
        self, index: QModelIndex, row: EntryRow, rect: QRectF, place: QPointF
    ) -> None:
        small = QFontMetricsF(scaled(self.font(), 0.88))
        if remove_rect(rect).adjusted(-2, -4, 2, 4).contains(place):
            self.entry_removed.emit(row.index)
        elif row.fault and row.path and open_rect(rect, small.height()).contains(place):
            self.file_opened.emit(row.path)
        else:
            self.setExpanded(index, not self.isExpanded(index))

    def _row_rect(self, index: QModelIndex) -> QRectF:
        rect = QRectF(self.visualRect(index))
        rect.setLeft(0)
        return rect

    def _show_gap(self, place: QPointF) -> None:
        """Find the gap between files that is nearest to the pointer."""
        gaps = range(self._chain_model.rowCount() + 1)
        self._gap = min(gaps, key=lambda gap: abs(self._gap_y(gap) - place.y()))
        self.viewport().update()

    def _gap_y(self, gap: int) -> int:
        if gap < self._chain_model.rowCount():
            return self.visualRect(self._chain_model.index(gap, 0)).top()
        last = self._chain_model.index(gap - 1, 0)
        if self.isExpanded(last):
            last = self._chain_model.index(
                self._chain_model.rowCount(last) - 1, 0, last
            )
        return self.visualRect(last).bottom()

    # -- open rows stay open --------------------------------------------------------

    def _note_open(self, index: QModelIndex) -> None:
        row = self._chain_model.row_at(index)
        if isinstance(row, EntryRow):
            self._open_files.add(row.path or row.name)

    def _note_closed(self, index: QModelIndex) -> None:
        row = self._chain_model.row_at(index)
        if isinstance(row, EntryRow):
            self._open_files.discard(row.path or row.name)

    def _open_again(self) -> None:
        wanted = set(self._open_files)
        for row in self._chain_model.rows:
            if (row.path or row.name) in wanted:
                self.setExpanded(self._chain_model.index(row.index, 0), True)
