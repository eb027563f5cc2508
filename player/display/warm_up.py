"""Draws the commonest kind of frame once, small, before the first real one is due.

Drivers finish compiling at the first draw, which takes a third of a second where the
GPU is software: without this the first frames of the first file would be late.
Thread: drawing.
"""

import numpy as np

from player.colour import ColourSpec
from player.display.frame_source import PictureRenderer
from player.errors import PlayerError
from player.frames import ColourFamily, PixelLayout, Plane, PlaneLayout, VideoFrame
from player.geometry import Size
from player.gl.api import finish
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import OFF
from player.log import logger
from player.render.request import Kernel, RenderRequest, RenderSettings
from player.timing import Epoch, MediaTime

FRAME = Size(36, 20)
OUTPUTS = (FRAME, Size(54, 30), Size(24, 13))
"""As it is, enlarged, shrunk: three different programs. No side is a power of two, for
those llvmpipe makes code of its own."""

_log = logger("display")


def warm_up(renderer: PictureRenderer, scaler: Kernel, chroma_scaler: Kernel) -> None:
    """Have the programs of plain playback compiled; a failure is left to real frames.

    Args:
        renderer: Draws.
        scaler: As in the settings that will be used.
        chroma_scaler: The same.
    """
    frame = _frame()
    for output in OUTPUTS:
        target = Texture(output, TextureFormat.RGBA8)
        settings = RenderSettings(OFF, output, False, scaler, chroma_scaler)
        try:
            renderer.render(RenderRequest(frame, settings), target, None)
            finish()
        except PlayerError as error:
            _log.debug("warming up: %s", error)
        finally:
            target.release()


def _frame() -> VideoFrame:
    """Return a grey frame of 8-bit 4:2:0, as nearly every file has them."""
    half = Size(FRAME.width // 2, FRAME.height // 2)
    layout = PixelLayout(
        "yuv420p",
        ColourFamily.YUV,
        8,
        1,
        (PlaneLayout((0,)), PlaneLayout((1,), 1, 1), PlaneLayout((2,), 1, 1)),
    )
    planes = tuple(
        Plane(np.full(size.width * size.height, 128, np.uint8), size.width, size)
        for size in (FRAME, half, half)
    )
    return VideoFrame(
        MediaTime(0.0), 0.0, Epoch(-1), layout, planes, FRAME, ColourSpec()
    )
