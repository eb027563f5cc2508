"""The mean of two checkpoints of one training: often better than either.

A run that continues another one moves in the same valley, so that what lies between
both computes something between both, with less of each one's noise. Two runs that took
different ways have nothing useful in between.

Source: Wortsman et al., Model soups (2022).
"""

from __future__ import annotations

from shaders.training.weights import Network


class BlendError(Exception):
    """Two networks of other constructions have no mean."""


def blended(first: Network, second: Network, share: float) -> Network:
    """Return a network between two, with a record that says so.

    Args:
        first: the earlier checkpoint.
        second: the later one; its record is kept, but for the figures.
        share: of the second, 0 to 1.

    Raises:
        BlendError: they are not built alike.
    """
    if first.shape != second.shape:
        raise BlendError(f"{first.name}: {first.shape.layers}, {second.shape.layers}")
    flat = first.flat * (1.0 - share) + second.flat * share
    plans = first.record["training"]["plan"], second.record["training"]["plan"]
    training = {
        **second.record["training"],
        "checkpoint": f"{1 - share:g} of {plans[0]} and {share:g} of {plans[1]}",
    }
    return Network(
        second.name,
        second.shape,
        flat.astype(second.flat.dtype),
        {**second.record, "training": training},
    )
