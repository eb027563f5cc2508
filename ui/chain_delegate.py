"""Draws the rows of the shader drawer and tells where their parts lie. Thread: main."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
)

from player.status import PassVerdict
from ui.chain_model import ROW_ROLE, Row
from ui.chain_rows import EntryRow, PassRow
from ui.icons import draw_icon
from ui.param_paint import draw_param, param_height, toggle_rect
from ui.param_rows import Knob, ParamRow
from ui.theme import DARK, colour, figures, scaled
from ui.wrapped_words import draw_wrapped, wrapped_height

AnyIndex = QModelIndex | QPersistentModelIndex

ENTRY_PX = 46
PASS_PX = 28
_REASON_PX = 17
"""Further height of a pass that says why it is idle."""

_PAD_PX = 8
_SMALL = 0.88
_SWITCH = QSize(26, 14)
_GRIP_X = 4
_CHEVRON_X = 22
_SWITCH_X = 42
_NAME_X = 76
_PASS_SWITCH_X = 54
_PASS_NAME_X = 88
_TIME_PX = 60
_REMOVE_PX = 24


def grip_rect(rect: QRectF) -> QRectF:
    """Return where a file's drag handle lies in its row."""
    return QRectF(rect.left() + _GRIP_X, rect.top() + 13, 20, 20)


def switch_rect(rect: QRectF, row: Row) -> QRectF:
    """Return where a row's switch lies."""
    if isinstance(row, ParamRow):
        return toggle_rect(rect, _SWITCH)
    if isinstance(row, EntryRow):
        left, middle = _SWITCH_X, rect.top() + ENTRY_PX / 2
    else:
        left, middle = _PASS_SWITCH_X, rect.top() + PASS_PX / 2
    return QRectF(
        rect.left() + left,
        middle - _SWITCH.height() / 2,
        _SWITCH.width(),
        _SWITCH.height(),
    )


def remove_rect(rect: QRectF) -> QRectF:
    """Return where the sign that takes a file out lies."""
    return QRectF(rect.right() - _REMOVE_PX, rect.top() + 13, 20, 20)


def open_rect(rect: QRectF, font_height: float) -> QRectF:
    """Return where "Open file" lies in the row of a failed file."""
    height = font_height + 4
    left = rect.left() + _NAME_X
    return QRectF(left, rect.bottom() - height - 4, rect.width() - _NAME_X, height)


class ChainDelegate(QStyledItemDelegate):
    """Rows of two heights; a failed file is as high as its message needs."""

    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(  # noqa: N802  Qt's name
        self, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QSize:
        """Return the row's height."""
        row = index.data(ROW_ROLE)
        width = self._view.viewport().width()
        if isinstance(row, ParamRow):
            return QSize(width, round(param_height(row, option.font, width)))
        if isinstance(row, PassRow):
            return QSize(width, PASS_PX + (_REASON_PX if row.reason else 0))
        if isinstance(row, EntryRow) and row.fault:
            return QSize(width, round(ENTRY_PX + self._fault_height(option, row)))
        return QSize(width, ENTRY_PX)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Draw one row."""
        row = index.data(ROW_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(figures(option.font))
        rect = QRectF(option.rect)
        rect.setLeft(0)
        self._draw_ground(painter, option, rect)
        if isinstance(row, EntryRow):
            is_open = bool(option.state & QStyle.StateFlag.State_Open)
            self._draw_entry(painter, rect, row, is_open=is_open)
            if option.state & QStyle.StateFlag.State_MouseOver:
                draw_icon(painter, "remove", DARK.muted, remove_rect(rect))
        elif isinstance(row, PassRow):
            self._draw_pass(painter, rect, row)
        elif isinstance(row, ParamRow):
            if row.knob is Knob.SWITCH:
                _draw_switch(painter, switch_rect(rect, row), is_on=row.is_on)
            draw_param(painter, rect, row)
        painter.restore()

    def _draw_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRectF
    ) -> None:
        is_over = option.state & QStyle.StateFlag.State_MouseOver
        is_focused = option.state & QStyle.StateFlag.State_HasFocus
        if is_over or is_focused:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(DARK.raised))
            painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), 6, 6)
        if is_focused:
            painter.setPen(colour(DARK.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(2.5, 1.5, -2.5, -1.5), 6, 6)

    def _draw_entry(
        self, painter: QPainter, rect: QRectF, row: EntryRow, *, is_open: bool
    ) -> None:
        draw_icon(painter, "grip", DARK.muted, grip_rect(rect).adjusted(1, 1, -1, -1))
        if row.passes:
            place = QRectF(rect.left() + _CHEVRON_X, rect.top() + 15, 16, 16)
            name = "chevron-down" if is_open else "chevron-right"
            draw_icon(painter, name, DARK.muted, place)
        switch = switch_rect(rect, row)
        _draw_switch(painter, switch, is_on=row.is_on, is_failed=bool(row.fault))
        top = QRectF(rect.left() + _NAME_X, rect.top() + 6, 0, 17)
        top.setRight(rect.right() - _REMOVE_PX - 4)
        ink = DARK.text if row.is_on else DARK.muted
        _draw_line(painter, top, row.name, ink)
        below = QRectF(top.left(), top.bottom(), top.width(), 16)
        if row.ms is not None and not row.fault:
            _draw_time(painter, top.right(), below, row.ms)
            below.setRight(top.right() - _TIME_PX)
        painter.setFont(scaled(painter.font(), _SMALL))
        if row.fault:
            self._draw_fault(painter, rect, below, row)
        else:
            _draw_line(painter, below, row.note, DARK.muted)

    def _draw_fault(
        self, painter: QPainter, rect: QRectF, below: QRectF, row: EntryRow
    ) -> None:
        painter.setPen(colour(DARK.red))
        draw_wrapped(painter, below.topLeft(), row.fault, below.width())
        if row.path:
            link = open_rect(rect, QFontMetricsF(painter.font()).height())
            _draw_line(painter, link, self.tr("Open file"), DARK.accent)

    def _draw_pass(self, painter: QPainter, rect: QRectF, row: PassRow) -> None:
        _draw_switch(painter, switch_rect(rect, row), is_on=row.is_on)
        top = QRectF(rect.left() + _PASS_NAME_X, rect.top() + 4, 0, 17)
        right = rect.right() - _REMOVE_PX - 4
        top.setRight(right - _TIME_PX)
        ran = row.verdict is PassVerdict.RAN
        _draw_line(painter, top, row.title, DARK.text if ran else DARK.muted)
        bar = QRectF(top.left(), rect.top() + PASS_PX - 5, 0, 2)
        bar.setRight(right)
        if row.ms is not None:
            _draw_time(painter, right, top, row.ms)
            _draw_bar(painter, bar, row.share)
        elif row.reason:
            painter.setFont(scaled(painter.font(), _SMALL))
            ink = DARK.red if row.verdict is PassVerdict.FAILED else DARK.muted
            place = QRectF(top.left(), top.bottom() + 1, bar.width(), 16)
            _draw_line(painter, place, row.reason, ink)

    def _fault_height(self, option: QStyleOptionViewItem, row: EntryRow) -> float:
        font = scaled(option.font, _SMALL)
        width = self._view.viewport().width() - _NAME_X - _REMOVE_PX - 4
        link = QFontMetricsF(font).height() + 8 if row.path else 0
        height = wrapped_height(row.fault, font, width)
        return max(0.0, height + link - 16)


def _draw_line(painter: QPainter, rect: QRectF, words: str, ink: str) -> None:
    metrics = QFontMetricsF(painter.font())
    elide = Qt.TextElideMode.ElideMiddle
    painter.setPen(colour(ink))
    painter.drawText(
        rect,
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
        metrics.elidedText(words, elide, rect.width()),
    )


def _draw_time(painter: QPainter, right: float, line: QRectF, ms: float) -> None:
    box = QRectF(right - _TIME_PX, line.top(), _TIME_PX, line.height())
    painter.setPen(colour(DARK.text))
    flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(box, flags, f"{ms:.1f} ms")


def _draw_bar(painter: QPainter, rect: QRectF, share: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(DARK.line))
    painter.drawRoundedRect(rect, 1, 1)
    filled = QRectF(rect)
    filled.setWidth(max(2.0, rect.width() * share))
    painter.setBrush(colour(DARK.calm))
    painter.drawRoundedRect(filled, 1, 1)


def _draw_switch(
    painter: QPainter, rect: QRectF, *, is_on: bool, is_failed: bool = False
) -> None:
    radius = rect.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(DARK.text if is_on else DARK.line))
    painter.drawRoundedRect(rect, radius, radius)
    x = rect.right() - radius if is_on else rect.left() + radius
    knob = DARK.surface if is_on else DARK.red if is_failed else DARK.muted
    painter.setBrush(colour(knob))
    painter.drawEllipse(QPointF(x, rect.center().y()), radius - 3, radius - 3)
