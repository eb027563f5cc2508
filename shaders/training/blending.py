"""What is done to finished networks: the mean of two checkpoints, a firmer answer.

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


def firmer(network: Network, gain: float) -> Network:
    """Return a network whose whole answer is `gain` times as large.

    Where it has to guess among sources, its mean answer need not be the one that is
    fair to all of them; a hundredth more or less moves what it gives to each.
    """
    flat = network.flat.copy()
    for block in list(network.shape.blocks())[len(network.shape.layers) :]:
        flat[block.start : block.stop] *= gain
    training = network.record["training"]
    words = f"{training['checkpoint']}, its answer times {gain:g}"
    record = {**network.record, "training": {**training, "checkpoint": words}}
    return Network(network.name, network.shape, flat, record)
