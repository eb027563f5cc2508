"""Writes a drawn picture to a PNG file.

Thread: any.
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from player.errors import PictureWriteError


def write_png(path: str, picture: npt.NDArray[np.uint8]) -> None:
    """Write a picture; a file of that name is replaced.

    Args:
        path: Where to; the suffix is the caller's affair, the content is PNG.
        picture: uint8 [height, width, 3], display R'G'B', row 0 = top.

    Raises:
        PictureWriteError: The disk refuses.
    """
    encoded = _encode(np.ascontiguousarray(picture))
    try:
        Path(path).write_bytes(encoded)
    except OSError as error:
        raise PictureWriteError(path, error.strerror or str(error)) from error


def _encode(picture: npt.NDArray[np.uint8]) -> bytes:
    height, width = picture.shape[:2]
    encoder = av.CodecContext.create("png", "w")
    assert isinstance(encoder, av.VideoCodecContext)
    encoder.width, encoder.height = width, height
    encoder.pix_fmt = "rgb24"
    encoder.time_base = Fraction(1)
    frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
    packets = [*encoder.encode(frame), *encoder.encode(None)]
    return b"".join(bytes(packet) for packet in packets)
