"""A notice in words: what happened, what to do, a button that helps. Thread: main."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from player.status import Notice
from ui.command import words
from ui.command_table import BY_ID
from ui.icon_button import IconButton
from ui.icons import draw_icon
from ui.mouse_keeper import MouseKeeper
from ui.theme import DARK, RADIUS_PX, colour, put_on_picture

READ_MS = 12_000
"""A mere notice that asks for nothing goes by itself after this; errors stay."""

_WIDEST_PX = 620

_NARROW_PX = 480
"""Where there is less, the notice is one line; its whole text is the tool tip."""

_SIDES_PX = (44, 8)
_ROW_GAP_PX = 12


class ErrorBanner(MouseKeeper):
    """Shows one `Notice` until its reason is gone, it is dismissed or (no error) read.

    Signals:
        command_asked: Id of the command that the notice offers.
        dismissed: Key of the notice that was read.
    """

    command_asked = Signal(str)
    dismissed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self._notice: Notice | None = None
        self._is_narrow = False
        self._text = QLabel(self)
        self._hint = QLabel(self)
        self._hint.setProperty("role", "muted")
        for label in (self._text, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.action_button = QPushButton(self)
        self.action_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button = IconButton("close", self.tr("Dismiss"), self)
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(READ_MS)
        self._reading.timeout.connect(self._on_read)
        self._lay_out()
        self.action_button.clicked.connect(self._on_action)
        self.close_button.clicked.connect(self._on_close)
        self.hide()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout()
        self._column.setSpacing(2)
        self._column.addWidget(self._text)
        self._column.addWidget(self._hint)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDES_PX[0], 10, _SIDES_PX[1], 10)
        self._row.setSpacing(_ROW_GAP_PX)
        self._row.addLayout(self._column, 1)
        self._row.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_notice(self, notice: Notice | None) -> None:
        """Show a notice, or nothing."""
        self._notice = notice
        self._reading.stop()
        if notice is None:
            self.hide()
            return
        if not notice.is_error and not notice.action:
            self._reading.start()
        self._hint.setText(notice.hint)
        command = BY_ID.get(notice.action)
        self.action_button.setVisible(command is not None)
        self.action_button.setText(words(command.text) if command else "")
        self.setAccessibleName(self.tr("Error") if notice.is_error else notice.text)
        self.setAccessibleDescription(f"{notice.text} {notice.hint}".strip())
        self.fit()
        self.show()
        self.raise_()

    def fit(self, room_px: int | None = None) -> None:
        """Take the width that there is and the height that the words need.

        Args:
            room_px: Free width, the parent's when None.
        """
        parent = self.parentWidget()
        if room_px is None:
            room_px = parent.width() if parent is not None else _WIDEST_PX + 32
        width = max(240, min(_WIDEST_PX, room_px - 32))
        self.setFixedWidth(width)
        self._show_words(width, is_narrow=room_px < _NARROW_PX)
        self._row.activate()
        wrapped = self._row.hasHeightForWidth()
        height = self._row.totalHeightForWidth(width) if wrapped else 0
        self.resize(width, height or self._row.totalSizeHint().height())

    def _show_words(self, width: int, *, is_narrow: bool) -> None:
        """Say it in full, or in one line with the button below it."""
        text, hint = (
            (self._notice.text, self._notice.hint) if self._notice else ("",) * 2
        )
        if is_narrow:
            room = width - sum(_SIDES_PX) - _ROW_GAP_PX - self.close_button.width()
            elide = Qt.TextElideMode.ElideRight
            self._text.setText(self._text.fontMetrics().elidedText(text, elide, room))
            self.setToolTip(f"{text}\n{hint}".strip())
        else:
            self._text.setText(text)
            self.setToolTip("")
        self._text.setWordWrap(not is_narrow)
        self._hint.setVisible(bool(hint) and not is_narrow)
        if is_narrow == self._is_narrow:
            return
        self._is_narrow = is_narrow
        if is_narrow:
            self._row.removeWidget(self.action_button)
            self._column.addWidget(self.action_button, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._column.removeWidget(self.action_button)
            self._row.insertWidget(
                1, self.action_button, 0, Qt.AlignmentFlag.AlignVCenter
            )

    @property
    def notice(self) -> Notice | None:
        """Return what it shows."""
        return self._notice

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the ground, the edge in the colour of the matter, and its sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_error = self._notice is not None and self._notice.is_error
        ink = DARK.red if is_error else DARK.amber
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(colour(ink, 0.55))
        painter.setBrush(colour(DARK.surface, 0.96))
        painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        sign = QRectF(14, 12, 20, 20)
        draw_icon(painter, "error" if is_error else "warning", ink, sign)

    def _on_action(self) -> None:
        if self._notice is not None:
            self.command_asked.emit(self._notice.action)

    def _on_read(self) -> None:
        if self.underMouse():
            self._reading.start()
        else:
            self._on_close()

    def _on_close(self) -> None:
        if self._notice is not None:
            key = self._notice.key
            self.show_notice(None)
            self.dismissed.emit(key)
