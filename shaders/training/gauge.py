"""How sharp a picture is around a place: what is sharp already is left as it is.

A restorer sees a few pixels and cannot tell a soft pen from a blurred line. A picture
that was enlarged or blurred is soft everywhere; a good one has sharp lines somewhere
near. So the finest detail is held against the next coarser one over a wide
neighbourhood, and the answer is faded out where the fine one is strong.

Measured: sum of f² c² / sum of c⁴, f and c the luma's response to (1, -4, 6, -4, 1)
and (-1, 0, 2, 0, -1). Strong lines decide; grain hardly counts. Black that reaches
the end of a line of twelve pixels is not counted, nor what touches it: the bars of a
wide picture are no sign of a sharp one.
Enlarged art has 0.2 to 0.3 (with grain or compression up to 0.55), sharp art 0.87 and
more.

Three passes: blocks of 8 pixels, of 64, and the share of the answer that is wanted
there, over five by five of those.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.passes import Pass, smaller_sides
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.shapes import LUMA

Plane = npt.NDArray[np.floating[Any]]

BLOCK = 8
LINE = 3  # row and column of a block that are looked at: the whole block says no more
SOFT, SHARP = 0.5, 0.72  # all of the answer up to here, nothing of it from there on
SCALE = 1e4  # brings fourth powers into the range of a half float
MOST = 6e4
READ = BLOCK + 4  # pixels of that line, with two beyond the block on either side
BLACK = 20.5 / 255  # what bars have at most, of a wrong range or with a codec's marks
FAINT = 1e-4  # where no line is stronger than some levels, nothing is known
AROUND = (1.0, 2.0, 3.0, 2.0, 1.0)
SHARE = "SAKUGA_SHARE"


def length(main: int, smaller: int) -> int:
    """Return the side of a texture so many times smaller, by passes.size_term."""
    return max(1, int((main + smaller // 2 - 1) / smaller + 0.5))


def _snapped(name: str) -> str:
    """Centre of a pixel; a quarter keeps exact borders off the rounding."""
    return f"vec2 at = floor({name}_pos * {name}_size + 0.25) + 0.5;"


def passes() -> tuple[Pass, ...]:
    """Return the three passes."""
    luma = ", ".join(map(str, LUMA))
    blocks = (
        _snapped("MAIN"),
        "vec2 sums = vec2(0.0);",
        "for (int line = 0; line < 2; line++) {",
        "    vec2 along = line < 1 ? vec2(1.0, 0.0) : vec2(0.0, 1.0);",
        f"    vec2 place = at + along.yx * {LINE - BLOCK // 2}.0;",
        f"    float v[{READ}];",
        f"    for (int k = 0; k < {READ}; k++) {{",
        f"        vec2 here = place + along * (float(k) - {READ // 2}.0);",
        f"        v[k] = dot(MAIN_tex(here * MAIN_pt).rgb, vec3({luma}));",
        "    }",
        f"    int first = 0, end = {READ};",
        f"    while (first < {READ} && v[first] < {BLACK:.6f}) first++;",
        f"    while (end > 0 && v[end - 1] < {BLACK:.6f}) end--;",
        "    for (int k = first + 4; k < end; k++) {",
        "        float coarse = 2.0 * v[k - 2] - v[k - 4] - v[k];",
        "        float fine = 6.0 * v[k - 2] + v[k - 4] + v[k]",
        "            - 4.0 * (v[k - 3] + v[k - 1]);",
        "        coarse *= coarse;",
        "        sums += coarse * vec2(fine * fine, coarse);",
        "    }",
        "}",
        f"return vec4(min(sums * {SCALE / (2 * BLOCK)}, {MOST}), 0.0, 1.0);",
    )
    wider = (
        _snapped("SAKUGA_FINE"),
        "vec4 sum = vec4(0.0);",
        "for (int y = -4; y < 4; y++)",
        "    for (int x = -4; x < 4; x++)",
        "        sum += SAKUGA_FINE_tex((at + vec2(x, y)) * SAKUGA_FINE_pt);",
        f"return sum / {BLOCK * BLOCK}.0;",
    )
    share = (
        _snapped("SAKUGA_WIDE"),
        "vec2 sum = vec2(0.0);",
        "for (int y = -2; y <= 2; y++)",
        "    for (int x = -2; x <= 2; x++)",
        "        sum += SAKUGA_WIDE_tex((at + vec2(x, y)) * SAKUGA_WIDE_pt).rg",
        "            * float((3 - abs(x)) * (3 - abs(y)));",
        f"sum = sum / {sum(AROUND) ** 2} + {FAINT};",
        f"float share = ({SHARP} - sum.r / sum.g) / {SHARP - SOFT:.2f};",
        "return vec4(clamp(share, 0.0, 1.0), 0.0, 0.0, 1.0);",
    )
    near, far = smaller_sides(BLOCK), smaller_sides(BLOCK**2)
    return (
        Pass("fine detail", ["MAIN"], blocks, "SAKUGA_FINE", near),
        Pass("fine detail, wider", ["SAKUGA_FINE"], wider, "SAKUGA_WIDE", far),
        Pass("share of the answer", ["SAKUGA_WIDE"], share, SHARE, far),
    )


def _starts(count: int, whole: int) -> npt.NDArray[np.intp]:
    """Return the pixel in the middle of each of `count` parts of `whole` pixels."""
    return np.floor((np.arange(count) + 0.5) / count * whole + 0.25).astype(np.intp)


def _along(plane: Plane, rows: Any, columns: Any) -> tuple[Plane, Plane]:
    """Return sums over the last axis of f² c² and of c⁴, of pixels clamped to it."""
    height, width = plane.shape
    values = plane[rows.clip(0, height - 1), columns.clip(0, width - 1)]
    a, b, c, d, e = (values[..., k : k + BLOCK] for k in range(5))
    dark = values < BLACK
    before = np.logical_and.accumulate(dark, axis=-1)
    after = np.logical_and.accumulate(dark[..., ::-1], axis=-1)[..., ::-1]
    seen = ~(before[..., :BLOCK] | after[..., 4:])
    coarse = (2 * c - a - e) ** 2 * seen
    fine = 6 * c + a + e - 4 * (b + d)
    return (coarse * fine * fine).sum(-1), (coarse * coarse).sum(-1)


def _blocks(luma: Plane) -> Plane:
    """Return [2, y, x]: what the first pass makes."""
    height, width = luma.shape
    down = _starts(length(height, BLOCK), height)[:, None, None]
    right = _starts(length(width, BLOCK), width)[None, :, None]
    reach = np.arange(READ)[None, None] - READ // 2
    aside = LINE - BLOCK // 2
    across = _along(luma, down + aside, right + reach)
    total = np.add(across, _along(luma, down + reach, right + aside))
    return (total * (SCALE / (2 * BLOCK))).clip(0.0, MOST)


def _gathered(sums: Plane, size: tuple[int, int], weights: tuple[float, ...]) -> Plane:
    """Return [2, y, x] of another size: weighted means around each middle."""
    height, width = sums.shape[1:]
    steps = np.arange(len(weights)) - len(weights) // 2
    rows = (_starts(size[0], height)[:, None] + steps).clip(0, height - 1)
    columns = (_starts(size[1], width)[:, None] + steps).clip(0, width - 1)
    share = np.array(weights) / np.sum(weights)
    part = sums[:, rows[:, None, :, None], columns[None, :, None, :]]
    return np.einsum("cyxij,i,j->cyx", part, share, share)


def share_of_answer(picture: Plane) -> Plane:
    """Return how much of an answer is wanted at each pixel of RGB [3, y, x]: [y, x]."""
    height, width = picture.shape[1:]
    luma = np.tensordot(np.array(LUMA), picture.astype(np.float64), axes=(0, 0))
    size = (length(height, BLOCK**2), length(width, BLOCK**2))
    wide = _gathered(_blocks(luma), size, (1.0,) * BLOCK)
    fine, coarse = _gathered(wide, size, AROUND) + FAINT
    share = ((SHARP - fine / coarse) / (SHARP - SOFT)).clip(0.0, 1.0)
    rows = resize_matrix(size[0], height, Kernel.BILINEAR)
    columns = resize_matrix(size[1], width, Kernel.BILINEAR)
    result: Plane = rows @ share @ columns.T
    return result
