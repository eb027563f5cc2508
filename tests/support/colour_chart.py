"""Frames with known colours, and what they must look like: float64, from the standards.

The arithmetic here goes the other way than the player's: it writes the *encoding*
equations of ITU-T H.273 down and lets NumPy invert them.
"""

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec, Matrix, Range
from player.frames import ColourFamily, PixelLayout, Plane, PlaneLayout, VideoFrame
from player.geometry import Size
from player.timing import Epoch, MediaTime

Array = npt.NDArray[np.float64]

ENCODE = {
    Matrix.BT601: (0.299, 0.587, 0.114),
    Matrix.BT709: (0.2126, 0.7152, 0.0722),
    Matrix.BT2020_NCL: (0.2627, 0.6780, 0.0593),
    Matrix.SMPTE240M: (0.212, 0.701, 0.087),
}


def layout_of(name: str, depth: int) -> PixelLayout:
    """Return one of the layouts under test by a short name."""
    three = {
        "444": (0, 0),
        "422": (1, 0),
        "420": (1, 1),
        "440": (0, 1),
        "411": (2, 0),
        "410": (2, 2),
    }
    size = 1 if depth == 8 else 2
    if name in three:
        chroma = [PlaneLayout((component,), *three[name]) for component in (1, 2)]
        planes = (PlaneLayout((0,)), *chroma)
        return PixelLayout(f"yuv{name}p{depth}", ColourFamily.YUV, depth, size, planes)
    if name == "nv12":  # p010 when deeper: bits at the top of the word
        planes = (PlaneLayout((0,)), PlaneLayout((1, 2), 1, 1))
        up = 16 - depth if depth > 8 else 0
        return PixelLayout("nv12", ColourFamily.YUV, depth, size, planes, up)
    if name == "gray":
        return PixelLayout("gray", ColourFamily.GRAY, depth, size, (PlaneLayout((0,)),))
    rgb = {
        "gbrp": tuple(PlaneLayout((component,)) for component in (1, 2, 0)),
        "gbrap": tuple(PlaneLayout((component,)) for component in (1, 2, 0, 3)),
        "rgb": (PlaneLayout((0, 1, 2)),),
        "bgra": (PlaneLayout((2, 1, 0, 3)),),
        "0rgb": (PlaneLayout((-1, 0, 1, 2)),),
    }
    return PixelLayout(name, ColourFamily.RGB, depth, size, rgb[name])


def encode(rgb: Array, colour: ColourSpec, depth: int, *, is_rgb: bool) -> Array:
    """Return the codes, whole numbers, that stand for R'G'B' 0…1 [..., 3]."""
    largest = 2**depth - 1
    step = 2.0 ** (depth - 8)
    is_full = colour.range is Range.FULL
    if is_rgb:
        codes = rgb * largest if is_full else 219 * step * rgb + 16 * step
    else:
        parts = rgb @ encoding_matrix(colour.matrix).T
        luma = parts[..., :1]
        chroma = parts[..., 1:]
        if is_full:
            both = (luma * largest, chroma * largest + 2.0 ** (depth - 1))
        else:
            both = (219 * step * luma + 16 * step, 224 * step * chroma + 128 * step)
        codes = np.concatenate(both, axis=-1)
    rounded: Array = np.clip(np.rint(codes), 0, largest)
    return rounded


def decode(codes: Array, colour: ColourSpec, depth: int, *, is_rgb: bool) -> Array:
    """Return R'G'B' of codes, clipped to 0…1 as a screen does."""
    largest = 2**depth - 1
    step = 2.0 ** (depth - 8)
    is_full = colour.range is Range.FULL
    if is_rgb:
        rgb = codes / largest if is_full else (codes - 16 * step) / (219 * step)
        return np.clip(rgb, 0, 1)
    luma = codes[..., :1]
    chroma = codes[..., 1:] - 2.0 ** (depth - 1)
    if is_full:
        parts = np.concatenate((luma, chroma), axis=-1) / largest
    else:
        scaled = ((luma - 16 * step) / (219 * step), chroma / (224 * step))
        parts = np.concatenate(scaled, axis=-1)
    return np.clip(np.linalg.solve(encoding_matrix(colour.matrix), parts.T).T, 0, 1)


def encoding_matrix(matrix: Matrix) -> Array:
    """Return R'G'B' to the three components, 0…1 and ±0.5."""
    if matrix is Matrix.YCGCO:
        return np.array([[0.25, 0.5, 0.25], [-0.25, 0.5, -0.25], [0.5, 0.0, -0.5]])
    luma = np.array(ENCODE[matrix])
    red, _, blue = luma
    return np.array(
        [
            luma,
            (np.array([0, 0, 1]) - luma) / (2 * (1 - blue)),
            (np.array([1, 0, 0]) - luma) / (2 * (1 - red)),
        ]
    )


def make_frame(
    layout: PixelLayout,
    planes: list[Array],
    colour: ColourSpec,
    *,
    padding_bytes: int = 0,
    rotation: int = 0,
) -> VideoFrame:
    """Return a frame of planes [height, width, samples] of codes, rows padded."""
    made = []
    for codes in planes:
        height, width, _ = codes.shape
        kind = "<u1" if layout.sample_bytes == 1 else "<u2"
        words = (codes.astype(np.uint32) << layout.left_shift).astype(kind)
        rows = words.reshape(height, -1).view(np.uint8)
        padded = np.pad(rows, ((0, 0), (0, padding_bytes)), constant_values=0xA5)
        flat = np.ascontiguousarray(padded).reshape(-1)
        stride = rows.shape[1] + padding_bytes
        end = flat.size - padding_bytes  # the last row may end early
        made.append(Plane(flat[:end], stride, Size(width, height)))
    height, width, _ = planes[0].shape
    return VideoFrame(
        MediaTime(0.0),
        0.04,
        Epoch(0),
        layout,
        tuple(made),
        Size(width, height),
        colour,
        rotation_degrees=rotation,
    )


def frame_of_codes(
    layout: PixelLayout, codes: Array, colour: ColourSpec, **options: int
) -> VideoFrame:
    """Return a frame of codes [height, width, 3] at full size; chroma is picked.

    Alpha and padding samples are given a value that shows when they are used.
    """
    height, width, _ = codes.shape
    odd = np.full((height, width), 77.0)
    planes = []
    for plane in layout.planes:
        samples = [
            codes[..., component] if component in {0, 1, 2} else odd
            for component in plane.components
        ]
        step_y, step_x = 2**plane.shift_y, 2**plane.shift_x
        planes.append(np.stack(samples, axis=-1)[::step_y, ::step_x])
    return make_frame(layout, planes, colour, **options)


def chart_colours() -> Array:
    """Return R'G'B' [64, 3]: the corners, the middles, skin, sky and shades."""
    steps = (0.0, 0.5, 1.0)
    grid = [(r, g, b) for r in steps for g in steps for b in steps]
    grays = [(v, v, v) for v in np.linspace(0.02, 0.98, 13)]
    rest = np.random.default_rng(7).uniform(0, 1, (64 - len(grid) - len(grays), 3))
    return np.concatenate((np.array(grid), np.array(grays), rest))


def chart_of(colours: Array, patch_px: int = 8) -> Array:
    """Return a picture [h, w, n]: a square of flat patches in rows of eight."""
    rows = colours.reshape(-1, 8, colours.shape[-1])
    return rows.repeat(patch_px, axis=0).repeat(patch_px, axis=1)


def patch_centres(picture: Array, patch_px: int = 8) -> Array:
    """Return one pixel from the middle of each patch, in the order of the colours."""
    half = patch_px // 2
    centres: Array = picture[half::patch_px, half::patch_px]
    return centres.reshape(-1, picture.shape[-1])
