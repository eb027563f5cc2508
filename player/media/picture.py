"""Turns FFmpeg's decoded picture into our `VideoFrame`, planes as they lie.

Nothing is copied unless the format must be rearranged (`pixel_formats`) or the rows
lie bottom up. Thread: its branch.
"""

from typing import Any

import av
import numpy as np

from player.colour import ChromaSiting, ColourSpec
from player.colour_guess import StatedColour, guess_colour
from player.errors import UnsupportedFormatError
from player.frames import PixelLayout, Plane, VideoFrame
from player.geometry import Size
from player.media.colour_tags import stated_colour
from player.media.frame_clock import FrameMoment
from player.media.pixel_formats import upload_plan
from player.media.stream_facts import upright_turn
from player.timing import Epoch, MediaTime


class PictureMaker:
    """Makes `VideoFrame`s of one stream's decoded pictures.

    Keeps the last colour guess, since the tags of a stream seldom change.
    """

    def __init__(self, siting: ChromaSiting | None, sample_aspect: float) -> None:
        self._siting = siting
        self._sample_aspect = sample_aspect
        self._guessed: tuple[tuple[StatedColour, str, Size], ColourSpec] | None = None

    def make(self, picture: Any, moment: FrameMoment, epoch: Epoch) -> VideoFrame:
        """Return the picture, ready for upload.

        Raises:
            UnsupportedFormatError: Its pixel format can neither go up nor be converted.
        """
        plan = upload_plan(picture.format.name)
        size = Size(picture.width, picture.height)
        decoded_layout = plan.layout
        if plan.convert_to is not None:
            upload = _converted(picture, plan.convert_to)
        else:
            upload = picture
        return VideoFrame(
            pts=MediaTime(moment.pts_s),
            duration_s=moment.duration_s,
            epoch=epoch,
            layout=plan.layout,
            planes=planes_of(upload, plan.layout),
            size=size,
            colour=self._colour(picture, decoded_layout, size),
            sample_aspect=self._sample_aspect,
            rotation_degrees=upright_turn(picture.rotation),
        )

    def _colour(self, picture: Any, layout: PixelLayout, size: Size) -> ColourSpec:
        stated = stated_colour(picture, self._siting)
        key = (stated, layout.name, size)
        if self._guessed is None or self._guessed[0] != key:
            self._guessed = (key, guess_colour(stated, layout, size))
        return self._guessed[1]


def planes_of(picture: Any, layout: PixelLayout) -> tuple[Plane, ...]:
    """Return a picture's planes; they share its memory and keep it alive."""
    return tuple(
        _plane(
            picture.planes[index], Size(picture.width, picture.height), index, layout
        )
        for index in range(len(layout.planes))
    )


def _plane(plane: Any, size: Size, index: int, layout: PixelLayout) -> Plane:
    shifts = layout.planes[index]
    plane_size = Size(
        -(-size.width >> shifts.shift_x), -(-size.height >> shifts.shift_y)
    )
    data = np.frombuffer(plane, np.uint8)
    stride_bytes = plane.line_size
    if stride_bytes < 0:
        stride_bytes = -stride_bytes
        data = data.reshape(-1, stride_bytes)[::-1].copy().reshape(-1)
    data.flags.writeable = False
    return Plane(data, stride_bytes, plane_size)


def _converted(picture: Any, name: str) -> Any:
    try:
        return picture.reformat(format=name)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise UnsupportedFormatError(
            f"Pixel format {picture.format.name} cannot be shown ({error})"
        ) from error
