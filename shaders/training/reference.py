"""A network run by NumPy in float32: what the shaders are compared with."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.blockiness import blockiness
from shaders.training.colouring import coloured
from shaders.training.folding import folded, luma, unfolded
from shaders.training.gauge import share_of_answer
from shaders.training.resampling import Kernel, cored, resize_matrix
from shaders.training.shapes import GRID, TEXTURE_CHANNELS, Block, Shape, Weights

Picture = npt.NDArray[np.floating[Any]]


def crelu(values: Picture) -> Picture:
    """Return [2 channels, y, x]: positive parts, then negative parts."""
    return np.concatenate([values.clip(0, None), (-values).clip(0, None)])


def convolved(values: Picture, block: Block, flat: Weights) -> Picture:
    """Apply one block to [inputs, y, x]; borders are repeated."""
    weight, bias = block.of(flat)
    _, height, width = values.shape
    padded = np.pad(values, ((0, 0), (1, 1), (1, 1)), mode="edge")
    result = np.empty((block.outputs, height, width), np.float32)
    result[:] = bias[:, None, None]
    places = GRID if block.taps == 9 else ((0, 0),)
    for tap, (x, y) in enumerate(places):
        if not weight[:, tap].any():
            continue
        moved = padded[:, 1 + y : 1 + y + height, 1 + x : 1 + x + width]
        result += np.tensordot(weight[:, tap], moved, axes=(0, 0)).astype(np.float32)
    return result


def features(
    shape: Shape, flat: Weights, picture: Picture, blocky: float
) -> list[Picture]:
    """Return the raw output of every feature layer, [channels, y, x] each."""
    found: list[Picture] = []
    for block in list(shape.blocks())[: len(shape.layers)]:
        source = crelu(found[-1]) if found else picture
        made = convolved(source, block, flat)
        found.append(_shifted(shape, flat, len(found), made, blocky))
    return found


def _shifted(
    shape: Shape, flat: Weights, index: int, values: Picture, blocky: float
) -> Picture:
    """Add what blockiness gives one layer, or after the last one the head."""
    if shape.shift:
        values += (shape.shifts(flat, index) * blocky)[:, None, None]
    return values


def residual(
    shape: Shape, flat: Weights, picture: Picture, blocky: float = 0.0
) -> Picture:
    """Return what the head writes for [inputs, y, x]: [outputs, y, x].

    Args:
        shape: construction.
        flat: all numbers.
        picture: what the first layer reads.
        blocky: how blocky the picture is; only a shape that is aware of it asks.
    """
    found = features(shape, flat, picture, blocky)
    total = np.zeros((TEXTURE_CHANNELS, *picture.shape[1:]), np.float32)
    for block in list(shape.blocks())[len(shape.layers) :]:
        if block.name == "head":
            read = np.concatenate([found[index] for index in shape.dense_layers])
        else:
            read = found[-1]
        total += convolved(crelu(read), block, flat)
    return _shifted(shape, flat, len(shape.layers), total, blocky)


def _answer(shape: Shape, flat: Weights, picture: Picture) -> Picture:
    """Return what a network says to RGB [3, y, x]: [1 or 4, y, x]."""
    blocky = 0.0
    if shape.block_aware:
        blocky = float(blockiness(picture[None], np)[0])
    if not shape.folded:
        return residual(shape, flat, picture, blocky)
    _, height, width = picture.shape
    even = np.pad(picture, ((0, 0), (0, height % 2), (0, width % 2)), mode="edge")
    seen: Picture = folded(luma(even[None]))[0].astype(np.float32)
    said: Picture = unfolded(residual(shape, flat, seen, blocky)[None])[0]
    return said[:, :height, :width]


def enhanced(shape: Shape, flat: Weights, picture: Picture) -> Picture:
    """Run a network on RGB [3, y, x] in 0..1; the result is clamped to 0..1."""
    added = cored(_answer(shape, flat, picture), shape.core)
    if shape.output.factor == 1:
        added = added[:3]
        if shape.gauged:
            added = added * share_of_answer(picture).astype(np.float32)
        return (picture + added).clip(0.0, 1.0)
    _, height, width = picture.shape
    rows = resize_matrix(height, 2 * height, Kernel.BILINEAR)
    columns = resize_matrix(width, 2 * width, Kernel.BILINEAR)
    more: Picture = unfolded(added[None])[0]
    if shape.coloured:
        more = coloured(picture, more[0]).astype(np.float32)
    large: Picture = (rows @ picture @ columns.T) + more
    return large.clip(0.0, 1.0)
