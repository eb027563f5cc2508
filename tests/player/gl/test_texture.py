"""Textures keep what is put into them, however its rows lie in memory."""

import numpy as np
import pytest

from player.errors import GraphicsUnsupportedError
from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.framebuffer import Framebuffer
from player.gl.texture import Texture, TextureFormat


@pytest.mark.parametrize("texture_format", list(TextureFormat))
def test_reads_back_what_was_uploaded(
    gl: GlInfo, texture_format: TextureFormat
) -> None:
    """Every format gives back its own texels exactly."""
    shape = (5, 7, texture_format.channels)
    rng = np.random.default_rng(3)
    if np.issubdtype(texture_format.dtype, np.integer):
        top = np.iinfo(texture_format.dtype).max
        texels = rng.integers(0, top, shape, endpoint=True)
    else:
        texels = rng.normal(0, 4, shape)
    texels = texels.astype(texture_format.dtype)
    texture = Texture(Size(7, 5), texture_format)
    texture.upload_array(texels)
    assert np.array_equal(texture.read(), texels)
    texture.release()


@pytest.mark.parametrize("texture_format", [TextureFormat.R8, TextureFormat.RGB8])
@pytest.mark.parametrize("is_last_row_short", [False, True])
def test_padding_between_rows_is_skipped(
    gl: GlInfo, texture_format: TextureFormat, is_last_row_short: bool
) -> None:
    """Rows padded to 64 bytes come in right, also when a row is no whole texels."""
    row = 7 * texture_format.texel_bytes
    memory = np.arange(64 * 5, dtype=np.uint8)
    wanted = memory.reshape(5, 64)[:, :row].reshape(5, 7, texture_format.channels)
    texture = Texture(Size(7, 5), texture_format)
    texture.upload(memory[: 64 * 4 + row] if is_last_row_short else memory, 64)
    assert np.array_equal(texture.read(), wanted)
    texture.release()


def test_some_rows_can_be_replaced(gl: GlInfo) -> None:
    """An upload from row 2 leaves the rows above alone."""
    texture = Texture(Size(4, 4), TextureFormat.R8)
    texture.upload(np.zeros(16, np.uint8), 4)
    texture.upload(np.full(8, 9, np.uint8), 4, top=2)
    assert texture.read()[:, 0, 0].tolist() == [0, 0, 9, 9]
    texture.release()


def test_short_memory_is_refused(gl: GlInfo) -> None:
    """Less than a row is an error in words, not a read past the end."""
    texture = Texture(Size(8, 2), TextureFormat.RGBA8)
    with pytest.raises(ValueError, match="do not fill"):
        texture.upload(np.zeros(31, np.uint8), 32)
    with pytest.raises(ValueError, match="do not fill"):
        texture.upload(np.zeros(64, np.uint8), 16)
    texture.release()


def test_half_floats_keep_negatives_and_highlights(gl: GlInfo) -> None:
    """Clearing a half-float target keeps -2 and 7.5."""
    texture = Texture(Size(2, 2), TextureFormat.RGBA16F)
    framebuffer = Framebuffer()
    framebuffer.clear(texture, (-2.0, 7.5, 0.25, 1.0))
    assert texture.read()[1, 1].tolist() == [-2.0, 7.5, 0.25, 1.0]
    framebuffer.release()
    texture.release()


def test_no_memory_is_told_in_words(
    gl: GlInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the driver reports as out of memory is an error of ours; nothing leaks."""
    monkeypatch.setattr("player.gl.texture.take_error", lambda: 0x0505)
    with pytest.raises(GraphicsUnsupportedError, match="no memory"):
        Texture(Size(4096, 4096), TextureFormat.RGBA8)
