"""Where a training runs: NumPy on the CPU (smoke), or torch and our kernels on a GPU.

Both offer the same few things, so that the training itself is written once.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from shaders.training.numpy_engine import NumpyEngine
from shaders.training.resampling import Array
from shaders.training.shapes import Shape, Weights
from shaders.training.student import Student

Work = Callable[[], None]
AHEAD = 2  # replays that may wait on the GPU
WARM_UPS = 2  # runs before a graph is recorded, so that every buffer exists


class Engine(Protocol):
    """Runs a network on batches."""

    def forward(self, flat: Array, low: Array, blocky: Array) -> Array:
        """Return what the head writes, in one piece of memory.

        Args:
            flat: the network's numbers.
            low: [batch, 3, y, x].
            blocky: [batch], how blocky each is; only a shape that is aware of it asks.
        """

    def backward(self, flat: Array, slope: Array) -> Array:
        """Return the gradient of the last forward pass."""


class Machine(Protocol):
    """What a training asks of the hardware."""

    xp: Any
    stock: int

    def put(self, array: npt.NDArray[Any]) -> Array:
        """Move an array to the machine."""

    def take(self, array: Array) -> npt.NDArray[np.float32]:
        """Bring an array back."""

    def dice(self, *size: int) -> Array:
        """Return even chances in 0..1."""

    def noise(self, *size: int) -> Array:
        """Return normal noise."""

    def whole(self, array: Array) -> Array:
        """Return the array in one piece of memory."""

    def engine(self, shape: Shape, batch: int, side_px: int) -> Engine:
        """Return what runs a shape."""

    def student(self, shape: Shape, start: Weights, seed: int, rate: float) -> Student:
        """Return what learns."""

    def replace(self, drawings: Array, slot: int, drawing: npt.NDArray[Any]) -> None:
        """Put a newer drawing into a slot."""

    def together(self, works: Sequence[Work]) -> None:
        """Do several independent things, at once where that is possible."""

    def recorded(self, work: Work) -> Work:
        """Return the same work in the form that repeats fastest.

        Whatever the work uses lives as long as what is returned.
        """


class NumpyMachine:
    """The CPU."""

    xp: Any = np
    stock = 1

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)

    def put(self, array: npt.NDArray[Any]) -> Array:
        """Return a copy."""
        return array.copy()

    def take(self, array: Array) -> npt.NDArray[np.float32]:
        """Return the array itself."""
        return np.asarray(array, np.float32)

    def dice(self, *size: int) -> Array:
        """Return even chances in 0..1."""
        return self.chance.random(size, np.float32)

    def noise(self, *size: int) -> Array:
        """Return normal noise."""
        return self.chance.standard_normal(size, np.float32)

    def whole(self, array: Array) -> Array:
        """Return float32 in one piece of memory."""
        return np.ascontiguousarray(array, np.float32)

    def engine(self, shape: Shape, batch: int, side_px: int) -> Engine:  # noqa: ARG002 - any size
        """Return NumPy's engine; it takes any size."""
        return NumpyEngine(shape)

    def student(self, shape: Shape, start: Weights, seed: int, rate: float) -> Student:
        """Return NumPy's student."""
        return Student(shape, start, seed, rate, self.put, np)

    def replace(self, drawings: Array, slot: int, drawing: npt.NDArray[Any]) -> None:
        """Copy it."""
        drawings[slot] = drawing

    def together(self, works: Sequence[Work]) -> None:
        """Do one after another."""
        for work in works:
            work()

    def recorded(self, work: Work) -> Work:
        """Return the work unchanged."""
        return work


class GpuMachine:
    """An NVIDIA GPU: torch holds the memory, our kernels do the networks.

    Attributes:
        stock: batches made at once; small steps would wait for them otherwise.
    """

    stock = 8

    def __init__(self, seed: int) -> None:
        import torch  # noqa: PLC0415 - only machines with a GPU need it

        from shaders.training import kernel_engine  # noqa: PLC0415 - the same

        self.xp: Any = torch
        self.kind = kernel_engine
        self.kernels = kernel_engine.Kernels(torch)
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.manual_seed(seed)
        self.streams: list[Any] = []

    def put(self, array: npt.NDArray[Any]) -> Array:
        """Move an array to the GPU."""
        return self.xp.from_numpy(np.ascontiguousarray(array)).cuda()

    def take(self, array: Array) -> npt.NDArray[np.float32]:
        """Bring an array back."""
        return np.asarray(array.detach().cpu().numpy(), np.float32)

    def dice(self, *size: int) -> Array:
        """Return even chances in 0..1."""
        return self.xp.rand(*size, device="cuda")

    def noise(self, *size: int) -> Array:
        """Return normal noise."""
        return self.xp.randn(*size, device="cuda")

    def whole(self, array: Array) -> Array:
        """Return the array in one piece of memory."""
        return array.contiguous()

    def engine(self, shape: Shape, batch: int, side_px: int) -> Engine:
        """Return the kernels' engine, once they agree with NumPy."""
        self.kind.check(shape, self.kernels)
        return self.kind.KernelEngine(shape, batch, side_px, self.kernels)

    def student(self, shape: Shape, start: Weights, seed: int, rate: float) -> Student:
        """Return the kernels' student, once its steps agree with NumPy's."""
        self.kind.check_student(shape, self.kernels)
        return self.kind.KernelStudent(shape, start, seed, rate, self.kernels)

    def replace(self, drawings: Array, slot: int, drawing: npt.NDArray[Any]) -> None:
        """Copy it in turn with the other work, without waiting for that."""
        pinned = self.xp.from_numpy(drawing).pin_memory()
        drawings[slot].copy_(pinned, non_blocking=True)

    def together(self, works: Sequence[Work]) -> None:
        """Do each on a stream of its own."""
        cuda = self.xp.cuda
        while len(self.streams) < len(works):
            self.streams.append(cuda.Stream())
        current = cuda.current_stream()
        for work, stream in zip(works, self.streams, strict=False):
            stream.wait_stream(current)
            with cuda.stream(stream):
                work()
        for stream in self.streams[: len(works)]:
            current.wait_stream(stream)

    def recorded(self, work: Work) -> Work:
        """Record the work as a graph and return its replay."""
        cuda = self.xp.cuda
        side = cuda.Stream()
        with cuda.stream(side):
            for _ in range(WARM_UPS):
                work()
        cuda.synchronize()
        graph = cuda.CUDAGraph()
        with cuda.graph(graph):
            work()

        # Replays return at once. Without a bound hundreds of them would be waiting, and
        # whatever is done in between (newer drawings, the slope) would come that late.
        done = [cuda.Event() for _ in range(AHEAD)]
        turn = itertools.cycle(done)

        # A graph knows addresses only. Without this the batches would be given back
        # with `work`, and newer drawings, as bytes, be put where they lay.
        def replay(_used: Work = work) -> None:
            event = next(turn)
            event.synchronize()
            graph.replay()
            event.record()

        return replay
