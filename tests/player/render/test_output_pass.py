"""The finished picture: tone-mapped as the float64 model says, upright, same halves."""

import numpy as np
import pytest

from player.colour import ColourSpec, Matrix, Primaries, Range, Transfer
from player.colour_tone import to_screen
from player.geometry import Size
from player.gl.texture import TextureFormat
from player.render.dither_pattern import dither_pattern
from player.render.output_pass import OutputLook, coded_size
from player.render.request import Kernel
from tests.support.colour_chart import (
    chart_colours,
    chart_of,
    decode,
    encode,
    frame_of_codes,
    layout_of,
    patch_centres,
)
from tests.support.picture_belt import PictureBelt

MAPPED = [
    ColourSpec(Matrix.BT2020_NCL, Range.LIMITED, primaries, transfer, peak_nits=peak)
    for primaries, transfer, peak in (
        (Primaries.BT2020, Transfer.PQ, 1000.0),
        (Primaries.BT2020, Transfer.PQ, 4000.0),
        (Primaries.BT2020, Transfer.PQ, 150.0),
        (Primaries.DISPLAY_P3, Transfer.PQ, 600.0),
        (Primaries.BT709, Transfer.PQ, 1000.0),
        (Primaries.BT2020, Transfer.HLG, 1000.0),
        (Primaries.BT2020, Transfer.SDR, 1000.0),
        (Primaries.DCI_P3, Transfer.SDR, 1000.0),
        (Primaries.BT709, Transfer.LINEAR, 1000.0),
    )
]


@pytest.mark.parametrize("colour", MAPPED, ids=lambda c: f"{c.transfer}{c.primaries}")
def test_mapping_agrees_with_the_model(belt: PictureBelt, colour: ColourSpec) -> None:
    """HDR and wide-gamut charts are within a level of the float64 model.

    Light near 0 is where 32-bit floats and a root of 2.4 part ways a little.
    """
    codes = encode(chart_colours(), colour, 10, is_rgb=False)
    frame = frame_of_codes(layout_of("nv12", 10), chart_of(codes), colour)
    wanted = to_screen(decode(codes, colour, 10, is_rgb=False), colour) * 255
    shown = belt.show(frame, OutputLook(colour, is_dithered=False), frame.size)
    assert np.abs(patch_centres(shown)[:, :3] - wanted).max() <= 0.75
    shown = belt.show(frame, OutputLook(colour), frame.size)
    assert np.abs(patch_centres(shown)[:, :3] - wanted).max() <= 1.15


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [Size(6, 4), Size(1, 3), Size(853, 48)])
def test_pictures_are_turned_upright(
    belt: PictureBelt, degrees: int, size: Size
) -> None:
    """A turn is clockwise and moves whole pixels, nothing else."""
    shape = (size.height, size.width, 3)
    levels = np.random.default_rng(6).integers(0, 256, shape).astype(float)
    colour = ColourSpec(matrix=Matrix.RGB, range=Range.FULL)
    frame = frame_of_codes(layout_of("rgb", 8), levels, colour, rotation=degrees)
    look = OutputLook(colour, degrees)
    upright = coded_size(size, degrees)
    wanted = np.rot90(levels, -degrees // 90)
    for shown in (
        belt.show(frame, look, upright),
        belt.show_by_stages(frame, look, upright),
    ):
        assert np.array_equal(shown[..., :3], wanted)


@pytest.mark.parametrize("kernel", list(Kernel))
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_turning_commutes_with_scaling(
    belt: PictureBelt, kernel: Kernel, degrees: int
) -> None:
    """A turned picture is scaled as the unturned one, each axis to its own size."""
    levels = np.random.default_rng(8).integers(0, 256, (12, 20, 3)).astype(float)
    colour = ColourSpec(matrix=Matrix.RGB, range=Range.FULL)
    layout = layout_of("rgb", 8)
    frame = frame_of_codes(layout, levels, colour)
    coded = Size(31, 17)
    plain = OutputLook(colour, 0, kernel, is_dithered=False)
    turned = OutputLook(colour, degrees, kernel, is_dithered=False)
    straight = belt.show(frame, plain, coded)
    result = belt.show(frame, turned, coded_size(coded, degrees))
    assert np.array_equal(result, np.rot90(straight, -degrees // 90))


@pytest.mark.parametrize("size", [Size(40, 24), Size(64, 40), Size(25, 16)])
@pytest.mark.parametrize("kernel", list(Kernel))
def test_both_halves_are_equal_without_a_chain(
    belt: PictureBelt, size: Size, kernel: Kernel
) -> None:
    """The same frame drawn twice is the same picture byte for byte."""
    codes = np.random.default_rng(3).integers(0, 256, (24, 40, 3)).astype(float)
    frame = frame_of_codes(layout_of("420", 8), codes, ColourSpec())
    look = OutputLook(frame.colour, kernel=kernel)
    assert np.array_equal(belt.show(frame, look, size), belt.show(frame, look, size))


def test_values_beyond_the_screen_are_clamped(belt: PictureBelt) -> None:
    """What a chain leaves above 1 or below 0 is white and black, and alpha is 1."""
    picture = np.array([[[2.0, -1.0, 0.5]]])
    with (
        belt.picture(picture) as source,
        belt.texture(Size(1, 1), TextureFormat.RGBA8) as target,
    ):
        belt.output.draw(source, target, OutputLook(ColourSpec(), is_dithered=False))
        assert target.read()[0, 0].tolist() == [255, 0, 128, 255]


def test_the_dither_tile_is_even_and_fine() -> None:
    """Each threshold once; hardly any energy in the low frequencies that eyes see."""
    tile = dither_pattern()
    assert len(np.unique(tile)) == tile.size
    assert tile.mean() == pytest.approx(0.5, abs=1e-6)
    power = np.abs(np.fft.fft2(tile - 0.5)) ** 2
    axis = np.fft.fftfreq(tile.shape[0])
    radius = np.hypot(*np.meshgrid(axis, axis))
    low = power[(radius > 0) & (radius < 0.15)].mean()
    assert low < 0.1 * power[radius > 0.3].mean()
