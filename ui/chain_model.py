"""The chain as a tree of files, values and passes for Qt's views. Thread: main.

The model never changes the chain: a switch that is flipped becomes a signal, and the
new chain comes back as rows.
"""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.chain_rows import EntryRow, PassRow
from ui.param_rows import Knob, ParamRow

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Data of this role is the row itself."""

Row = EntryRow | ParamRow | PassRow

AnyIndex = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()

_EXPLAINING = frozenset(
    {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}
)


class ChainModel(QAbstractItemModel):
    """Two levels: files, and under each its values and its passes.

    Signals:
        entry_switched: Index of the file, and whether it shall be on.
        pass_switched: Index of the file, of the pass, and whether it shall be on.
        value_turned: Index of the file, name of the parameter, and its new value.
    """

    entry_switched = Signal(int, bool)
    pass_switched = Signal(int, int, bool)
    value_turned = Signal(int, str, float)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[EntryRow, ...] = ()

    @property
    def rows(self) -> tuple[EntryRow, ...]:
        """Return what is shown."""
        return self._rows

    def show_rows(self, rows: tuple[EntryRow, ...]) -> bool:
        """Show other rows; return whether the tree itself has changed."""
        if rows == self._rows:
            return False
        is_same_tree = [row.shape for row in rows] == [row.shape for row in self._rows]
        if not is_same_tree:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
            return True
        self._rows = rows
        for entry in rows:
            place = self.index(entry.index, 0)
            self.dataChanged.emit(place, place)
            if entry.children:
                first = self.index(0, 0, place)
                last = self.index(len(entry.children) - 1, 0, place)
                self.dataChanged.emit(first, last)
        return False

    def row_at(self, index: AnyIndex) -> Row | None:
        """Return the row that an index stands for."""
        if not index.isValid():
            return None
        entry_number = index.internalId()
        if entry_number == 0:
            return self._rows[index.row()]
        return self._rows[entry_number - 1].children[index.row()]

    def switch(self, index: AnyIndex) -> None:
        """Ask for the other position of a row's switch."""
        row = self.row_at(index)
        if self._is_failed(index):
            return  # it stays off until its file is mended
        if isinstance(row, EntryRow):
            self.entry_switched.emit(row.index, not row.is_on)
        elif isinstance(row, PassRow):
            self.pass_switched.emit(row.entry, row.index, not row.is_on)
        elif isinstance(row, ParamRow) and row.knob is not Knob.SLIDER:
            self.turn(row, row.stepped(1))

    def turn(self, row: ParamRow, value: float) -> None:
        """Ask for another value of a parameter."""
        if value != row.value:
            self.value_turned.emit(row.entry, row.param.name, value)

    # -- Qt -------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: AnyIndex = _NOWHERE) -> QModelIndex:
        """Return the index of a place; children carry the number of their file."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = parent.row() + 1 if parent.isValid() else 0
        return self.createIndex(row, column, number)

    def parent(self, index: AnyIndex = _NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent has no argument
        """Return the file of a pass or of a value."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802  Qt's name
        """Return how many files there are, or rows under one file."""
        if not parent.isValid():
            return len(self._rows)
        if parent.internalId() != 0:
            return 0
        return len(self._rows[parent.row()].children)

    def columnCount(self, _parent: AnyIndex = _NOWHERE) -> int:  # noqa: N802  Qt's name
        """Return the one column."""
        return 1

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Let every row be chosen and switched."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._is_failed(index):
            return flags
        return flags | Qt.ItemFlag.ItemIsUserCheckable

    def _is_failed(self, index: AnyIndex) -> bool:
        """Return whether the row's file was given up."""
        number = index.internalId()
        return bool(self._rows[number - 1 if number else index.row()].fault)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words, its switch, or the row itself."""
        row = self.row_at(index)
        if row is None or role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return _check_state(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name if isinstance(row, EntryRow) else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole and isinstance(row, ParamRow):
            return f"{row.title}: {row.words}"
        return _explanation(row) if role in _EXPLAINING else None

    def setData(  # noqa: N802  Qt's name
        self, index: AnyIndex, _value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Turn a flipped switch into a wish."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.switch(index)
        return True


def _check_state(row: Row) -> Qt.CheckState | None:
    if isinstance(row, ParamRow) and row.knob is not Knob.SWITCH:
        return None
    return Qt.CheckState.Checked if row.is_on else Qt.CheckState.Unchecked


def _explanation(row: Row) -> str:
    if isinstance(row, ParamRow):
        return f"{row.title}\n{row.explanation}"
    if isinstance(row, PassRow):
        return row.reason
    if row.fault:
        return f"{row.fault}\n{row.path}".strip()
    return f"{row.note}\n{row.purpose}".strip()
