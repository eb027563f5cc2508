"""Planes to the hook stages NATIVE and MAIN: chroma enlarged, matrix applied.

NATIVE holds the components as stored (normalised, range not expanded, Y'CbCr or RGB),
MAIN holds R'G'B', full range, gamma as in the source, alpha 1. Thread: drawing.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec, Matrix
from player.colour_math import chroma_offset, neutral_chroma, samples_to_rgb
from player.frames import ColourFamily, PixelLayout, PlaneLayout
from player.gl.program import Program, ProgramSource
from player.gl.texture import Texture
from player.render.builtin_glsl import builtin_program
from player.render.canvas import Canvas
from player.render.plane_upload import PlaneTextures
from player.render.request import Kernel

Switches = tuple[tuple[str, int | str], ...]
"""Pairs of preprocessor symbol and value: one variant of a built-in program."""

PLANE_SAMPLERS = ("plane0", "plane1", "plane2")

_PLACES = ("FIRST", "SECOND", "THIRD")
_CHANNELS = "rgba"


class ColourPass:
    """Draws a frame's NATIVE and MAIN; targets have the frame's size.

    Thread: drawing.
    """

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas

    def draw_native(
        self, planes: PlaneTextures, target: Texture, chroma_kernel: Kernel
    ) -> None:
        """Fill `target` with the stored components, chroma at luma's size."""
        switches = plane_switches(planes.layout, chroma_kernel)
        program = self._program(switches, from_planes=True, to_rgb=False)
        set_plane_uniforms(program, planes)
        self._canvas.draw(program, target, planes.textures)

    def draw_rgb(
        self, planes: PlaneTextures, target: Texture, chroma_kernel: Kernel
    ) -> None:
        """Fill `target` with R'G'B', straight from the planes."""
        switches = plane_switches(planes.layout, chroma_kernel)
        program = self._program(switches, from_planes=True, to_rgb=True)
        set_plane_uniforms(program, planes)
        set_matrix_uniforms(program, planes.layout, planes.colour)
        self._canvas.draw(program, target, planes.textures)

    def draw_rgb_from_native(
        self, native: Texture, planes: PlaneTextures, target: Texture
    ) -> None:
        """Fill `target` with R'G'B' of a NATIVE texture (that hooks may have changed).

        Args:
            native: Of the target's size, whatever hooks made of it.
            planes: The frame that it came from, for its layout and colour.
            target: Where R'G'B' goes.
        """
        program = self._program((), from_planes=False, to_rgb=True)
        program.set_int("native", 0)
        set_matrix_uniforms(program, planes.layout, planes.colour)
        self._canvas.draw(program, target, (native,))

    def _program(
        self, switches: Switches, *, from_planes: bool, to_rgb: bool
    ) -> Program:
        chosen = (
            *switches,
            ("SOURCE_IS_PLANES", int(from_planes)),
            ("RESULT_IS_RGB", int(to_rgb)),
        )
        return switched_program(self._canvas, "colour.frag", chosen)


def switched_program(canvas: Canvas, path: str, switches: Switches) -> Program:
    """Return one variant of a program, in use: ready for its uniforms."""
    program = canvas.store.compile_now(_source(path, switches))
    program.use()
    return program


@cache
def _source(path: str, switches: Switches) -> ProgramSource:
    return builtin_program(path, dict(switches))


@cache
def plane_switches(layout: PixelLayout, chroma_kernel: Kernel) -> Switches:
    """Return the switches of `lib/planes.glsl` for a pixel format."""
    places = {0: (0, 0)}
    for plane, plane_layout in enumerate(_colour_planes(layout)):
        for channel, component in enumerate(plane_layout.components):
            places[component] = (plane, channel)
    has_chroma = layout.family is not ColourFamily.GRAY and {1, 2} <= places.keys()
    switches: list[tuple[str, int | str]] = [("HAS_CHROMA", int(has_chroma))]
    for component, name in enumerate(_PLACES if has_chroma else _PLACES[:1]):
        plane, channel = places[component]
        switches.append((f"{name}_PLANE", PLANE_SAMPLERS[plane]))
        switches.append((f"{name}_CHANNEL", _CHANNELS[channel]))
    if has_chroma:
        kernel = 1 if chroma_kernel is Kernel.BILINEAR else 2
        switches.append(("CHROMA_KERNEL", kernel if _is_subsampled(layout) else 0))
        switches.append(("IS_INTERLEAVED", int(places[1][0] == places[2][0])))
    return tuple(switches)


def set_plane_uniforms(program: Program, planes: PlaneTextures) -> None:
    """Say which units the planes are on (0…) and how they lie to each other."""
    for unit, name in enumerate(PLANE_SAMPLERS[: len(planes.textures)]):
        program.set_int(name, unit)
    layout = planes.layout
    program.set_float("sample_scale", layout.sample_scale)
    program.set_float("neutral", neutral_chroma(layout.depth_bits))
    shift_x, shift_y = _chroma_shifts(layout)
    program.set_vec2("chroma_step", 0.5**shift_x, 0.5**shift_y)
    offset = chroma_offset(planes.colour.siting, shift_x, shift_y)
    program.set_vec2("chroma_offset", *offset)


def set_matrix_uniforms(
    program: Program, layout: PixelLayout, colour: ColourSpec
) -> None:
    """Set the matrix of `lib/matrix.glsl`."""
    matrix = _matrix(layout, colour)
    program.set_mat3("to_rgb", matrix[:, :3])
    red, green, blue = matrix[:, 3]
    program.set_vec3("to_rgb_offset", (float(red), float(green), float(blue)))


@cache
def _matrix(layout: PixelLayout, colour: ColourSpec) -> npt.NDArray[np.float64]:
    matrix = colour.matrix
    if layout.family is ColourFamily.RGB:
        matrix = Matrix.RGB
    elif matrix is Matrix.RGB:
        # Gray (and mistagged Y'CbCr): any Y'CbCr matrix turns neutral chroma to gray.
        matrix = Matrix.BT709
    return samples_to_rgb(matrix, colour.range, layout.depth_bits)


def _colour_planes(layout: PixelLayout) -> list[PlaneLayout]:
    """Return the planes that the uploader keeps: those with colour in them."""
    return [
        plane
        for plane in layout.planes
        if any(component in {0, 1, 2} for component in plane.components)
    ]


def _chroma_shifts(layout: PixelLayout) -> tuple[int, int]:
    for plane in layout.planes:
        if 1 in plane.components:
            return plane.shift_x, plane.shift_y
    return 0, 0


def _is_subsampled(layout: PixelLayout) -> bool:
    return _chroma_shifts(layout) != (0, 0)
