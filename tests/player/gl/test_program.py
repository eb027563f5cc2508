"""Programs draw with their uniforms; a refused one says where."""

from pathlib import Path

import numpy as np
import pytest

from player.errors import ShaderCompileError
from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.framebuffer import Framebuffer
from player.gl.fullscreen_triangle import FullscreenTriangle
from player.gl.live_objects import live_objects
from player.gl.program import Program, ProgramSource
from player.gl.texture import Texture, TextureFormat

VERTEX = Path("shaders/builtin/fullscreen.vert").read_text(encoding="utf-8")
HEAD = "#version 330 core\nin vec2 position;\nout vec4 colour;\n"


def draw(source: ProgramSource, size: Size) -> np.ndarray:
    """Draw once into floats and read them."""
    program, triangle, framebuffer = (
        Program(source),
        FullscreenTriangle(),
        Framebuffer(),
    )
    target = Texture(size, TextureFormat.RGBA32F)
    framebuffer.bind(target)
    program.set_float("a", 0.5)
    program.set_vec2("b", 2.0, -3.0)
    program.set_mat2("m", [[1, 2], [3, 4]])
    program.set_floats("f", [5.0, 6.0])
    program.use()
    triangle.draw()
    texels = target.read()
    for thing in (program, triangle, framebuffer, target):
        thing.release()
    return texels


def test_position_runs_from_the_first_row(gl: GlInfo) -> None:
    """`position` is at texel centres, (0, 0) at the first texel of row 0."""
    body = "void main() { colour = vec4(position, 0.0, 1.0); }\n"
    texels = draw(ProgramSource(VERTEX, HEAD + body), Size(4, 2))
    assert np.allclose(texels[0, :, 0], [0.125, 0.375, 0.625, 0.875])
    assert np.allclose(texels[:, 0, 1], [0.25, 0.75])


def test_uniforms_reach_the_shader(gl: GlInfo) -> None:
    """Floats, vectors, matrices by rows and arrays arrive as given."""
    body = (
        "uniform float a; uniform vec2 b; uniform mat2 m; uniform float f[2];\n"
        "void main() { colour = vec4(a + b.y, m * vec2(1.0, 0.0), f[1]); }\n"
    )
    texels = draw(ProgramSource(VERTEX, HEAD + body), Size(1, 1))
    assert texels[0, 0].tolist() == [-2.5, 1.0, 3.0, 6.0]


def test_refusal_names_file_and_line(gl: GlInfo) -> None:
    """An error after `#line 40` is reported at that line of the file."""
    text = HEAD + "#line 40\n\nvoid main() { colour = nonsense; }\n"
    before = live_objects()
    with pytest.raises(ShaderCompileError) as caught:
        Program(ProgramSource(VERTEX, text, file="mine.glsl", title="pass 2"))
    assert caught.value.line == 41
    assert str(caught.value).startswith("mine.glsl:41: pass 2: error:")
    assert "nonsense" in caught.value.log
    assert live_objects() == before


def test_a_link_error_is_a_refusal_too(gl: GlInfo) -> None:
    """A program whose halves do not fit is refused, with the driver's words."""
    text = "#version 330 core\nout vec4 c; vec4 gone(); void main() { c = gone(); }\n"
    with pytest.raises(ShaderCompileError) as caught:
        Program(ProgramSource(VERTEX, text, file="mine.glsl"))
    assert caught.value.line == 0
    assert "gone" in caught.value.log
