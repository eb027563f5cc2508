"""How the channels go with the luma around a place: what is added follows them.

A network that doubles adds to the luma. Given to red, green and blue alike, that makes
a red line on white paler at its rims, and leaves colours as soft as they were. Nearby
a channel mostly is a straight line over the luma, so what is added is given to each
by its slope there: least squares over a pixel and its four neighbours, drawn towards
one, which is gray's, where the luma hardly differs. The slopes' luma is one, and what
a limit takes from it all three get back: the luma becomes what the network said.

Most video has its colours at half the size, so a line there is in the luma and, wider
and paler, in the colours. Half of what a small blur takes from the luma is given back
to the colours by the same slopes: halfway between sources with whole and half colours.

One pass of the source's size, and one read more where the picture is put together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from shaders.training.passes import Pass
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.shapes import LUMA

Planes = npt.NDArray[np.floating[Any]]

COLOUR = "SAKUGA_COLOUR"
NEIGHBOURS = ((0, 0), (-1, 0), (1, 0), (0, -1), (0, 1))  # x, y
FLAT = (5.0 / 255.0) ** 2  # a variance that says little
LEAST, MOST = 0.0, 3.0  # slopes; beyond them a ring of the luma becomes a fringe
GIVEN_BACK = 0.5
BLURRED = 0.125  # share of each neighbour in the small blur


def colour_pass() -> Pass:
    """Return the pass: slopes of red, green and blue, then what is given back."""
    reads = [
        "MAIN_tex(MAIN_pos)" if place == (0, 0) else f"MAIN_texOff(vec2{place})"
        for place in NEIGHBOURS
    ]
    count, names = len(reads), [f"v{k}" for k in range(len(reads))]
    others = " + ".join(f"l{k}" for k in range(1, count))
    body = [
        f"const vec3 luma = vec3({', '.join(map(str, LUMA))});",
        *(f"vec3 {n} = {read}.rgb;" for n, read in zip(names, reads, strict=True)),
        f"vec3 mean = ({' + '.join(names)}) / {count}.0;",
        *(f"float l{k} = dot({name} - mean, luma);" for k, name in enumerate(names)),
        f"vec3 both = vec3({FLAT * count:.8f});",
        f"float own = {FLAT * count:.8f};",
        *(f"both += {n} * l{k}; own += l{k} * l{k};" for k, n in enumerate(names)),
        f"vec3 slope = clamp(both / own, {LEAST}, {MOST});",
        "slope += 1.0 - dot(slope, luma);",
        f"float fine = {4 * BLURRED} * l0 - {BLURRED} * ({others});",
        f"return vec4(slope, {GIVEN_BACK} * fine);",
    ]
    return Pass("colour", ["MAIN"], body, COLOUR)


def composed() -> list[str]:
    """Return the lines that end the last pass; `added` is a float by then."""
    return [
        "vec4 source = MAIN_tex(MAIN_pos);",
        f"vec4 colour = {COLOUR}_tex(MAIN_pos);",
        "vec3 more = added * colour.rgb + colour.a * (colour.rgb - 1.0);",
        "return vec4(clamp(source.rgb + more, 0.0, 1.0), source.a);",
    ]


def slopes(picture: Planes) -> tuple[Planes, Planes]:
    """Return what each channel of a doubled picture gets of what is added to its luma.

    And what is given back to it, whatever is added.

    Args:
        picture: R'G'B' [3, y, x], not yet doubled.
    """
    _, height, width = picture.shape
    padded = np.pad(picture, ((0, 0), (1, 1), (1, 1)), mode="edge")
    near = np.stack(
        [
            padded[:, 1 + y : 1 + y + height, 1 + x : 1 + x + width]
            for x, y in NEIGHBOURS
        ]
    )
    luma = np.tensordot(np.array(LUMA, np.float32), near - near.mean(0), ((0,), (1,)))
    both = (near * luma[:, None]).sum(0) + FLAT * len(near)
    slope = (both / ((luma**2).sum(0) + FLAT * len(near))).clip(LEAST, MOST)
    slope += 1.0 - np.tensordot(np.array(LUMA, np.float32), slope, (0, 0))
    fine = 4 * BLURRED * luma[0] - BLURRED * luma[1:].sum(0)
    rows = resize_matrix(height, 2 * height, Kernel.BILINEAR)
    columns = resize_matrix(width, 2 * width, Kernel.BILINEAR)
    large = rows @ np.concatenate([slope, GIVEN_BACK * fine[None]]) @ columns.T
    return large[:3], large[3] * (large[:3] - 1.0)


def coloured(picture: Planes, added: Planes) -> Planes:
    """Return what is added to each channel of a doubled picture.

    Args:
        picture: R'G'B' [3, y, x], not yet doubled.
        added: to its luma, [2 y, 2 x].
    """
    slope, back = slopes(picture)
    result: Planes = added * slope + back
    return result
