"""Plain rectangles in rows and columns: hard edges and corners that no pen draws.

Black bars, frames, captions' boxes, windows of a game. A pen's lines are dark and thin,
so an enlarger that has seen nothing else takes the corner of a bright area beside a
black one for the end of a stroke, and makes it far too bright.

Pure, for NumPy arrays and torch tensors alike; all chance comes in as numbers.
"""

from __future__ import annotations

from shaders.training.resampling import Array, rounded

COLOUR_DICE = 5
STRIPE_DICE = 3
FIRST_DICE = 4  # whether at all, turned round, bare; and which extreme
DICE = FIRST_DICE + 2 * STRIPE_DICE + 2 * COLOUR_DICE  # random numbers of one crop
LEAST_PERIOD_PX, MOST_PERIOD_PX = 8.0, 400.0
LEAST_WIDTH = 0.2  # of a stripe, over its period
BLACK, WHITE = 0.4, 0.3  # shares; the others have any colour
INVERTED = 0.5  # share in which the rectangles are what is left over
BARE = 0.5  # share in which nothing of the crop is left: one plain colour in another


def paned(crop: Array, steps: Array, share: float, dice: Array) -> Array:
    """Return the crops, a share of them with plain rectangles before them.

    Args:
        crop: float32 [batch, 3, side, side], 0..1.
        steps: 0, 1, … of a crop's side, as floats.
        share: of the crops.
        dice: [batch, DICE], even chances in 0..1.
    """
    shares = (share, INVERTED, BARE)
    chosen, inverted, bare = (dice[:, k] < part for k, part in enumerate(shares))
    colours = FIRST_DICE + 2 * STRIPE_DICE
    rows = _stripes(steps, dice[:, FIRST_DICE:])
    columns = _stripes(steps, dice[:, FIRST_DICE + STRIPE_DICE :])
    pane = (rows[:, :, None] & columns[:, None]) ^ inverted[:, None, None]
    pane = ((pane & chosen[:, None, None]) * 1.0)[:, None]
    rest = ((bare & chosen) * 1.0)[:, None, None, None]
    behind = crop + rest * (_colour(dice[:, colours + COLOUR_DICE :]) - crop)
    return behind + pane * (_extreme(dice[:, 3:4], dice[:, colours:]) - behind)


def _stripes(steps: Array, dice: Array) -> Array:
    """Return where stripes of chance lie, [batch, side], true or not."""
    longer = MOST_PERIOD_PX / LEAST_PERIOD_PX
    period = LEAST_PERIOD_PX * longer ** dice[:, :1]
    width = LEAST_WIDTH + (1.0 - 2.0 * LEAST_WIDTH) * dice[:, 1:2]
    return (steps[None] / period + dice[:, 2:3]) % 1.0 < width


def _extreme(die: Array, dice: Array) -> Array:
    """Return black, white or a plain colour for each crop, [batch, 3, 1, 1]."""
    is_white = (die >= BLACK) & (die < BLACK + WHITE)
    is_other = (die >= BLACK + WHITE) * 1.0
    return _colour(dice) * is_other[..., None, None] + is_white[..., None, None] * 1.0


def _colour(dice: Array) -> Array:
    """Return one colour for each crop, [batch, 3, 1, 1], as 8 bits hold it."""
    grey, saturation = dice[:, :1], (2.0 * dice[:, 1:2] - 1.0).clip(0.0, 1.0)
    colour = grey + saturation * (dice[:, 2:5] - grey)
    return rounded(colour)[:, :, None, None]
