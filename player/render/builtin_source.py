"""Our own GLSL: read from `shaders/builtin`, pieces put together, switches set.

The one place that opens these files. `#include "lib/x.glsl"` is replaced by that file
and `#define` lines for the switches follow the version line. Pure but for reading
package data; safe in any thread.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from player.gl.program import ProgramSource

_INCLUDE = re.compile(r'^#include "([\w./]+)"$', re.MULTILINE)


@cache
def builtin_text(path: str) -> str:
    """Return one file of `shaders/builtin` with its includes filled in."""
    text = (files("shaders") / "builtin" / path).read_text("utf-8")
    return _INCLUDE.sub(lambda match: builtin_text(match[1]), text)


def builtin_source(
    fragment: str, switches: Mapping[str, int | str] | None = None
) -> ProgramSource:
    """Return a program that draws with one of our fragment shaders.

    Args:
        fragment: File name, "output.frag".
        switches: Preprocessor symbols to define, in any order.
    """
    version, _, rest = builtin_text(fragment).partition("\n")
    chosen = sorted((switches or {}).items())
    defines = "".join(f"#define {name} {value}\n" for name, value in chosen)
    title = " ".join([fragment, *(f"{name}={value}" for name, value in chosen)])
    return ProgramSource(
        vertex=builtin_text("fullscreen.vert"),
        fragment=f"{version}\n{defines}#line 2\n{rest}",
        file=fragment,
        title=title,
    )
