"""Draws a program over the whole of a texture: what every pass here ends in.

Thread: drawing; belongs to one context (framebuffer and vertex array are its own).
"""

from collections.abc import Mapping, Sequence

from player.gl.context import GlInfo, inspect_context
from player.gl.framebuffer import Framebuffer, set_plain_state
from player.gl.fullscreen_triangle import FullscreenTriangle
from player.gl.program import Program
from player.gl.texture import Texture
from player.render.builtin_glsl import builtin_program
from player.render.program_store import ProgramStore


class Canvas:
    """One framebuffer, one triangle, and the programs.

    Thread: drawing, its context current.

    Raises:
        GraphicsUnsupportedError: The context cannot do what we need.
    """

    def __init__(self, store: ProgramStore) -> None:
        self.info: GlInfo = inspect_context()
        self.store = store
        self._framebuffer = Framebuffer()
        self._triangle = FullscreenTriangle()
        set_plain_state()

    def builtin(
        self, path: str, defines: Mapping[str, int | float | str] | None = None
    ) -> Program:
        """Return one of our own programs, compiled on first use."""
        return self.store.compile_now(builtin_program(path, defines))

    def draw(
        self, program: Program, target: Texture, textures: Sequence[Texture] = ()
    ) -> None:
        """Run a program for every texel of `target`.

        Args:
            program: Its uniforms are set; samplers name units 0, 1, …
            target: Written whole; must not be among `textures`.
            textures: Bound to units 0, 1, … in order.
        """
        self._framebuffer.bind(target)
        for unit, texture in enumerate(textures):
            texture.bind(unit)
        program.use()
        self._triangle.draw()

    def copy(self, source: Texture, target: Texture) -> None:
        """Copy texels as they are; both are of one size and format."""
        self._framebuffer.copy(source, target)

    def release(self) -> None:
        """Give the GL objects back; the programs stay with the store."""
        self._framebuffer.release()
        self._triangle.release()
