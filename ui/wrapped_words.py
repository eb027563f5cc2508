"""Words on several lines: broken between words, inside one only where it must be.

Thread: main.
"""

import math

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QPainter, QTextLayout, QTextOption


def wrapped(words: str, font: QFont, width_px: float) -> QTextLayout:
    """Return the words laid out in lines of at most `width_px`."""
    layout = QTextLayout(words, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width_px))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def wrapped_height(words: str, font: QFont, width_px: float) -> int:
    """Return how high the words are in lines of at most `width_px`."""
    return math.ceil(wrapped(words, font, width_px).boundingRect().height())


def draw_wrapped(
    painter: QPainter, place: QPointF, words: str, width_px: float
) -> None:
    """Draw the words with the painter's font and pen, their corner at `place`."""
    wrapped(words, painter.font(), width_px).draw(painter, place)
