"""What lies inside an outline: flat colour, gradients, shadows, a little texture."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from shaders.training.drawing.canvas import SIDE, Box, Canvas, Colour, Mask, blurred
from shaders.training.drawing.colours import fill_colour, line_colour, varied
from shaders.training.drawing.curves import (
    Chance,
    any_profile,
    blob,
    line_width,
    log_uniform,
)

ROWS, COLUMNS = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32)
SMOOTHEST_CELL_PX = 20.0  # finer painted noise only teaches grain
PERIODIC_SHARE = 0.055  # of surfaces that carry hatching, dots or stripes


def smooth_noise(
    chance: Chance, size: tuple[int, int], cell_px: float, octaves: int = 1
) -> Mask:
    """Return noise of about unit spread, float32 [size]."""
    height, width = size
    total, weight, amplitude = np.zeros(size, np.float32), 0.0, 1.0
    for _ in range(octaves):
        grid = max(int(height / cell_px), 1) + 3, max(int(width / cell_px), 1) + 3
        coarse = chance.standard_normal(grid).astype(np.float32)
        shift = chance.uniform(0, 1, 2)
        matrix = np.array([[1 / cell_px, 0, shift[0]], [0, 1 / cell_px, shift[1]]])
        total += amplitude * cv2.warpAffine(
            coarse,
            matrix,
            (width, height),
            flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REFLECT,
        )
        weight += amplitude
        amplitude *= 0.55
        cell_px = max(cell_px / 2, 1.0)
    return total / np.float32(weight)


def grid_of(box: Box) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Return the x and y of each pixel of a box."""
    left, top, right, bottom = box
    return COLUMNS[top:bottom, left:right], ROWS[top:bottom, left:right]


def gradient(
    chance: Chance, box: Box, first: Colour, second: Colour
) -> npt.NDArray[np.float32]:
    """Return a picture of the box that runs from one colour to another."""
    x, y = grid_of(box)
    left, top, right, bottom = box
    if chance.random() < 0.7:
        turn = chance.uniform(0, 2 * np.pi)
        t = np.cos(turn) * x + np.sin(turn) * y
        span = abs(np.cos(turn)) * (right - left) + abs(np.sin(turn)) * (bottom - top)
        t = (t - t.min()) / (span * chance.uniform(0.4, 1.5) + 1e-3)
    else:
        centre = chance.uniform(left, right), chance.uniform(top, bottom)
        reach = chance.uniform(0.3, 1.2) * max(right - left, bottom - top, 2)
        t = np.hypot(x - centre[0], y - centre[1]) / reach
    t = t.clip(0, 1)[..., None]
    return np.asarray(first * (1 - t) + second * t, np.float32)


def paint(canvas: Canvas, box: Box, coverage: Mask, base: Colour) -> None:
    """Fill a mask as a colourist would: base, shadows, now and then a texture."""
    chance, kind = canvas.chance, canvas.chance.random()
    if kind < 0.5:
        canvas.put(box, coverage, base)
    elif kind < 0.85:
        other = varied(chance, base, 0.5, 1.4, 15)
        canvas.put(box, coverage, gradient(chance, box, base, other))
    else:
        cell = max(chance.uniform(2, 60), SMOOTHEST_CELL_PX)
        noise = smooth_noise(chance, coverage.shape, cell, int(chance.integers(1, 3)))
        mottled = base + noise[..., None] * chance.uniform(3, 40)
        canvas.put(box, coverage, mottled.clip(0, 255).astype(np.float32))
    for _ in range(chance.integers(0, 3)):
        _shadow(canvas, box, coverage, base)
    if chance.random() < PERIODIC_SHARE:
        (hatching, dots, stripes)[chance.integers(3)](canvas, box, coverage)


def _shadow(canvas: Canvas, box: Box, coverage: Mask, base: Colour) -> None:
    """A darker or lighter patch within a mask, with a hard or a soft edge."""
    chance = canvas.chance
    left, top, right, bottom = box
    centre = chance.uniform(left, right), chance.uniform(top, bottom)
    size = max(right - left, bottom - top) * chance.uniform(0.15, 0.7)
    patch = canvas.polygon(blob(chance, centre, size))
    if patch is None:
        return
    (pl, pt, pr, pb), part = patch
    il, it, ir, ib = max(pl, left), max(pt, top), min(pr, right), min(pb, bottom)
    if ir <= il or ib <= it:
        return
    whole = np.zeros_like(coverage)
    whole[it - top : ib - top, il - left : ir - left] = part[
        it - pt : ib - pt, il - pl : ir - pl
    ]
    if chance.random() < 0.3:
        whole = blurred(whole, float(np.exp(chance.uniform(-0.3, 2.5))))
    is_shade = chance.random() < 0.75
    reach = (0.5, 0.9) if is_shade else (1.05, 1.4)
    canvas.put(box, whole * coverage, varied(chance, base, *reach, 8))


def hatching(canvas: Canvas, box: Box, coverage: Mask) -> None:
    """Parallel pen lines."""
    chance = canvas.chance
    left, top, right, bottom = box
    reach = float(np.hypot(right - left, bottom - top))
    middle = np.array([(left + right) / 2, (top + bottom) / 2])
    turn, width = chance.uniform(0, np.pi), line_width(chance, 0.7)
    spacing = log_uniform(chance, 2.2, 14)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-along[1], along[0]])
    strokes = []
    for offset in np.arange(-reach / 2, reach / 2, spacing)[:160]:
        centre = middle + across * (offset + chance.normal(0, spacing * 0.08))
        ends = -reach / 2 * chance.uniform(0.3, 1), reach / 2 * chance.uniform(0.3, 1)
        path = centre + along * np.linspace(*ends, 4)[:, None]
        strokes.append((path.astype(np.float32), any_profile(chance, 4, width)))
    inside = canvas.inside(box, coverage, strokes)
    canvas.put(box, inside * chance.uniform(0.5, 1), line_colour(chance))


def dots(canvas: Canvas, box: Box, coverage: Mask) -> None:
    """Printed dot tone."""
    chance = canvas.chance
    x, y = grid_of(box)
    turn, pitch = chance.uniform(0, np.pi / 2), log_uniform(chance, 3.0, 14)
    total = np.zeros_like(coverage)
    for down, right in ((-0.25, -0.25), (-0.25, 0.25), (0.25, -0.25), (0.25, 0.25)):
        u = np.cos(turn) * (x + right) + np.sin(turn) * (y + down)
        v = np.cos(turn) * (y + down) - np.sin(turn) * (x + right)
        wave = np.cos(2 * np.pi / pitch * u) + np.cos(2 * np.pi / pitch * v)
        total += ((wave - 0.6) * pitch * 0.35 + 0.5).clip(0, 1)
    canvas.put(box, total / 4 * coverage, line_colour(chance))


def stripes(canvas: Canvas, box: Box, coverage: Mask) -> None:
    """Cloth and walls."""
    chance = canvas.chance
    x, y = grid_of(box)
    turn, pitch = chance.uniform(0, np.pi), log_uniform(chance, 4.0, 40)
    share = chance.uniform(0.15, 0.85)
    place = (np.cos(turn) * x + np.sin(turn) * y) / pitch
    triangle = np.abs(place % 1 - 0.5) * 2
    inside = ((triangle - (1 - share)) * pitch * 0.5 + 0.5).clip(0, 1)
    canvas.put(box, inside * coverage, fill_colour(chance))
