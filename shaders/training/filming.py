"""Drawings as a real H.264 encoder leaves them.

JPEG can be reproduced wherever crops are (`codec.py`). x264 cannot: it predicts, and
chooses blocks, directions and steps from place to place. So the workers that draw also
film: they finish and degrade a whole drawing with the same code as a batch, have x264
encode it, and hand over the pair. Crops are cut from such pairs where crops are made.
"""

from __future__ import annotations

import dataclasses
import io
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from shaders.training import cropping, degrading
from shaders.training.cropping import Cropper
from shaders.training.degrading import QUALITY_DIE, Codec, Degrader, Finish, Source
from shaders.training.resampling import Array, Kernel, resize_matrix

Bytes = npt.NDArray[np.uint8]

FILM_PX = 192  # side of the degraded picture
GRID_PX = 8  # crops begin where blocks do, as those of JPEG
SEED = 0x66696C6D
DICE = 5  # random numbers that one crop uses up here
TO_YCBCR = np.array(
    [
        (0.2126, 0.7152, 0.0722),
        (-0.2126 / 1.8556, -0.7152 / 1.8556, 0.5),
        (0.5, -0.7152 / 1.5748, -0.0722 / 1.5748),
    ]
)  # ITU-R BT.709-6, 3
LIMITED = np.array([[219.0], [224.0], [224.0]])  # levels of Y', Cb, Cr end to end
FOOT = np.array([[16.0], [128.0], [128.0]])
COPIES = 5  # frames of a still clip, of which the middle one is taken
PRESETS = ("veryfast", "medium")  # of x264, as people use it
TUNES = ("", "animation")
ONE_WAY = {"threads": "1", "x264-params": "asm=sse4.2"}
"""What makes x264 decide the same way every time (tests/gates/sources.py says why)."""


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
    """

    source: Source
    finish: Finish | None
    factor: int

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to a worker without the tables, which may be there by now."""
        return Camera, (self.source, self.finish, self.factor)

    @cached_property
    def degrader(self) -> Degrader:
        """What happens before the codec."""
        whole = dataclasses.replace(self.source, crops=1, codec=Codec.NONE)
        return Degrader([whole], FILM_PX, self.factor, np, np.copy, self.finish)

    @cached_property
    def cropper(self) -> Cropper:
        """What happens before that."""
        return Cropper(2 * FILM_PX, np.copy)

    def __call__(self, drawing: Bytes, seed: int) -> Film:
        """Return the film of a part of a drawing, uint8 [3, 2 FILM_PX or more, …]."""
        chance = np.random.default_rng((SEED, seed))
        one = np.ones(1, np.float32)
        recolour = chance.random((1, cropping.DICE), np.float32)
        crop = self.cropper(drawing[None], one, recolour)
        dice = chance.random((1, degrading.DICE), np.float32)
        noise = chance.standard_normal((1, 3, FILM_PX, FILM_PX), np.float32)
        low, sharp = self.degrader(crop, dice, noise)
        least, most = self.source.quality
        crf = least + (most - least) * float(dice[0, QUALITY_DIE])
        preset, tune = str(chance.choice(PRESETS)), str(chance.choice(TUNES))
        return Film(filmed(_bytes(low[0]), crf, preset, tune), _bytes(sharp[0]))


def _bytes(picture: Array) -> Bytes:
    return np.asarray((picture * 255.0).clip(0.0, 255.0).round(), np.uint8)


def filmed(picture: Bytes, crf: float, preset: str = "medium", tune: str = "") -> Bytes:
    """Return R'G'B' [3, y, x], both sides even, from the middle of a still clip."""
    import av  # noqa: PLC0415 - exporting and most plans need no codec

    options = {"crf": f"{crf:.2f}", "preset": preset, **ONE_WAY}
    if tune:
        options["tune"] = tune
    stored = io.BytesIO()
    with av.open(stored, "w", format="matroska") as output:
        stream = output.add_stream("libx264", rate=24, options=options)
        stream.height, stream.width = picture.shape[1:]
        stream.pix_fmt = "yuv420p"
        planes = _planes(picture)
        for number in range(COPIES):
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    stored.seek(0)
    with av.open(stored) as container:
        frames = list(container.decode(video=0))
        return _picture(frames[COPIES // 2].to_ndarray(format="yuv420p"))


def _planes(picture: Bytes) -> Bytes:
    """Return limited Y'CbCr, chroma the mean of 2x2 pixels, plane below plane."""
    _, height, width = picture.shape
    colours = TO_YCBCR @ picture.reshape(3, -1) / 255.0 * LIMITED + FOOT
    chroma = colours[1:].reshape(2, height // 2, 2, width // 2, 2).mean((2, 4))
    flat = np.concatenate([colours[0], chroma.ravel()]).round().astype(np.uint8)
    return flat.reshape(-1, width)


def _picture(planes: Bytes) -> Bytes:
    """Return R'G'B' of what `_planes` makes, chroma enlarged by bilinear."""
    width = planes.shape[1]
    height = planes.shape[0] * 2 // 3
    rows = resize_matrix(height // 2, height, Kernel.BILINEAR)
    columns = resize_matrix(width // 2, width, Kernel.BILINEAR)
    chroma = planes[height:].reshape(2, height // 2, width // 2).astype(np.float32)
    colours = np.concatenate([planes[None, :height], rows @ chroma @ columns.T])
    rgb = np.linalg.inv(TO_YCBCR) @ ((colours.reshape(3, -1) - FOOT) / LIMITED)
    return _bytes(rgb.reshape(3, height, width))


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
        which, top, left = (_as(whole[:, k], steps) for k in range(3))
        rows = _walk(steps, top * (GRID_PX * times), backwards[:, :1])
        columns = _walk(steps, left * (GRID_PX * times), backwards[:, 1:])
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


def _as(values: Array, like: Array) -> Array:
    """Return the values as integers of the kind that `like` has."""
    kind: Any = like.dtype
    return values.astype(kind) if hasattr(values, "astype") else values.to(kind)


def _walk(steps: Array, first: Array, backwards: Array) -> Array:
    """Return the places of each crop along one side, forwards or backwards."""
    back = _as(backwards * 1.0, steps)
    last = steps.shape[0] - 1
    return first[:, None] + steps[None] * (1 - back) + (last - steps[None]) * back
