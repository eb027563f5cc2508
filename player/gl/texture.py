"""A 2D texture: storage, sampling, upload of strided rows, reading back.

Row 0 is the top of the picture everywhere in this program.
Thread: the one whose context is current. Shared between contexts that share objects.
"""

import ctypes
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from player.errors import GraphicsUnsupportedError
from player.geometry import Size
from player.gl import live_objects
from player.gl.api import (
    GL,
    get_tex_image,
    take_error,
    tex_image_2d,
    tex_sub_image_2d,
)

WORTH_ASKING_BYTES = 32 << 20
"""Textures from this size on are checked; asking costs a round trip on some drivers."""


@dataclass(frozen=True, slots=True)
class _Storage:
    """How a format is called in GL and lies in memory."""

    internal: int
    layout: int
    kind: int
    channels: int
    dtype: type[np.generic]


def _storage(internal: int, channels: int, kind: int, dtype: type) -> _Storage:
    layout = {1: GL.GL_RED, 2: GL.GL_RG, 3: GL.GL_RGB, 4: GL.GL_RGBA}[channels]
    return _Storage(int(internal), int(layout), int(kind), channels, dtype)


class TextureFormat(Enum):
    """What a texel holds. The normalised ones are read in a shader as 0…1."""

    R8 = _storage(GL.GL_R8, 1, GL.GL_UNSIGNED_BYTE, np.uint8)
    RG8 = _storage(GL.GL_RG8, 2, GL.GL_UNSIGNED_BYTE, np.uint8)
    RGB8 = _storage(GL.GL_RGB8, 3, GL.GL_UNSIGNED_BYTE, np.uint8)
    RGBA8 = _storage(GL.GL_RGBA8, 4, GL.GL_UNSIGNED_BYTE, np.uint8)
    R16 = _storage(GL.GL_R16, 1, GL.GL_UNSIGNED_SHORT, np.uint16)
    RG16 = _storage(GL.GL_RG16, 2, GL.GL_UNSIGNED_SHORT, np.uint16)
    RGB16 = _storage(GL.GL_RGB16, 3, GL.GL_UNSIGNED_SHORT, np.uint16)
    RGBA16 = _storage(GL.GL_RGBA16, 4, GL.GL_UNSIGNED_SHORT, np.uint16)
    R16F = _storage(GL.GL_R16F, 1, GL.GL_HALF_FLOAT, np.float16)
    RG16F = _storage(GL.GL_RG16F, 2, GL.GL_HALF_FLOAT, np.float16)
    RGBA16F = _storage(GL.GL_RGBA16F, 4, GL.GL_HALF_FLOAT, np.float16)
    R32F = _storage(GL.GL_R32F, 1, GL.GL_FLOAT, np.float32)
    RG32F = _storage(GL.GL_RG32F, 2, GL.GL_FLOAT, np.float32)
    RGBA32F = _storage(GL.GL_RGBA32F, 4, GL.GL_FLOAT, np.float32)

    @property
    def channels(self) -> int:
        """Components of a texel."""
        return self.value.channels

    @property
    def texel_bytes(self) -> int:
        """Bytes of a texel as uploaded and read back."""
        return self.value.channels * np.dtype(self.value.dtype).itemsize

    @property
    def dtype(self) -> type[np.generic]:
        """NumPy type of a component as uploaded and read back."""
        return self.value.dtype


class Sampling(Enum):
    """What a read between texels gives."""

    LINEAR = int(GL.GL_LINEAR)
    NEAREST = int(GL.GL_NEAREST)


class Texture:
    """Storage on the GPU; edges are clamped, there are no mip levels.

    Thread: the one whose context is current.

    Raises:
        GraphicsUnsupportedError: The GPU has no memory for it.
    """

    def __init__(
        self,
        size: Size,
        texture_format: TextureFormat,
        sampling: Sampling = Sampling.LINEAR,
    ) -> None:
        if size.is_empty:
            raise ValueError(f"a texture cannot be {size}")
        self.size = size
        self.format = texture_format
        self.name = int(GL.glGenTextures(1))
        live_objects.note_made("texture")
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.name)
        storage = texture_format.value
        tex_image_2d(
            GL.GL_TEXTURE_2D,
            0,
            storage.internal,
            size.width,
            size.height,
            0,
            storage.layout,
            storage.kind,
            None,
        )
        if self.memory_bytes > WORTH_ASKING_BYTES:
            self._check_memory()
        for side in (GL.GL_TEXTURE_WRAP_S, GL.GL_TEXTURE_WRAP_T):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, side, GL.GL_CLAMP_TO_EDGE)
        GL.glTexParameteri(GL.GL_TEXTURE_2D, GL.GL_TEXTURE_MAX_LEVEL, 0)
        self._sampling = sampling
        self._apply_sampling()

    @property
    def sampling(self) -> Sampling:
        """What a read between texels gives."""
        return self._sampling

    @property
    def memory_bytes(self) -> int:
        """What the texels take."""
        return self.size.width * self.size.height * self.format.texel_bytes

    def set_sampling(self, sampling: Sampling) -> None:
        """Choose what a read between texels gives."""
        if sampling is self._sampling:
            return
        self._sampling = sampling
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.name)
        self._apply_sampling()

    def bind(self, unit: int) -> None:
        """Make it readable through texture unit `unit` (0…15)."""
        bind_texture_name(self.name, unit)

    def upload(
        self, samples: npt.NDArray[np.uint8], stride_bytes: int, top: int = 0
    ) -> None:
        """Replace rows from `top` on with rows as they lie in memory.

        Args:
            samples: uint8, one-dimensional; as many rows as fit from `top` to the
                lower edge are read, the last of which may end before its stride.
            stride_bytes: Distance between rows.
            top: First row to replace.

        Raises:
            ValueError: `samples` is too short for one row, or the stride for its row.
        """
        row_bytes = self.size.width * self.format.texel_bytes
        rows = (samples.size - row_bytes) // stride_bytes + 1 if stride_bytes > 0 else 0
        rows = min(rows, self.size.height - top)
        if rows <= 0 or stride_bytes < row_bytes:
            raise ValueError(
                f"{samples.size} bytes in rows of {stride_bytes} do not fill "
                f"{self.size} of {self.format.name}",
            )
        texel = self.format.texel_bytes
        if stride_bytes % texel or not samples.flags.c_contiguous:
            # GL counts row length in texels: rows of 3-byte texels padded to 64 bytes
            # have no such number, so they are packed first.
            samples = _packed_rows(samples, stride_bytes, row_bytes, rows)
            stride_bytes = row_bytes
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.name)
        GL.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1)
        GL.glPixelStorei(GL.GL_UNPACK_ROW_LENGTH, stride_bytes // texel)
        tex_sub_image_2d(
            GL.GL_TEXTURE_2D,
            0,
            0,
            top,
            self.size.width,
            rows,
            self.format.value.layout,
            self.format.value.kind,
            ctypes.c_void_p(samples.ctypes.data),
        )
        GL.glPixelStorei(GL.GL_UNPACK_ROW_LENGTH, 0)

    def upload_array(self, texels: npt.NDArray[np.generic]) -> None:
        """Replace everything.

        Args:
            texels: [height, width, channels] or [height, width], converted to the
                format's type as it stands (no scaling).
        """
        shape = (self.size.height, self.size.width, self.format.channels)
        fitting = np.ascontiguousarray(texels, dtype=self.format.dtype).reshape(shape)
        flat = fitting.reshape(-1).view(np.uint8)
        self.upload(flat, self.size.width * self.format.texel_bytes)

    def read(self) -> npt.NDArray[np.generic]:
        """Read everything back; waits for the GPU.

        Returns:
            [height, width, channels] in the format's own type, row 0 = top.
        """
        shape = (self.size.height, self.size.width, self.format.channels)
        texels = np.empty(shape, dtype=self.format.dtype)
        GL.glBindTexture(GL.GL_TEXTURE_2D, self.name)
        GL.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1)
        get_tex_image(
            GL.GL_TEXTURE_2D,
            0,
            self.format.value.layout,
            self.format.value.kind,
            ctypes.c_void_p(texels.ctypes.data),
        )
        return texels

    def release(self) -> None:
        """Give the storage back; calling it again does nothing."""
        if self.name:
            GL.glDeleteTextures(1, [self.name])
            live_objects.note_released("texture")
            self.name = 0

    def _check_memory(self) -> None:
        if take_error() == int(GL.GL_OUT_OF_MEMORY):
            self.release()
            raise GraphicsUnsupportedError(
                f"The GPU has no memory left for a texture of {self.size}",
                "A smaller window or a lighter chain needs less",
            )

    def _apply_sampling(self) -> None:
        for name in (GL.GL_TEXTURE_MIN_FILTER, GL.GL_TEXTURE_MAG_FILTER):
            GL.glTexParameteri(GL.GL_TEXTURE_2D, name, self._sampling.value)


def bind_texture_name(name: int, unit: int) -> None:
    """Make the texture called `name` readable through `unit`.

    For textures that belong to another context of the share group.
    """
    GL.glActiveTexture(GL.GL_TEXTURE0 + unit)
    GL.glBindTexture(GL.GL_TEXTURE_2D, name)


def _packed_rows(
    samples: npt.NDArray[np.uint8], stride_bytes: int, row_bytes: int, rows: int
) -> npt.NDArray[np.uint8]:
    view = np.lib.stride_tricks.as_strided(
        samples, shape=(rows, row_bytes), strides=(stride_bytes, samples.strides[0])
    )
    return np.ascontiguousarray(view).reshape(-1)
