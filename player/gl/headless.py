"""A GL context without a window or a display server: EGL, surfaceless.

This is the one place with code for Linux only: elsewhere it says so, and a window (Qt)
gives the context. EGL is called through ctypes because PyOpenGL's EGL module cannot be
imported once error checking is off.
Thread: a context is current in one thread at a time.
"""

import ctypes
import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from player.errors import GraphicsUnsupportedError
from player.gl import live_objects
from player.gl.context import GlInfo, inspect_context

_EGL_OPENGL_API = 0x30A2
_EGL_PLATFORM_SURFACELESS_MESA = 0x31DD
_EGL_PLATFORM_DEVICE_EXT = 0x313F
_EGL_NONE = 0x3038
_EGL_CONTEXT_MAJOR = 0x3098
_EGL_CONTEXT_MINOR = 0x30FB
_EGL_CONTEXT_PROFILE_MASK = 0x30FD
_EGL_CORE_PROFILE = 1

_HINT = "Install libegl1 and a GL driver (libgl1-mesa-dri draws without a GPU)"


class HeadlessContext:
    """An OpenGL 3.3+ core context on no surface.

    Args:
        share_with: Context whose textures, programs and fences this one shall see.

    Raises:
        GraphicsUnsupportedError: EGL is missing, or cannot make such a context.
    """

    def __init__(self, share_with: "HeadlessContext | None" = None) -> None:
        self.egl: Any = share_with.egl if share_with else _load_egl()
        self.display: int = (
            share_with.display if share_with else _open_display(self.egl)
        )
        self.handle: int | None = None
        if not self.egl.eglBindAPI(_EGL_OPENGL_API):
            raise GraphicsUnsupportedError("EGL does not offer desktop OpenGL", _HINT)
        shared = share_with.handle if share_with else None
        attributes = (ctypes.c_int32 * 7)(
            *(_EGL_CONTEXT_MAJOR, 3, _EGL_CONTEXT_MINOR, 3),
            *(_EGL_CONTEXT_PROFILE_MASK, _EGL_CORE_PROFILE, _EGL_NONE),
        )
        self.handle = self.egl.eglCreateContext(self.display, None, shared, attributes)
        if not self.handle:
            code = self.egl.eglGetError()
            raise GraphicsUnsupportedError(
                f"EGL cannot make an OpenGL 3.3 context (0x{code:04x})", _HINT
            )
        live_objects.note_made("context")

    def make_current(self) -> None:
        """Make it the calling thread's context.

        Raises:
            GraphicsUnsupportedError: The driver needs a surface for that.
        """
        # The API is bound per thread.
        self.egl.eglBindAPI(_EGL_OPENGL_API)
        if not self.egl.eglMakeCurrent(self.display, None, None, self.handle):
            code = self.egl.eglGetError()
            raise GraphicsUnsupportedError(
                f"EGL cannot draw without a surface (0x{code:04x})", _HINT
            )

    def leave(self) -> None:
        """Take it from the calling thread."""
        self.egl.eglMakeCurrent(self.display, None, None, None)

    def release(self) -> None:
        """Destroy it; objects in it that nobody shares go too."""
        if self.handle:
            self.egl.eglDestroyContext(self.display, self.handle)
            live_objects.note_released("context")
            self.handle = None


@contextmanager
def headless_context() -> Iterator[GlInfo]:
    """Have a context current for the length of a `with` block.

    Raises:
        GraphicsUnsupportedError: None can be made here.
    """
    context = HeadlessContext()
    try:
        context.make_current()
        yield inspect_context()
    finally:
        context.leave()
        context.release()


def _load_egl() -> Any:
    if not sys.platform.startswith("linux"):
        raise GraphicsUnsupportedError(
            "Drawing without a window needs EGL, which only Linux has",
            "Use the window instead: sakuga FILE",
        )
    try:
        egl = ctypes.CDLL("libEGL.so.1")
    except OSError as error:
        raise GraphicsUnsupportedError(f"EGL is not here: {error}", _HINT) from None
    pointer, integer = ctypes.c_void_p, ctypes.c_int32
    for name, result, arguments in (
        ("eglGetProcAddress", pointer, [ctypes.c_char_p]),
        ("eglInitialize", integer, [pointer, pointer, pointer]),
        ("eglBindAPI", integer, [integer]),
        ("eglCreateContext", pointer, [pointer, pointer, pointer, pointer]),
        ("eglMakeCurrent", integer, [pointer] * 4),
        ("eglDestroyContext", integer, [pointer, pointer]),
        ("eglGetError", integer, []),
    ):
        function = getattr(egl, name)
        function.restype = result
        function.argtypes = arguments
    return egl


def _open_display(egl: Any) -> int:
    """Return an initialised display: Mesa's surfaceless one, else the first GPU's."""
    pointer = ctypes.c_void_p
    address = egl.eglGetProcAddress(b"eglGetPlatformDisplayEXT")
    if not address:
        raise GraphicsUnsupportedError("EGL is too old to draw without a window", _HINT)
    get_display = ctypes.CFUNCTYPE(pointer, ctypes.c_int32, pointer, pointer)(address)
    candidates: list[tuple[int, int | None]] = [(_EGL_PLATFORM_SURFACELESS_MESA, None)]
    candidates += [(_EGL_PLATFORM_DEVICE_EXT, device) for device in _devices(egl)]
    for platform, native in candidates:
        display = get_display(platform, native, None)
        if display and egl.eglInitialize(display, None, None):
            return int(display)
    raise GraphicsUnsupportedError("EGL found nothing to draw with", _HINT)


def _devices(egl: Any) -> list[int]:
    """Return EGL's device handles (the proprietary drivers' way without a window)."""
    address = egl.eglGetProcAddress(b"eglQueryDevicesEXT")
    if not address:
        return []
    kind = ctypes.CFUNCTYPE(
        ctypes.c_int32, ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p
    )
    handles = (ctypes.c_void_p * 16)()
    count = ctypes.c_int32(0)
    if not kind(address)(len(handles), handles, ctypes.byref(count)):
        return []
    return [handle for handle in handles[: count.value] if handle]
