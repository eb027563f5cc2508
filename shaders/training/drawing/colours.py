"""Colours as drawings use them: much white, black, grey and skin, the rest anything."""

from __future__ import annotations

import cv2
import numpy as np

from shaders.training.drawing.canvas import Colour
from shaders.training.drawing.curves import Chance


def _from_hsv(hue: float, saturation: float, value: float) -> Colour:
    pixel = np.array([[[hue, min(saturation, 255), min(value, 255)]]])
    colour = cv2.cvtColor(pixel.astype(np.uint8), cv2.COLOR_HSV2RGB)
    return np.asarray(colour[0, 0], np.float32)


def near_white(chance: Chance) -> Colour:
    """Draw paper, eyes, light."""
    return _from_hsv(
        chance.uniform(0, 180), chance.uniform(0, 40), chance.uniform(200, 255)
    )


def vivid(chance: Chance) -> Colour:
    """Draw any colour, seldom a grey one."""
    hue = chance.uniform(0, 180)
    return _from_hsv(hue, 255 * chance.beta(1.6, 1.8), 255 * chance.beta(2.5, 1.5))


def fill_colour(chance: Chance) -> Colour:
    """Draw the colour of a surface."""
    kind, hue = chance.random(), chance.uniform(0, 180)
    if kind < 0.18:
        return near_white(chance)
    if kind < 0.30:
        return _from_hsv(hue, chance.uniform(0, 120), chance.uniform(0, 60))
    if kind < 0.42:
        skin = chance.uniform(4, 18)
        return _from_hsv(skin, chance.uniform(30, 120), chance.uniform(190, 255))
    if kind < 0.55:
        return _from_hsv(hue, chance.uniform(0, 40), chance.uniform(60, 220))
    return vivid(chance)


def line_colour(chance: Chance) -> Colour:
    """Draw the colour of a line: mostly black, often a dark colour."""
    kind = chance.random()
    if kind < 0.55:
        ink = chance.normal(18, 14) + chance.normal(0, 8, 3)
        return ink.clip(0, 255).astype(np.float32)
    if kind < 0.8:
        return vivid(chance) * np.float32(chance.uniform(0.2, 0.6))
    if kind < 0.9:
        return near_white(chance)
    return fill_colour(chance)


def varied(
    chance: Chance, base: Colour, low: float, high: float, spread: float
) -> Colour:
    """Return a lighter or darker relative of a colour."""
    colour = base * chance.uniform(low, high) + chance.normal(0, spread, 3)
    return np.asarray(colour.clip(0, 255), np.float32)
