"""What the current GL context is and can do; its debug messages to our log.

Contexts are made elsewhere (Qt in `ui`, EGL in `player.gl.headless`); this module only
looks at the one that is current.
Thread: the one whose context is current.
"""

import ctypes
import logging
import re
from dataclasses import dataclass
from typing import Any

from player.errors import GraphicsUnsupportedError
from player.gl.api import GL, debug_message_callback
from player.log import logger

REQUIRED_VERSION = (3, 3)
"""First version with everything that a chain needs (docs/decisions, rendering)."""

REQUIRED_FRAGMENT_SAMPLERS = 16
"""What GL 3.3 guarantees, and what the largest Anime4K files use."""

_SOFTWARE_NAMES = (
    "llvmpipe",
    "softpipe",
    "swiftshader",
    "software rasterizer",
    "gdi generic",
    "microsoft basic render",
    "apple software renderer",
)

_log = logger("gl")


@dataclass(frozen=True, slots=True)
class GlInfo:
    """What a context said of itself.

    Attributes:
        version: Of the context: (4, 5).
        glsl_version: 330, 410, 450 …
        is_software: Drawn by the CPU: correct, but slow, and its timers mean nothing.
        max_texture_size: Longest side of a texture in texels.
        max_fragment_samplers: Textures that one pass can read.
    """

    vendor: str
    renderer: str
    version_text: str
    version: tuple[int, int]
    glsl_version: int
    extensions: frozenset[str]
    max_texture_size: int
    max_fragment_samplers: int
    is_software: bool

    @property
    def has_gather(self) -> bool:
        """Whether GLSL offers textureGather with a component argument."""
        return self.version >= (4, 0)

    @property
    def has_debug_output(self) -> bool:
        """Whether the driver can tell us its complaints."""
        return self.version >= (4, 3) or "GL_KHR_debug" in self.extensions

    @property
    def has_program_binaries(self) -> bool:
        """Whether linked programs can be kept on disk."""
        if self.version < (4, 1) and "GL_ARB_get_program_binary" not in self.extensions:
            return False
        return int(GL.glGetIntegerv(GL.GL_NUM_PROGRAM_BINARY_FORMATS)) > 0

    @property
    def driver_identity(self) -> str:
        """Return what compiled programs depend on, for caches and reports."""
        return f"{self.vendor}|{self.renderer}|{self.version_text}"


def is_software_renderer(renderer: str) -> bool:
    """Return whether a GL_RENDERER text names a renderer that runs on the CPU."""
    lowered = renderer.lower()
    return any(name in lowered for name in _SOFTWARE_NAMES)


def inspect_context() -> GlInfo:
    """Describe the current context.

    Raises:
        GraphicsUnsupportedError: There is none, or it cannot do what we need.
    """
    version_text = _text(GL.GL_VERSION)
    if not version_text:
        raise GraphicsUnsupportedError(
            "OpenGL does not answer: no context is current",
            "Check that a graphics driver is installed",
        )
    version = parse_version(version_text)
    if "OpenGL ES" in version_text or version < REQUIRED_VERSION:
        raise GraphicsUnsupportedError(
            f"OpenGL 3.3 is needed, the driver offers {version_text!r}",
            "A newer graphics driver may help",
        )
    count = int(GL.glGetIntegerv(GL.GL_NUM_EXTENSIONS))
    names = (GL.glGetStringi(GL.GL_EXTENSIONS, index) for index in range(count))
    renderer = _text(GL.GL_RENDERER)
    glsl = parse_version(_text(GL.GL_SHADING_LANGUAGE_VERSION))
    info = GlInfo(
        vendor=_text(GL.GL_VENDOR),
        renderer=renderer,
        version_text=version_text,
        version=version,
        glsl_version=glsl[0] * 100 + glsl[1],
        extensions=frozenset(name.decode("ascii", "replace") for name in names),
        max_texture_size=int(GL.glGetIntegerv(GL.GL_MAX_TEXTURE_SIZE)),
        max_fragment_samplers=int(GL.glGetIntegerv(GL.GL_MAX_TEXTURE_IMAGE_UNITS)),
        is_software=is_software_renderer(renderer),
    )
    if info.max_fragment_samplers < REQUIRED_FRAGMENT_SAMPLERS:
        raise GraphicsUnsupportedError(
            f"{renderer} reads {info.max_fragment_samplers} textures in a pass, "
            f"{REQUIRED_FRAGMENT_SAMPLERS} are needed",
        )
    return info


def parse_version(text: str) -> tuple[int, int]:
    """Return the first "4.50"-like number of `text`; (0, 0) when there is none."""
    match = re.search(r"(\d+)\.(\d+)", text)
    return (int(match[1]), int(match[2])) if match else (0, 0)


def _text(name: int) -> str:
    value = GL.glGetString(name)
    return value.decode("utf-8", "replace") if value else ""


class DebugLog:
    """Sends the driver's messages (KHR_debug) to the log while it lives.

    Thread: made, used and released where the context is current; messages arrive on
    that thread, inside the call that caused them.
    """

    def __init__(self, info: GlInfo) -> None:
        self._callback: Any = None
        self._set_callback = debug_message_callback()
        if not info.has_debug_output or self._set_callback is None:
            return
        self._callback = GL.GLDEBUGPROC(_note_message)
        GL.glEnable(GL.GL_DEBUG_OUTPUT)
        GL.glEnable(GL.GL_DEBUG_OUTPUT_SYNCHRONOUS)
        self._set_callback(ctypes.cast(self._callback, ctypes.c_void_p), None)

    def release(self) -> None:
        """Stop listening; the context must be current."""
        if self._callback is None:
            return
        GL.glDisable(GL.GL_DEBUG_OUTPUT)
        self._set_callback(None, None)
        self._callback = None


def _note_message(
    _source: int,
    kind: int,
    _number: int,
    severity: int,
    length: int,
    message: Any,
    _user: Any,
) -> None:
    if severity == int(GL.GL_DEBUG_SEVERITY_NOTIFICATION):
        return
    raw = ctypes.string_at(message, length) if length >= 0 else bytes(message)
    is_error = kind == int(GL.GL_DEBUG_TYPE_ERROR)
    level = logging.WARNING if is_error else logging.DEBUG
    _log.log(level, "driver: %s", raw.decode("utf-8", "replace").strip())
