"""A drawn picture as the view gets it: textures, sizes, time."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.geometry import Size
from player.timing import Epoch, MediaTime, WallTime


@dataclass(frozen=True, slots=True, eq=False)
class FinishedPicture:
    """One frame, drawn; owned by the `PictureExchange` until it is taken back.

    Attributes:
        serial: Counts drawn pictures.
        slot: Which of the exchange's texture pairs it lies in.
        after / before: GL texture names, RGBA8, row 0 = top; `before` is None when the
            unenhanced picture was not asked for.
        size: Of both textures: the output size of the request, upright.
        due: When it was to reach the screen.
        is_new: First presentation of this frame (not a redraw with other settings).
        after_pixels / before_pixels: uint8 [height, width, 4], RGBX, for a window that
            does not paint by GL; None when they were not asked for.
    """

    serial: int
    slot: int
    after: int
    before: int | None
    size: Size
    pts: MediaTime
    epoch: Epoch
    due: WallTime
    is_new: bool
    chain_label: str
    after_pixels: npt.NDArray[np.uint8] | None = None
    before_pixels: npt.NDArray[np.uint8] | None = None
