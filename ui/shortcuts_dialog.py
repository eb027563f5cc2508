"""The list of keys (`?`), made from the command table. Thread: main."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.command import Behaviour, Command, Menu, words
from ui.command_table import MENUS
from ui.keys_page import key_words


class ShortcutsDialog(QDialog):
    """Every command with its keys and the mouse's way; a field to search in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys and mouse"))
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search a command or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search"))
        self.search.textChanged.connect(self._filter)
        self._rows: list[tuple[str, tuple[QWidget, ...]]] = []
        self._headings: list[tuple[QLabel, range]] = []
        body = QWidget(self)
        grid = QGridLayout(body)
        grid.setContentsMargins(20, 4, 20, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for menu, commands in MENUS.items():
            self._add_menu(grid, menu, commands)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        close.setContentsMargins(20, 0, 20, 0)
        close.rejected.connect(self.reject)
        top = QVBoxLayout()
        top.setContentsMargins(20, 16, 20, 4)
        top.addWidget(self.search)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 12)
        whole.addLayout(top)
        whole.addWidget(area)
        whole.addWidget(close)
        self.resize(QSize(640, 680).boundedTo(self.screen().availableSize() * 0.85))
        self.search.setFocus()

    def shown_texts(self) -> list[str]:
        """Return the words of the rows that the search leaves."""
        return [text for text, widgets in self._rows if not widgets[0].isHidden()]

    def _add_menu(
        self, grid: QGridLayout, menu: Menu, commands: tuple[Command, ...]
    ) -> None:
        heading = QLabel(words(menu.value), self)
        heading.setProperty("role", "heading")
        heading.setContentsMargins(0, 12, 0, 2)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        first = len(self._rows)
        for command in commands:
            if command.keys or command.pointer:
                self._add_command(grid, command)
        self._headings.append((heading, range(first, len(self._rows))))

    def _add_command(self, grid: QGridLayout, command: Command) -> None:
        keys = _keys(command, self)
        what = QLabel(words(command.text).rstrip("…"), self)
        tip = words(command.tip)
        if command.pointer:
            tip = self.tr("{0}; or {1}").format(tip, words(command.pointer))
        why = QLabel(tip, self)
        why.setProperty("role", "muted")
        why.setWordWrap(True)
        cell = QWidget(self)
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(what)
        column.addWidget(why)
        row = grid.rowCount()
        grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(cell, row, 1)
        searched = " ".join((what.text(), tip, *map(_native, command.keys)))
        self._rows.append((searched, (keys, cell)))

    def _filter(self, wanted: str) -> None:
        parts = wanted.casefold().split()
        for text, widgets in self._rows:
            folded = text.casefold()
            is_found = all(part in folded for part in parts)
            for widget in widgets:
                widget.setVisible(is_found)
        for heading, rows in self._headings:
            heading.setVisible(any(not self._rows[n][1][0].isHidden() for n in rows))


def _keys(command: Command, parent: QWidget) -> QWidget:
    cell = QWidget(parent)
    row = QHBoxLayout(cell)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for key in command.keys:
        cap = QLabel(_native(key), cell)
        cap.setProperty("role", "key")
        row.addWidget(cap)
    if command.behaviour is Behaviour.HELD:
        row.addWidget(QLabel(cell.tr("hold"), cell))
    row.addStretch(1)
    return cell


def _native(key: str) -> str:
    """Return a key as the system writes it, with arrows for arrow keys."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return key_words(key) if native == key else native
