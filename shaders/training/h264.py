"""H.264 as x264 makes it: pictures into planes, through the encoder, and back.

Used for what networks learn from (`filming.py`) and for what they are measured on.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from shaders.training.resampling import Kernel, resize_matrix

Pixels = npt.NDArray[np.uint8]

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


def encoded(frames: Sequence[Pixels], options: dict[str, str]) -> list[Pixels]:
    """Return what x264 leaves of frames.

    Args:
        frames: as `to_planes` makes them, of one size.
        options: of x264; "crf" and "preset" among them.

    Raises:
        av.FFmpegError: x264 does not take them.
    """
    import av  # noqa: PLC0415 - exporting and most plans need no codec

    stored = io.BytesIO()
    with av.open(stored, "w", format="matroska") as output:
        every = {**options, **ONE_WAY}
        stream = output.add_stream("libx264", rate=24, options=every)
        stream.height, stream.width = frames[0].shape[0] * 2 // 3, frames[0].shape[1]
        stream.pix_fmt = "yuv420p"
        for number, one in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(one, format="yuv420p")
            frame.pts = number
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    stored.seek(0)
    with av.open(stored) as container:
        decoded = container.decode(video=0)
        return [frame.to_ndarray(format="yuv420p") for frame in decoded]


def to_planes(picture: Pixels) -> Pixels:
    """Return limited Y'CbCr, chroma the mean of 2x2 pixels, plane below plane.

    FFmpeg's own conversion is a level too dark, which no network can know.
    """
    values = picture.astype(np.float64) @ TO_YCBCR.T * LIMITED + FOOT
    height, width = picture.shape[:2]
    blocks = values[..., 1:].reshape(height // 2, 2, width // 2, 2, 2).mean((1, 3))
    chroma = blocks.transpose(2, 0, 1).reshape(height // 2, width)
    return np.concatenate([values[..., 0], chroma]).round().astype(np.uint8)


def from_planes(planes: Pixels) -> Pixels:
    """Return R'G'B' of what `to_planes` makes, chroma enlarged by bilinear."""
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
