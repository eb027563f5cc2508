"""What stands behind and beside the figures: leaves, boards, panels, print."""

from __future__ import annotations

import cv2
import numpy as np

from shaders.training.drawing.canvas import SIDE, Canvas, Stroke
from shaders.training.drawing.colours import (
    fill_colour,
    line_colour,
    near_white,
    varied,
)
from shaders.training.drawing.curves import (
    Chance,
    Points,
    any_profile,
    bezier,
    blob,
    ellipse,
    even,
    line_width,
    log_uniform,
)
from shaders.training.drawing.fills import paint, smooth_noise

MOST_LEAVES = 2600
MOST_MOTIFS = 500


def motif(chance: Chance, kind: int, size_px: float, turn: float) -> Points:
    """Return a small outline round the origin: leaf, scale, drop, spike or chip."""
    if kind == 0:
        upper = bezier([(0, 0), (0.4, -0.5), (0.7, -0.4), (1, 0)], 8)
        lower = (upper * [1, -chance.uniform(0.5, 1)])[::-1]
        points = np.concatenate([upper, lower])
    elif kind == 1:
        t = np.linspace(0, np.pi, 10)
        points = np.stack([np.sin(t) * 0.9, np.cos(t) * 0.5], 1)
    elif kind == 2:
        points = ellipse((0, 0), (0.5, chance.uniform(0.2, 0.5)), 0, 14)
    elif kind == 3:
        points = np.array([[0, -0.12], [1, 0], [0, 0.12]])
    else:
        count = int(chance.integers(3, 7))
        t = np.sort(chance.uniform(0, 2 * np.pi, count))
        radius = chance.uniform(0.3, 0.7, (count, 1))
        points = np.stack([np.cos(t), np.sin(t)], 1) * radius
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(
        points @ np.array([[cos, sin], [-sin, cos]]) * size_px, np.float32
    )


def _is_visible(place: Points, reach_px: float) -> bool:
    return bool(((place > -reach_px) & (place < SIDE + reach_px)).all())


def leaves(canvas: Canvas) -> None:
    """Dead leaves: shapes of all sizes that hide each other, as in real pictures.

    Source: Lee, Mumford, Huang, Occlusion models for natural images (2001).
    """
    chance = canvas.chance
    tones = [
        varied(chance, fill_colour(chance), 0.8, 1.2, 0),
    ]
    tones += [
        varied(chance, tones[0], 0.25, 1.6, 22) for _ in range(chance.integers(2, 7))
    ]
    reach, centre = log_uniform(chance, 60, 420), chance.uniform(0, SIDE, 2)
    least, most = log_uniform(chance, 0.8, 3.5), log_uniform(chance, 6, 60)
    count = int(min(MOST_LEAVES, 1.2 * (reach / least) ** 2 + 40))
    share = chance.random(count)
    radii = (least**-2 + share * (most**-2 - least**-2)) ** -0.5
    if chance.random() < 0.5:
        radii = np.sort(radii)[::-1]
    kind, turn = int(chance.integers(5)), chance.uniform(0, 2 * np.pi)
    spread = (0.3, 1.0, 3.0)[chance.integers(3)]
    noise, is_full = chance.uniform(2, 30) * 0.3, chance.random() < 0.4
    is_outlined, ink = chance.random() < 0.15, line_colour(chance)
    for radius in radii:
        if is_full:
            place = chance.uniform(-10, SIDE + 10, 2)
        else:
            place = centre + chance.normal(0, reach * 0.45, 2)
        if not _is_visible(place, radius):
            continue
        form = kind if chance.random() < 0.8 else 2
        path = motif(chance, form, 2 * radius, turn + chance.normal(0, spread))
        path = path + place.astype(np.float32)
        drawn = canvas.polygon(path)
        if drawn is None:
            continue
        tone = tones[chance.integers(len(tones))]
        canvas.put(*drawn, varied(chance, tone, 0.8, 1.2, noise))
        if is_outlined and radius > 4:
            closed = np.concatenate([path, path[:1]])
            width = line_width(chance, 0.6)
            canvas.strokes([(closed, even(len(closed), width))], ink)


def wood(canvas: Canvas) -> None:
    """Boards, bark, cloth, brushed paint: noise drawn out along one direction."""
    chance = canvas.chance
    radius = log_uniform(chance, 40, 300)
    drawn = canvas.polygon(blob(chance, chance.uniform(0, SIDE, 2), radius))
    if drawn is None:
        return
    box, coverage = drawn
    height, width = coverage.shape
    side = int(np.hypot(height, width)) + 4
    stretch, cell = log_uniform(chance, 3, 25), log_uniform(chance, 1.3, 8)
    narrow = (side, int(side / stretch) + 8)
    noise = smooth_noise(chance, narrow, cell, int(chance.integers(1, 4)))
    square = (side, side)
    drawn_out = cv2.resize(noise, square, interpolation=cv2.INTER_CUBIC)
    is_slanted = chance.random() < 0.5
    turn = chance.uniform(0, 360) if is_slanted else 90.0 * chance.integers(2)
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), turn, 1.0)
    turned = cv2.warpAffine(drawn_out, matrix, square, borderMode=cv2.BORDER_REFLECT)
    top, left = (side - height) // 2, (side - width) // 2
    t = turned[top : top + height, left : left + width] * chance.uniform(0.4, 3) + 0.5
    t = t.clip(0, 1)[..., None]
    base = fill_colour(chance)
    dark = varied(chance, base, 0.4, 0.8, 0)
    canvas.put(box, coverage, (base * (1 - t) + dark * t).astype(np.float32))


def motifs(canvas: Canvas) -> None:
    """One small form repeated, on a grid or in a heap."""
    chance = canvas.chance
    kind, size = int(chance.integers(5)), log_uniform(chance, 3, 45)
    base, noise = fill_colour(chance), chance.uniform(2, 50) * 0.4
    centre, reach = chance.uniform(0, SIDE, 2), log_uniform(chance, 40, 380)
    turn, spread = chance.uniform(0, 6.28), (0.05, 0.4, 3.0)[chance.integers(3)]
    if chance.random() < 0.4:
        step = size * chance.uniform(0.6, 1.1)
        rows = int(min(2 * reach / step, 26))
        grid = [
            (
                (column - rows / 2 + 0.5 * (row % 2)) * step,
                (row - rows / 2) * step * 0.8,
            )
            for row in range(rows)
            for column in range(rows)
        ]
        places = centre + np.array(grid).reshape(-1, 2)
    else:
        count = int(min(MOST_MOTIFS, 3 * (reach / size) ** 2 + 10))
        places = centre + chance.normal(0, 1, (count, 2)) * reach * 0.5
    is_outlined = chance.random() < 0.6
    ink, width = line_colour(chance), line_width(chance, 0.7)
    for place in places:
        if not _is_visible(place, size):
            continue
        grown = size * float(np.exp(chance.normal(0, 0.2)))
        path = motif(chance, kind, grown, turn + chance.normal(0, spread))
        path = path + place.astype(np.float32)
        drawn = canvas.polygon(path)
        if drawn is None:
            continue
        canvas.put(*drawn, varied(chance, base, 0.75, 1.15, noise))
        if is_outlined:
            closed = np.concatenate([path, path[:1]])
            canvas.strokes([(closed, even(len(closed), width))], ink)


def panels(canvas: Canvas) -> None:
    """Windows, bricks, tiles, machines: outlined parallelograms in a grid."""
    chance = canvas.chance
    turn, shear = chance.normal(0, 0.3), chance.normal(0, 0.4)
    cos, sin = np.cos(turn), np.sin(turn)
    basis = np.array([[cos, -sin], [sin + shear, cos]])
    corner, base = chance.uniform(0, SIDE, 2), fill_colour(chance)
    ink, width = line_colour(chance), line_width(chance)
    columns, rows = chance.integers(1, 9, 2)
    size = np.array([log_uniform(chance, 8, 90), log_uniform(chance, 8, 90)])
    edge = 1 - chance.uniform(0, 0.4)
    square = np.array([(0, 0), (edge, 0), (edge, edge), (0, edge), (0, 0)])
    for place in np.ndindex(int(columns), int(rows)):
        path = ((square + place) * size @ basis.T + corner).astype(np.float32)
        drawn = canvas.polygon(path)
        if drawn is None:
            continue
        tone = varied(chance, base, 0.7, 1.2, 0)
        if chance.random() < 0.8 and size.prod() > 900:
            paint(canvas, *drawn, tone)
        else:
            canvas.put(*drawn, tone)
        canvas.strokes([(path, even(5, width))], ink)


def speed_lines(canvas: Canvas) -> None:
    """Manga's lines of motion, from a point or in parallel."""
    chance = canvas.chance
    count, strokes = int(chance.integers(15, 140)), list[Stroke]()
    if chance.random() < 0.5:
        centre, start = chance.uniform(0, SIDE, 2), chance.uniform(20, 220)
        for turn in chance.uniform(0, 2 * np.pi, count):
            way = np.array([np.cos(turn), np.sin(turn)])
            near = start * chance.uniform(0.8, 1.6)
            far = np.linspace(700, near, 3)[:, None]
            widths = np.array([1, 0.6, 0.03]) * line_width(chance, chance.uniform(1, 4))
            path = (centre + way * far).astype(np.float32)
            strokes.append((path, widths.astype(np.float32)))
    else:
        turn = chance.uniform(0, 2 * np.pi)
        way = np.array([np.cos(turn), np.sin(turn)])
        for _ in range(count):
            root = chance.uniform(-50, SIDE + 50, 2)
            length = np.linspace(0, chance.uniform(40, 500), 3)[:, None]
            path = np.asarray(root + way * length, np.float32)
            width = line_width(chance, chance.uniform(0.6, 2))
            widths = np.array([0.1, 1, 0.1]) * width
            strokes.append((path, widths.astype(np.float32)))
    canvas.strokes(strokes, line_colour(chance), chance.uniform(0.4, 1))


def glyphs(canvas: Canvas) -> None:
    """Invented letters of a few strokes, across or down, sometimes with a rim."""
    chance = canvas.chance
    is_inked = chance.random() < 0.6
    colour = line_colour(chance) if is_inked else near_white(chance)
    height = log_uniform(chance, 7, 70)
    place = np.array([chance.uniform(-20, SIDE * 0.6), chance.uniform(height, SIDE)])
    width = max(height * chance.uniform(0.06, 0.2), 0.8)
    step = np.array([0, 1.15]) if chance.random() < 0.4 else np.array([1.1, 0])
    strokes: list[Stroke] = []
    for _ in range(chance.integers(2, 12)):
        for _ in range(chance.integers(2, 8)):
            start, end = chance.uniform(0, 1, 2), chance.uniform(0, 1, 2)
            kind = chance.random()
            if kind < 0.7:
                end[int(kind < 0.35)] = start[int(kind < 0.35)]
            bow = chance.normal(0, 0.2, 2) if kind > 0.8 else 0.0
            middle = (start + end) / 2 + bow
            ends = [start, (start + middle) / 2, (end + middle) / 2, end]
            path = place + bezier(ends, 7) * height
            strokes.append((path.astype(np.float32), any_profile(chance, 7, width)))
        place = place + step * height
    if chance.random() < 0.3:
        rim = near_white(chance) if colour.mean() < 128 else line_colour(chance)
        wide = [(path, (widths + 2.5).astype(np.float32)) for path, widths in strokes]
        canvas.strokes(wide, rim)
    canvas.strokes(strokes, colour)
