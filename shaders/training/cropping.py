"""Which part of which drawing a step sees, turned, mirrored and recoloured."""

from __future__ import annotations

from typing import Any

import numpy as np

from shaders.training.resampling import Array, rounded

DICE = 14  # random numbers that one crop uses up here
INVERTED = 0.12  # share of crops turned into their negative
BRIGHTNESS_SPREAD = 0.5
CHANNEL_SPREAD = 0.2
OFFSET_SPREAD = 0.15
ORDERS = np.array(
    [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
)  # of the channels


class Cropper:
    """Cuts batches out of a pool of drawings; pure, for NumPy and torch alike.

    Args:
        side_px: of a crop.
        put: moves an integer NumPy array to where the pool is.
    """

    def __init__(self, side_px: int, put: Any) -> None:
        self.side_px = side_px
        self.steps = put(np.arange(side_px))
        self.orders = put(ORDERS)

    def __call__(self, pool: Array, count: Array, dice: Array) -> Array:
        """Return float [batch, 3, side, side] in 0..1, as 8 bits hold it.

        Args:
            pool: uint8 [drawings, 3, P, P].
            count: how many of them are there, [1].
            dice: [batch, DICE], even chances in 0..1.
        """
        room = pool.shape[-1] - self.side_px + 1
        whole = (dice[:, :4] * 0.999999 * self._limits(count, room, dice)).round()
        which, top, left, order = (integers(whole[:, k], self.steps) for k in range(4))
        down = walk(self.steps, dice[:, 4:5] < 0.5)
        right = walk(self.steps, dice[:, 5:6] < 0.5)
        rows = (top[:, None] + down)[:, None, :, None]
        columns = (left[:, None] + right)[:, None, None, :]
        channels = self.orders[order][:, :, None, None]
        crop = pool[which[:, None, None, None], channels, rows, columns] / 255.0
        half = crop.shape[0] // 2
        crop[:half] = crop[:half].swapaxes(2, 3) * 1.0
        return self._recoloured(crop, dice)

    def _limits(self, count: Array, room: int, dice: Array) -> Array:
        """Return the greatest index of drawing, row, column and channel order."""
        limits = dice[:, :4] * 0.0 + (room - 1)
        limits[:, 0] = count - 1
        limits[:, 3] = len(ORDERS) - 1
        return limits

    def _recoloured(self, crop: Array, dice: Array) -> Array:
        gain = 2.718281828 ** ((dice[:, 6:7] - 0.6) * BRIGHTNESS_SPREAD)
        gain = gain * (1.0 + (dice[:, 7:10] - 0.5) * CHANNEL_SPREAD)
        inverted = (dice[:, 10:11] < INVERTED) * 1.0
        offset = (dice[:, 11:12] - 0.5) * OFFSET_SPREAD
        offset = offset + inverted * gain.clip(0.0, 1.0)
        gain = gain * (1.0 - 2.0 * inverted)
        return rounded(crop * gain[:, :, None, None] + offset[:, :, None, None])


def integers(values: Array, like: Array) -> Array:
    """Return the values as integers of the kind that `like` has."""
    kind: Any = like.dtype
    return values.astype(kind) if hasattr(values, "astype") else values.to(kind)


def walk(steps: Array, backwards: Array) -> Array:
    """Return the steps of each crop, forwards or backwards.

    Args:
        steps: 0, 1, … of a crop's side.
        backwards: [crops, 1], true or not.
    """
    back = integers(backwards * 1.0, steps)
    return steps[None] * (1 - back) + (steps.shape[0] - 1 - steps) * back
