"""Texture that belongs to the art: painted backgrounds and photographs are full of it.

Drawings are flat between their lines. What is faint in real art is brushwork, rock,
cloth, grain of a photograph: a network that has never seen any takes it for noise or
for edges. So a share of the crops gets fields of chance, from single pixels to broad
strokes, before anything else happens to them: they are part of the truth.

Pure, for NumPy arrays and torch tensors alike; all chance comes in as numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from shaders.training.resampling import Array, Matrix, blur_matrix

LAYERS = 3  # fields that lie over one another
FIELDS = LAYERS + 1  # and one that says where they are
LAYER_DICE = 4
DICE = 4 + LAYERS * LAYER_DICE  # random numbers that one crop uses up here
BRUSHES = 12  # widths that are kept ready as matrices
PIXEL_PX = 0.35  # sigma below which a stroke is a single pixel
ROUND = 0.6  # share of the fields as high as they are wide; the others are strokes
MOST_EDGE = 5.0  # how firmly a field is bent: 0 is Gaussian, above 3 it has two tones
TINT = 0.5  # spread of the three channels' shares
PLACES = 0.12  # sigma of where paint is and where not, over the crop's side


@dataclass(frozen=True, slots=True)
class Paint:
    """How much of it a plan wants.

    Attributes:
        share: of the crops, that have any.
        levels: least and greatest strength of one field, of 255: its root mean square
            over the crop, where paint is thickest; wide strokes shift all of it a bit.
        reach_px: least and greatest sigma of a stroke; 0 is a single pixel, as grain
            is. For whom grain is noise, the least is more than that.
    """

    share: float
    levels: tuple[float, float]
    reach_px: tuple[float, float]


class Painter:
    """Paints crops.

    Args:
        paint: of the plan.
        side_px: of a crop.
        put: moves a float32 NumPy array to where the crops are.
    """

    def __init__(
        self, paint: Paint, side_px: int, put: Callable[[Matrix], Array]
    ) -> None:
        self.paint = paint
        least, most = paint.reach_px
        sigmas = np.geomspace(max(least, PIXEL_PX), most, BRUSHES)
        blurs = [blur_matrix(side_px, float(sigma)) for sigma in sigmas]
        if least < PIXEL_PX:
            blurs[0] = np.eye(side_px, dtype=np.float32)
        self.brushes = put(np.stack([_even(blur) for blur in blurs]))
        self.places = put(_even(blur_matrix(side_px, PLACES * side_px))[None])
        self.steps = put(np.arange(1, BRUSHES, dtype=np.float32) / BRUSHES)

    def __call__(self, sharp: Array, dice: Array, noise: Array) -> Array:
        """Return painted crops, in 0..1.

        Args:
            sharp: float32 [batch, 3, side, side], 0..1.
            dice: [batch, DICE], even chances in 0..1.
            noise: [batch, FIELDS, side, side], normal.
        """
        where = self.places @ noise[:, LAYERS] @ self.places.swapaxes(-1, -2)
        paint = (0.5 + where).clip(0.0, 1.0) * sum(
            self._field(noise[:, layer], dice[:, 4 + layer * LAYER_DICE :])
            for layer in range(LAYERS)
        )
        tint = 1.0 + (dice[:, 1:4] - 0.5) * TINT
        tint = tint * (dice[:, :1] < self.paint.share)
        painted = sharp + tint[:, :, None, None] * paint[:, None]
        return painted.clip(0.0, 1.0)

    def _field(self, noise: Array, dice: Array) -> Array:
        """Return one field, [batch, side, side], 1 is white."""
        wide = self._brush(dice[:, 0])
        # Of the same die: below `ROUND` as high as wide, above it any height.
        own = (dice[:, 1] < ROUND) * 1.0
        other = (dice[:, 1] - ROUND) / (1.0 - ROUND)
        high = self._brush(own * dice[:, 0] + (1.0 - own) * other)
        field = high @ noise @ wide.swapaxes(-1, -2)
        bent = MOST_EDGE * dice[:, 2, None, None] ** 2 * field
        field = field / (1.0 + bent * bent) ** 0.5
        spread = ((field * field).mean((1, 2)) + 1e-6) ** 0.5
        least, most = self.paint.levels
        level = least * (most / least) ** dice[:, 3] / 255.0
        return field * (level / spread)[:, None, None]

    def _brush(self, die: Array) -> Array:
        """Return a brush for each crop, [batch, side, side]."""
        return self.brushes[(die[:, None] > self.steps[None]).sum(1)]


def _even(matrix: Matrix) -> Matrix:
    """Make what comes out of normal noise normal again."""
    power = (matrix.astype(np.float64) ** 2).sum(1, keepdims=True)
    return np.asarray(matrix / np.sqrt(power), np.float32)
