"""Draws a parameter's row in the shader drawer, and tells where its parts lie.

Thread: main.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from ui.icons import draw_icon
from ui.param_rows import Knob, ParamRow
from ui.theme import DARK, colour
from ui.wrapped_words import draw_wrapped, wrapped_height

_LEFT_PX = 54
_RIGHT_PX = 28
_TOP_PX = 5
_GAP_PX = 4
_VALUE_PX = 60
_SLIDER_PX = 22
_FIELD_PX = 26
_FIELD_RADIUS_PX = 6
_BOTTOM_PX = 5
_KNOB_PX = 5
_TRACK_PX = 3


def param_height(row: ParamRow, font: QFont, width: float) -> float:
    """Return how high a row is; its value makes no difference.

    Args:
        row: What is shown.
        font: Of the title.
        width: Of the list.
    """
    title = _title_rect(row, QRectF(0, 0, width, 0))
    height = _TOP_PX + wrapped_height(row.title, font, title.width()) + _BOTTOM_PX
    if row.knob is Knob.SWITCH:
        return height
    return height + _GAP_PX + (_FIELD_PX if row.knob is Knob.CHOICE else _SLIDER_PX)


def toggle_rect(rect: QRectF, size: QSize) -> QRectF:
    """Return where a switch of this size lies: in the column of the values."""
    left = rect.right() - _RIGHT_PX - size.width()
    return QRectF(left, rect.top() + _TOP_PX + 2, size.width(), size.height())


def slider_rect(rect: QRectF) -> QRectF:
    """Return where a slider takes the mouse."""
    left = rect.left() + _LEFT_PX - _KNOB_PX
    right = rect.right() - _RIGHT_PX + _KNOB_PX
    top = rect.bottom() - _BOTTOM_PX - _SLIDER_PX
    return QRectF(left, top, right - left, _SLIDER_PX)


def share_at(rect: QRectF, x: float) -> float:
    """Return the place on the slider of a row under the pointer, 0…1 inside of it."""
    track = slider_rect(rect).adjusted(_KNOB_PX, 0, -_KNOB_PX, 0)
    return (x - track.left()) / max(1.0, track.width())


def knob_place(rect: QRectF, row: ParamRow) -> QPointF:
    """Return the middle of the slider's knob."""
    return _place(rect, row.share)


def field_rect(rect: QRectF) -> QRectF:
    """Return where the choice stands that opens the list of choices."""
    left, right = rect.left() + _LEFT_PX, rect.right() - _RIGHT_PX
    top = rect.bottom() - _BOTTOM_PX - _FIELD_PX
    return QRectF(left, top, right - left, _FIELD_PX)


def reset_rect(rect: QRectF) -> QRectF:
    """Return where the sign lies that brings the default back."""
    return QRectF(rect.right() - _RIGHT_PX + 6, rect.top() + _TOP_PX - 1, 20, 20)


def draw_param(painter: QPainter, rect: QRectF, row: ParamRow) -> None:
    """Draw title, value and knob; the painter's font is the title's."""
    title = _title_rect(row, rect)
    painter.setPen(colour(DARK.text))
    draw_wrapped(painter, title.topLeft(), row.title, title.width())
    if row.is_turned:
        draw_icon(
            painter, "replay", DARK.muted, reset_rect(rect).adjusted(2, 2, -2, -2)
        )
    if row.knob is Knob.SLIDER:
        _draw_value(painter, rect, row)
        _draw_slider(painter, rect, row)
    elif row.knob is Knob.CHOICE:
        _draw_field(painter, field_rect(rect), row.words)


def _title_rect(row: ParamRow, rect: QRectF) -> QRectF:
    left, right = rect.left() + _LEFT_PX, rect.right() - _RIGHT_PX
    if row.knob is not Knob.CHOICE:
        right -= _VALUE_PX
    return QRectF(left, rect.top() + _TOP_PX, max(1.0, right - left), 0)


def _place(rect: QRectF, share: float) -> QPointF:
    track = slider_rect(rect).adjusted(_KNOB_PX, 0, -_KNOB_PX, 0)
    return QPointF(track.left() + share * track.width(), track.center().y())


def _draw_value(painter: QPainter, rect: QRectF, row: ParamRow) -> None:
    height = QFontMetricsF(painter.font()).height()
    right = rect.right() - _RIGHT_PX
    box = QRectF(right - _VALUE_PX, rect.top() + _TOP_PX, _VALUE_PX, height)
    painter.setPen(colour(DARK.text))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight, row.words)


def _draw_slider(painter: QPainter, rect: QRectF, row: ParamRow) -> None:
    """Draw the track, filled from the default on, the default's mark and the knob."""
    left, right = _place(rect, 0.0), _place(rect, 1.0)
    knob, home = knob_place(rect, row), _place(rect, row.share_of(row.param.default))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(DARK.line))
    _draw_track(painter, left, right)
    painter.setBrush(colour(DARK.muted))
    painter.drawRect(QRectF(home.x() - 0.75, home.y() - 7, 1.5, 3))
    painter.drawRect(QRectF(home.x() - 0.75, home.y() + 4, 1.5, 3))
    painter.setBrush(colour(DARK.text))
    _draw_track(painter, left, knob)
    painter.drawEllipse(knob, _KNOB_PX, _KNOB_PX)


def _draw_track(painter: QPainter, start: QPointF, end: QPointF) -> None:
    half = _TRACK_PX / 2
    box = QRectF(start.x(), start.y() - half, end.x() - start.x(), _TRACK_PX)
    painter.drawRoundedRect(box, half, half)


def _draw_field(painter: QPainter, box: QRectF, words: str) -> None:
    painter.setPen(colour(DARK.line))
    painter.setBrush(colour(DARK.raised))
    edge = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(edge, _FIELD_RADIUS_PX, _FIELD_RADIUS_PX)
    arrow = QRectF(box.right() - 22, box.center().y() - 8, 16, 16)
    draw_icon(painter, "chevron-down", DARK.muted, arrow)
    inner = box.adjusted(8, 0, -24, 0)
    elided = QFontMetricsF(painter.font()).elidedText(
        words, Qt.TextElideMode.ElideRight, inner.width()
    )
    painter.setPen(colour(DARK.text))
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, elided)
