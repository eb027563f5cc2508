"""Brushes of the demo: tapered strokes, soft gradients, slow noise. Qt paints them.

Everything is drawn at 1280×720 and made smaller afterwards, so coordinates are in
those pixels.
"""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import (
    QColor,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPolygonF,
)

WIDTH, HEIGHT = 1280, 720
SEGMENTS = 36
"""Pieces of a tapered stroke: more make no visible difference at 640×360."""

Point = tuple[float, float]


def colour(text: str, alpha: float = 1.0) -> QColor:
    """Return a colour from "#rrggbb" with an opacity."""
    made = QColor(text)
    made.setAlphaF(alpha)
    return made


def ease(value: float) -> float:
    """Map 0…1 to 0…1 with a soft start and end."""
    value = min(1.0, max(0.0, value))
    return value * value * (3 - 2 * value)


def sway(time_s: float, seed: float, period_s: float = 4.0) -> float:
    """Return a slow, never quite repeating motion in −1…1."""
    turn = 2 * math.pi * time_s / period_s
    return 0.7 * math.sin(turn + seed) + 0.3 * math.sin(1.7 * turn + 2.3 * seed)


def cubic(points: Sequence[Point], t: float) -> Point:
    """Return the point at `t` of a cubic Bézier curve."""
    a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
    return (
        a * points[0][0] + b * points[1][0] + c * points[2][0] + d * points[3][0],
        a * points[0][1] + b * points[1][1] + c * points[2][1] + d * points[3][1],
    )


def stroke(
    painter: QPainter,
    points: Sequence[Point],
    width: float,
    ink: QColor,
    *,
    peak: float = 0.4,
) -> None:
    """Draw a pen stroke along a cubic: thin at both ends, widest at `peak`."""
    left: list[QPointF] = []
    right: list[QPointF] = []
    for step in range(SEGMENTS + 1):
        t = step / SEGMENTS
        x, y = cubic(points, t)
        ahead = cubic(points, min(1.0, t + 0.01))
        behind = cubic(points, max(0.0, t - 0.01))
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = math.hypot(dx, dy) or 1.0
        rise = t / peak if t < peak else (1 - t) / (1 - peak)
        half = 0.5 * width * math.sin(0.5 * math.pi * max(0.0, rise)) ** 0.8
        left.append(QPointF(x - dy / length * half, y + dx / length * half))
        right.append(QPointF(x + dy / length * half, y - dx / length * half))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([*left, *reversed(right)]))


def closed_curve(points: Sequence[Point]) -> QPainterPath:
    """Return a smooth closed path through points (Catmull-Rom)."""
    count = len(points)
    path = QPainterPath(QPointF(*points[0]))
    for index in range(count):
        before, here = points[index - 1], points[index]
        there, after = points[(index + 1) % count], points[(index + 2) % count]
        path.cubicTo(
            QPointF(
                here[0] + (there[0] - before[0]) / 6,
                here[1] + (there[1] - before[1]) / 6,
            ),
            QPointF(
                there[0] - (after[0] - here[0]) / 6,
                there[1] - (after[1] - here[1]) / 6,
            ),
            QPointF(*there),
        )
    return path


def vertical_gradient(
    top: float, bottom: float, stops: Sequence[tuple[float, str]]
) -> QLinearGradient:
    """Return a gradient from `top` to `bottom` in picture rows."""
    gradient = QLinearGradient(0, top, 0, bottom)
    for place, text in stops:
        gradient.setColorAt(place, QColor(text))
    return gradient
