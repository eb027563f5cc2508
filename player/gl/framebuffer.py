"""Where drawing goes: a texture of ours, or a framebuffer that a window owns.

Framebuffer objects belong to one context; textures are shared.
Thread: the one whose context is current.
"""

from player.errors import GraphicsUnsupportedError
from player.geometry import Rect
from player.gl import live_objects
from player.gl.api import GL
from player.gl.texture import Texture, TextureFormat


class Framebuffer:
    """Draws into textures, one at a time: the same object serves them all."""

    def __init__(self) -> None:
        self.name = int(GL.glGenFramebuffers(1))
        live_objects.note_made("framebuffer")
        self._proven: set[TextureFormat] = set()

    def bind(self, target: Texture) -> None:
        """Send drawing to the whole of `target`.

        Raises:
            GraphicsUnsupportedError: The driver cannot draw into this format.
        """
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, self.name)
        GL.glFramebufferTexture2D(
            GL.GL_FRAMEBUFFER,
            GL.GL_COLOR_ATTACHMENT0,
            GL.GL_TEXTURE_2D,
            target.name,
            0,
        )
        if target.format not in self._proven:
            self._prove(target.format)
        GL.glViewport(0, 0, target.size.width, target.size.height)

    def clear(self, target: Texture, colour: tuple[float, float, float, float]) -> None:
        """Fill `target` with one colour and leave it bound."""
        self.bind(target)
        GL.glClearColor(*colour)
        GL.glClear(GL.GL_COLOR_BUFFER_BIT)

    def copy(self, source: Texture, target: Texture) -> None:
        """Copy texels as they are; both are of one size and format."""
        self.bind(source)
        GL.glActiveTexture(GL.GL_TEXTURE0)
        GL.glBindTexture(GL.GL_TEXTURE_2D, target.name)
        size = source.size
        GL.glCopyTexSubImage2D(GL.GL_TEXTURE_2D, 0, 0, 0, 0, 0, size.width, size.height)

    def release(self) -> None:
        """Give it back; calling it again does nothing."""
        if self.name:
            GL.glDeleteFramebuffers(1, [self.name])
            live_objects.note_released("framebuffer")
            self.name = 0

    def _prove(self, texture_format: TextureFormat) -> None:
        status = int(GL.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER))
        if status != int(GL.GL_FRAMEBUFFER_COMPLETE):
            raise GraphicsUnsupportedError(
                f"The driver cannot draw into {texture_format.name} textures "
                f"(status 0x{status:04x})",
                "A newer graphics driver may help",
            )
        self._proven.add(texture_format)


def bind_window(framebuffer_name: int, viewport: Rect) -> None:
    """Send drawing to a window's framebuffer.

    Args:
        framebuffer_name: What the toolkit says, never assumed to be 0.
        viewport: In GL's own coordinates: `y` counts from the lower edge.
    """
    GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, framebuffer_name)
    GL.glViewport(viewport.x, viewport.y, viewport.width, viewport.height)


def clear_bound(colour: tuple[float, float, float, float]) -> None:
    """Fill whatever is bound with one colour."""
    GL.glClearColor(*colour)
    GL.glClear(GL.GL_COLOR_BUFFER_BIT)


def set_plain_state() -> None:
    """Switch off everything that could change what a fullscreen draw writes.

    A toolkit that shares the context may have left blending or scissoring on.
    """
    for capability in (
        GL.GL_BLEND,
        GL.GL_DEPTH_TEST,
        GL.GL_STENCIL_TEST,
        GL.GL_SCISSOR_TEST,
        GL.GL_CULL_FACE,
        GL.GL_DITHER,
        GL.GL_FRAMEBUFFER_SRGB,
    ):
        GL.glDisable(capability)
    GL.glColorMask(GL.GL_TRUE, GL.GL_TRUE, GL.GL_TRUE, GL.GL_TRUE)
