"""Decoded planes to textures: straight from the decoder's memory, nothing converted.

Thread: drawing. The textures are kept from frame to frame and belong to the uploader.
"""

from dataclasses import dataclass

from player.colour import ColourSpec
from player.errors import UnsupportedFormatError
from player.frames import PixelLayout, Plane, PlaneLayout, VideoFrame
from player.geometry import Size
from player.gl.texture import Sampling, Texture, TextureFormat

_FORMATS = {
    (1, 1): TextureFormat.R8,
    (1, 2): TextureFormat.RG8,
    (1, 3): TextureFormat.RGB8,
    (1, 4): TextureFormat.RGBA8,
    (2, 1): TextureFormat.R16,
    (2, 2): TextureFormat.RG16,
    (2, 3): TextureFormat.RGB16,
    (2, 4): TextureFormat.RGBA16,
}
"""(bytes per sample, samples per texel); all are obligatory in OpenGL 3.3."""


@dataclass(frozen=True, slots=True)
class PlaneTextures:
    """One frame's planes on the GPU, valid until the uploader's next frame.

    Attributes:
        textures: One per plane of `layout` that carries colour; read with nearest
            sampling, row 0 = top.
        size: Visible picture in luma samples.
    """

    textures: tuple[Texture, ...]
    layout: PixelLayout
    colour: ColourSpec
    size: Size


class PlaneUploader:
    """Puts frames up, into the same textures as long as their format stays."""

    def __init__(self) -> None:
        self._textures: tuple[Texture, ...] = ()

    def upload(self, frame: VideoFrame) -> PlaneTextures:
        """Copy a frame's planes to the GPU.

        The decoder's memory is free to go when this returns.

        Raises:
            UnsupportedFormatError: A plane is not what its layout says.
        """
        if len(frame.planes) < len(frame.layout.planes):
            raise UnsupportedFormatError(
                f"{len(frame.planes)} planes are not a picture of {frame.layout.name}"
            )
        wanted = [
            (plane, _texture_format(frame.layout, layout))
            for plane, layout in zip(frame.planes, frame.layout.planes, strict=False)
            if any(component in {0, 1, 2} for component in layout.components)
        ]
        kinds = [(plane.size, texture_format) for plane, texture_format in wanted]
        if kinds != [(texture.size, texture.format) for texture in self._textures]:
            self.release()
            self._textures = tuple(
                Texture(size, texture_format, Sampling.NEAREST)
                for size, texture_format in kinds
            )
        for texture, (plane, _) in zip(self._textures, wanted, strict=True):
            _upload_plane(texture, plane, frame.layout)
        return PlaneTextures(self._textures, frame.layout, frame.colour, frame.size)

    def release(self) -> None:
        """Give the textures back; the context must be current."""
        for texture in self._textures:
            texture.release()
        self._textures = ()


def _texture_format(layout: PixelLayout, plane: PlaneLayout) -> TextureFormat:
    texture_format = _FORMATS.get((layout.sample_bytes, len(plane.components)))
    if texture_format is None:
        raise UnsupportedFormatError(
            f"Pixel format {layout.name} cannot go to the GPU: "
            f"{len(plane.components)} samples of {layout.sample_bytes} bytes in a plane"
        )
    return texture_format


def _upload_plane(texture: Texture, plane: Plane, layout: PixelLayout) -> None:
    try:
        texture.upload(plane.data, plane.stride_bytes)
    except ValueError as error:
        raise UnsupportedFormatError(
            f"A plane of {layout.name} is too short: {error}"
        ) from None
