"""What happened to a picture before a network sees it: shrunk, enlarged, encoded.

Every maker takes a whole picture, uint8 [height, width, 3], so that the grids of codecs
lie as in life; places are cut out afterwards (`samples.py`).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.quality.degrade import Degradation, spoil
from shaders.training.h264 import encoded, from_planes, to_planes
from shaders.training.resampling import Kernel, resize_matrix

Pixels = npt.NDArray[np.uint8]
Maker = Callable[[Pixels], Pixels]

CLIP_FRAMES = 5
"""Copies of a still that are encoded; the middle one has frames on both sides."""

STILL_FRAMES = 16
"""Length of a clip with film noise."""


def resized(picture: Pixels, height: int, width: int, kernel: Kernel) -> Pixels:
    """Return a picture at another size, rounded to 8 bits."""
    rows = resize_matrix(picture.shape[0], height, kernel)
    columns = resize_matrix(picture.shape[1], width, kernel)
    values = picture.astype(np.float64)
    made = np.einsum("yr,rcn,xc->yxn", rows, values, columns, optimize=True)
    return made.round().clip(0, 255).astype(np.uint8)


def doubled(picture: Pixels, kernel: Kernel) -> Pixels:
    """Return a picture at twice its size."""
    return resized(picture, 2 * picture.shape[0], 2 * picture.shape[1], kernel)


def halved(kernel: Kernel) -> Maker:
    """Shrink to a half."""

    def make(picture: Pixels) -> Pixels:
        return resized(picture, picture.shape[0] // 2, picture.shape[1] // 2, kernel)

    return make


def softened(up: Kernel, down: Kernel) -> Maker:
    """Shrink to a half by one kernel, enlarge to the old size by another."""

    def make(picture: Pixels) -> Pixels:
        return doubled(halved(down)(picture), up)

    return make


def badly_enlarged(up: Kernel) -> Maker:
    """Shrink to two thirds by area, enlarge to the old size by a kernel."""

    def make(picture: Pixels) -> Pixels:
        height, width = picture.shape[:2]
        small = resized(picture, height * 2 // 3, width * 2 // 3, Kernel.AREA)
        return resized(small, height, width, up)

    return make


def blurred(sigma_px: float) -> Maker:
    """Blur by a Gaussian."""
    return lambda picture: spoil(picture, Degradation("blur", sigma_px))


def jpeg(quality: int) -> Maker:
    """Encode as a JPEG with halved chroma."""
    return lambda picture: spoil(picture, Degradation("jpeg", quality))


def h264(crf: int) -> Maker:
    """Encode as a still clip and take a frame from its middle."""

    def make(picture: Pixels) -> Pixels:
        frames = [to_planes(picture)] * CLIP_FRAMES
        return from_planes(_encoded(frames, crf)[CLIP_FRAMES // 2])

    return make


def after(first: Maker, second: Maker) -> Maker:
    """Do one, then the other."""
    return lambda picture: second(first(picture))


def untouched(picture: Pixels) -> Pixels:
    """Do nothing."""
    return picture


@dataclass(frozen=True)
class Still:
    """How a still scene was filmed and encoded.

    Attributes:
        sigma: Of the noise that is new in every frame, in levels of 255.
        crf: What x264 was asked for.
        key_every: Frames from one key picture to the next; each begins anew.
    """

    sigma: float
    crf: int
    key_every: int


def still_clip(picture: Pixels, still: Still, frames: range) -> list[Pixels]:
    """Return some frames of a still scene, encoded.

    Args:
        picture: The scene.
        still: How it came about.
        frames: Which to return; the clip is longer (`STILL_FRAMES`).
    """
    chance = np.random.default_rng(1)
    noise = chance.normal(0, still.sigma, (STILL_FRAMES, *picture.shape[:2], 1))
    clip = [
        to_planes((picture + grain).round().clip(0, 255).astype(np.uint8))
        for grain in noise
    ]
    kept = _encoded(clip, still.crf, still.key_every)
    return [from_planes(kept[number]) for number in frames]


def _encoded(
    frames: Sequence[Pixels], crf: int, key_every: int = STILL_FRAMES
) -> list[Pixels]:
    """Return what x264's preset medium leaves of frames at a quality."""
    return encoded(frames, {"crf": str(crf), "preset": "medium", "g": str(key_every)})
