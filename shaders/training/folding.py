"""Folding: 2x2 pixels become one, with four times the channels (pixel unshuffle).

A folded network works at half the picture's width and height. A layer of eight channels
then costs what one of four would, sees twice as far, and has four times the numbers;
codec blocks are wide, and a small network on single pixels never sees one whole.
"""

from __future__ import annotations

from collections.abc import Callable

from shaders.training.machines import Engine, Machine
from shaders.training.resampling import Array
from shaders.training.shapes import LUMA, Shape


def folded(picture: Array) -> Array:
    """Turn [batch, n, 2 y, 2 x] into [batch, 4 n, y, x], channel by channel."""
    batch, count, height, width = picture.shape
    grid = picture.reshape(batch, count, height // 2, 2, width // 2, 2)
    grid = grid.swapaxes(3, 4).swapaxes(2, 4)  # batch, n, dy, x, y, dx
    grid = grid.swapaxes(3, 5)  # batch, n, dy, dx, y, x
    return grid.reshape(batch, 4 * count, height // 2, width // 2)


def unfolded(values: Array) -> Array:
    """Turn [batch, 4 n, y, x] back into [batch, n, 2 y, 2 x]."""
    batch, count, height, width = values.shape
    grid = values.reshape(batch, count // 4, 2, 2, height, width)
    grid = grid.swapaxes(3, 5).swapaxes(2, 4).swapaxes(3, 4)  # batch, n, y, dy, x, dx
    return grid.reshape(batch, count // 4, 2 * height, 2 * width)


def luma(picture: Array) -> Array:
    """Return [batch, 1, y, x] of [batch, 3, y, x]."""
    red, green, blue = LUMA
    return picture[:, :1] * red + picture[:, 1:2] * green + picture[:, 2:] * blue


class FoldedEngine:
    """An engine at half the size, which looks from outside like any other.

    Args:
        inner: runs the layers.
        whole: returns an array in one piece of memory.
    """

    def __init__(self, inner: Engine, whole: Callable[[Array], Array]) -> None:
        self.inner = inner
        self.whole = whole

    def forward(self, flat: Array, low: Array, blocky: Array) -> Array:
        """Return [batch, 1, y, x] for [batch, 3, y, x]."""
        seen = self.whole(folded(luma(low)))
        return self.whole(unfolded(self.inner.forward(flat, seen, blocky)))

    def backward(self, flat: Array, slope: Array) -> Array:
        """Return the flat gradient, given that of the answer."""
        return self.inner.backward(flat, self.whole(folded(slope)))


def engine_of(machine: Machine, shape: Shape, batch: int, side_px: int) -> Engine:
    """Return what runs a shape on pictures of one side, which is even."""
    if not shape.folded:
        return machine.engine(shape, batch, side_px)
    return FoldedEngine(machine.engine(shape, batch, side_px // 2), machine.whole)
