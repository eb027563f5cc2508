"""Drawings as a real H.264 encoder leaves them.

JPEG can be reproduced wherever crops are (`codec.py`). x264 cannot: it predicts, and
chooses blocks, directions and steps from place to place. So the workers that draw also
film: they finish and degrade a whole drawing with the same code as a batch, have x264
encode it, and hand over the pair. Crops are cut from such pairs where crops are made.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from shaders.training import cropping, degrading, painting
from shaders.training.cropping import Cropper, integers, walk
from shaders.training.degrading import QUALITY_DIE, Codec, Degrader, Finish, Source
from shaders.training.h264 import encoded, from_planes, to_planes
from shaders.training.painting import Paint, Painter
from shaders.training.resampling import Array

Bytes = npt.NDArray[np.uint8]

FILM_PX = 192  # side of the degraded picture
GRID_PX = 8  # crops begin where blocks do, as those of JPEG
SEED = 0x66696C6D
DICE = 5  # random numbers that one crop uses up here
COPIES = 5  # frames of a still clip, of which the middle one is taken
PRESETS = ("veryfast", "medium")  # of x264, as people use it
TUNES = ("", "animation")


class Film(NamedTuple):
    """A pair: [3, FILM_PX, FILM_PX] as a viewer has it, and the truth.

    Attributes:
        low: decoded.
        sharp: as large, or twice as wide where a family doubles.
    """

    low: Bytes
    sharp: Bytes


@dataclass(frozen=True)
class Camera:
    """Films drawings as one source of a plan says; each process makes its own tables.

    Attributes:
        source: with `Codec.H264`; its quality is x264's crf.
        finish: of the plan.
        factor: of the family, 1 or 2.
        paint: of the plan.
    """

    source: Source
    finish: Finish | None
    factor: int
    paint: Paint | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to a worker without the tables, which may be there by now."""
        return Camera, (self.source, self.finish, self.factor, self.paint)

    @cached_property
    def degrader(self) -> Degrader:
        """What happens before the codec."""
        whole = dataclasses.replace(self.source, crops=1, codec=Codec.NONE)
        return Degrader([whole], FILM_PX, self.factor, np, np.copy, self.finish)

    @cached_property
    def cropper(self) -> Cropper:
        """What happens before that."""
        return Cropper(2 * FILM_PX, np.copy)

    @cached_property
    def painter(self) -> Painter | None:
        """What happens between the two."""
        return self.paint and Painter(self.paint, 2 * FILM_PX, np.copy)

    def __call__(self, drawing: Bytes, seed: int) -> Film:
        """Return the film of a part of a drawing, uint8 [3, 2 FILM_PX or more, …]."""
        chance = np.random.default_rng((SEED, seed))
        one = np.ones(1, np.float32)
        recolour = chance.random((1, cropping.DICE), np.float32)
        crop = self.cropper(drawing[None], one, recolour)
        if self.painter is not None:
            side = 2 * FILM_PX
            fields = chance.standard_normal(
                (1, painting.FIELDS, side, side), np.float32
            )
            crop = self.painter(
                crop, chance.random((1, painting.DICE), np.float32), fields
            )
        dice = chance.random((1, degrading.DICE), np.float32)
        noise = chance.standard_normal((1, 3, FILM_PX, FILM_PX), np.float32)
        low, sharp = self.degrader(crop, dice, noise)
        least, most = self.source.quality
        crf = least + (most - least) * float(dice[0, QUALITY_DIE])
        preset, tune = str(chance.choice(PRESETS)), str(chance.choice(TUNES))
        return Film(filmed(_bytes(low[0]), crf, preset, tune), _bytes(sharp[0]))


def _bytes(picture: Array) -> Bytes:
    return np.asarray((picture * 255.0).clip(0.0, 255.0).round(), np.uint8)


def filmed(low: Bytes, crf: float, preset: str = "medium", tune: str = "") -> Bytes:
    """Return R'G'B' [3, y, x], both sides even, from the middle of a still clip."""
    options = {
        "crf": f"{crf:.2f}",
        "preset": preset,
        **({"tune": tune} if tune else {}),
    }
    frames = [to_planes(low.transpose(1, 2, 0))] * COPIES
    middle = encoded(frames, options)[COPIES // 2]
    return np.ascontiguousarray(from_planes(middle).transpose(2, 0, 1))


class Cutter:
    """Cuts crops out of films, on the grid of blocks; NumPy and torch alike.

    Args:
        side_px: of a degraded crop.
        factor: of the family.
        put: moves an integer NumPy array to where the films are.
    """

    def __init__(self, side_px: int, factor: int, put: Any) -> None:
        self.side_px, self.factor = side_px, factor
        self.steps = [put(np.arange(side_px * k)) for k in (1, factor)]

    def __call__(
        self, low: Array, sharp: Array, count: Array, dice: Array
    ) -> tuple[Array, Array]:
        """Return both crops in 0..1, [crops, 3, …], turned and mirrored alike.

        Args:
            low: uint8 [films, 3, FILM_PX, FILM_PX].
            sharp: uint8, as wide or twice as wide.
            count: how many of them are there, [1].
            dice: [crops, DICE], even chances in 0..1.
        """
        room = (FILM_PX - self.side_px) // GRID_PX
        limits = dice[:, :3] * 0.0 + room
        limits[:, 0] = count - 1
        whole = (dice[:, :3] * 0.999999 * (limits + 1) - 0.5).round().clip(0)
        backwards = dice[:, 3:5] < 0.5
        first = self._cut(low, whole, backwards, self.steps[0], 1)
        return first, self._cut(sharp, whole, backwards, self.steps[1], self.factor)

    def _cut(
        self, films: Array, whole: Array, backwards: Array, steps: Array, times: int
    ) -> Array:
        which, top, left = (integers(whole[:, k], steps) for k in range(3))
        rows = top[:, None] * (GRID_PX * times) + walk(steps, backwards[:, :1])
        columns = left[:, None] * (GRID_PX * times) + walk(steps, backwards[:, 1:])
        channels = steps[:3][None, :, None, None]
        crop = films[
            which[:, None, None, None],
            channels,
            rows[:, None, :, None],
            columns[:, None, None, :],
        ]
        crop = crop / 255.0
        half = crop.shape[0] // 2
        crop[:half] = crop[:half].swapaxes(2, 3) * 1.0
        return crop
