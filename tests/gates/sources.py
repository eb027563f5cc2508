"""What happened to a picture before a network sees it: shrunk, enlarged, encoded.

Every maker takes a whole picture, uint8 [height, width, 3], so that the grids of codecs
lie as in life; places are cut out afterwards (`samples.py`).
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import av
import numpy as np
import numpy.typing as npt

from player.quality.degrade import Degradation, spoil
from shaders.training.resampling import Kernel, resize_matrix

Pixels = npt.NDArray[np.uint8]
Maker = Callable[[Pixels], Pixels]

CLIP_FRAMES = 5
"""Copies of a still that are encoded; the middle one has frames on both sides."""

STILL_FRAMES = 16
"""Length of a clip with film noise."""

ONE_WAY = {"threads": "1", "x264-params": "asm=sse4.2"}
"""What makes x264 decide the same way every time, with these sides and any memory.

What it decides hangs on how many threads there are. Its AVX-512 routine for the tree
of macroblocks takes eight at a time and reads past the end of a row: where a width is
no multiple of 128, memory that nobody wrote weighs in. The older routine gives the same
bytes where both are right. Processors of another kind do not know the word and take
plain C.
"""

TO_YCBCR = np.array(
    [
        (0.2126, 0.7152, 0.0722),
        (-0.2126 / 1.8556, -0.7152 / 1.8556, 0.5),
        (0.5, -0.7152 / 1.5748, -0.0722 / 1.5748),
    ]
)
LIMITED = np.array([219, 224, 224]) / 255
FOOT = np.array([16, 128, 128])
"""BT.709 (ITU-R BT.709-6, 3), limited range."""


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
        frames = [_planes(picture)] * CLIP_FRAMES
        return _picture(_encoded(frames, crf)[CLIP_FRAMES // 2])

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
        _planes((picture + grain).round().clip(0, 255).astype(np.uint8))
        for grain in noise
    ]
    kept = _encoded(clip, still.crf, still.key_every)
    return [_picture(kept[number]) for number in frames]


def _encoded(
    frames: Sequence[Pixels], crf: int, key_every: int = STILL_FRAMES
) -> list[Pixels]:
    """Return what x264's preset medium leaves of frames (`_planes`) at a quality."""
    stored = io.BytesIO()
    with av.open(stored, "w", format="matroska") as output:
        options = {"crf": str(crf), "preset": "medium", "g": str(key_every), **ONE_WAY}
        stream = output.add_stream("libx264", rate=24, options=options)
        stream.height, stream.width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
        stream.pix_fmt = "yuv420p"
        for number, planes in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    stored.seek(0)
    with av.open(stored) as container:
        decoded = container.decode(video=0)
        return [frame.to_ndarray(format="yuv420p") for frame in decoded]


def _planes(picture: Pixels) -> Pixels:
    """Return limited Y'CbCr, chroma the mean of 2x2 pixels, plane below plane.

    FFmpeg's own conversion is a level too dark, which no network can know.
    """
    values = picture.astype(np.float64) @ TO_YCBCR.T * LIMITED + FOOT
    height, width = picture.shape[:2]
    blocks = values[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean((1, 3))
    chroma = blocks.transpose(2, 0, 1).reshape(height // 2, width)
    return np.concatenate([values[..., 0], chroma]).round().astype(np.uint8)


def _picture(planes: Pixels) -> Pixels:
    """Return R'G'B' of what `_planes` makes, chroma enlarged by bilinear."""
    width = planes.shape[1]
    height = planes.shape[0] * 2 // 3
    rows = resize_matrix(height // 2, height, Kernel.BILINEAR)
    columns = resize_matrix(width // 2, width, Kernel.BILINEAR)
    values = np.empty((height, width, 3))
    values[..., 0] = planes[:height]
    halves = planes[height:].reshape(2, height // 2, width // 2)
    for channel, half in enumerate(halves.astype(np.float64), 1):
        values[..., channel] = rows @ half @ columns.T
    made = (values - FOOT) / LIMITED @ np.linalg.inv(TO_YCBCR).T
    return made.round().clip(0, 255).astype(np.uint8)
