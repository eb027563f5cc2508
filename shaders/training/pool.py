"""Drawings, made all the time by worker processes while a training runs."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shaders.training.drawing.mosaics import Mosaics
from shaders.training.drawing.scenes import draw_scene

Drawing = npt.NDArray[np.uint8]


@dataclass
class Pool:
    """The latest drawings, uint8 [slots, 3, side, side].

    Thread: the training's. Workers are processes; they hand over whole drawings.

    Attributes:
        shares: of each kind of scene.
        first_seed: of the drawings; every later one takes the next.
        slots: how many are kept.
        workers: processes; 0 draws in this one, when asked.
        mosaic: share of them that are mosaics of several.
    """

    shares: dict[str, float]
    first_seed: int
    slots: int
    workers: int = field(default_factory=lambda: max((os.cpu_count() or 2) - 1, 1))
    mosaic: float = 0.0
    made: int = 0
    _executor: ProcessPoolExecutor | None = None
    _waiting: deque[Future[Drawing]] = field(default_factory=deque)
    _asked: int = 0

    def __post_init__(self) -> None:
        """Begin without anything to make mosaics of."""
        self._mosaics = Mosaics(self.mosaic, self.first_seed)

    def __enter__(self) -> Pool:
        """Start the workers."""
        if self.workers:
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self.workers, mp_context=context)
            for _ in range(2 * self.workers):
                self._ask()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the workers."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)

    def _ask(self) -> None:
        assert self._executor is not None
        job = (self.first_seed + self._asked, self.shares)
        self._waiting.append(self._executor.submit(draw_scene, job))
        self._asked += 1

    @property
    def is_ready(self) -> bool:
        """Whether the next drawing can be had without waiting."""
        return bool(self._waiting) and self._waiting[0].done()

    def next(self) -> tuple[int, Drawing]:
        """Return the slot and the next drawing, [3, side, side]; waits for it."""
        if self._executor is None:
            drawing = draw_scene((self.first_seed + self.made, self.shares))
        else:
            drawing = self._waiting.popleft().result()
            self._ask()
        slot = self.made % self.slots
        self.made += 1
        return slot, self._mosaics(drawing)

    @property
    def filled(self) -> int:
        """How many slots hold a drawing."""
        return min(self.made, self.slots)
