"""One pass of a user shader: what it reads, what it makes, its GLSL.

Source: the format as mpv's manual describes it; docs/shader-format.md is our account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WHEN_LARGER = "OUTPUT.w MAIN.w / 1.200 > OUTPUT.h MAIN.h / 1.200 > *"


def size_term(side: str, smaller: int) -> str:
    """Return the expression of a side ("w", "h"); never rounds to nothing.

    Some of its values lie half-way, where players may round either way: for textures
    whose pixels need not be counted exactly (blockiness.py counts, and has its own).
    """
    less = smaller // 2 - 1
    return f"MAIN.{side} {less} + {smaller} /" if less else f"MAIN.{side} {smaller} /"


def smaller_sides(smaller: int) -> tuple[str, str]:
    """Return the expressions of both sides of a texture so many times smaller."""
    if smaller == 1:
        return "MAIN.w", "MAIN.h"
    return size_term("w", smaller), size_term("h", smaller)


@dataclass(frozen=True)
class Pass:
    """One pass.

    Attributes:
        title: what it makes.
        binds: textures that it reads.
        body: lines of GLSL.
        save: texture that it makes; MAIN if there is none.
        sides: expressions of the width and height of that texture.
        doubled: texture whose sides, times two, are those of the new MAIN.
    """

    title: str
    binds: Sequence[str]
    body: Sequence[str]
    save: str = ""
    sides: tuple[str, str] = ("MAIN.w", "MAIN.h")
    doubled: str = ""

    def lines(self, name: str, *, is_upscaler: bool) -> Iterator[str]:
        """Yield the text of the pass."""
        yield f"//!DESC {name} {self.title}"
        yield "//!HOOK MAIN"
        yield from (f"//!BIND {bind}" for bind in self.binds)
        if self.save:
            width, height = self.sides
            yield f"//!SAVE {self.save}"
            yield f"//!WIDTH {width}"
            yield f"//!HEIGHT {height}"
            yield "//!COMPONENTS 4"
        if self.doubled:
            yield f"//!WIDTH {self.doubled}.w 2 *"
            yield f"//!HEIGHT {self.doubled}.h 2 *"
        if is_upscaler:
            yield f"//!WHEN {WHEN_LARGER}"
        yield "vec4 hook() {"
        yield from (f"    {line}" for line in self.body)
        yield "}"
