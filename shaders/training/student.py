"""The numbers of one network while it learns, and how a gradient changes them.

Each convolution is learnt as W + A B, with A four times as wide as the layer and B
zero at first: linear, so it collapses into one W at any time, but it learns better.
The second half of each CReLU layer starts as the first one's negative, which makes
the whole network linear at the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from shaders.training.degrading import Put
from shaders.training.resampling import Array
from shaders.training.shapes import Block, Shape, Weights

WIDENING = 4
HEAD_START = 0.1  # the head begins small: the picture is nearly right already
WIDE_START = 0.7  # spread of A, relative to W's
BETAS = (0.9, 0.99)
TINY = 1e-9
AVERAGE = 0.999  # of the running mean that becomes the result
CALM = 3.0  # a gradient longer than this many usual ones is shortened


@dataclass
class _Factors:
    """One convolution as it is learnt; every array is changed in place."""

    block: Block
    whole: Array  # weights and biases, as in the flat vector
    wide: Array
    narrow: Array


def first_weights(shape: Shape, seed: int) -> Weights:
    """Draw a network's first numbers."""
    chance = np.random.default_rng(seed)
    flat = np.zeros(shape.stored_size, np.float32)
    mask = shape.mask()
    for index, block in enumerate(shape.blocks()):
        weight, _ = block.of(flat)
        live, _ = block.of(mask)
        inputs = block.inputs if index == 0 else block.inputs / 2
        spread = float(inputs * max(live[0].sum(axis=0).max(), 1.0)) ** -0.5
        if index >= len(shape.layers):
            spread *= HEAD_START
        weight[:] = chance.standard_normal(weight.shape) * spread
        if index > 0:
            half = block.inputs // 2
            weight[half:] = -weight[:half]
    return flat * mask


def layout(shape: Shape) -> Iterator[tuple[Block, int, int, int]]:
    """Yield each block, where its numbers start, its rows, and the width of A."""
    start = 0
    for block in shape.all_blocks:
        rows = block.inputs * block.taps
        wide = 0 if block == shape.shift else WIDENING * block.outputs
        yield block, start, rows, wide
        start += block.stop - block.start + (rows + block.outputs) * wide


class Student:
    """A network that learns.

    Args:
        shape: construction.
        start: first numbers, flat.
        seed: of the widened factors.
        rate: greatest learning rate.
        put: moves a float32 NumPy array to the machine.
        xp: numpy or torch.
    """

    def __init__(
        self, shape: Shape, start: Weights, seed: int, rate: float, put: Put, xp: Any
    ) -> None:
        self.shape = shape
        self.rate = rate
        self.xp = xp
        self.mask = put(shape.mask())
        chance = np.random.default_rng(seed + 1)
        parts: list[Weights] = []
        for block, _, count, wide in layout(shape):
            weight, _ = block.of(start)
            spread = WIDE_START * float(weight.std())
            parts += [
                start[block.start : block.stop].copy(),
                (chance.standard_normal(count * wide) * spread).astype(np.float32),
                np.zeros(wide * block.outputs, np.float32),
            ]
        self.numbers = put(np.concatenate(parts))
        self.mean = self.numbers * 0.0
        self.square = self.numbers * 0.0
        self.average = self.numbers * 1.0
        self.step = put(np.zeros(1, np.float32))
        self.usual = put(np.full(1, -1.0, np.float32))

    def _factors(self, numbers: Array) -> list[_Factors]:
        found: list[_Factors] = []
        for block, start, count, wide in layout(self.shape):
            cuts = [start]
            for size in (block.stop - block.start, count * wide, wide * block.outputs):
                cuts.append(cuts[-1] + size)
            whole, left, right = (numbers[a:b] for a, b in pairwise(cuts))
            found.append(
                _Factors(
                    block,
                    whole,
                    left.reshape(count, wide),
                    right.reshape(wide, block.outputs),
                )
            )
        return found

    def collapsed(self, numbers: Array) -> Array:
        """Return the flat vector that the factors amount to."""
        parts: list[Array] = []
        for factors in self._factors(numbers):
            size = factors.wide.shape[0] * factors.narrow.shape[1]
            product = (factors.wide @ factors.narrow).reshape(size)
            parts += [factors.whole[:size] + product, factors.whole[size:]]
        return self.xp.concatenate(parts, 0) * self.mask

    def weights(self) -> Array:
        """Return the flat vector of this moment."""
        return self.collapsed(self.numbers)

    def result(self) -> Array:
        """Return the flat vector of the running average."""
        return self.collapsed(self.average)

    def _spread(self, gradient: Array) -> Array:
        """Carry a flat gradient over to the factors."""
        parts: list[Array] = []
        for factors in self._factors(self.numbers):
            block = factors.block
            own = gradient[block.start : block.stop]
            count, outputs = factors.wide.shape[0], factors.narrow.shape[1]
            weight = own[: count * outputs].reshape(count, outputs)
            left = weight @ factors.narrow.swapaxes(0, 1)
            right = factors.wide.swapaxes(0, 1) @ weight
            parts += [own, left.reshape(-1), right.reshape(-1)]
        return self.xp.concatenate(parts, 0)

    def learn(self, gradient: Array, slope: Array) -> None:
        """Make one step of Adam, in place.

        Args:
            gradient: flat, of the loss.
            slope: [1], the schedule's factor on the learning rate.
        """
        gradient = self._spread(self._calmed(gradient * self.mask))
        first, second = BETAS
        self.step += 1.0
        self.mean *= first
        self.mean += gradient * (1.0 - first)
        self.square *= second
        self.square += gradient * gradient * (1.0 - second)
        mean = self.mean / (1.0 - first**self.step)
        square = self.square / (1.0 - second**self.step)
        self.numbers -= self.rate * slope * mean / (square**0.5 + TINY)
        keep = (self.step / (self.step + 10.0)).clip(0.0, AVERAGE)
        self.average *= keep
        self.average += self.numbers * (1.0 - keep)

    def _calmed(self, gradient: Array) -> Array:
        """Shorten a gradient that is far longer than usual (deep nets blow up)."""
        length = (gradient * gradient).sum().reshape(1) ** 0.5
        unknown = (self.usual < 0) * 1.0
        usual = unknown * length + (1.0 - unknown) * self.usual
        shorter = (length / (usual + 1e-20)).clip(0.0, CALM) / (length + 1e-20) * usual
        bounded = (length / (usual + 1e-20)).clip(0.0, 1.0 + CALM) * usual
        self.usual *= 0.0
        self.usual += usual * 0.99 + bounded * 0.01
        return gradient * shorter
