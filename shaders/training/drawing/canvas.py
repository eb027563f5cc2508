"""A picture that is drawn on: antialiased masks, blended in gamma light.

Every outline is filled four times as large inside its own box, with sixteenths of a
pixel, and averaged down: coverage as a good drawing program computes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from shaders.training.drawing.curves import Chance, Points, Widths

Colour = npt.NDArray[np.floating[Any]]  # [3], 0..255
Mask = npt.NDArray[np.floating[Any]]  # coverage of a box, 0..1
Box = tuple[int, int, int, int]  # left, top, right, bottom
Stroke = tuple[Points, Widths]

SIDE = 512  # of a drawing, pixels
FINER = 4  # supersampling
FRACTION_BITS = 4

cv2.setNumThreads(1)


def blurred(picture: Mask, sigma_px: float) -> Mask:
    """Return a Gaussian blur of a mask or a picture."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma_px), np.float32)


def _fixed(points: Points, corner: Points) -> npt.NDArray[np.int32]:
    fine = ((points - corner) * FINER - 0.5) * (1 << FRACTION_BITS)
    return np.round(fine).astype(np.int32)


def _edges(path: Points, widths: Widths) -> tuple[Points, Points]:
    """Return both sides of a line."""
    along = np.empty_like(path)
    along[1:-1] = path[2:] - path[:-2]
    along[0], along[-1] = path[1] - path[0], path[-1] - path[-2]
    across = along[:, ::-1] * np.array([-1, 1], np.float32)
    length = np.sqrt((across * across).sum(1)) + 1e-6
    half = across * (widths * 0.5 / length)[:, None]
    return path + half, path - half


def band(path: Points, widths: Widths) -> Points:
    """Return the outline of a broad line as one polygon."""
    left, right = _edges(path, widths)
    return np.concatenate([left, right[::-1]])


def _fill_stroke(mask: npt.NDArray[np.uint8], stroke: Stroke, corner: Points) -> None:
    left, right = (_fixed(side, corner) for side in _edges(*stroke))
    quads = np.stack([left[:-1], left[1:], right[1:], right[:-1]], 1)
    for quad in quads:
        cv2.fillConvexPoly(mask, quad, (255,), cv2.LINE_8, FRACTION_BITS)


class Canvas:
    """One drawing in progress.

    Attributes:
        chance: where all its chance comes from.
        picture: float32 [SIDE, SIDE, 3], 0..255.
    """

    def __init__(self, chance: Chance, background: Colour) -> None:
        self.chance = chance
        self.picture = np.empty((SIDE, SIDE, 3), np.float32)
        self.picture[:] = background

    def box(self, points: Points, margin_px: float) -> Box | None:
        """Return the visible box around some points, if any."""
        low = np.floor(points.min(axis=0) - margin_px).astype(int).clip(0, SIDE)
        high = np.ceil(points.max(axis=0) + margin_px).astype(int).clip(0, SIDE)
        if (high <= low).any():
            return None
        return int(low[0]), int(low[1]), int(high[0]), int(high[1])

    def mask(
        self, box: Box, fill: Callable[[npt.NDArray[np.uint8], Points], None]
    ) -> Mask:
        """Return the coverage that `fill` draws at the finer size."""
        left, top, right, bottom = box
        size = right - left, bottom - top
        fine = np.zeros((size[1] * FINER, size[0] * FINER), np.uint8)
        fill(fine, np.array([left, top], np.float32))
        small = cv2.resize(fine, size, interpolation=cv2.INTER_AREA)
        return small.astype(np.float32) / 255.0

    def put(self, box: Box, coverage: Mask, colour: Colour) -> None:
        """Blend a colour, or a picture of the box's size, into the drawing."""
        left, top, right, bottom = box
        view = self.picture[top:bottom, left:right]
        view += (colour - view) * coverage[..., None]

    def polygon(self, outline: Points) -> tuple[Box, Mask] | None:
        """Return box and coverage of a closed outline, if it is visible."""
        box = self.box(outline, 2)
        if box is None:
            return None

        def fill(mask: npt.NDArray[np.uint8], corner: Points) -> None:
            points = [_fixed(outline, corner)]
            cv2.fillPoly(mask, points, (255,), cv2.LINE_8, FRACTION_BITS)

        return box, self.mask(box, fill)

    def strokes(
        self, strokes: Sequence[Stroke], colour: Colour, opacity: float = 1.0
    ) -> None:
        """Draw lines of one colour; where they cross they do not add up."""
        if not strokes:
            return
        widest = max(float(widths.max()) for _, widths in strokes)
        box = self.box(np.concatenate([path for path, _ in strokes]), widest + 2)
        if box is None:
            return

        def fill(mask: npt.NDArray[np.uint8], corner: Points) -> None:
            for stroke in strokes:
                _fill_stroke(mask, stroke, corner)

        self.put(box, self.mask(box, fill) * opacity, colour)

    def inside(self, box: Box, coverage: Mask, strokes: Sequence[Stroke]) -> Mask:
        """Return the coverage of lines within a mask."""

        def fill(mask: npt.NDArray[np.uint8], corner: Points) -> None:
            for stroke in strokes:
                _fill_stroke(mask, stroke, corner)

        return self.mask(box, fill) * coverage
