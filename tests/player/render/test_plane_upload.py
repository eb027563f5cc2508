"""Planes reach the GPU as they lie in memory."""

from dataclasses import replace

import numpy as np
import pytest

from player.colour import ColourSpec
from player.errors import UnsupportedFormatError
from player.frames import ColourFamily, PixelLayout, Plane, PlaneLayout
from player.geometry import Size
from tests.support.colour_chart import frame_of_codes, layout_of
from tests.support.picture_belt import PictureBelt

NAMES = ("420", "nv12", "gray", "gbrp", "rgb", "bgra")


@pytest.mark.parametrize("padding", [0, 2, 58])
@pytest.mark.parametrize("depth", [8, 10])
@pytest.mark.parametrize("name", NAMES)
def test_texels_are_the_samples(
    belt: PictureBelt, name: str, depth: int, padding: int
) -> None:
    """Every sample of every plane arrives, whatever the distance between rows."""
    layout = layout_of(name, depth)
    codes = np.random.default_rng(1).integers(0, 2**depth, (5, 7, 3)).astype(float)
    frame = frame_of_codes(layout, codes, ColourSpec(), padding_bytes=padding)
    planes = belt.uploader.upload(frame)
    for texture, plane in zip(planes.textures, layout.planes, strict=True):
        read = texture.read().astype(np.int64) >> layout.left_shift
        picked = codes[:: 2**plane.shift_y, :: 2**plane.shift_x]
        for channel, component in enumerate(plane.components):
            if component in {0, 1, 2}:
                assert np.array_equal(read[..., channel], picked[..., component])


def test_textures_are_kept_between_frames(belt: PictureBelt) -> None:
    """The same format again allocates nothing; another one replaces."""
    codes = np.zeros((6, 8, 3))
    small = frame_of_codes(layout_of("420", 8), codes, ColourSpec())
    first = [texture.name for texture in belt.uploader.upload(small).textures]
    again = [texture.name for texture in belt.uploader.upload(small).textures]
    assert first == again
    other = frame_of_codes(layout_of("422", 8), codes, ColourSpec())
    assert belt.uploader.upload(other).textures[1].size == Size(4, 6)


def test_alpha_planes_stay_behind(belt: PictureBelt) -> None:
    """A plane without colour is not sent up."""
    frame = frame_of_codes(layout_of("gbrap", 8), np.zeros((4, 4, 3)), ColourSpec())
    assert len(belt.uploader.upload(frame).textures) == 3


def test_a_short_plane_is_an_error_in_words(belt: PictureBelt) -> None:
    """A frame that is not what its layout says is refused, not read past its end."""
    frame = frame_of_codes(layout_of("gray", 8), np.zeros((4, 4, 3)), ColourSpec())
    plane = Plane(np.zeros(3, np.uint8), 4, Size(4, 4))
    with pytest.raises(UnsupportedFormatError, match="too short"):
        belt.uploader.upload(replace(frame, planes=(plane,)))


def test_a_missing_plane_is_an_error_in_words(belt: PictureBelt) -> None:
    """Chroma that is not there is not drawn as whatever lay there before."""
    frame = frame_of_codes(layout_of("420", 8), np.zeros((4, 4, 3)), ColourSpec())
    with pytest.raises(UnsupportedFormatError, match="2 planes"):
        belt.uploader.upload(replace(frame, planes=frame.planes[:2]))


def test_an_impossible_layout_is_an_error_in_words(belt: PictureBelt) -> None:
    """Five samples in a texel exist on no GPU."""
    five = (PlaneLayout((0, 1, 2, 3, -1)),)
    layout = PixelLayout("five", ColourFamily.RGB, 8, 1, five)
    frame = frame_of_codes(layout, np.zeros((2, 2, 3)), ColourSpec())
    with pytest.raises(UnsupportedFormatError, match="five"):
        belt.uploader.upload(frame)
