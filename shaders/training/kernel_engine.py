"""Forward and backward passes by our own CUDA kernels, on torch's GPU arrays.

torch serves as memory, streams and graphs only. The kernels are compiled by nvcc when
first asked for; nothing here runs without an NVIDIA GPU.
"""

from __future__ import annotations

import ctypes
import dataclasses
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from shaders.training.numpy_engine import NumpyEngine
from shaders.training.resampling import Array
from shaders.training.shapes import TEXTURE_CHANNELS, Shape, Taps, Weights
from shaders.training.student import (
    AVERAGE,
    BETAS,
    CALM,
    TINY,
    Student,
    first_weights,
    layout,
)

FOLDER = Path(__file__).resolve().parent
SOURCES = (FOLDER / "kernels.cu", FOLDER / "student.cu")
FLOAT_BYTES = 4
ADD_TO_OUTPUT = 2
CHECKED_LAYERS = 6
CHECKED_SIDE_PX = 80  # no multiple of a tile's width
STEP_TOLERANCE = 1e-3  # relative, of what four steps change
TOLERANCE = 1e-2  # relative; a sum near 0 may fall on the other side of it


class KernelError(Exception):
    """The kernels cannot be built, refused a shape, or disagree with NumPy."""


class Kernels:
    """The compiled library."""

    def __init__(self, torch: Any, architecture: str = "native") -> None:
        self.torch = torch
        self.folder = tempfile.TemporaryDirectory()
        library = Path(self.folder.name) / "kernels.so"
        flags = ["-O3", f"-arch={architecture}", "--use_fast_math", "-shared"]
        command = ["nvcc", *flags, "-Xcompiler", "-fPIC", "-o", str(library)]
        done = subprocess.run(
            [*command, *map(str, SOURCES)], check=False, capture_output=True, text=True
        )
        if done.returncode:
            raise KernelError(f"nvcc failed: {done.stderr[-500:]}")
        self.library = ctypes.CDLL(str(library))

    def __call__(self, name: str, *arguments: Any) -> None:
        """Launch one kernel on the current stream."""
        stream = ctypes.c_void_p(self.torch.cuda.current_stream().cuda_stream)
        code = getattr(self.library, f"sakuga_{name}")(*arguments, stream)
        if code:
            raise KernelError(f"{name} returned {code}")


def _at(array: Array, offset: int = 0) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.data_ptr() + FLOAT_BYTES * offset)


def _tap_bits(taps: Taps) -> int:
    return sum(1 << position for position in taps.positions)


class KernelEngine:
    """Runs one shape on batches of one size; remembers the last forward pass."""

    def __init__(
        self, shape: Shape, batch: int, side_px: int, kernels: Kernels
    ) -> None:
        self.shape = shape
        self.call = kernels
        self.batch, self.side = batch, side_px
        self.area = side_px * side_px
        blocks = list(shape.blocks())
        self.layers = blocks[: len(shape.layers)]
        self.heads = blocks[len(shape.layers) :]
        self.bits = [_tap_bits(taps) << 4 for taps in shape.taps]
        size = (batch, shape.channels * len(self.layers), side_px, side_px)
        empty = kernels.torch.empty
        self.features = empty(*size, device="cuda")
        self.slopes = empty(*size, device="cuda")
        out = (batch, TEXTURE_CHANNELS, side_px, side_px)
        self.output = empty(*out, device="cuda")
        self.stride = shape.channels * len(self.layers) * self.area
        self.low: Array = None
        self.blocky: Array = None

    def _feature(self, array: Array, layer: int) -> ctypes.c_void_p:
        return _at(array, layer * self.shape.channels * self.area)

    def _read(self, layer: int) -> tuple[ctypes.c_void_p, int, int]:
        """Return pointer, stride between pictures, and channels a layer reads."""
        if layer == 0:
            inputs = self.shape.inputs
            return _at(self.low), inputs * self.area, inputs
        return self._feature(self.features, layer - 1), self.stride, self.shape.channels

    def _shifted(self, index: int, flat: Array, values: Array) -> None:
        """Add what the blockiness of each picture gives a layer, or the head."""
        if self.shape.shift:
            more = self.blocky[:, None] * self.shape.shifts(flat, index)
            values += more[:, :, None, None]

    def forward(self, flat: Array, low: Array, blocky: Array) -> Array:
        """Return what the head writes for [batch, inputs, y, x]."""
        self.low, self.blocky = low, blocky
        size = (self.batch, self.side, self.side)
        channels = self.shape.channels
        for index, block in enumerate(self.layers):
            source, stride, inputs = self._read(index)
            weight, bias = _at(flat, block.start), _at(flat, block.stop - channels)
            target = self._feature(self.features, index)
            self.call("layer_forward", inputs, channels, source, stride, weight, bias,
                      target, self.stride, *size, self.bits[index])  # fmt: skip
            made = self.features[:, index * channels : (index + 1) * channels]
            self._shifted(index, flat, made)
        for block in self.heads:
            outputs = block.outputs
            weight, bias = _at(flat, block.start), _at(flat, block.stop - outputs)
            if block.name == "head":
                first = self._feature(self.features, self.shape.dense_from)
                self.call("head_forward", first, self.stride, block.inputs // 2,
                          weight, bias, _at(self.output), self.batch,
                          self.area)  # fmt: skip
            else:
                last = self._feature(self.features, len(self.layers) - 1)
                flags = ADD_TO_OUTPUT if len(self.heads) == 2 else 0
                self.call("layer_forward", channels, outputs, last, self.stride,
                          weight, bias, _at(self.output), outputs * self.area,
                          *size, flags)  # fmt: skip
        self._shifted(len(self.layers), flat, self.output)
        return self.output

    def backward(self, flat: Array, slope: Array) -> Array:
        """Return the flat gradient of the loss, given that of the head's output."""
        gradient = self.call.torch.zeros_like(flat)
        self._heads_back(flat, slope, gradient)
        size = (self.batch, self.side, self.side)
        channels = self.shape.channels
        for index in range(len(self.layers) - 1, -1, -1):
            block = self.layers[index]
            source, stride, inputs = self._read(index)
            own = self._feature(self.slopes, index)
            self.call("layer_weight_gradient", inputs, channels, source, stride, own,
                      self.stride, _at(gradient, block.start),
                      _at(gradient, block.stop - channels), *size,
                      self.bits[index] >> 4)  # fmt: skip
            if index:
                adds = int(index - 1 in self.shape.dense_layers)
                below = self._feature(self.slopes, index - 1)
                self.call("layer_data_gradient", channels, channels, own, self.stride,
                          _at(flat, block.start), source, self.stride, below,
                          self.stride, *size, adds | self.bits[index])  # fmt: skip
        if self.shape.shift:
            weight, _ = self.shape.shift.of(gradient)
            sums = [self.slopes.sum((2, 3)), slope.sum((2, 3))]
            weight[0, 0] += self.blocky @ self.call.torch.cat(sums, 1)
        return gradient

    def _heads_back(self, flat: Array, slope: Array, gradient: Array) -> None:
        channels, size = self.shape.channels, (self.batch, self.side, self.side)
        for block in self.heads:
            outputs = block.outputs
            own = _at(gradient, block.start), _at(gradient, block.stop - outputs)
            weight = _at(flat, block.start)
            if block.name == "head":
                first = self._feature(self.features, self.shape.dense_from)
                below = self._feature(self.slopes, self.shape.dense_from)
                count = block.inputs // 2
                self.call("head_weight_gradient", _at(slope), first, self.stride,
                          count, *own, self.batch, self.area)  # fmt: skip
                self.call("head_data_gradient", _at(slope), weight, first, below,
                          self.stride, count, self.batch, self.area)  # fmt: skip
                continue
            last = self._feature(self.features, len(self.layers) - 1)
            below = self._feature(self.slopes, len(self.layers) - 1)
            self.call("layer_weight_gradient", channels, outputs, last, self.stride,
                      _at(slope), outputs * self.area, *own, *size, 0)  # fmt: skip
            self.call("layer_data_gradient", channels, outputs, _at(slope),
                      outputs * self.area, weight, last, self.stride, below,
                      self.stride, *size, 0)  # fmt: skip


class KernelStudent(Student):
    """A student whose every step is three kernels instead of some two hundred."""

    def __init__(
        self, shape: Shape, start: Weights, seed: int, rate: float, kernels: Kernels
    ) -> None:
        torch = kernels.torch

        def put(array: Weights) -> Array:
            return torch.from_numpy(array).cuda()

        super().__init__(shape, start, seed, rate, put, torch)
        self.call = kernels
        rows = [
            (block.start, count, block.outputs, wide, first)
            for block, first, count, wide in layout(shape)
        ]
        self.blocks = len(rows)
        self.table = torch.tensor(rows, dtype=torch.int32, device="cuda")
        self.state = torch.zeros(6, device="cuda")
        self.state[0] = -1.0
        self.spare = torch.empty_like(self.numbers)
        self.flat = torch.empty_like(self.mask)

    def weights(self) -> Array:
        """Return the flat vector of this moment, in the same place each time."""
        self.call("student_collapse", _at(self.numbers), _at(self.table), self.blocks,
                  _at(self.mask), _at(self.flat))  # fmt: skip
        return self.flat

    def learn(self, gradient: Array, slope: Array) -> None:
        """Make one step of Adam, in place."""
        numbers = [ctypes.c_float(v) for v in (self.rate, CALM, *BETAS, TINY, AVERAGE)]
        self.call("student_learn", _at(self.numbers), _at(self.spare),
                  self.numbers.numel(), _at(gradient), _at(self.mask),
                  self.mask.numel(), _at(self.table), self.blocks, _at(self.state),
                  _at(slope), *numbers, _at(self.mean), _at(self.square),
                  _at(self.average))  # fmt: skip


def check_student(shape: Shape, kernels: Kernels) -> None:
    """Compare the steps of the kernels with NumPy's.

    Raises:
        KernelError: they disagree.
    """
    torch, chance = kernels.torch, np.random.default_rng(4)
    start = first_weights(shape, 4)
    slow = Student(shape, start, 4, 1e-3, np.copy, np)
    fast = KernelStudent(shape, start, 4, 1e-3, kernels)
    slope = np.full(1, 0.7, np.float32)
    for length in (1.0, 1.0, 30.0, 0.1):
        gradient = (chance.standard_normal(start.shape) * length).astype(np.float32)
        slow.learn(gradient, slope)
        fast.learn(*(torch.from_numpy(array).cuda() for array in (gradient, slope)))
    pairs = ((slow.weights(), fast.weights()), (slow.result(), fast.result()))
    for expected, found in pairs:
        moved = float(np.linalg.norm(expected - start * shape.mask()))
        error = float(np.linalg.norm(found.cpu().numpy() - expected)) / moved
        if not error < STEP_TOLERANCE:
            raise KernelError(f"{shape.layers}: steps are {error:.1e} off")


def check(shape: Shape, kernels: Kernels) -> None:
    """Compare both passes of the kernels with NumPy on random numbers.

    Only the first layers and the heads are run: every further layer doubles what the
    order of a sum decides, and all kernels and taps of a shape are among the first.

    Raises:
        KernelError: they disagree.
    """
    layers = shape.layers[:CHECKED_LAYERS]
    dense_from = min(shape.dense_from, len(layers) // 2)
    shape = dataclasses.replace(shape, layers=layers, dense_from=dense_from)
    torch, side, margin = kernels.torch, CHECKED_SIDE_PX, CHECKED_SIDE_PX // 2
    chance = np.random.default_rng(3)
    flat = first_weights(shape, 3)
    flat += (chance.standard_normal(flat.shape) * 0.05).astype(np.float32)
    flat *= shape.mask()
    low = chance.random((1, shape.inputs, side, side)).astype(np.float32)
    slope = np.zeros((1, TEXTURE_CHANNELS, side, side), np.float32)
    inner = slice(margin - 8, margin + 8)
    slope[:, :, inner, inner] = chance.standard_normal(slope[:, :, inner, inner].shape)
    blocky = np.full(1, 0.7, np.float32)
    slow = NumpyEngine(shape, is_short=True)
    fast = KernelEngine(shape, 1, side, kernels)

    def put(array: Weights) -> Array:
        return torch.from_numpy(array).cuda()

    pairs = [
        (
            slow.forward(flat, low, blocky),
            fast.forward(put(flat), put(low), put(blocky)),
        ),
        (slow.backward(flat, slope), fast.backward(put(flat), put(slope))),
    ]
    mask = shape.mask()
    for expected, found in pairs:
        got = found.cpu().numpy()
        live = mask if expected.shape == mask.shape else np.ones(1, np.float32)
        error = np.linalg.norm((got - expected) * live)
        error /= np.linalg.norm(expected * live)
        if not error < TOLERANCE:
            raise KernelError(f"{shape.layers}: kernels are {error:.1e} off")
