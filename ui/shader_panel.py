"""The shader drawer: the chain file by file and pass by pass, over the picture.

Main thread. It shows a `ShaderChain` and what it did, and says what was asked.
"""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from player.render.request import ChainFault
from ui.chain_chip import LOAD_COLOURS
from ui.chain_model import ChainModel
from ui.chain_rows import chain_rows
from ui.chain_view import ChainView
from ui.chain_words import ChainFacts, idle_reason, load, milliseconds
from ui.icon_button import IconButton
from ui.mouse_keeper import MouseKeeper
from ui.theme import DARK, colour, figures, put_on_picture

PANEL_PX = 320

_LOW_PX = 320
"""Below this there is room for rows and the sum only; menus have the rest."""


class BudgetFoot(QWidget):
    """The sum of all passes against the time that a frame lasts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(figures(self.font()))
        self._facts: ChainFacts | None = None
        self.setFixedHeight(44)

    def show_facts(self, facts: ChainFacts) -> None:
        """Show another time."""
        self._facts = facts
        self.setAccessibleName(self.words)
        self.update()

    @property
    def words(self) -> str:
        """Return the sum in words."""
        facts = self._facts
        if facts is None or not facts.is_of_this_chain:
            return self.tr("No frame drawn yet")
        total = milliseconds(facts.status.total_ms)
        if facts.budget_ms is None:
            return self.tr("{0} a frame").format(total)
        return self.tr("{0} of {1} a frame").format(
            total, milliseconds(facts.budget_ms)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the words and a bar that is full when the frame's time is used up."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(colour(DARK.text))
        line = QRectF(0, 4, self.width(), 20)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, self.words)
        track = QRectF(0, 30, self.width(), 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.line))
        painter.drawRoundedRect(track, 2, 2)
        facts = self._facts
        if facts is None or not facts.budget_ms or facts.status.total_ms is None:
            return
        share = min(1.0, facts.status.total_ms / facts.budget_ms)
        track.setWidth(max(4.0, track.width() * share))
        ink = LOAD_COLOURS[load(facts.status.total_ms, facts.budget_ms)]
        painter.setBrush(colour(ink))
        painter.drawRoundedRect(track, 2, 2)


class ShaderPanel(MouseKeeper):
    """Files and passes with switches, times and reasons.

    Signals:
        entry_switched: Index of a file, and whether it shall be on.
        pass_switched: Index of a file, of a pass, and whether it shall be on.
        value_turned: Index of a file, name of a parameter, and its new value.
        entry_moved: From one index to another.
        entry_removed: Index of the file to take out.
        file_opened: Path to show in the person's editor.
        command_asked: Id of a command.
    """

    entry_switched = Signal(int, bool)
    pass_switched = Signal(int, int, bool)
    value_turned = Signal(int, str, float)
    entry_moved = Signal(int, int)
    entry_removed = Signal(int)
    file_opened = Signal(str)
    command_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAccessibleName(self.tr("Shader drawer"))
        self.model = ChainModel(self)
        self.view = ChainView(self.model, self)
        self.foot = BudgetFoot(self)
        self._label = QLabel(self)
        self._label.setProperty("role", "heading")
        self._note = QLabel(self)
        self._note.setProperty("role", "muted")
        self._empty = QLabel(
            self.tr("No shader file.\nChoose a mode with Ctrl+1…6, or add a file."),
            self,
        )
        self._empty.setProperty("role", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._label, self._note, self._empty):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.close_button = IconButton("close", self.tr("Close the drawer (S)"), self)
        self.add_button = QPushButton(self.tr("Add a file…"), self)
        self.add_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reset_button = QPushButton(self.tr("Reset the chain"), self)
        self.reset_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.reset_button.setToolTip(
            self.tr("Files, order, switches and values as the preset has them")
        )
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        title = QHBoxLayout()
        title.addWidget(self._label, 1)
        title.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 8, 4)
        head.setSpacing(2)
        head.addLayout(title)
        head.addWidget(self._note)
        rows = QVBoxLayout()
        rows.setContentsMargins(4, 0, 4, 0)
        rows.addWidget(self.view)
        rows.addWidget(self._empty)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 4, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.foot)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button, 1)
        buttons.addWidget(self.reset_button, 1)
        foot.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(rows, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.model.entry_switched.connect(self.entry_switched)
        self.model.pass_switched.connect(self.pass_switched)
        self.model.value_turned.connect(self.value_turned)
        self.view.reset_asked.connect(self._ask_reset)
        self.reset_button.clicked.connect(self._ask_reset)
        self.view.entry_moved.connect(self._on_moved)
        self.view.entry_removed.connect(self.entry_removed)
        self.view.file_opened.connect(self.file_opened)
        self.close_button.clicked.connect(
            lambda: self.command_asked.emit("shader-panel")
        )
        self.add_button.clicked.connect(lambda: self.command_asked.emit("add-shader"))

    def show_chain(
        self, facts: ChainFacts, faults: Mapping[int, ChainFault] | None = None
    ) -> None:
        """Show a chain, what it did on the newest frame, and the files that failed."""
        self._label.setText(facts.chain.label)
        reason = idle_reason(facts)
        note = self.tr("Idle: {0}").format(reason) if reason else facts.chain.note
        self._note.setText(note)
        self._fit_height()
        heights = self._heights()
        self.model.show_rows(chain_rows(facts.chain, facts.status, faults or {}))
        if self._heights() != heights:
            self.view.scheduleDelayedItemsLayout()
        self._empty.setVisible(not facts.chain.entries)
        self.view.setVisible(bool(facts.chain.entries))
        self.view.is_chain_edited = facts.is_edited
        self.reset_button.setEnabled(facts.is_edited)
        self.foot.show_facts(facts)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Give a low drawer's height to its rows."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        is_low = self.height() < _LOW_PX
        self._note.setVisible(bool(self._note.text()) and not is_low)
        self.add_button.setVisible(not is_low)
        self.reset_button.setVisible(not is_low)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the drawer's width."""
        return QSize(PANEL_PX, 480)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground and the edge to the picture."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(DARK.surface, 0.95))
        painter.fillRect(QRectF(0, 0, 1, self.height()), colour(DARK.line))

    def _ask_reset(self) -> None:
        self.command_asked.emit("reset-chain")

    def _heights(self) -> list[tuple[bool, ...]]:
        """Return what row heights depend on."""
        return [
            (bool(row.fault), *(bool(one.reason) for one in row.passes))
            for row in self.model.rows
        ]

    def _on_moved(self, index: int, to: int) -> None:
        self.entry_moved.emit(index, to)
        self.view.choose(to)
