"""First chapter of the demo: a commuter train at dusk, wires, hills, a low sun."""

import itertools
import math
import random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QRadialGradient

from resources.demo.ink import (
    HEIGHT,
    WIDTH,
    closed_curve,
    colour,
    ease,
    stroke,
    sway,
    vertical_gradient,
)

INK = "#241a33"
GROUND = 560.0


def draw(painter: QPainter, time_s: float) -> None:
    """Draw the chapter's picture at `time_s` after its start."""
    _sky(painter, time_s)
    _clouds(painter, time_s)
    _birds(painter, time_s)
    _ridge(painter, time_s, 430, 46, 14.0, "#8a5a86", 3)
    _ridge(painter, time_s, 486, 34, 34.0, "#5b3d70", 11)
    _town(painter, time_s)
    _train(painter, time_s)
    _embankment(painter, time_s)
    _poles(painter, time_s)
    _grass(painter, time_s)


def _sky(painter: QPainter, time_s: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    stops = [(0, "#2b3f7c"), (0.42, "#a4668f"), (0.72, "#f39a72"), (1, "#ffd79a")]
    painter.fillRect(0, 0, WIDTH, HEIGHT, vertical_gradient(0, 520, stops))
    sun = QPointF(880, 392 + 3.2 * time_s)
    glow = QRadialGradient(sun, 420)
    glow.setColorAt(0, colour("#fff3c9", 0.85))
    glow.setColorAt(0.25, colour("#ffdf9a", 0.4))
    glow.setColorAt(1, colour("#ffb37a", 0))
    painter.setBrush(QBrush(glow))
    painter.drawEllipse(sun, 420, 420)
    painter.setBrush(colour("#fff6dc"))
    painter.drawEllipse(sun, 62, 62)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("#c9663f", 0.9), 2.0))
    painter.drawEllipse(sun, 62, 62)
    painter.setPen(Qt.PenStyle.NoPen)


def _clouds(painter: QPainter, time_s: float) -> None:
    dice = random.Random(5)
    for _ in range(7):
        scale = dice.uniform(0.6, 1.5)
        x = (dice.uniform(0, 1600) - 11 * scale * time_s) % 1700 - 200
        y = dice.uniform(70, 300)
        lumps = [(x + 150 * scale, y), (x + 60 * scale, y + 9)]
        for place in range(6):
            lift = dice.uniform(14, 46) * scale * math.sin(math.pi * (place + 1) / 7)
            lumps.append((x + (place - 1) * 34 * scale, y - lift))
        body = closed_curve(lumps)
        painter.setBrush(
            vertical_gradient(y - 60, y + 12, [(0, "#ffe9d2"), (1, "#d98b96")]),
        )
        painter.setPen(QPen(colour("#7c4a72", 0.75), 1.8))
        painter.drawPath(body)
        painter.setPen(Qt.PenStyle.NoPen)


def _birds(painter: QPainter, time_s: float) -> None:
    for index in range(5):
        x = 250 + 74 * time_s + 46 * index
        y = 190 + 16 * sway(time_s, index) + 21 * abs(index - 2)
        flap = 9 * math.sin(9 * time_s + index)
        for side in (-1, 1):
            tip = (x + side * 24, y - flap)
            bend = (x + side * 12, y - 10 - flap)
            stroke(painter, [(x, y), bend, bend, tip], 3.4, colour(INK), peak=0.2)


def _ridge(  # noqa: PLR0913, PLR0917  one hill line is these six numbers
    painter: QPainter,
    time_s: float,
    base: float,
    height: float,
    speed: float,
    fill: str,
    seed: int,
) -> None:
    path = QPainterPath(QPointF(-10, HEIGHT))
    for x in range(-10, WIDTH + 20, 10):
        u = (x + speed * time_s) / 210 + seed
        y = base - height * (0.6 * math.sin(u) + 0.4 * math.sin(2.3 * u + seed))
        path.lineTo(x, y)
    path.lineTo(WIDTH + 10, HEIGHT)
    painter.setBrush(colour(fill))
    painter.setPen(QPen(colour(INK, 0.8), 2.0))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)


def _town(painter: QPainter, time_s: float) -> None:
    dice = random.Random(21)
    for index in range(26):
        x = (index * 74 - 62 * time_s) % 1924 - 200
        width, height = dice.uniform(46, 70), dice.uniform(34, 88)
        top = GROUND - height
        painter.setBrush(colour("#3c2b52"))
        painter.setPen(QPen(colour(INK), 1.8))
        roof = QPainterPath(QPointF(x - 5, top))
        roof.lineTo(x + width / 2, top - dice.uniform(6, 24))
        roof.lineTo(x + width + 5, top)
        roof.lineTo(x + width, GROUND)
        roof.lineTo(x, GROUND)
        roof.closeSubpath()
        painter.drawPath(roof)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("#ffd58a", 0.9))
        for window in range(int(height // 22)):
            if dice.random() < 0.6:
                painter.drawRect(QRectF(x + 10, top + 8 + 20 * window, 9, 8))
            if dice.random() < 0.5:
                painter.drawRect(QRectF(x + width - 20, top + 8 + 20 * window, 9, 8))


def _train(painter: QPainter, time_s: float) -> None:
    start = WIDTH + 80 - 1760 * ease((time_s - 1.0) / 8.2)
    for car in range(3):
        x, y = start + car * 372, GROUND - 92.0
        painter.setBrush(
            vertical_gradient(
                y, y + 84, [(0, "#f4efe6"), (0.6, "#e4d6cd"), (1, "#a58f9c")]
            )
        )
        painter.setPen(QPen(colour(INK), 2.4))
        painter.drawRoundedRect(QRectF(x, y, 364, 82), 14, 14)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("#c8443f"))
        painter.drawRect(QRectF(x + 2, y + 54, 360, 8))
        painter.setPen(QPen(colour(INK), 1.6))
        for window in range(7):
            pane = QRectF(x + 20 + 48 * window, y + 15, 36, 28)
            painter.setBrush(colour("#ffe7a6"))
            painter.drawRoundedRect(pane, 4, 4)
            painter.setBrush(colour("#6b4a6d"))
            if (window * 5 + car * 3) % 4 != 1:
                painter.drawEllipse(pane.center() + QPointF(0, 3), 7, 8)
                painter.drawRect(
                    QRectF(pane.center().x() - 9, pane.bottom() - 6, 18, 6)
                )
        painter.setPen(QPen(colour(INK), 1.4))
        for door in (112, 256):
            painter.drawLine(QPointF(x + door, y + 10), QPointF(x + door, y + 80))
        painter.setPen(Qt.PenStyle.NoPen)


def _embankment(painter: QPainter, time_s: float) -> None:
    painter.setBrush(
        vertical_gradient(GROUND - 12, HEIGHT, [(0, "#4a3357"), (1, "#1f1730")])
    )
    painter.drawRect(QRectF(0, GROUND - 10, WIDTH, HEIGHT))
    painter.setPen(QPen(colour("#f2b184", 0.9), 1.6))
    painter.drawLine(QPointF(0, GROUND - 10), QPointF(WIDTH, GROUND - 10))
    painter.setPen(QPen(colour(INK), 2))
    for index in range(-1, 40):
        x = (index * 36 - 190 * time_s) % 1440 - 60
        painter.drawLine(QPointF(x, GROUND - 8), QPointF(x - 8, GROUND + 8))
    painter.setPen(Qt.PenStyle.NoPen)


def _poles(painter: QPainter, time_s: float) -> None:
    pitch, travel = 520, 250 * time_s
    tops: list[QPointF] = []
    for index in range(-1, 5):
        x = index * pitch - travel % pitch
        painter.setBrush(colour(INK))
        painter.drawRect(QRectF(x - 5, 150, 10, 480))
        for bar, width in ((176, 118), (214, 92)):
            painter.drawRect(QRectF(x - width / 2, bar, width, 6))
            for knob in (-0.45, -0.2, 0.2, 0.45):
                painter.drawRect(QRectF(x + knob * width - 3, bar - 10, 6, 10))
        tops.append(QPointF(x, 166))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for line, width in ((-0.45, 1.5), (-0.2, 1.2), (0.2, 1.2), (0.45, 1.5)):
        painter.setPen(QPen(colour(INK), width))
        for here, there in itertools.pairwise(tops):
            shift = QPointF(line * 118, 0)
            wire = QPainterPath(here + shift)
            middle = (here + there) / 2 + shift
            sag = QPointF(0, 66 + 5 * sway(time_s, line))
            wire.quadTo(middle + sag, there + shift)
            painter.drawPath(wire)
    painter.setPen(Qt.PenStyle.NoPen)


def _grass(painter: QPainter, time_s: float) -> None:
    dice = random.Random(9)
    for _ in range(210):
        x = (dice.uniform(0, 1500) - 330 * time_s) % 1500 - 110
        length = dice.uniform(50, 150)
        lean = 26 + 30 * sway(time_s, x / 300) + dice.uniform(-14, 14)
        tint = dice.choice(["#15101f", "#1d1530", "#2a1b3a", "#36203f"])
        root = (x, HEIGHT + 10)
        stroke(
            painter,
            [
                root,
                (x + 4, HEIGHT - length * 0.4),
                (x + lean * 0.5, HEIGHT - length * 0.8),
                (x + lean, HEIGHT - length),
            ],
            7,
            colour(tint),
            peak=0.15,
        )
