"""The table of pixel formats agrees with FFmpeg's own description of them."""

import av
import numpy as np
import pytest
from av.video.format import VideoFormat, names

from player.errors import UnsupportedFormatError
from player.frames import ColourFamily
from player.media.pixel_formats import upload_plan

WIDTH, HEIGHT = 64, 48

# fmt: off
DIRECT_AT_LEAST = (
    "yuv420p", "yuv422p", "yuv444p", "yuv440p", "yuv411p", "yuv410p", "yuvj420p",
    "yuvj422p", "yuvj444p", "yuv420p9le", "yuv420p10le", "yuv422p10le",
    "yuv444p10le", "yuv420p12le", "yuv444p12le", "yuv444p16le", "nv12", "nv21",
    "p010le", "p016le", "gray", "gray10le", "gray16le", "ya8", "rgb24", "bgr24",
    "rgba", "bgra", "argb", "abgr", "0rgb", "rgb0", "bgr0", "0bgr", "rgb48le",
    "gbrp", "gbrp10le", "gbrp12le", "gbrp16le", "gbrap", "yuva420p", "yuva444p10le",
)
# fmt: on


def visible_formats() -> list[str]:
    """Return all formats that describe pixels (hardware surfaces do not)."""
    return [n for n in sorted(names) if VideoFormat(n, WIDTH, HEIGHT).components]


@pytest.mark.parametrize("name", DIRECT_AT_LEAST)
def test_common_formats_go_up_untouched(name: str) -> None:
    """What decoders really give is never converted on the CPU."""
    assert upload_plan(name).convert_to is None


def test_direct_layouts_are_what_ffmpeg_says() -> None:
    """Planes, components, subsampling and depth equal FFmpeg's descriptors."""
    for name in visible_formats():
        if name.startswith("yaf32"):
            continue
        plan = upload_plan(name)
        if plan.convert_to is not None:
            continue
        told = VideoFormat(name, WIDTH, HEIGHT)
        components = told.components
        for index, plane in enumerate(plan.layout.planes):
            here = [n for n, c in enumerate(components) if c.plane == index]
            mine = sorted(c for c in plane.components if c >= 0)
            theirs = sorted(3 if components[n].is_alpha else n for n in here)
            assert mine == theirs, name
            for number in here:
                component = components[number]
                assert component.width == -(-WIDTH >> plane.shift_x), name
                assert component.height == -(-HEIGHT >> plane.shift_y), name
                assert component.bits == plan.layout.depth_bits, name
        assert (plan.layout.family is ColourFamily.RGB) == told.is_rgb, name


def test_exact_conversions_lose_nothing() -> None:
    """A plan that says "exact" holds every bit: back and forth gives the same."""
    for name in visible_formats():
        if name.startswith("yaf32"):
            continue
        plan = upload_plan(name)
        if plan.convert_to is None or not plan.is_exact or name == "pal8":
            continue
        noise = np.random.default_rng(5)
        source = av.VideoFrame(WIDTH, HEIGHT, name)
        for plane in source.planes:
            view = np.frombuffer(plane, np.uint8)
            view[:] = noise.integers(0, 256, view.size)
        try:
            up = source.reformat(format=plan.convert_to)
            again = up.reformat(format=name).reformat(format=plan.convert_to)
        except OSError:
            continue  # libswscale cannot read or write it; no decoder gives it
        for mine, theirs in zip(up.planes, again.planes, strict=True):
            assert bytes(mine) == bytes(theirs), name


def test_a_palette_keeps_its_colours() -> None:
    """pal8 becomes RGBA with the palette's very values."""
    picture = av.VideoFrame(4, 2, "pal8")
    np.frombuffer(picture.planes[0], np.uint8)[:] = 3
    palette = np.frombuffer(picture.planes[1], np.uint8)
    palette[:] = 0
    palette[12:16] = (30, 20, 10, 255)  # stored as B, G, R, A
    plan = upload_plan("pal8")
    assert plan.convert_to == "rgba"
    pixel = bytes(picture.reformat(format=plan.convert_to).planes[0])[:4]
    assert pixel == bytes((10, 20, 30, 255))


def test_big_endian_becomes_little() -> None:
    """Byte order is the only thing that changes."""
    plan = upload_plan("yuv420p10be")
    assert plan.convert_to == "yuv420p10le"
    assert plan.is_exact


def test_formats_that_end_the_program_are_refused() -> None:
    """What libswscale dies of never reaches it."""
    with pytest.raises(UnsupportedFormatError, match="yaf32le"):
        upload_plan("yaf32le")
