"""`sakuga doctor`: what this machine offers, in a form to paste into a bug report."""

import argparse
import ctypes.util
import platform
import sys
from collections.abc import Iterator
from importlib import metadata

from player.audio import devices
from player.errors import PlayerError
from player.gl.headless import headless_context
from player.media import abilities

_LIBRARIES = ("numpy", "PyOpenGL", "PyOpenGL-accelerate", "PySide6-Essentials")
_SYSTEM_LIBRARIES = ("EGL", "GL", "portaudio", "ass", "xcb-cursor", "xkbcommon-x11")
_NAME_WIDTH = 22

Row = tuple[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Print the report; 0 even where something is missing, for that is a finding."""
    del arguments
    print(report())
    return 0


def report() -> str:
    """Return the report; the window puts it on the clipboard."""
    lines = ["```"]
    for heading, rows in _sections():
        lines.append(f"[{heading}]")
        lines += [f"{name:<{_NAME_WIDTH}} {value}".rstrip() for name, value in rows]
        lines.append("")
    return "\n".join([*lines, "```"])


def _sections() -> Iterator[tuple[str, Iterator[Row]]]:
    yield "program", _program()
    yield "graphics", _graphics()
    yield "media", _media()
    yield "sound", _sound()
    yield "libraries", _libraries()


def _program() -> Iterator[Row]:
    yield "sakuga", _version_of("sakuga")
    yield "python", sys.version.split()[0]
    yield "system", platform.platform()


def _graphics() -> Iterator[Row]:
    try:
        with headless_context() as gl:
            yield "renderer", gl.renderer
            yield "vendor", gl.vendor
            yield "version", gl.version_text
            yield "GLSL", str(gl.glsl_version)
            yield "software", "yes" if gl.is_software else "no"
            yield "largest texture", str(gl.max_texture_size)
            yield "textures in a pass", str(gl.max_fragment_samplers)
    except PlayerError as error:
        yield "no context", f"{error}. {error.hint}".rstrip(". ")


def _media() -> Iterator[Row]:
    yield from abilities.versions()
    present, missing = abilities.decoders()
    yield "decoders", " ".join(present)
    yield "decoders missing", " ".join(missing) or "none"
    yield "hardware decoding", " ".join(abilities.hardware()) or "none"


def _sound() -> Iterator[Row]:
    try:
        listed = devices.output_devices()
    except PlayerError as error:
        yield "no sound", f"{error}. {error.hint}".rstrip(". ")
        return
    yield "PortAudio", devices.portaudio_version()
    if not listed:
        yield "no output device", "playback will be silent, on the wall clock"
    for device in listed:
        mark = "default: " if device.is_default else ""
        shape = f"{device.api}, {device.channels} ch, {device.rate_hz} Hz"
        yield "output", f"{mark}{device.name} ({shape})"


def _libraries() -> Iterator[Row]:
    for name in _LIBRARIES:
        yield name, _version_of(name)
    if sys.platform == "win32":
        return
    for name in _SYSTEM_LIBRARIES:
        yield f"lib{name}", ctypes.util.find_library(name) or "not found"


def _version_of(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "not installed"
