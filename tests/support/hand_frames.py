"""Frames made of arrays, for tests that need no file."""

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec, Matrix, Range
from player.frames import (
    ColourFamily,
    PixelLayout,
    Plane,
    PlaneLayout,
    VideoFrame,
)
from player.geometry import Size
from player.timing import FILE_START, Epoch

RGB24 = PixelLayout("rgb24", ColourFamily.RGB, 8, 1, (PlaneLayout((0, 1, 2)),))

YUV420P = PixelLayout(
    "yuv420p",
    ColourFamily.YUV,
    8,
    1,
    (PlaneLayout((0,)), PlaneLayout((1,), 1, 1), PlaneLayout((2,), 1, 1)),
)


def rgb_frame(
    picture: npt.NDArray[np.uint8], *, rotation_degrees: int = 0
) -> VideoFrame:
    """Return a frame of uint8 [height, width, 3]."""
    height, width = picture.shape[:2]
    data = np.ascontiguousarray(picture).reshape(-1)
    return VideoFrame(
        pts=FILE_START,
        duration_s=0.04,
        epoch=Epoch(0),
        layout=RGB24,
        planes=(Plane(data, width * 3, Size(width, height)),),
        size=Size(width, height),
        colour=ColourSpec(matrix=Matrix.RGB, range=Range.FULL),
        rotation_degrees=rotation_degrees,
    )


def yuv420_frame(planes: tuple[npt.NDArray[np.uint8], ...]) -> VideoFrame:
    """Return a limited-range BT.709 frame of three uint8 [height, width] planes."""
    height, width = planes[0].shape
    return VideoFrame(
        pts=FILE_START,
        duration_s=0.04,
        epoch=Epoch(0),
        layout=YUV420P,
        planes=tuple(
            Plane(
                np.ascontiguousarray(plane).reshape(-1),
                plane.shape[1],
                Size(plane.shape[1], plane.shape[0]),
            )
            for plane in planes
        ),
        size=Size(width, height),
        colour=ColourSpec(),
    )
