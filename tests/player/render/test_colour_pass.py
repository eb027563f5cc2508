"""Colour charts through the real GPU code against the float64 reference."""

import itertools
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pytest

from player.colour import ChromaSiting, ColourSpec, Matrix, Range
from player.frames import ColourFamily, PixelLayout, VideoFrame
from player.geometry import Size
from player.gl.texture import TextureFormat
from player.render.output_pass import OutputLook
from player.render.request import Kernel
from tests.support.colour_chart import (
    chart_colours,
    chart_of,
    decode,
    encode,
    frame_of_codes,
    layout_of,
    make_frame,
    patch_centres,
)
from tests.support.picture_belt import PictureBelt

YUV_LAYOUTS = ("420", "422", "444", "440", "411", "410", "nv12", "gray")
RGB_LAYOUTS = ("gbrp", "gbrap", "rgb", "bgra", "0rgb")
PATCH_PX = 16
"""Four chroma samples of the coarsest format: what a cubic reads."""

DEPTHS = (8, 10, 12, 16)
YUV_MATRICES = [matrix for matrix in Matrix if matrix is not Matrix.RGB]


def charts(name: str) -> Iterator[tuple[VideoFrame, npt.NDArray[np.float64], str]]:
    """Give a chart for each matrix × range × depth, and the colours it must show."""
    is_rgb = name in RGB_LAYOUTS
    matrices = [Matrix.RGB] if is_rgb else YUV_MATRICES
    for matrix, used_range, depth in itertools.product(matrices, Range, DEPTHS):
        layout = layout_of(name, depth)
        colour = ColourSpec(matrix=matrix, range=used_range)
        codes = encode(chart_colours(), colour, depth, is_rgb=is_rgb)
        if layout.family is ColourFamily.GRAY:
            codes[:, 1:] = 2 ** (depth - 1)
        picture = chart_of(codes, PATCH_PX)
        frame = frame_of_codes(layout, picture, colour, padding_bytes=6)
        wanted = decode(codes, colour, depth, is_rgb=is_rgb) * 255
        yield frame, wanted, f"{layout.name} {depth} {matrix.name} {used_range.name}"


@pytest.mark.parametrize("kernel", [Kernel.BILINEAR, Kernel.BICUBIC])
@pytest.mark.parametrize("name", [*YUV_LAYOUTS, *RGB_LAYOUTS])
def test_charts_come_out_right(belt: PictureBelt, name: str, kernel: Kernel) -> None:
    """Every matrix × range × depth, dithered or not, is within one level of 255."""
    for frame, wanted, what in charts(name):
        for is_dithered, most in ((False, 0.502), (True, 1.0)):
            look = OutputLook(
                frame.colour, chroma_kernel=kernel, is_dithered=is_dithered
            )
            shown = belt.show(frame, look, frame.size)
            error = np.abs(patch_centres(shown, PATCH_PX)[:, :3] - wanted).max()
            assert error <= most, f"{what}: {error} levels, dithered: {is_dithered}"
            assert (shown[..., 3] == 255).all()


@pytest.mark.parametrize("name", ["420", "nv12", "444", "gray", "gbrp", "bgra"])
def test_charts_come_out_right_through_half_floats(
    belt: PictureBelt, name: str
) -> None:
    """NATIVE and MAIN in between keep a chart within one level."""
    for frame, wanted, what in charts(name):
        look = OutputLook(frame.colour, is_dithered=False)
        shown = belt.show_by_stages(frame, look, frame.size)
        error = np.abs(patch_centres(shown, PATCH_PX)[:, :3] - wanted).max()
        assert error <= 1.0, f"{what}: {error} levels"


@pytest.mark.parametrize("chosen_range", list(Range))
def test_native_keeps_the_stored_numbers(
    belt: PictureBelt, chosen_range: Range
) -> None:
    """NATIVE is code / largest code: the range is not expanded, RGB stays RGB."""
    colour = ColourSpec(range=chosen_range)
    for name, depth in (("420", 8), ("444", 10), ("gbrp", 8)):
        codes = encode(chart_colours(), colour, depth, is_rgb=name == "gbrp")
        frame = frame_of_codes(layout_of(name, depth), chart_of(codes), colour)
        with belt.texture(frame.size, TextureFormat.RGBA32F) as native:
            planes = belt.uploader.upload(frame)
            belt.colour.draw_native(planes, native, Kernel.BICUBIC)
            stored = patch_centres(native.read().astype(np.float64))
        assert np.abs(stored[:, :3] - codes / (2**depth - 1)).max() < 1e-6
        assert (stored[:, 3] == 1).all()


@pytest.mark.parametrize("kernel", [Kernel.BILINEAR, Kernel.BICUBIC])
@pytest.mark.parametrize("name", ["420", "422", "440", "411", "410", "nv12"])
def test_siting_is_honoured(belt: PictureBelt, name: str, kernel: Kernel) -> None:
    """A chroma ramp sampled where the siting says lies on the luma grid again.

    Both kernels reproduce straight lines exactly, so inside the picture the enlarged
    ramp must be the ramp; a siting error of a quarter sample would show 100-fold.
    """
    layout = layout_of(name, 16)
    size = Size(32, 24)
    for siting in ChromaSiting:
        colour = ColourSpec(siting=siting)
        frame, ramps = ramp_frame(layout, size, colour)
        with belt.texture(size, TextureFormat.RGBA32F) as native:
            planes = belt.uploader.upload(frame)
            belt.colour.draw_native(planes, native, kernel)
            stored = native.read().astype(np.float64)[..., 1:3]
        inside = (slice(8, -8), slice(8, -8))
        error = np.abs(stored - ramps)[inside].max()
        assert error < 3e-5, f"{name} {siting.name}: {error}"


def ramp_frame(
    layout: PixelLayout, size: Size, colour: ColourSpec
) -> tuple[VideoFrame, npt.NDArray[np.float64]]:
    """Return a frame whose chroma is linear in x and y, and that chroma per pixel."""

    def ramp(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> list:
        return [0.2 + 0.015 * x + 0.005 * y, 0.8 - 0.004 * x - 0.016 * y]

    plane = next(p for p in layout.planes if 1 in p.components)
    block_x, block_y = 2**plane.shift_x, 2**plane.shift_y
    is_left = "LEFT" in colour.siting.name
    is_top, is_bottom = "TOP" in colour.siting.name, "BOTTOM" in colour.siting.name
    # Positions in luma pixels from the upper left corner; pixel centres at halves.
    in_block_x = 0.5 if is_left else block_x / 2
    in_block_y = 0.5 if is_top else block_y - 0.5 if is_bottom else block_y / 2
    x = np.arange(size.width // block_x) * block_x + in_block_x
    y = np.arange(size.height // block_y) * block_y + in_block_y
    chroma = [np.rint(part * 65535) for part in ramp(*np.meshgrid(x, y))]
    if len(layout.planes) == 2:
        chroma_planes = [np.stack(chroma, axis=-1)]
    else:
        chroma_planes = [part[..., np.newaxis] for part in chroma]
    luma = np.full((size.height, size.width, 1), 32768.0)
    frame = make_frame(layout, [luma, *chroma_planes], colour)
    grid = np.meshgrid(np.arange(size.width) + 0.5, np.arange(size.height) + 0.5)
    return frame, np.stack(ramp(*grid), axis=-1)


@pytest.mark.parametrize("size", [Size(1, 1), Size(3, 5), Size(7, 1), Size(853, 480)])
@pytest.mark.parametrize("name", ["420", "nv12", "410", "rgb"])
def test_odd_sizes_are_whole(belt: PictureBelt, name: str, size: Size) -> None:
    """Chroma planes of odd pictures are rounded up; no edge takes another colour."""
    is_rgb = name == "rgb"
    colour = ColourSpec(siting=ChromaSiting.LEFT)
    codes = encode(np.array([[0.9, 0.4, 0.1]]), colour, 8, is_rgb=is_rgb)
    wanted = decode(codes, colour, 8, is_rgb=is_rgb)[0] * 255
    picture = np.broadcast_to(codes, (size.height, size.width, 3))
    frame = frame_of_codes(layout_of(name, 8), picture, colour)
    look = OutputLook(colour, is_dithered=False)
    shown = belt.show(frame, look, size)
    assert np.abs(shown[..., :3] - wanted).max() <= 0.502


def test_8_bit_rgb_goes_through_unchanged(belt: PictureBelt) -> None:
    """Dithering leaves exact levels alone, also after half-float stages."""
    levels = np.random.default_rng(5).integers(0, 256, (24, 40, 3)).astype(float)
    colour = ColourSpec(matrix=Matrix.RGB, range=Range.FULL)
    frame = frame_of_codes(layout_of("rgb", 8), levels, colour)
    look = OutputLook(colour)
    for shown in (
        belt.show(frame, look, frame.size),
        belt.show_by_stages(frame, look, frame.size),
    ):
        assert np.array_equal(shown[..., :3], levels)


def test_dithering_keeps_the_mean_and_the_grays(belt: PictureBelt) -> None:
    """A shade between two levels is shown as a mixture of both with its own mean."""
    colour = ColourSpec(matrix=Matrix.RGB, range=Range.FULL)
    shade = 100.37
    codes = np.full((64, 64, 3), round(shade / 255 * 65535))
    frame = frame_of_codes(layout_of("rgb", 16), codes, colour)
    shown = belt.show(frame, OutputLook(colour), frame.size)[..., :3]
    assert set(np.unique(shown)) == {100.0, 101.0}
    assert abs(shown.mean() - shade) < 0.01
    assert (shown == shown[..., :1]).all()
    again = belt.show(frame, OutputLook(colour), frame.size)[..., :3]
    assert np.array_equal(shown, again)
