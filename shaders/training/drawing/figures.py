"""What anime is made of: outlined shapes, hair, eyes, loose lines, fur."""

from __future__ import annotations

import numpy as np

from shaders.training.drawing.canvas import SIDE, Canvas, Stroke, band
from shaders.training.drawing.colours import (
    fill_colour,
    line_colour,
    near_white,
    varied,
    vivid,
)
from shaders.training.drawing.curves import (
    Points,
    any_profile,
    bezier,
    blob,
    ellipse,
    even,
    line_width,
    log_uniform,
    pointed,
    stroke_path,
    swelling,
)
from shaders.training.drawing.fills import gradient, paint

WHITE = np.full(3, 255, np.float32)


def outline(canvas: Canvas, path: Points) -> None:
    """Draw round a shape, evenly or with a width that varies."""
    chance, count = canvas.chance, len(path)
    colour, width = line_colour(chance), line_width(canvas.chance)
    if chance.random() < 0.35:
        widths = even(count, width)
    else:
        t = np.linspace(0, 2 * np.pi, count)
        wave = np.sin(t * chance.integers(1, 4) + chance.uniform(0, 6))
        widths = (width * np.maximum(1 + 0.6 * wave, 0.1)).astype(np.float32)
    canvas.strokes([(path, widths)], colour)
    if chance.random() < 0.12:
        thin = even(count, max(width * 0.4, 0.5))
        canvas.strokes([(path, thin)], fill_colour(chance))


def shape(canvas: Canvas) -> None:
    """A painted, usually outlined surface with a few folds."""
    chance = canvas.chance
    centre = chance.uniform(-30, SIDE + 30, 2)
    radius = log_uniform(chance, 6, 180)
    path = blob(chance, centre, radius)
    drawn = canvas.polygon(path)
    if drawn is None:
        return
    paint(canvas, *drawn, fill_colour(chance))
    if chance.random() < 0.85:
        outline(canvas, path)
    for _ in range(chance.integers(0, 5)):
        start = chance.uniform(centre - radius, centre + radius)
        fold = stroke_path(chance, start, radius * chance.uniform(0.2, 0.9), 0.3, 14)
        widths = any_profile(chance, 14, line_width(chance))
        canvas.strokes([(fold, widths)], line_colour(chance))


def hair(canvas: Canvas) -> None:
    """A lock: its mass, then darker, lighter and outlining strands along it."""
    chance = canvas.chance
    start = chance.uniform(-20, SIDE + 20, 2)
    guide = stroke_path(chance, start, log_uniform(chance, 40, 360), 0.6)
    spread, base = chance.uniform(4, 60), fill_colour(chance)
    drawn = canvas.polygon(band(guide, swelling(chance, 24, spread * 2)))
    if drawn is not None:
        paint(canvas, *drawn, base)
    along = np.gradient(guide, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], 1)
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-6
    t = np.linspace(0, 1, 24)
    bulge = np.sin(np.pi * (t * 0.9 + 0.05)) ** chance.uniform(0.3, 1)
    count = int(chance.integers(4, 40))
    tones = (
        (base * chance.uniform(0.4, 0.8), count),
        ((base * 1.3 + 20).clip(0, 255), count // 3),
        (line_colour(chance), count // 2),
    )
    for tone, strands in tones:
        drawn_strands: list[Stroke] = []
        for _ in range(strands):
            wave = np.sin(t * chance.uniform(2, 8) + chance.uniform(0, 6))
            wobble = chance.normal(0, spread * 0.08) * wave
            offset = chance.uniform(-1, 1) * spread * bulge + wobble
            first = int(chance.integers(0, 14))
            last = int(chance.integers(first + 6, 25))
            path = (guide + across * offset[:, None])[first:last].astype(np.float32)
            taper = (swelling, pointed)[chance.integers(2)]
            widths = taper(chance, last - first, line_width(chance, 0.8))
            drawn_strands.append((path, widths))
        canvas.strokes(drawn_strands, np.asarray(tone, np.float32))


def eye(canvas: Canvas) -> None:
    """White, iris, pupil, lights, the upper lid and its lashes."""
    chance = canvas.chance
    centre = chance.uniform(20, SIDE - 20, 2)
    radius, turn = log_uniform(chance, 5, 70), chance.normal(0, 0.15)
    aspect = chance.uniform(0.6, 1.1)
    rim = ellipse(centre, (radius * 1.5, radius * chance.uniform(0.7, 1.1)), turn)
    drawn = canvas.polygon(rim)
    if drawn is None:
        return
    canvas.put(*drawn, near_white(chance))
    iris = vivid(chance)
    for share, tone in ((1.0, 0.35), (0.9, 1.0), (0.45, 0.15)):
        radii = (radius * share * aspect * 0.8, radius * share)
        disc = canvas.polygon(ellipse(centre, radii, turn))
        if disc is None:
            continue
        flat = np.asarray(iris * tone, np.float32)
        bright = np.asarray((iris * 1.4).clip(0, 255), np.float32)
        is_iris = tone == 1.0
        colour = gradient(chance, disc[0], flat / 2, bright) if is_iris else flat
        canvas.put(*disc, colour)
    for _ in range(chance.integers(1, 4)):
        place = centre + chance.normal(0, radius * 0.35, 2)
        size = radius * chance.uniform(0.06, 0.28, 2)
        light = canvas.polygon(ellipse(place, (size[0], size[1]), 0, 16))
        if light is not None:
            canvas.put(*light, WHITE)
    colour = line_colour(chance)
    lid = rim[20:40] if chance.random() < 0.9 else rim
    canvas.strokes([(lid, swelling(chance, len(lid), max(radius * 0.22, 1.2)))], colour)
    lashes: list[Stroke] = []
    for _ in range(chance.integers(0, 7)):
        root = lid[chance.integers(len(lid))]
        path = stroke_path(chance, root, radius * chance.uniform(0.2, 0.6), 0.3, 8)
        lashes.append((path, pointed(chance, 8, line_width(chance))))
    canvas.strokes(lashes, colour)


def lines(canvas: Canvas) -> None:
    """Loose lines of one colour."""
    chance = canvas.chance
    bend = (0.0, 0.2, 0.6)[chance.integers(3)]
    typical = log_uniform(chance, 10, 250)
    strokes: list[Stroke] = []
    for _ in range(chance.integers(3, 60)):
        start = chance.uniform(-20, SIDE + 20, 2)
        length = typical * float(np.exp(chance.normal(0, 0.4)))
        path = stroke_path(chance, start, length, bend, 18)
        strokes.append((path, any_profile(chance, 18, line_width(chance))))
    opacity = 1.0 if chance.random() < 0.8 else chance.uniform(0.3, 1)
    canvas.strokes(strokes, line_colour(chance), opacity)


def fur(canvas: Canvas) -> None:
    """Many short tapered strokes in a common direction, a few tones."""
    chance = canvas.chance
    centre, spread = chance.uniform(0, SIDE, 2), chance.uniform(20, 180)
    base, length = fill_colour(chance), log_uniform(chance, 6, 60)
    turn, curl = chance.uniform(0, 2 * np.pi), chance.uniform(0, 0.02)
    for _ in range(chance.integers(2, 6)):
        strokes: list[Stroke] = []
        for _ in range(chance.integers(20, 140)):
            root = centre + chance.normal(0, spread * 0.5, 2)
            way = turn + curl * (root[0] - centre[0]) + chance.normal(0, 0.25)
            reach = np.array([np.cos(way), np.sin(way)]) * length
            reach = reach * chance.uniform(0.5, 1.3)
            side = np.array([-reach[1], reach[0]]) * chance.normal(0, 0.2)
            ends = [root, root + reach * 0.3 + side, root + reach * 0.7 + side]
            path = bezier([*ends, root + reach], 7)
            strokes.append((path, pointed(chance, 7, line_width(chance, 0.9))))
        tone = varied(chance, base, 0.3, 1.4, 0)
        canvas.strokes(strokes, tone, chance.uniform(0.6, 1))
