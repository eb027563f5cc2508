"""A network of another shape, to learn on from: deeper, or cheaper.

A layer that reads max(v, 0) and max(-v, 0) can hand v on unchanged. Such layers are put
in where a plan's shape has more of them than the network that it starts from; training
then finds a use for them. What blockiness is multiplied with begins as nothing.

Where the shape has fewer layers, or layers with fewer taps, the others are left out.
Such a network is worse by decibels at first; training brings most of them back.

A head of three channels becomes one of their luma, exactly but for the core.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np

from shaders.training.shapes import Shape, Weights

CENTRE = 4


class GrowthError(Exception):
    """One shape is not the other with layers put in or left out."""


def _alike(old: Shape, new: Shape) -> bool:
    """Whether two shapes differ in their layers at most.

    Core, gauge and colour are no numbers.
    """
    return (
        old.channels == new.channels
        and old.wide_head == new.wide_head
        and old.output is new.output
        and old.block_aware == new.block_aware
        and bool(old.dense_layers) == bool(new.dense_layers)  # whose bias it is
    )


def _insertion(old: Shape, new: Shape) -> int:
    """Return before which of the old layers the new ones come.

    Raises:
        GrowthError: without a word; nothing fits.
    """
    extra = len(new.layers) - len(old.layers)
    if extra >= 0 and _alike(old, new):
        for place in range(len(old.layers) - 1, 0, -1):
            fits = (
                new.layers[:place] == old.layers[:place]
                and new.layers[place + extra :] == old.layers[place:]
            )
            kept = {_moved(j, place, extra) for j in old.dense_layers}
            if fits and kept <= set(new.dense_layers):
                return place
    raise GrowthError


def _moved(layer: int, place: int, extra: int) -> int:
    return layer if layer < place else layer + extra


def grown(old: Shape, flat: Weights, new: Shape) -> Weights:
    """Return the flat vector of the new shape that computes what the old one does.

    Where the new one has fewer layers or taps it cannot; it gets what is left. Layers
    come or go in one place, the last that fits, never the first or the last layer, and
    not together with taps, which may come and go anywhere.

    Raises:
        GrowthError: the new shape is not the old one with layers put in or left out.
    """
    if old.block_aware and not new.block_aware:
        raise GrowthError("a block-aware network does not become one that is not")
    try:
        return _grown(old, flat, new)
    except GrowthError as problem:
        both = f"{_told(new)} is not {_told(old)}"
        raise GrowthError(f"{both} with layers put in or left out") from problem


def _told(shape: Shape) -> str:
    kinds = {"wide head": shape.wide_head, "block-aware": shape.block_aware}
    more = "".join(f", {name}" for name, is_so in kinds.items() if is_so)
    head = f"head from layer {shape.dense_from}, {shape.output}"
    return f"{shape.layers} ({head}, {shape.channels} channels{more})"


def _grown(old: Shape, flat: Weights, new: Shape) -> Weights:
    if _differ_in_taps(old, new):  # new taps begin as nothing
        return np.asarray(flat * new.mask(), np.float32)
    if new.block_aware and not old.block_aware:
        unaware = dataclasses.replace(new, block_aware=False)
        more = np.zeros(new.stored_size - unaware.stored_size, np.float32)
        return np.concatenate([_grown(old, flat, unaware), more])
    if len(new.layers) < len(old.layers):
        return _shallower(old, flat, new)
    return _deeper(old, flat, new)


def _differ_in_taps(old: Shape, new: Shape) -> bool:
    """Whether the shapes are one, but for the taps of their layers."""
    return (
        _alike(old, new)
        and old.dense_from == new.dense_from
        and len(old.layers) == len(new.layers)
    )


def _shallower(old: Shape, flat: Weights, new: Shape) -> Weights:
    place = _insertion(new, old)
    result = np.zeros(new.stored_size, np.float32)
    for here, there in _shared(new, result, old, flat, place):
        here[:] = there
    return result


def _deeper(old: Shape, flat: Weights, new: Shape) -> Weights:
    place, extra = _insertion(old, new), len(new.layers) - len(old.layers)
    result = np.zeros(new.stored_size, np.float32)
    for here, there in _shared(old, flat, new, result, place):
        there[:] = here
    blocks = list(new.blocks())
    for block in blocks[place : place + extra]:
        own, _ = block.of(result)
        for channel in range(new.channels):
            own[channel, CENTRE, channel] = 1.0
            own[new.channels + channel, CENTRE, channel] = -1.0
    return result


def _shared(
    fewer: Shape, flat: Weights, more: Shape, more_flat: Weights, place: int
) -> Iterator[tuple[Weights, Weights]]:
    """Yield views of the numbers that two shapes have in common.

    Args:
        fewer: the shape without the layers.
        flat: its numbers.
        more: the shape with them.
        more_flat: its numbers.
        place: index of the first of them.
    """
    extra = len(more.layers) - len(fewer.layers)
    blocks = {block.name: block for block in more.blocks()}
    for index, block in enumerate(fewer.blocks()):
        layer = f"layer{_moved(index, place, extra):02d}"
        weight, bias = block.of(flat)
        other = blocks[block.name if "head" in block.name else layer]
        other_weight, other_bias = other.of(more_flat)
        yield bias, other_bias
        if block.name != "head":
            yield weight, other_weight
            continue
        for here, there in _head_rows(fewer, more, place, extra):
            yield weight[here], other_weight[there]
    if fewer.block_aware:
        for index in range(len(fewer.layers) + 1):
            there = more.shifts(more_flat, _moved(index, place, extra))
            yield fewer.shifts(flat, index), there


def _head_rows(
    fewer: Shape, more: Shape, place: int, extra: int
) -> Iterator[tuple[slice, slice]]:
    """Yield the rows of two heads that read the same layer."""
    channels = fewer.channels
    for position, layer in enumerate(fewer.dense_layers):
        target = more.dense_layers.index(_moved(layer, place, extra))
        for sign in (0, 1):
            here = (sign * len(fewer.dense_layers) + position) * channels
            there = (sign * len(more.dense_layers) + target) * channels
            yield slice(here, here + channels), slice(there, there + channels)
