"""Which pixel formats go to the GPU as they are, and what becomes of the others.

`upload_plan` is the one place that decides. Nearly everything that decoders give is
uploaded untouched; the rest is rearranged by libswscale first, into the nearest format
that loses nothing where there is one. Pure tables; no FFmpeg call.
"""

import re
from dataclasses import dataclass
from functools import cache

from player.errors import UnsupportedFormatError
from player.frames import ColourFamily, PixelLayout, PlaneLayout

_SHIFTS = {
    "410": (2, 2),
    "411": (2, 0),
    "420": (1, 1),
    "422": (1, 0),
    "440": (0, 1),
    "444": (0, 0),
}
"""log2 of the chroma subsampling, by the digits in FFmpeg's names."""

_PLANAR_YUV = re.compile(r"yuv(?P<kind>[ja]?)(?P<sub>4\d\d)p(?P<depth>\d+)?(msb)?(le)?")
_PLANAR_RGB = re.compile(r"gbr(?P<alpha>a?)p(?P<depth>\d+)?(msb)?(le)?")
_GRAY = re.compile(r"gray(?P<depth>\d+)?(le)?")
_LARGEST_DEPTH = 16

_SEMI_PLANAR: dict[str, tuple[int, int, str, tuple[int, int]]] = {
    # name: (depth, left shift, subsampling, components of the second plane)
    "nv12": (8, 0, "420", (1, 2)),
    "nv21": (8, 0, "420", (2, 1)),
    "nv16": (8, 0, "422", (1, 2)),
    "nv24": (8, 0, "444", (1, 2)),
    "nv42": (8, 0, "444", (2, 1)),
    "nv20le": (10, 0, "422", (1, 2)),
    "p010le": (10, 6, "420", (1, 2)),
    "p012le": (12, 4, "420", (1, 2)),
    "p016le": (16, 0, "420", (1, 2)),
    "p210le": (10, 6, "422", (1, 2)),
    "p212le": (12, 4, "422", (1, 2)),
    "p216le": (16, 0, "422", (1, 2)),
    "p410le": (10, 6, "444", (1, 2)),
    "p412le": (12, 4, "444", (1, 2)),
    "p416le": (16, 0, "444", (1, 2)),
}

_PACKED: dict[str, tuple[ColourFamily, int, tuple[int, ...], int]] = {
    # name: (family, depth, components in memory order, left shift)
    "rgb24": (ColourFamily.RGB, 8, (0, 1, 2), 0),
    "bgr24": (ColourFamily.RGB, 8, (2, 1, 0), 0),
    "rgba": (ColourFamily.RGB, 8, (0, 1, 2, 3), 0),
    "bgra": (ColourFamily.RGB, 8, (2, 1, 0, 3), 0),
    "argb": (ColourFamily.RGB, 8, (3, 0, 1, 2), 0),
    "abgr": (ColourFamily.RGB, 8, (3, 2, 1, 0), 0),
    "rgb0": (ColourFamily.RGB, 8, (0, 1, 2, -1), 0),
    "bgr0": (ColourFamily.RGB, 8, (2, 1, 0, -1), 0),
    "0rgb": (ColourFamily.RGB, 8, (-1, 0, 1, 2), 0),
    "0bgr": (ColourFamily.RGB, 8, (-1, 2, 1, 0), 0),
    "rgb48le": (ColourFamily.RGB, 16, (0, 1, 2), 0),
    "bgr48le": (ColourFamily.RGB, 16, (2, 1, 0), 0),
    "rgba64le": (ColourFamily.RGB, 16, (0, 1, 2, 3), 0),
    "bgra64le": (ColourFamily.RGB, 16, (2, 1, 0, 3), 0),
    "ya8": (ColourFamily.GRAY, 8, (0, 3), 0),
    "ya16le": (ColourFamily.GRAY, 16, (0, 3), 0),
    "vyu444": (ColourFamily.YUV, 8, (2, 0, 1), 0),
    "vuya": (ColourFamily.YUV, 8, (2, 1, 0, 3), 0),
    "vuyx": (ColourFamily.YUV, 8, (2, 1, 0, -1), 0),
    "ayuv": (ColourFamily.YUV, 8, (3, 0, 1, 2), 0),
    "uyva": (ColourFamily.YUV, 8, (1, 0, 2, 3), 0),
    "ayuv64le": (ColourFamily.YUV, 16, (3, 0, 1, 2), 0),
    "xv36le": (ColourFamily.YUV, 12, (1, 0, 2, -1), 4),
    "xv48le": (ColourFamily.YUV, 16, (1, 0, 2, -1), 0),
}

_CONVERTED_EXACTLY: dict[str, str] = {
    # Samples that share words with others, spread out by libswscale without loss.
    "pal8": "rgba",
    "monow": "gray",
    "monob": "gray",
    "yuyv422": "yuv422p",
    "yvyu422": "yuv422p",
    "uyvy422": "yuv422p",
    "uyyvyy411": "yuv411p",
    "y210le": "yuv422p10le",
    "y212le": "yuv422p12le",
    "y216le": "yuv422p16le",
    "xv30le": "yuv444p10le",
    "v30xle": "yuv444p10le",
    "x2rgb10le": "gbrp10le",
    "x2bgr10le": "gbrp10le",
}

_CONVERTED_NEARLY: dict[str, str] = {
    # XYZ becomes BT.709 R'G'B'; floating point is cut to 0…1 in 16 bits.
    "xyz12le": "rgb48le",
    "gbrpf16le": "gbrp16le",
    "gbrpf32le": "gbrp16le",
    "gbrapf16le": "gbrap16le",
    "gbrapf32le": "gbrap16le",
    "grayf16le": "gray16le",
    "grayf32le": "gray16le",
    "yaf16le": "ya16le",
    "rgbf16le": "rgb48le",
    "rgbf32le": "rgb48le",
    "rgbaf16le": "rgba64le",
}

_REFUSED = frozenset({"yaf32le", "yaf32be"})
"""libswscale of FFmpeg 8.1 ends the whole program on these (an assertion)."""


@dataclass(frozen=True, slots=True)
class UploadPlan:
    """How a decoded format reaches the GPU.

    Attributes:
        layout: Of what is uploaded.
        convert_to: Format that libswscale must make first, None when nothing is done.
        is_exact: Whether the upload holds every bit that the decoder gave.
    """

    layout: PixelLayout
    convert_to: str | None = None
    is_exact: bool = True


@cache
def upload_plan(name: str) -> UploadPlan:
    """Say how frames of FFmpeg's pixel format `name` reach the GPU.

    What nobody knows becomes 8-bit RGBA, if libswscale knows it.

    Raises:
        UnsupportedFormatError: It cannot even be converted.
    """
    if name in _REFUSED:
        raise UnsupportedFormatError(f"Pixel format {name} cannot be shown")
    layout = _direct_layout(name)
    if layout is not None:
        return UploadPlan(layout)
    if name.endswith("be"):
        little = upload_plan(name.removesuffix("be") + "le")
        return UploadPlan(
            little.layout, little.convert_to or little.layout.name, little.is_exact
        )
    exact = _CONVERTED_EXACTLY.get(name)
    wanted = exact or _CONVERTED_NEARLY.get(name) or _last_resort(name)
    layout = _direct_layout(wanted)
    assert layout is not None, wanted
    return UploadPlan(layout, wanted, is_exact=exact is not None)


def _last_resort(name: str) -> str:
    """Return a format that can hold most of an unknown one."""
    is_deep_rgb = name.startswith(("rgb", "bgr", "bayer")) and re.search(
        r"(16|48|64|96|128)", name
    )
    return "rgba64le" if is_deep_rgb else "rgba"


def _direct_layout(name: str) -> PixelLayout | None:
    for rule in (_planar_yuv, _planar_rgb, _gray, _semi_planar, _packed):
        layout = rule(name)
        if layout is not None:
            return layout
    return None


def _depth(match: re.Match[str], name: str) -> tuple[int, int, int] | None:
    """Return depth, bytes and left shift, or None for what no texture holds."""
    depth = int(match["depth"] or 8)
    if depth > _LARGEST_DEPTH or (depth > 8) != name.endswith("le"):
        return None
    left_shift = 16 - depth if "msb" in name else 0
    return depth, 1 if depth == 8 else 2, left_shift


def _planar_yuv(name: str) -> PixelLayout | None:
    match = _PLANAR_YUV.fullmatch(name)
    sizes = _depth(match, name) if match else None
    if match is None or sizes is None or match["sub"] not in _SHIFTS:
        return None
    shift_x, shift_y = _SHIFTS[match["sub"]]
    chroma = tuple(PlaneLayout((c,), shift_x, shift_y) for c in (1, 2))
    alpha = (PlaneLayout((3,)),) if match["kind"] == "a" else ()
    planes = (PlaneLayout((0,)), *chroma, *alpha)
    depth, sample_bytes, left_shift = sizes
    return PixelLayout(name, ColourFamily.YUV, depth, sample_bytes, planes, left_shift)


def _planar_rgb(name: str) -> PixelLayout | None:
    match = _PLANAR_RGB.fullmatch(name)
    sizes = _depth(match, name) if match else None
    if match is None or sizes is None:
        return None
    order = (1, 2, 0, 3) if match["alpha"] else (1, 2, 0)
    planes = tuple(PlaneLayout((component,)) for component in order)
    depth, sample_bytes, left_shift = sizes
    return PixelLayout(name, ColourFamily.RGB, depth, sample_bytes, planes, left_shift)


def _gray(name: str) -> PixelLayout | None:
    match = _GRAY.fullmatch(name)
    sizes = _depth(match, name) if match else None
    if match is None or sizes is None:
        return None
    depth, sample_bytes, _ = sizes
    return PixelLayout(
        name, ColourFamily.GRAY, depth, sample_bytes, (PlaneLayout((0,)),)
    )


def _semi_planar(name: str) -> PixelLayout | None:
    row = _SEMI_PLANAR.get(name)
    if row is None:
        return None
    depth, left_shift, subsampling, chroma = row
    planes = (PlaneLayout((0,)), PlaneLayout(chroma, *_SHIFTS[subsampling]))
    return PixelLayout(
        name, ColourFamily.YUV, depth, 1 if depth == 8 else 2, planes, left_shift
    )


def _packed(name: str) -> PixelLayout | None:
    row = _PACKED.get(name)
    if row is None:
        return None
    family, depth, components, left_shift = row
    planes = (PlaneLayout(components),)
    return PixelLayout(name, family, depth, 1 if depth == 8 else 2, planes, left_shift)
