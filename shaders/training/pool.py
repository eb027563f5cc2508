"""Drawings, and films of them, made all the time by workers while a training runs."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from shaders.training.drawing.mosaics import Mosaics
from shaders.training.drawing.scenes import draw_scene
from shaders.training.filming import Camera, Film

Drawing = npt.NDArray[np.uint8]

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""For workers: there is one for each core, and OpenBLAS spins while it waits."""


class Picture(NamedTuple):
    """A drawing, where it goes, and what was filmed of it.

    Attributes:
        slot: of the pool.
        drawing: uint8 [3, side, side].
        film: None where the plan has no H.264.
    """

    slot: int
    drawing: Drawing
    film: Film | None


@dataclass
class Pool:
    """Numbered drawings without an end, for as many slots as are kept.

    Thread: the training's. Workers are processes; they hand over whole drawings.
    Mosaics are made in between, so that they are the same whoever draws; a worker
    films what came of it.

    Attributes:
        shares: of each kind of scene.
        first_seed: of the drawings; every later one takes the next.
        slots: how many are kept.
        workers: processes; 0 draws in this one, when asked.
        mosaic: share of them that are mosaics of several.
        camera: films each of them; None where the plan has no H.264.
    """

    shares: dict[str, float]
    first_seed: int
    slots: int
    workers: int = field(default_factory=lambda: max((os.cpu_count() or 2) - 1, 1))
    mosaic: float = 0.0
    camera: Camera | None = None
    made: int = 0
    _executor: ProcessPoolExecutor | None = None
    _environment: dict[str, str | None] = field(default_factory=dict)
    _waiting: deque[Future[Drawing]] = field(default_factory=deque)
    _filming: deque[tuple[Drawing, Future[Film]]] = field(default_factory=deque)
    _asked: int = 0
    _staged: int = 0

    def __post_init__(self) -> None:
        """Begin without anything to make mosaics of."""
        self._mosaics = Mosaics(self.mosaic, self.first_seed)

    def __enter__(self) -> Pool:
        """Start the workers; those that start later find the same environment."""
        if self.workers:
            self._environment = {key: os.environ.get(key) for key in ONE_THREAD}
            os.environ.update(ONE_THREAD)
            self._executor = ProcessPoolExecutor(
                self.workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_take_camera,
                initargs=(self.camera,),
            )
            for _ in range(2 * self.workers):
                self._ask()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the workers."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
        for key, value in self._environment.items():
            if value is None:
                del os.environ[key]
            else:
                os.environ[key] = value

    def _ask(self) -> None:
        assert self._executor is not None
        job = (self.first_seed + self._asked, self.shares)
        self._waiting.append(self._executor.submit(draw_scene, job))
        self._asked += 1

    @property
    def is_ready(self) -> bool:
        """Whether the next picture can be had without waiting."""
        if self.camera is None:
            return bool(self._waiting) and self._waiting[0].done()
        self._film_what_is_drawn(least=0)
        return bool(self._filming) and self._filming[0][1].done()

    def next(self) -> Picture:
        """Return the next picture; waits for it."""
        if self.camera is None:
            drawing, film = self._drawn(), None
        elif self._executor is None:
            drawing = self._drawn()
            film = self.camera(drawing, self.first_seed + self.made)
        else:
            self._film_what_is_drawn(least=1)
            drawing, future = self._filming.popleft()
            film = future.result()
        slot = self.made % self.slots
        self.made += 1
        return Picture(slot, drawing, film)

    def _drawn(self) -> Drawing:
        """Return the next drawing, or the mosaic in its place; waits for it."""
        if self._executor is None:
            drawing = draw_scene((self.first_seed + self.made, self.shares))
        else:
            drawing = self._waiting.popleft().result()
            self._ask()
        return self._mosaics(drawing)

    def _film_what_is_drawn(self, least: int) -> None:
        """Have those drawings filmed that are done; wait for as many as `least`."""
        assert self._executor is not None
        while len(self._filming) < least or (
            len(self._filming) < 2 * self.workers and self._waiting[0].done()
        ):
            drawing = self._drawn()
            job = (drawing, self.first_seed + self._staged)
            self._staged += 1
            self._filming.append((drawing, self._executor.submit(_film, job)))

    @property
    def filled(self) -> int:
        """How many slots hold a drawing."""
        return min(self.made, self.slots)


_cameras: list[Camera] = []  # this worker's


def _take_camera(camera: Camera | None) -> None:
    if camera is not None:
        _cameras.append(camera)


def _film(job: tuple[Drawing, int]) -> Film:
    return _cameras[0](*job)
