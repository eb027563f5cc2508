"""A mark in the stream of GL commands that tells when the GPU has passed it.

Thread: made where a context is current; may be waited for from any thread whose
context shares objects with that one.
"""

from typing import Any

from player.gl import live_objects
from player.gl.api import GL


class Fence:
    """Passed when everything asked before its making is done."""

    def __init__(self) -> None:
        self._sync: Any = GL.glFenceSync(GL.GL_SYNC_GPU_COMMANDS_COMPLETE, 0)
        live_objects.note_made("fence")
        # Without a flush the mark may sit in this thread's buffer for ever.
        GL.glFlush()

    def wait(self, timeout_s: float) -> bool:
        """Wait until it is passed; return False when `timeout_s` was too short."""
        if self._sync is None:
            return True
        status = int(GL.glClientWaitSync(self._sync, 0, int(timeout_s * 1e9)))
        return status in {
            int(GL.GL_ALREADY_SIGNALED),
            int(GL.GL_CONDITION_SATISFIED),
        }

    @property
    def is_passed(self) -> bool:
        """Whether the GPU has come by, without waiting."""
        return self.wait(0.0)

    def wait_on_gpu(self) -> None:
        """Make later commands of the current context wait, not this thread."""
        if self._sync is not None:
            GL.glWaitSync(self._sync, 0, 0xFFFFFFFFFFFFFFFF)

    def release(self) -> None:
        """Give it back; calling it again does nothing."""
        if self._sync is not None:
            GL.glDeleteSync(self._sync)
            live_objects.note_released("fence")
            self._sync = None
