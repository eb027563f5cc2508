"""A network made deeper without changing what it computes.

A layer that reads max(v, 0) and max(-v, 0) can hand v on unchanged. Such layers are put
in where a plan's shape has more of them than the network that it starts from; training
then finds a use for them. What blockiness is multiplied with begins as nothing.
"""

from __future__ import annotations

import dataclasses

import numpy as np

from shaders.training.shapes import Shape, Weights

CENTRE = 4


class GrowthError(Exception):
    """One shape is not the other with layers put in."""


def _insertion(old: Shape, new: Shape) -> int:
    """Return before which of the old layers the new ones come."""
    extra = len(new.layers) - len(old.layers)
    same = (
        extra >= 0
        and old.channels == new.channels
        and old.wide_head == new.wide_head
        and old.output is new.output
        and old.folded == new.folded  # core and gauge are no numbers
        and old.block_aware == new.block_aware
    )
    if same:
        for place in range(len(old.layers) - 1, 0, -1):
            fits = (
                new.layers[:place] == old.layers[:place]
                and new.layers[place + extra :] == old.layers[place:]
            )
            kept = {_moved(j, place, extra) for j in old.dense_layers}
            if fits and kept <= set(new.dense_layers):
                return place
    if old.block_aware and not new.block_aware:
        raise GrowthError("a block-aware network does not become one that is not")
    raise GrowthError(f"{new.layers} is not {old.layers} with layers put in")


def _moved(layer: int, place: int, extra: int) -> int:
    return layer if layer < place else layer + extra


def grown(old: Shape, flat: Weights, new: Shape) -> Weights:
    """Return the flat vector of the new shape that computes what the old one does.

    Raises:
        GrowthError: the new shape is not the old one with layers put in.
    """
    if dataclasses.replace(old, core=new.core, gauged=new.gauged) == new:
        return flat.copy()
    if new.block_aware and not old.block_aware:
        unaware = dataclasses.replace(new, block_aware=False)
        more = np.zeros(new.stored_size - unaware.stored_size, np.float32)
        return np.concatenate([grown(old, flat, unaware), more])
    return _deeper(old, flat, new)


def _deeper(old: Shape, flat: Weights, new: Shape) -> Weights:
    place, extra = _insertion(old, new), len(new.layers) - len(old.layers)
    result = np.zeros(new.stored_size, np.float32)
    blocks = {block.name: block for block in new.blocks()}
    for index, block in enumerate(old.blocks()):
        weight, bias = block.of(flat)
        if block.name == "head":
            own, own_bias = blocks["head"].of(result)
            _spread_head(weight, own, old, new, (place, extra))
        elif block.name == "wide_head":
            own, own_bias = blocks["wide_head"].of(result)
            own[:] = weight
        else:
            name = f"layer{_moved(index, place, extra):02d}"
            own, own_bias = blocks[name].of(result)
            own[:] = weight
        own_bias[:] = bias
    for index in range(place, place + extra):
        own, _ = blocks[f"layer{index:02d}"].of(result)
        for channel in range(new.channels):
            own[channel, CENTRE, channel] = 1.0
            own[new.channels + channel, CENTRE, channel] = -1.0
    if old.block_aware:
        for index in range(len(old.layers) + 1):
            there = new.shifts(result, _moved(index, place, extra))
            there[:] = old.shifts(flat, index)
    return result


def _spread_head(
    weight: Weights, own: Weights, old: Shape, new: Shape, insertion: tuple[int, int]
) -> None:
    """Copy the old head's rows to where the new one reads the same layers."""
    channels = old.channels
    for position, layer in enumerate(old.dense_layers):
        target = new.dense_layers.index(_moved(layer, *insertion))
        for sign in (0, 1):
            start = (sign * len(old.dense_layers) + position) * channels
            there = (sign * len(new.dense_layers) + target) * channels
            own[there : there + channels] = weight[start : start + channels]
