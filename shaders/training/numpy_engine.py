"""Forward and backward passes in NumPy: slow, exact, everywhere.

Used by the smoke training of the tests and as the account of what the CUDA kernels
do. Both repeat the border in the forward pass and let nothing flow back across it,
which is invisible, since lessons leave the borders of a crop out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.shapes import GRID, Block, Shape, Weights

HALF_STEP, KEPT_BITS = np.uint32(0x1000), np.uint32(0xFFFFE000)

Values = npt.NDArray[np.floating[Any]]


def _crelu(values: Values) -> Values:
    return np.concatenate([values.clip(0, None), (-values).clip(0, None)], axis=1)


def _uncrelu(values: Values, slope: Values) -> Values:
    """Carry the gradient of the pair back to the value."""
    count = values.shape[1]
    return np.where(values > 0, slope[:, :count], -slope[:, count:])


def _moved(values: Values, tap: int, mode: Any) -> Values:
    x, y = GRID[tap]
    height, width = values.shape[2:]
    padded = np.pad(values, ((0, 0), (0, 0), (1, 1), (1, 1)), mode=mode)
    return padded[:, :, 1 + y : 1 + y + height, 1 + x : 1 + x + width]


def shortened(values: Values) -> Values:
    """Round float32 to the 11 significant bits that matrix units read (tf32)."""
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32)
    short: Values = ((bits + HALF_STEP) & KEPT_BITS).view(np.float32)
    return short


class NumpyEngine:
    """Runs one shape on batches; remembers the last forward pass.

    Args:
        shape: of the network.
        is_short: round whatever a convolution multiplies, as the kernels do.
    """

    def __init__(self, shape: Shape, *, is_short: bool = False) -> None:
        self.shape = shape
        self.is_short = is_short
        self.blocks = list(shape.blocks())
        self.live = [block.of(shape.mask())[0][0].any(axis=1) for block in self.blocks]
        self.reads: list[Values] = []
        self.features: list[Values] = []
        self.blocky: Values = np.zeros(1, np.float32)

    def _taps(self, index: int) -> list[int]:
        block = self.blocks[index]
        return [tap for tap in range(block.taps) if self.live[index][tap]]

    def _read(self, index: int, values: Values) -> Values:
        """Return values as a block's multiplications see them."""
        is_short = self.is_short and self.blocks[index].taps == 9
        return shortened(values) if is_short else values

    def _apply(self, index: int, flat: Weights, read: Values) -> Values:
        block = self.blocks[index]
        weight, bias = block.of(flat)
        weight, read = self._read(index, weight), self._read(index, read)
        total = np.zeros((read.shape[0], block.outputs, *read.shape[2:]), np.float32)
        total += bias[None, :, None, None]
        for tap in self._taps(index):
            moved = _moved(read, tap, "edge") if block.taps == 9 else read
            total += np.einsum("jo,bjyx->boyx", weight[:, tap], moved, optimize=True)
        return total

    def _back(
        self, index: int, flat: Weights, slope: Values, gradient: Weights
    ) -> Values:
        """Add a block's gradient; return the gradient of what it read."""
        block, read = self.blocks[index], self.reads[index]
        weight = self._read(index, block.of(flat)[0])
        read, slope = self._read(index, read), self._read(index, slope)
        own, bias = block.of(gradient)
        bias += slope.sum(axis=(0, 2, 3))
        below = np.zeros_like(read)
        for tap in self._taps(index):
            moved = _moved(read, tap, "edge") if block.taps == 9 else read
            own[:, tap] += np.einsum("bjyx,boyx->jo", moved, slope, optimize=True)
            against = 8 - tap if block.taps == 9 else tap
            back = _moved(slope, against, "constant") if block.taps == 9 else slope
            below += np.einsum("jo,boyx->bjyx", weight[:, tap], back, optimize=True)
        return below

    def _shifted(self, index: int, flat: Weights, values: Values) -> Values:
        """Add what the blockiness of each picture gives a layer, or the head."""
        if self.shape.shift:
            more = self.blocky[:, None] * self.shape.shifts(flat, index)
            values += more[:, :, None, None]
        return values

    def forward(self, flat: Weights, low: Values, blocky: Values) -> Values:
        """Return what the head writes for [batch, inputs, y, x]."""
        count = len(self.shape.layers)
        self.reads, self.features, self.blocky = [], [], blocky
        for index in range(count):
            read = _crelu(self.features[-1]) if index else low
            self.reads.append(read)
            made = self._apply(index, flat, read)
            self.features.append(self._shifted(index, flat, made))
        total: Values = np.zeros(1, np.float32)
        for index in range(count, len(self.blocks)):
            read = _crelu(np.concatenate(self._head_features(self.blocks[index]), 1))
            self.reads.append(read)
            total = total + self._apply(index, flat, read)
        return self._shifted(count, flat, total)

    def _head_features(self, block: Block) -> list[Values]:
        if block.name == "head":
            return [self.features[layer] for layer in self.shape.dense_layers]
        return [self.features[-1]]

    def _shift_back(self, index: int, slope: Values, gradient: Weights) -> None:
        if self.shape.shift:
            own = self.shape.shifts(gradient, index)
            own += self.blocky @ slope.sum(axis=(2, 3))

    def backward(self, flat: Weights, slope: Values) -> Weights:
        """Return the flat gradient of the loss, given that of the head's output."""
        count, channels = len(self.shape.layers), self.shape.channels
        gradient = np.zeros_like(flat)
        slopes = [np.zeros_like(values) for values in self.features]
        self._shift_back(count, slope, gradient)
        for index in range(count, len(self.blocks)):
            block = self.blocks[index]
            read = np.concatenate(self._head_features(block), 1)
            below = _uncrelu(read, self._back(index, flat, slope, gradient))
            is_dense = block.name == "head"
            layers = list(self.shape.dense_layers) if is_dense else [count - 1]
            for place, layer in enumerate(layers):
                slopes[layer] += below[:, place * channels : (place + 1) * channels]
        for index in range(count - 1, -1, -1):
            self._shift_back(index, slopes[index], gradient)
            below = self._back(index, flat, slopes[index], gradient)
            if index:
                slopes[index - 1] += _uncrelu(self.features[index - 1], below)
        return gradient
