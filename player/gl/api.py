"""The one door to PyOpenGL: its switches are set here, before its first import.

Everything in `player.gl` takes GL from here and nothing else does. PyOpenGL's own
context bookkeeping is never used (no vertex pointers, no automatic arrays): it depends
on knowing who made the context, and ours come from Qt or from EGL.
Thread: any that has a context current.
"""

import ctypes
from typing import Any

import OpenGL

# Each call would otherwise be followed by glGetError, which doubles its price; errors
# of ours show in tests (`take_error`), errors of drivers in the KHR_debug log.
OpenGL.ERROR_CHECKING = False
OpenGL.ERROR_LOGGING = False
OpenGL.FULL_LOGGING = False
OpenGL.CONTEXT_CHECKING = False

from OpenGL import GL as _GL  # noqa: E402  the switches above must come first
from OpenGL.platform import PLATFORM  # noqa: E402  same reason
from OpenGL.raw.GL.VERSION import GL_1_0 as _GL_1_0  # noqa: E402  same reason
from OpenGL.raw.GL.VERSION import GL_1_1 as _GL_1_1  # noqa: E402  same reason

GL: Any = _GL
"""PyOpenGL's core functions and constants (it carries no types)."""

tex_image_2d: Any = _GL_1_0.glTexImage2D
tex_sub_image_2d: Any = _GL_1_1.glTexSubImage2D
get_tex_image: Any = _GL_1_0.glGetTexImage
# The wrapped forms of these three reset the pixel-store state that we set; the raw
# ones take a plain pointer.


def debug_message_callback() -> Any:
    """Return glDebugMessageCallback as a callable, None where there is none.

    PyOpenGL would look for its extension through the windowing library it guessed,
    which is the wrong one when EGL made the context.
    """
    address = PLATFORM.getExtensionProcedure(b"glDebugMessageCallback")
    if not address:
        return None
    prototype = PLATFORM.DEFAULT_FUNCTION_TYPE(None, ctypes.c_void_p, ctypes.c_void_p)
    return prototype(address)


def take_error() -> int:
    """Return and clear the context's error flag (0 = none); for tests and start-up."""
    return int(GL.glGetError())


def finish() -> None:
    """Wait until the GPU has done all that was asked of it."""
    GL.glFinish()


def flush() -> None:
    """Hand everything that was asked to the GPU, without waiting."""
    GL.glFlush()
