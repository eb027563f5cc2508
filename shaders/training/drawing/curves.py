"""Curves as float32 point lists [n, 2] in pixels, and line widths along them."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.floating[Any]]
Widths = npt.NDArray[np.floating[Any]]
Chance = np.random.Generator

THINNEST_SHARE = 0.02  # of a line's width, where it tapers off


def log_uniform(chance: Chance, low: float, high: float) -> float:
    """Draw a number whose logarithm is evenly spread."""
    return float(np.exp(chance.uniform(np.log(low), np.log(high))))


def bezier(ends: npt.ArrayLike, count: int = 24) -> Points:
    """Return `count` points of the cubic curve with control points [4, 2]."""
    first, second, third, fourth = np.asarray(ends, np.float32)
    t = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    u = 1 - t
    curve = u**3 * first + 3 * u * u * t * second + 3 * u * t * t * third
    return np.asarray(curve + t**3 * fourth, np.float32)


def through_points(corners: Points, count: int = 12) -> Points:
    """Return a closed Catmull-Rom curve with `count` points per corner."""
    corner = np.asarray(corners, np.float32)
    before, start, end, after = (
        np.roll(corner, shift, axis=0)[:, None] for shift in (1, 0, -1, -2)
    )
    t = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)[None, :, None]
    linear = (end - before) * t
    square = (2 * before - 5 * start + 4 * end - after) * t**2
    cube = (3 * start - before - 3 * end + after) * t**3
    curve = (0.5 * (2 * start + linear + square + cube)).reshape(-1, 2)
    return np.concatenate([curve, curve[:1]])


def ellipse(
    centre: npt.ArrayLike, radii: tuple[float, float], turn: float, count: int = 40
) -> Points:
    """Return a closed ellipse."""
    t = np.linspace(0, 2 * np.pi, count, dtype=np.float32)
    x, y = np.cos(t) * radii[0], np.sin(t) * radii[1]
    cos, sin = np.cos(turn), np.sin(turn)
    return np.asarray(
        np.stack([x * cos - y * sin, x * sin + y * cos], 1) + np.asarray(centre),
        np.float32,
    )


def stroke_path(
    chance: Chance,
    start: npt.ArrayLike,
    length_px: float,
    bend: float,
    count: int = 24,
) -> Points:
    """Draw a curve of a random direction from `start`."""
    turn = chance.uniform(0, 2 * np.pi)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-along[1], along[0]])
    first, second = chance.normal(0, bend, 2) * length_px
    origin = np.asarray(start, float)
    return bezier(
        [
            origin,
            origin + along * length_px / 3 + across * first * 0.5,
            origin + along * length_px * 2 / 3 + across * second * 0.5,
            origin + along * length_px,
        ],
        count,
    )


def line_width(chance: Chance, scale: float = 1.0) -> float:
    """Draw a line width in pixels; thin ones come often."""
    return float(np.exp(chance.normal(np.log(1.7), 0.55)) * scale)


def even(count: int, width_px: float) -> Widths:
    """Return the same width everywhere."""
    return np.full(count, width_px, np.float32)


def pointed(chance: Chance, count: int, width_px: float) -> Widths:
    """Return a width that falls to nothing at the end, as a hair's."""
    t = np.linspace(0, 1, count, dtype=np.float32)
    share = (1 - t) ** chance.uniform(0.4, 1.2)
    return np.asarray(width_px * np.maximum(share, THINNEST_SHARE), np.float32)


def swelling(chance: Chance, count: int, width_px: float) -> Widths:
    """Return a width that is greatest in the middle, as a pen's."""
    t = np.linspace(0, 1, count, dtype=np.float32)
    share = np.maximum(np.sin(np.pi * t), 0) ** chance.uniform(0.4, 1.2)
    return np.asarray(width_px * np.maximum(share, THINNEST_SHARE), np.float32)


def any_profile(chance: Chance, count: int, width_px: float) -> Widths:
    """Return one of five ways a line's width may run."""
    t = np.linspace(0, 1, count, dtype=np.float32)
    kind = chance.integers(5)
    if kind == 0:
        return even(count, width_px)
    if kind == 1:
        return swelling(chance, count, width_px)
    if kind == 2:
        return pointed(chance, count, width_px)
    if kind == 3:
        share = np.minimum(1, np.minimum(t, 1 - t) * chance.uniform(3, 10))
    else:
        phase = chance.uniform(0, 6)
        share = 0.6 + 0.4 * np.sin(t * chance.uniform(3, 15) + phase)
    return np.asarray(width_px * np.maximum(share, THINNEST_SHARE), np.float32)


def blob(chance: Chance, centre: npt.ArrayLike, radius_px: float) -> Points:
    """Draw a closed outline: mostly smooth, sometimes with straight sides."""
    count = int(chance.integers(4, 11))
    turn = chance.uniform(0, 2 * np.pi / count * 0.8, count)
    turn = np.sort(turn + np.arange(count) * 2 * np.pi / count)
    radius = radius_px * np.exp(chance.normal(0, 0.25, count))
    aspect = np.exp(chance.normal(0, 0.35))
    x, y = np.cos(turn) * radius * aspect, np.sin(turn) * radius / aspect
    tilt = chance.uniform(0, 2 * np.pi)
    cos, sin = np.cos(tilt), np.sin(tilt)
    corners = np.stack([x * cos - y * sin, x * sin + y * cos], 1) + np.asarray(centre)
    if chance.random() < 0.2:
        return np.concatenate([corners, corners[:1]]).astype(np.float32)
    return through_points(corners.astype(np.float32))
