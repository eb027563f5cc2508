"""The only geometry there is: one triangle that covers the target.

Its corners come from `gl_VertexID` in `shaders/builtin/fullscreen.vert`, so there are
no buffers and no vertex pointers.
Thread: the one whose context is current (vertex arrays belong to one context).
"""

from player.gl import live_objects
from player.gl.api import GL


class FullscreenTriangle:
    """An empty vertex array (core profiles insist on one) and its draw call."""

    def __init__(self) -> None:
        self.name = int(GL.glGenVertexArrays(1))
        live_objects.note_made("vertex array")

    def draw(self) -> None:
        """Run the current program over the whole viewport."""
        GL.glBindVertexArray(self.name)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        GL.glBindVertexArray(0)

    def release(self) -> None:
        """Give it back; calling it again does nothing."""
        if self.name:
            GL.glDeleteVertexArrays(1, [self.name])
            live_objects.note_released("vertex array")
            self.name = 0
