"""What is done to finished networks: a mean of two, firmer, cored, grayer, pruned.

A run that continues another one moves in the same valley, so that what lies between
both computes something between both, with less of each one's noise. Two runs that took
different ways have nothing useful in between.

Source: Wortsman et al., Model soups (2022).
"""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np

from shaders.training.shapes import LUMA, Output, Weights
from shaders.training.weights import Network, shape_table

MOST_GAIN = 10.0
MOST_SHARE = 10.0
MOST_PRUNED = 0.5  # of all; a hundredth goes unseen
LEVELS = 255.0


class BlendError(Exception):
    """What was asked for cannot be made of these networks."""


def blended(first: Network, second: Network, share: float) -> Network:
    """Return a network between two, with a record that says so.

    Args:
        first: the earlier checkpoint.
        second: the later one; its record is kept, and where both came from is told.
        share: of the second; over 1 goes on in the direction from first to second.

    Raises:
        BlendError: they are not built alike, or the share is no number.
    """
    if not abs(share) <= MOST_SHARE:
        raise BlendError(f"a share of {share:g} is none: {MOST_SHARE:g} at most")
    if dataclasses.replace(first.shape, core=second.shape.core) != second.shape:
        both = f"{_built(first)}; {_built(second)}"
        raise BlendError(f"{first.name} is built in two ways: {both}")
    flat = first.flat * (1.0 - share) + second.flat * share
    parts = f"{1 - share:g} of {_origin(first)} and {share:g} of {_origin(second)}"
    training = {**second.record["training"], "checkpoint": parts}
    return Network(
        second.name,
        second.shape,
        flat.astype(second.flat.dtype),
        {**second.record, "training": training},
    )


def _built(network: Network) -> str:
    table = shape_table(network.shape)
    return ", ".join(f"{key} {value}" for key, value in table.items() if value)


def _origin(network: Network) -> str:
    """Return the plan, and what was done after it: else a gain would be forgotten."""
    training = network.record["training"]
    return f"{training['plan']} ({training['checkpoint']})"


def firmer(network: Network, gain: float) -> Network:
    """Return a network whose whole answer is `gain` times as large.

    Where it has to guess among sources, its mean answer need not be the one that is
    fair to all of them; a hundredth more or less moves what it gives to each.

    Raises:
        BlendError: the gain is not over 0, or too much.
    """
    if not 0.0 < gain <= MOST_GAIN:
        raise BlendError(f"a gain of {gain:g} is none: over 0, {MOST_GAIN:g} at most")
    flat = network.flat.copy()
    for block in list(network.shape.blocks())[len(network.shape.layers) :]:
        flat[block.start : block.stop] *= gain
    if network.shape.shift:
        network.shape.shifts(flat, len(network.shape.layers))[:] *= gain
    record = noted(network, f"its answer times {gain:g}")
    return Network(network.name, network.shape, flat, record)


def recored(network: Network, levels: float) -> Network:
    """Return a network whose answer is drawn towards nothing by other levels.

    More than it was trained with makes it calmer, and a little less sharp.

    Raises:
        BlendError: the levels are under 0, or all there are.
    """
    if not 0.0 <= levels < LEVELS:
        raise BlendError(f"a core of {levels:g} levels cannot be")
    shape = dataclasses.replace(network.shape, core=levels)
    record = noted(network, f"its core {levels:g} instead of {network.shape.core:g}")
    record["shape"] = {**record["shape"], "core": levels}
    return Network(network.name, shape, network.flat, record)


def grayer(network: Network, share: float) -> Network:
    """Return a network whose first layer hears less of what is colour and not luma.

    In a drawing hardly anything is as colourful as a red line on gray. A network
    that writes luma and has not met such lines takes them for steps of luma, and
    rings beside them. For gray pictures nothing changes.

    Args:
        network: where it starts.
        share: of what each number has beyond the luma's weights; 1 leaves luma only.

    Raises:
        BlendError: the share is none, or the network writes colours.
    """
    if not 0.0 <= share <= 1.0:
        raise BlendError(f"{share:g} is no share: 0 to 1")
    if network.shape.output is not Output.LUMA_X2:
        raise BlendError(f"{network.name} writes {network.shape.output}, not luma-x2")
    flat = network.flat.copy()
    weight, _ = next(iter(network.shape.blocks())).of(flat)
    luma = np.array(LUMA, flat.dtype)[:, None, None]
    weight += share * (weight.sum(0) * luma - weight)
    record = noted(network, f"{share:g} of what it hears of colour left out")
    return Network(network.name, network.shape, flat, record)


def pruned(network: Network, below: float) -> Network:
    """Return a network whose faintest numbers are 0, in the form that a shader has.

    There a stored value v is read as (A - B)/2 v + (A + B)/2 |v| (glsl.py), and what a
    compiler finds multiplied by 0 it leaves out.

    Args:
        network: where it starts.
        below: what is smaller than this in the first layer's weights, and in both
            matrices of all others, becomes 0.

    Raises:
        BlendError: nothing is below the bound, or too much.

    Source: Han et al., Learning both weights and connections (2015).
    """
    if not 0.0 < below < math.inf:
        raise BlendError(f"below {below:g} there is nothing to leave out")
    flat = network.flat.copy()
    first, *others = network.shape.blocks()
    left_out = _zeroed(first.of(flat)[0], below)
    for block in others:
        weight, _ = block.of(flat)
        half = block.inputs // 2
        plain, absolute = _matrices(weight)
        left_out += _zeroed(plain, below) + _zeroed(absolute, below)
        weight[:half] = absolute + plain
        weight[half:] = absolute - plain
    if not left_out:
        raise BlendError(f"{network.name}: there is nothing below {below:g}")
    if left_out > MOST_PRUNED * network.shape.parameters:
        told = f"{left_out} products with numbers below {below:g}"
        raise BlendError(f"{network.name} would be nothing without {told}")
    words = f"{left_out} products with numbers below {below:g} left out"
    return Network(network.name, network.shape, flat, noted(network, words))


def _matrices(weight: Weights) -> tuple[Weights, Weights]:
    """Return what v and what |v| is multiplied with."""
    half = len(weight) // 2
    return (weight[:half] - weight[half:]) / 2, (weight[:half] + weight[half:]) / 2


def _zeroed(numbers: Weights, below: float) -> int:
    """Set the faint ones to 0 in place; return how many were not before."""
    faint = np.abs(numbers) < below
    count = int(np.count_nonzero(numbers[faint]))
    numbers[faint] = 0.0
    return count


def noted(network: Network, words: str) -> dict[str, Any]:
    """Return the record, with what was done after the training."""
    training = network.record["training"]
    checkpoint = f"{training['checkpoint']}, {words}"
    return {**network.record, "training": {**training, "checkpoint": checkpoint}}
