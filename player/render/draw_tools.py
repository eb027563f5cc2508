"""What every built-in pass needs to draw: one framebuffer, one triangle, programs.

Thread: drawing; one `DrawTools` per GL context (framebuffers and vertex arrays are not
shared between contexts).
"""

from player.geometry import Size
from player.gl.framebuffer import Framebuffer
from player.gl.fullscreen_triangle import FullscreenTriangle
from player.gl.program import Program
from player.gl.texture import Sampling, Texture, TextureFormat
from player.render.builtin_source import builtin_source

Switches = tuple[tuple[str, int | str], ...]


class DrawTools:
    """Draws built-in programs into textures; each variant is compiled once."""

    def __init__(self) -> None:
        self.framebuffer = Framebuffer()
        self.triangle = FullscreenTriangle()
        self._programs: dict[tuple[str, Switches], Program] = {}

    def program(self, fragment: str, switches: Switches = ()) -> Program:
        """Return a program in use, ready for its uniforms.

        Args:
            fragment: File in `shaders/builtin`.
            switches: Pairs of preprocessor symbol and value.
        """
        key = (fragment, switches)
        program = self._programs.get(key)
        if program is None:
            program = Program(builtin_source(fragment, dict(switches)))
            self._programs[key] = program
        program.use()
        return program

    def draw_into(self, target: Texture) -> None:
        """Run the program in use over the whole of `target`."""
        self.framebuffer.bind(target)
        self.triangle.draw()

    def release(self) -> None:
        """Give everything back; the context must be current."""
        for program in self._programs.values():
            program.release()
        self._programs.clear()
        self.triangle.release()
        self.framebuffer.release()


class Scratch:
    """A texture for results between two draws, kept while its size stays."""

    def __init__(self, texture_format: TextureFormat = TextureFormat.RGBA16F) -> None:
        self._format = texture_format
        self._texture: Texture | None = None

    def of_size(self, size: Size) -> Texture:
        """Return the texture, made anew when the size has changed."""
        if self._texture is None or self._texture.size != size:
            self.release()
            self._texture = Texture(size, self._format, Sampling.LINEAR)
        return self._texture

    def release(self) -> None:
        """Give it back."""
        if self._texture is not None:
            self._texture.release()
            self._texture = None
