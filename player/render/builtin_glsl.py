"""Reads our own GLSL: `shaders/builtin/*.frag` and the pieces that they share.

A line `#include "lib/name.glsl"` stands for that file. Variants of a program are made
by `#define`s, put after the `#version` line.
Pure but for reading package files, each once.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from player.gl.program import ProgramSource

_INCLUDE = re.compile(
    r'^[ \t]*#[ \t]*include[ \t]+"(?P<path>[\w./-]+)"[ \t]*$', re.MULTILINE
)


@cache
def read_builtin(path: str) -> str:
    """Return the text of `shaders/builtin/<path>` with its includes in place."""
    text = files("shaders").joinpath("builtin", *path.split("/")).read_text("utf-8")
    return _INCLUDE.sub(lambda found: read_builtin(found["path"]), text)


def fullscreen_vertex() -> str:
    """Return the vertex shader of every program here."""
    return read_builtin("fullscreen.vert")


def builtin_program(
    path: str, defines: Mapping[str, int | float | str] | None = None
) -> ProgramSource:
    """Return one of our own programs.

    Args:
        path: Of the fragment shader, below `shaders/builtin`.
        defines: Macros that choose the variant.
    """
    text = read_builtin(path)
    version, _, rest = text.partition("\n")
    lines = [f"#define {name} {value}\n" for name, value in (defines or {}).items()]
    fragment = f"{version}\n{''.join(lines)}#line 2\n{rest}"
    return ProgramSource(fullscreen_vertex(), fragment, title=path)
