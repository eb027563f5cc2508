"""Figures drawn with one pen: the same ink and nearly the same width everywhere.

That is what tells drawn lines from other edges, and what a network leans on where a
small picture no longer shows how wide and how dark a line was. Between the lines lies
airbrushed colour, and beside them often a pale rim.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shaders.training.drawing.canvas import SIDE, Box, Canvas, Colour, Mask, blurred
from shaders.training.drawing.colours import fill_colour, near_white, varied, vivid
from shaders.training.drawing.curves import (
    Chance,
    Points,
    Widths,
    bezier,
    blob,
    ellipse,
    even,
    log_uniform,
    pointed,
    swelling,
)
from shaders.training.drawing.fills import gradient

UNSTEADY = 0.12  # spread of a pen's width from line to line


@dataclass(frozen=True)
class Pen:
    """What the lines of one figure share.

    Attributes:
        ink: colour of its lines.
        width_px: of them, about.
        rim: share of lines with a pale rim beside them.
        airbrush: share of surfaces with a soft gradient.
    """

    ink: Colour
    width_px: float
    rim: float
    airbrush: float

    def width(self, chance: Chance) -> float:
        """Draw the width of one line."""
        return float(self.width_px * np.exp(chance.normal(0, UNSTEADY)))


def pen(chance: Chance) -> Pen:
    """Draw a pen: mostly black or a very dark colour, about two pixels wide."""
    if chance.random() < 0.45:
        ink = (chance.normal(20, 14) + chance.normal(0, 8, 3)).clip(0, 255)
    else:
        ink = vivid(chance) * chance.uniform(0.15, 0.5)
    return Pen(
        ink=np.asarray(ink, np.float32),
        width_px=float(np.exp(chance.normal(np.log(1.9), 0.28))),
        rim=float(chance.choice([0.0, 0.15, 0.4])),
        airbrush=chance.uniform(0.2, 0.9),
    )


def _profile(chance: Chance, count: int, width_px: float) -> Widths:
    kind = chance.random()
    if kind < 0.5:
        return even(count, width_px)
    if kind < 0.8:
        return swelling(chance, count, width_px * 1.15)
    return pointed(chance, count, width_px * 1.1)


def _ink(canvas: Canvas, own: Pen, path: Points, *, is_open: bool = True) -> None:
    """Draw one line, and now and then a pale rim on one of its sides."""
    chance, width = canvas.chance, own.width(canvas.chance)
    count = len(path)
    if chance.random() < own.rim:
        along = np.gradient(path, axis=0)
        across = np.stack([-along[:, 1], along[:, 0]], 1)
        across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-6
        side = chance.choice([-1.0, 1.0]) * width * chance.uniform(0.8, 1.3)
        beside = (path + across * side).astype(np.float32)
        pale = near_white(chance), chance.uniform(0.3, 0.9)
        canvas.strokes([(beside, even(count, width))], *pale)
    widths = _profile(chance, count, width) if is_open else even(count, width)
    canvas.strokes([(path, widths)], own.ink)


def _colour(canvas: Canvas, own: Pen, box: Box, coverage: Mask, base: Colour) -> None:
    """Lay flat colour or an airbrushed gradient, then one shadow."""
    chance = canvas.chance
    if chance.random() < own.airbrush:
        other = varied(chance, base, 0.45, 1.35, 20)
        canvas.put(box, coverage, gradient(chance, box, base, other))
    else:
        canvas.put(box, coverage, base)


def ribbons(canvas: Canvas, own: Pen) -> None:
    """Strips that fan out from one place: hair, folded cloth, bows."""
    chance = canvas.chance
    root = chance.uniform(0, SIDE, 2)
    turn, length = chance.uniform(0, 2 * np.pi), log_uniform(chance, 50, 300)
    fan = chance.uniform(0.05, 0.9)
    count = int(chance.integers(3, 13))
    breadth = log_uniform(chance, 5, 26)
    base, bend = fill_colour(chance), chance.normal(0, 0.35)
    is_pointed = chance.random() < 0.6
    edges: list[Points] = []
    for index in range(count + 1):
        way = turn + fan * (index / count - 0.5) + chance.normal(0, 0.02)
        along = np.array([np.cos(way), np.sin(way)])
        across = np.array([-along[1], along[0]])
        start = root + across * breadth * (index - count / 2) * 0.5
        reach = length * chance.uniform(0.8, 1.15)
        bow = across * reach * (bend + chance.normal(0, 0.03))
        end = start + along * reach
        middle = start + along * reach * 0.4 + bow * 0.5
        edges.append(bezier([start, middle, middle + along * reach * 0.3, end], 16))
    for index in chance.permutation(count):
        left, right = edges[index], edges[index + 1]
        if is_pointed:
            tip = (left[-1] + right[-1]) / 2
            t = np.linspace(0, 1, 16, dtype=np.float32)[:, None] ** 2
            left, right = left + (tip - left[-1]) * t, right + (tip - right[-1]) * t
        drawn = canvas.polygon(np.concatenate([left, right[::-1]]))
        if drawn is None:
            continue
        tone = varied(chance, base, 0.8, 1.15, 6)
        _colour(canvas, own, *drawn, tone)
        for path in (left, right):
            if chance.random() < 0.85:
                _ink(canvas, own, np.asarray(path, np.float32))


def cloth(canvas: Canvas, own: Pen) -> None:
    """An outlined surface with folds, each a line with a soft shade on one side."""
    chance = canvas.chance
    centre, radius = chance.uniform(-20, SIDE + 20, 2), log_uniform(chance, 25, 200)
    path = blob(chance, centre, radius)
    drawn = canvas.polygon(path)
    if drawn is None:
        return
    box, coverage = drawn
    base = fill_colour(chance)
    _colour(canvas, own, box, coverage, base)
    for _ in range(chance.integers(0, 7)):
        root = path[chance.integers(len(path))]
        goal = centre + chance.normal(0, radius * 0.35, 2)
        bow = chance.normal(0, radius * 0.12, 2)
        fold = bezier([root, root * 0.6 + goal * 0.4 + bow, goal + bow * 0.5, goal], 14)
        shade = swelling(chance, 14, radius * chance.uniform(0.08, 0.3))
        within = canvas.inside(box, coverage, [(fold, shade)])
        if chance.random() < own.airbrush:
            within = blurred(within, chance.uniform(1.0, 5.0)) * coverage
        canvas.put(box, within, varied(chance, base, 0.55, 0.9, 6))
        if chance.random() < 0.8:
            widths = pointed(chance, 14, own.width(chance))
            canvas.strokes([(fold, widths)], own.ink)
    _ink(canvas, own, path, is_open=False)


def face(canvas: Canvas, own: Pen) -> None:
    """Skin, two eyes with lids and lights, nose, mouth, now and then blush lines."""
    chance = canvas.chance
    centre, radius = chance.uniform(20, SIDE - 20, 2), log_uniform(chance, 30, 150)
    skin = np.array([255, 232, 218], np.float32) * chance.uniform(0.75, 1.0)
    path = ellipse(centre, (radius * 0.85, radius), chance.normal(0, 0.2), 40)
    drawn = canvas.polygon(path)
    if drawn is None:
        return
    _colour(canvas, own, *drawn, skin.astype(np.float32))
    _ink(canvas, own, path, is_open=False)
    iris = vivid(chance)
    for side in (-1, 1):
        _eye(canvas, own, centre + np.array([side * 0.38, 0.05]) * radius, radius, iris)
    scale = np.array([radius, radius])
    mouth = [(-0.16, 0.6), (-0.05, 0.64), (0.08, 0.65), (0.18, 0.58)]
    nose = [(0.0, 0.32), (-0.03, 0.38), (-0.04, 0.4), (0.0, 0.42)]
    for form in (mouth, nose):
        line = bezier(centre + np.array(form) * scale, 10)
        canvas.strokes([(line, swelling(chance, 10, own.width(chance)))], own.ink)
    if chance.random() < 0.5:
        blush = varied(chance, skin, 0.75, 0.9, 10)
        for step in range(int(chance.integers(2, 5))):
            start = centre + np.array([-0.55 + 0.08 * step, 0.35]) * radius
            end = start + np.array([0.09, -0.12]) * radius
            stroke = bezier([start, start, end, end], 4)
            canvas.strokes([(stroke, even(4, own.width_px * 0.8))], blush)


def _eye(
    canvas: Canvas, own: Pen, centre: Points, radius_px: float, iris: Colour
) -> None:
    chance = canvas.chance
    size = radius_px * chance.uniform(0.14, 0.2)
    rim = ellipse(centre, (size * 1.3, size * 1.2), 0.0, 32)
    discs = (
        (rim, near_white(chance)),
        (ellipse(centre, (size * 0.85, size * 1.05), 0.0), own.ink),
        (ellipse(centre, (size * 0.72, size * 0.92), 0.0), iris),
        (ellipse(centre, (size * 0.3, size * 0.42), 0.0), own.ink),
    )
    for outline, colour in discs:
        drawn = canvas.polygon(outline)
        if drawn is None:
            continue
        if colour is iris:
            bright = np.asarray((iris * 1.5 + 20).clip(0, 255), np.float32)
            dark = np.asarray(iris * 0.4, np.float32)
            canvas.put(*drawn, gradient(chance, drawn[0], dark, bright))
        else:
            canvas.put(*drawn, colour)
    light = canvas.polygon(
        ellipse(centre - size * 0.3, (size * 0.22, size * 0.26), 0.0, 14)
    )
    if light is not None:
        canvas.put(*light, np.full(3, 255, np.float32))
    upper = rim[16:32]
    canvas.strokes([(upper, swelling(chance, 16, max(size * 0.3, 1.4)))], own.ink)
    brow = upper - np.array([0, size * 0.9], np.float32)
    canvas.strokes([(brow, swelling(chance, 16, own.width(chance)))], own.ink)


def portrait(canvas: Canvas) -> None:
    """One figure by one pen."""
    chance = canvas.chance
    own = pen(chance)
    parts = [cloth] * int(chance.integers(1, 5))
    parts += [face] * int(chance.integers(0, 3))
    parts += [ribbons] * int(chance.integers(1, 5))
    for part in parts:
        part(canvas, own)
