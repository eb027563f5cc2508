"""The last draw of a picture: scaled, tone-mapped, turned upright, on 8 bits.

Before and after go through the same `OutputPass` with the same `OutputLook`, so that
they differ by the chain alone. Thread: drawing.
"""

from dataclasses import dataclass
from functools import cache

from player.colour import ColourSpec, Primaries, Transfer
from player.colour_math import primaries_conversion
from player.colour_tone import (
    GAMUT_KNEE,
    HIGHLIGHT_WHITENING,
    SDR_WHITE_NITS,
    WIDE_PRIMARIES,
    gamut_limits,
    needs_gamut_mapping,
    needs_mapping,
    source_gamma,
    source_peak,
    target_gamma,
    tone_curve,
)
from player.geometry import Size
from player.gl.program import Program
from player.gl.texture import Sampling, Texture, TextureFormat
from player.render.canvas import Canvas
from player.render.colour_pass import (
    ColourPass,
    Switches,
    plane_switches,
    set_matrix_uniforms,
    set_plane_uniforms,
    switched_program,
)
from player.render.dither_pattern import SIDE_PX, dither_pattern
from player.render.plane_upload import PlaneTextures
from player.render.request import Kernel
from player.render.scale_pass import ScalePass
from player.render.texture_pool import TexturePool

HALF_FLOAT_GRACE = 0.13
"""Levels. Half floats that are cut off, as llvmpipe does, miss a level by up to
255 / 2048 = 0.125: so near, it was that level, and an 8-bit picture that no pass
changed comes out as it went in."""

FLOAT_GRACE = 0.001
"""Levels. What 32-bit arithmetic may miss: exact levels are not dithered."""

_TRANSFERS = {Transfer.SDR: 1, Transfer.LINEAR: 1, Transfer.PQ: 2, Transfer.HLG: 3}

_TURNS = {
    0: ((1, 0, 0, 1), (0, 0)),
    90: ((0, -1, 1, 0), (0, 1)),
    180: ((-1, 0, 0, -1), (1, 1)),
    270: ((0, 1, -1, 0), (1, 0)),
}
"""Degrees that a picture is to be turned clockwise: the columns that lead from a pixel
of the upright picture to one of the coded picture, and the origin in coded sizes."""


@dataclass(frozen=True, slots=True)
class OutputLook:
    """How pictures come to the screen; the same for both halves of a comparison.

    Attributes:
        colour: What R'G'B' means.
        rotation_degrees: Clockwise turn that makes the picture upright.
        kernel: Of the scaling.
        chroma_kernel: For planes that go to the screen without a stage between.
    """

    colour: ColourSpec
    rotation_degrees: int = 0
    kernel: Kernel = Kernel.LANCZOS
    chroma_kernel: Kernel = Kernel.BICUBIC
    is_dithered: bool = True


class OutputPass:
    """Draws finished pictures; the target's size is the output size, upright.

    Thread: drawing.
    """

    def __init__(self, canvas: Canvas, pool: TexturePool) -> None:
        self._canvas = canvas
        self._pool = pool
        self._colour = ColourPass(canvas)
        self._scale = ScalePass(canvas, pool)
        tile = Size(SIDE_PX, SIDE_PX)
        self._thresholds = Texture(tile, TextureFormat.R32F, Sampling.NEAREST)
        self._thresholds.upload_array(dither_pattern())

    def draw(self, source: Texture, target: Texture, look: OutputLook) -> None:
        """Bring R'G'B' to the screen: MAIN, or what the chain made of it.

        Args:
            source: RGBA16F of any size, in the coded orientation.
            target: RGBA8, upright.
            look: How.
        """
        size = coded_size(target.size, look.rotation_degrees)
        step = self._scale.begin(source, size, look.kernel)
        switches = (*step.switches, ("SOURCE_IS_PLANES", 0))
        program = self._begin(switches, look, size)
        step.set_uniforms(program)
        self._end(program, target, step.textures, look)
        self._scale.finish(step)

    def draw_planes(
        self, planes: PlaneTextures, target: Texture, look: OutputLook
    ) -> None:
        """Bring a frame to the screen that no pass enhances.

        Without scaling that is a single draw in 32-bit floats; with it, the frame goes
        to R'G'B' first, as for a chain.
        """
        size = coded_size(target.size, look.rotation_degrees)
        if size == planes.size:
            self._draw_fused(planes, target, look)
            return
        rgb = self._pool.take(planes.size)
        self._colour.draw_rgb(planes, rgb, look.chroma_kernel)
        self.draw(rgb, target, look)
        self._pool.give_back(rgb)

    def release(self) -> None:
        """Give everything back; the context must be current."""
        self._scale.release()
        self._thresholds.release()

    def _draw_fused(
        self, planes: PlaneTextures, target: Texture, look: OutputLook
    ) -> None:
        switches = (
            *plane_switches(planes.layout, look.chroma_kernel),
            ("SOURCE_IS_PLANES", 1),
        )
        program = self._begin(switches, look, planes.size)
        set_plane_uniforms(program, planes)
        set_matrix_uniforms(program, planes.layout, planes.colour)
        self._end(program, target, planes.textures, look, grace=FLOAT_GRACE)

    def _begin(self, switches: Switches, look: OutputLook, size: Size) -> Program:
        chosen = (*switches, *_look_switches(look))
        program = switched_program(self._canvas, "output.frag", chosen)
        turn, origin = _TURNS[look.rotation_degrees % 360]
        program.set_vec4("turn", turn)
        program.set_vec2("turn_origin", origin[0] * size.width, origin[1] * size.height)
        if needs_mapping(look.colour):
            _set_tone_uniforms(program, look.colour)
        return program

    def _end(
        self,
        program: Program,
        target: Texture,
        textures: tuple[Texture, ...],
        look: OutputLook,
        grace: float = HALF_FLOAT_GRACE,
    ) -> None:
        if look.is_dithered:
            program.set_int("thresholds", len(textures))
            program.set_float("grace", grace)
            textures = (*textures, self._thresholds)
        self._canvas.draw(program, target, textures)


def coded_size(upright: Size, rotation_degrees: int) -> Size:
    """Return a size in the orientation of the coded picture."""
    if rotation_degrees % 180:
        return Size(upright.height, upright.width)
    return upright


def _look_switches(look: OutputLook) -> Switches:
    switches: Switches = (
        ("IS_DITHERED", int(look.is_dithered)),
        ("IS_MAPPED", int(needs_mapping(look.colour))),
    )
    if not needs_mapping(look.colour):
        return switches
    return (
        *switches,
        ("TRANSFER", _TRANSFERS[look.colour.transfer]),
        ("HAS_GAMUT", int(needs_gamut_mapping(look.colour))),
    )


def _set_tone_uniforms(program: Program, colour: ColourSpec) -> None:
    """Set the numbers of `lib/tone.glsl`."""
    wide = colour.primaries if colour.primaries in WIDE_PRIMARIES else Primaries.BT709
    program.set_mat3("to_709", primaries_conversion(wide, Primaries.BT709))
    program.set_float("source_gamma", source_gamma(colour))
    program.set_float("target_gamma", target_gamma(colour))
    program.set_float("white_nits", SDR_WHITE_NITS)
    program.set_vec3("curve", _curve(source_peak(colour)))
    program.set_float("highlight_whitening", HIGHLIGHT_WHITENING)
    program.set_float("gamut_knee", GAMUT_KNEE)
    limits = _limits(colour.primaries, target_gamma(colour))
    program.set_vec3("gamut_limits", limits)


@cache
def _limits(primaries: Primaries, gamma: float) -> tuple[float, float, float]:
    return gamut_limits(primaries, gamma)


@cache
def _curve(peak_nits: float) -> tuple[float, float, float]:
    curve = tone_curve(peak_nits)
    return curve.source_pq, curve.ceiling, curve.knee
