"""Second chapter of the demo: a face close up, hair in the wind, focus that shifts."""

import math
import random

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QRadialGradient

from resources.demo.ink import (
    HEIGHT,
    WIDTH,
    Point,
    colour,
    cubic,
    ease,
    stroke,
    sway,
    vertical_gradient,
)

INK = "#2a1626"
SKIN, SHADE, BLUSH = "#fbe3d3", "#e9b9a8", "#f29a8c"
EYES = ((420.0, 402.0), (838.0, 402.0))
BLINKS_S = (2.6, 6.1, 6.45)


def draw(painter: QPainter, time_s: float) -> None:
    """Draw the chapter's picture at `time_s` after its start."""
    _backdrop(painter, time_s)
    painter.save()
    painter.translate(10 * sway(time_s, 1.0, 7), 6 * sway(time_s, 2.0, 5))
    _hair_behind(painter, time_s)
    _face(painter)
    lid = max(_blink(time_s - moment) for moment in BLINKS_S)
    look = 17 * ease((time_s - 3.4) / 0.35) - 30 * ease((time_s - 5.0) / 0.3)
    for side, centre in zip((-1, 1), EYES, strict=True):
        _eye(painter, centre, side, lid, look)
    _features(painter)
    _side_locks(painter, time_s)
    _fringe(painter, time_s)
    painter.restore()
    _petals(painter, time_s)


def _blink(since_s: float) -> float:
    return math.exp(-((since_s / 0.075) ** 2))


def _backdrop(painter: QPainter, time_s: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    stops = [(0, "#f7c9b8"), (0.5, "#d9a3c4"), (1, "#7c78bd")]
    painter.fillRect(0, 0, WIDTH, HEIGHT, vertical_gradient(0, HEIGHT, stops))
    dice = random.Random(4)
    for _ in range(22):
        spot = QPointF(
            dice.uniform(-60, WIDTH + 60) - 9 * time_s,
            dice.uniform(0, HEIGHT) + 8 * sway(time_s, dice.random() * 6),
        )
        radius = dice.uniform(24, 90)
        light = QRadialGradient(spot, radius)
        light.setColorAt(0, colour("#fff5e8", 0.38))
        light.setColorAt(0.82, colour("#fff0df", 0.26))
        light.setColorAt(1, colour("#fff0df", 0))
        painter.setBrush(QBrush(light))
        painter.drawEllipse(spot, radius, radius)


def _hair_behind(painter: QPainter, time_s: float) -> None:
    shape = QPainterPath(QPointF(210, HEIGHT + 40))
    shape.cubicTo(90, 380, 160, -60, 640, -80)
    shape.cubicTo(1120, -60, 1190, 380, 1070, HEIGHT + 40)
    shape.closeSubpath()
    painter.setBrush(vertical_gradient(0, HEIGHT, [(0, "#4b3f78"), (1, "#2f2a57")]))
    painter.setPen(QPen(colour(INK), 3.2))
    painter.drawPath(shape)
    painter.setPen(Qt.PenStyle.NoPen)
    dice = random.Random(31)
    for index in range(34):
        side = -1 if index % 2 else 1
        drift = 26 * sway(time_s, index * 0.4)
        x = 640 + side * dice.uniform(330, 470)
        stroke(
            painter,
            [
                (640 + side * 260, 60 + dice.uniform(0, 60)),
                (x, 240),
                (x + side * 20 + drift, 470),
                (x + side * dice.uniform(0, 60) + 1.6 * drift, 760),
            ],
            dice.uniform(2, 7),
            colour(dice.choice(["#231c42", "#6a5ba0", "#8476bb", INK])),
        )


def _face(painter: QPainter) -> None:
    face = QPainterPath(QPointF(270, -60))
    face.cubicTo(240, 420, 300, 610, 470, 720)
    face.cubicTo(560, 780, 720, 780, 810, 720)
    face.cubicTo(980, 610, 1040, 420, 1010, -60)
    face.closeSubpath()
    painter.setBrush(vertical_gradient(180, 720, [(0, SHADE), (0.28, SKIN), (1, SKIN)]))
    painter.setPen(QPen(colour(INK), 3.0))
    painter.drawPath(face)
    painter.setPen(Qt.PenStyle.NoPen)
    for x in (372, 900):
        blush = QRadialGradient(QPointF(x, 560), 92)
        blush.setColorAt(0, colour(BLUSH, 0.5))
        blush.setColorAt(1, colour(BLUSH, 0))
        painter.setBrush(QBrush(blush))
        painter.drawEllipse(QPointF(x, 560), 104, 58)
        for line in range(4):
            left = x - 40 + 22 * line
            ends: list[Point] = [(left + 12, 542), (left, 572)]
            stroke(
                painter,
                [ends[0], ends[0], ends[1], ends[1]],
                2.4,
                colour("#d5655c", 0.8),
            )


def _eye(painter: QPainter, centre: Point, side: int, lid: float, look: float) -> None:
    x, y = centre
    painter.save()
    painter.translate(x, y)
    painter.scale(side, 1)
    white = QPainterPath(QPointF(-112, 34 + 44 * lid))
    white.cubicTo(-84, -104 + 168 * lid, 52, -116 + 180 * lid, 118, 8 + 60 * lid)
    white.cubicTo(96, 96, -58, 118, -112, 34 + 44 * lid)
    painter.setBrush(vertical_gradient(-90, 90, [(0, "#c9bccf"), (0.35, "#fffdf8")]))
    painter.drawPath(white)
    painter.setClipPath(white)
    _iris(painter, QPointF(4 + look * side, 4 + 10 * lid))
    painter.setClipping(False)
    _lashes(painter, lid)
    painter.restore()


def _iris(painter: QPainter, middle: QPointF) -> None:
    painter.setBrush(
        vertical_gradient(-90, 92, [(0, "#1b1d4d"), (0.5, "#2b6fb3"), (1, "#7be0e6")]),
    )
    painter.setPen(QPen(colour(INK), 4.0))
    painter.drawEllipse(middle, 66, 86)
    painter.setPen(Qt.PenStyle.NoPen)
    for ray in range(40):
        angle = 2 * math.pi * ray / 40
        way = QPointF(math.cos(angle), 1.3 * math.sin(angle))
        inner, outer = middle + 30 * way, middle + (50 + 9 * (ray % 3)) * way
        ends: list[Point] = [(inner.x(), inner.y()), (outer.x(), outer.y())]
        tint = colour("#bdf3f2", 0.55) if ray % 2 else colour("#12205a", 0.5)
        stroke(painter, [ends[0], ends[0], ends[1], ends[1]], 3, tint)
    painter.setBrush(colour("#0f0f2e"))
    painter.drawEllipse(middle, 27, 37)
    painter.setBrush(colour("#ffffff", 0.96))
    painter.drawEllipse(middle + QPointF(-22, -36), 20, 25)
    painter.drawEllipse(middle + QPointF(25, 38), 9, 11)
    painter.setBrush(colour("#c8fbff", 0.45))
    painter.drawEllipse(middle + QPointF(2, 58), 34, 15)


def _lashes(painter: QPainter, lid: float) -> None:
    drop = 150 * lid
    arc: list[Point] = [
        (-128, 44 + 40 * lid),
        (-90, -110 + drop * 1.12),
        (52, -128 + drop * 1.22),
        (132, 6 + 62 * lid),
    ]
    stroke(painter, arc, 26, colour(INK), peak=0.55)
    for place, length, bend in ((0.62, 30, 18), (0.76, 40, 34), (0.9, 46, 50)):
        root = cubic(arc, place)
        tip = (root[0] + bend, root[1] - length * (1 - 1.5 * lid))
        stroke(
            painter,
            [root, root, (tip[0] - 8, tip[1] + 6), tip],
            11,
            colour(INK),
            peak=0.1,
        )
    crease: list[Point] = [(-98, -64), (-50, -128), (52, -138), (112, -66)]
    stroke(painter, crease, 3.4, colour("#9c5a54"))
    lower: list[Point] = [(-66, 88), (-20, 108), (44, 104), (92, 66)]
    stroke(painter, lower, 5, colour(INK, 0.85))


def _features(painter: QPainter) -> None:
    for side, (x, y) in zip((-1, 1), EYES, strict=True):
        brow: list[Point] = [
            (x - side * 108, y - 168),
            (x - side * 40, y - 206),
            (x + side * 52, y - 204),
            (x + side * 124, y - 150),
        ]
        stroke(painter, brow, 13, colour("#33254f"), peak=0.35)
    stroke(
        painter, [(634, 548), (640, 560), (644, 566), (650, 562)], 5, colour("#a85d55")
    )
    mouth: list[Point] = [(572, 640), (612, 660), (660, 662), (712, 634)]
    stroke(painter, mouth, 6.5, colour("#8b3b45"))
    stroke(painter, [(618, 676), (634, 681), (648, 681), (662, 675)], 3, colour(SHADE))


def _fringe(painter: QPainter, time_s: float) -> None:
    dice = random.Random(12)
    for index in range(15):
        start = (470 + 24 * index, -40.0)
        drift = 20 * sway(time_s, index * 0.55)
        tip = (270 + 52 * index + drift, 250 + 70 * math.sin(1.9 * index) + 0.4 * drift)
        lean = 60 * (index - 7) / 7
        curve = [start, (start[0] + lean, 60), (tip[0] - 26, tip[1] - 120), tip]
        stroke(painter, curve, 74, colour(INK), peak=0.42)
        stroke(painter, curve, 66, colour("#54478a"), peak=0.42)
        gleam = [cubic(curve, 0.36), cubic(curve, 0.44), cubic(curve, 0.5)]
        stroke(
            painter,
            [gleam[0], gleam[1], gleam[1], gleam[2]],
            22,
            colour("#a99be0", 0.85),
            peak=0.5,
        )
        for _ in range(3):
            shift = dice.uniform(-16, 16)
            hair = [(px + shift * (1 - k / 3), py) for k, (px, py) in enumerate(curve)]
            stroke(painter, hair, 2.4, colour("#2b2350", 0.9))


def _side_locks(painter: QPainter, time_s: float) -> None:
    for side in (-1, 1):
        for index in range(4):
            drift = 16 * sway(time_s, index * 0.8 + side)
            x = 640 + side * (352 + 26 * index)
            curve = [
                (640 + side * (190 + 30 * index), -60.0),
                (x + side * 26, 130.0),
                (x + side * 22 + drift * 0.4, 380.0),
                (x - side * (30 - 20 * index) + drift, 560.0 + 46 * index),
            ]
            stroke(painter, curve, 66, colour(INK), peak=0.36)
            stroke(painter, curve, 58, colour("#4b3f7f"), peak=0.36)
            inner = [(px - side * 9, py) for px, py in curve]
            stroke(painter, inner, 4, colour("#8d80c8", 0.9), peak=0.4)


def _petals(painter: QPainter, time_s: float) -> None:
    dice = random.Random(77)
    for _ in range(16):
        speed, size = dice.uniform(60, 190), dice.uniform(9, 24)
        x = (dice.uniform(0, 1500) - speed * time_s) % 1500 - 110
        y = (dice.uniform(0, 800) + 0.5 * speed * time_s) % 800 - 40
        painter.save()
        painter.translate(x, y)
        painter.rotate(90 * sway(time_s, size, 2.2))
        painter.setPen(QPen(colour("#b0567f"), 1.6))
        painter.setBrush(colour("#ffc4d6"))
        petal = QPainterPath(QPointF(-size, 0))
        petal.cubicTo(-size / 2, -size * 0.7, size / 2, -size * 0.6, size, 0)
        petal.cubicTo(size / 2, size * 0.6, -size / 2, size * 0.7, -size, 0)
        painter.drawPath(petal)
        painter.restore()
    painter.setPen(Qt.PenStyle.NoPen)
