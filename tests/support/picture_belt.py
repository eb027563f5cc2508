"""The passes between planes and screen, put together for a test, and taken apart."""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from player.frames import VideoFrame
from player.geometry import Size
from player.gl.texture import Texture, TextureFormat
from player.render.canvas import Canvas
from player.render.colour_pass import ColourPass
from player.render.output_pass import OutputLook, OutputPass
from player.render.plane_upload import PlaneUploader
from player.render.program_store import ProgramStore
from player.render.scale_pass import ScalePass
from player.render.texture_pool import TexturePool

Array = npt.NDArray[np.float64]


class PictureBelt:
    """Everything that draws, on one context."""

    def __init__(self) -> None:
        self.store = ProgramStore()
        self.canvas = Canvas(self.store)
        self.pool = TexturePool()
        self.uploader = PlaneUploader()
        self.colour = ColourPass(self.canvas)
        self.scale = ScalePass(self.canvas, self.pool)
        self.output = OutputPass(self.canvas, self.pool)

    def show(self, frame: VideoFrame, look: OutputLook, size: Size) -> Array:
        """Return the finished picture in 8-bit levels, planes drawn directly."""
        with self.texture(size, TextureFormat.RGBA8) as target:
            self.output.draw_planes(self.uploader.upload(frame), target, look)
            return target.read().astype(np.float64)

    def show_by_stages(self, frame: VideoFrame, look: OutputLook, size: Size) -> Array:
        """Return the finished picture by NATIVE and MAIN, as under a chain."""
        planes = self.uploader.upload(frame)
        with (
            self.texture(frame.size) as native,
            self.texture(frame.size) as main,
            self.texture(size, TextureFormat.RGBA8) as target,
        ):
            self.colour.draw_native(planes, native, look.chroma_kernel)
            self.colour.draw_rgb_from_native(native, planes, main)
            self.output.draw(main, target, look)
            return target.read().astype(np.float64)

    @contextmanager
    def texture(
        self, size: Size, texture_format: TextureFormat = TextureFormat.RGBA16F
    ) -> Iterator[Texture]:
        """Have a texture for the length of a `with` block."""
        texture = Texture(size, texture_format)
        try:
            yield texture
        finally:
            texture.release()

    @contextmanager
    def picture(self, texels: Array) -> Iterator[Texture]:
        """Have a float texture that holds [h, w, 3] (alpha 1)."""
        height, width, _ = texels.shape
        with self.texture(Size(width, height), TextureFormat.RGBA32F) as texture:
            texture.upload_array(np.dstack((texels, np.ones((height, width)))))
            yield texture

    def release(self) -> None:
        """Give everything back."""
        for part in (self.output, self.scale, self.uploader, self.canvas):
            part.release()
        self.pool.release()
        self.store.release()
