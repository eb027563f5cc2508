"""What a network looks like: its layers, taps and head, and where its numbers lie.

A network is a chain of thin 3x3 layers. Each stored value v is read by the next
layer as the pair max(v, 0), max(-v, 0); a head reads the last layers at the centre
and writes what has to be added to the picture. Sizes (S, M, L, VL, UL) are classes
of cost; which shape earns a class is decided in the plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.floating[Any]]

GRID = tuple((x, y) for y in (-1, 0, 1) for x in (-1, 0, 1))  # row by row, top first
TEXTURE_CHANNELS = 4  # which is what every head writes
FOLDED_CHANNELS = 8
LUMA = (0.299, 0.587, 0.114)  # of R'G'B'


class Taps(Enum):
    """Which of the nine neighbours a layer reads."""

    FULL = "9"
    PLUS = "p"
    CROSS = "x"
    CENTRE = "1"

    @property
    def positions(self) -> tuple[int, ...]:
        """Indices into GRID."""
        return {
            Taps.FULL: tuple(range(9)),
            Taps.PLUS: (1, 3, 4, 5, 7),
            Taps.CROSS: (0, 2, 4, 6, 8),
            Taps.CENTRE: (4,),
        }[self]


class Output(StrEnum):
    """What the head writes for one pixel of its input."""

    LUMA_X2 = "luma-x2"  # one value for each of the 2x2 pixels
    RGB = "rgb"  # one value per channel, picture keeps its size
    LUMA = "luma"  # one value, picture keeps its size; the network is folded

    @property
    def factor(self) -> int:
        """How much larger the picture becomes."""
        return 2 if self is Output.LUMA_X2 else 1


@dataclass(frozen=True, slots=True)
class Shape:
    """One network's construction.

    Attributes:
        channels: of every feature layer, a multiple of four.
        layers: taps of each, as letters of Taps, first layer first ("9px").
        dense_from: first layer that the head reads at the centre.
        wide_head: the head reads all nine taps of the last layer.
        output: what the head writes.
        core: levels of 255 by which the answer is drawn towards nothing: what is
            small is a guess, and left out.
        gauged: the answer fades out where the picture is sharp already (gauge.py).
        block_aware: what each layer adds depends on how blocky the picture is
            (blockiness.py).
        coloured: what is added to the luma is given to red, green and blue as they go
            with it (colouring.py).

    Raises:
        ValueError: there are no layers; a folded network is to be gauged, or has four
            channels; one that does not write the luma of a doubled picture is to be
            coloured.
    """

    channels: int
    layers: str
    dense_from: int
    wide_head: bool
    output: Output
    core: float = 0.0
    gauged: bool = False
    block_aware: bool = False
    coloured: bool = False

    def __post_init__(self) -> None:
        """Refuse what neither the kernels nor the writer know."""
        if not self.layers:
            raise ValueError("a network of no layers is none")
        if self.folded and (self.gauged or self.channels != FOLDED_CHANNELS):
            raise ValueError(
                f"a folded network has {FOLDED_CHANNELS} channels and no gauge"
            )
        if self.coloured and self.output is not Output.LUMA_X2:
            raise ValueError(f"{self.output} is not coloured: only luma-x2 is")

    @property
    def folded(self) -> bool:
        """Whether the layers see 2x2 pixels at once, at half the size (folding.py)."""
        return self.output is Output.LUMA

    @property
    def inputs(self) -> int:
        """Channels that the first layer reads."""
        return TEXTURE_CHANNELS if self.folded else 3

    @property
    def taps(self) -> tuple[Taps, ...]:
        """The taps of each layer."""
        return tuple(Taps(letter) for letter in self.layers)

    @property
    def dense_layers(self) -> range:
        """Layers that the head reads at the centre alone."""
        return range(self.dense_from, len(self.layers) - int(self.wide_head))

    def blocks(self) -> Iterator[Block]:
        """Yield where the numbers of each layer and of the head lie."""
        start = 0
        for index in range(len(self.layers)):
            inputs = self.inputs if index == 0 else 2 * self.channels
            block = Block(f"layer{index:02d}", start, inputs, 9, self.channels)
            yield block
            start = block.stop
        if self.dense_layers:
            inputs = 2 * self.channels * len(self.dense_layers)
            block = Block("head", start, inputs, 1, TEXTURE_CHANNELS)
            yield block
            start = block.stop
        if self.wide_head:
            inputs = 2 * self.channels
            yield Block("wide_head", start, inputs, 9, TEXTURE_CHANNELS)

    @property
    def shift(self) -> Block | None:
        """Where the numbers lie that blockiness is multiplied with, if it counts.

        One for each channel of each layer, then for each of the head; they are added
        like a bias.
        """
        if not self.block_aware:
            return None
        start = max(block.stop for block in self.blocks())
        count = len(self.layers) * self.channels + TEXTURE_CHANNELS
        return Block("shift", start, 1, 1, count)

    @property
    def all_blocks(self) -> list[Block]:
        """All that has numbers: the convolutions, then the shift."""
        return [*self.blocks(), *([self.shift] if self.shift else [])]

    def shifts(self, flat: Any, index: int) -> Any:
        """Return what blockiness is multiplied with in one convolution: [outputs].

        Args:
            flat: all numbers, NumPy's or torch's.
            index: of the layer; after the last one come the head's.
        """
        assert self.shift is not None
        first = self.shift.start + index * self.channels
        is_head = index == len(self.layers)
        return flat[first : first + (TEXTURE_CHANNELS if is_head else self.channels)]

    @property
    def stored_size(self) -> int:
        """How many numbers the flat vector has, unused ones included."""
        return max(block.stop for block in self.all_blocks)

    def mask(self) -> Weights:
        """Return 1 for each number of the flat vector that is used, else 0."""
        mask = np.zeros(self.stored_size, np.float32)
        for index, block in enumerate(self.blocks()):
            weight, bias = block.of(mask)
            is_layer = index < len(self.layers)
            live = self.taps[index].positions if is_layer else range(block.taps)
            weight[:, list(live)] = 1.0
            bias[:] = 0.0 if block.name == "wide_head" and self.dense_layers else 1.0
            if self.output is Output.RGB and not is_layer:
                weight[:, :, 3] = 0.0
                bias[3] = 0.0
        if self.shift:
            self.shift.of(mask)[0][:] = 1.0
            if self.output is Output.RGB:
                self.shifts(mask, len(self.layers))[3] = 0.0
        return mask

    @property
    def parameters(self) -> int:
        """How many numbers the network really has."""
        return int(self.mask().sum())


@dataclass(frozen=True, slots=True)
class Block:
    """A convolution's place in the flat vector.

    Attributes:
        name: of the layer.
        start: index of the first weight.
        inputs: channels read, positive parts first, then negative ones.
        taps: 9 or 1.
        outputs: channels written.
    """

    name: str
    start: int
    inputs: int
    taps: int
    outputs: int

    @property
    def stop(self) -> int:
        """Index after the last bias."""
        return self.start + (self.inputs * self.taps + 1) * self.outputs

    def of(self, flat: Weights) -> tuple[Weights, Weights]:
        """Return views: weights [inputs, taps, outputs] and biases [outputs]."""
        middle = self.stop - self.outputs
        shape = (self.inputs, self.taps, self.outputs)
        return flat[self.start : middle].reshape(shape), flat[middle : self.stop]
