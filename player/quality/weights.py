"""Counts the numbers that a network's shader was trained to. Pure.

Counted are the literals in `mat4(…)` and `vec4(…)` made of nothing but numbers. Columns
and rows of zeros fill a matrix up where a layer has fewer inputs or outputs: they are
no weights.
"""

import re
from collections.abc import Collection

from player.hooks.shader_file import ShaderFile

NETWORK_WEIGHTS = 200
"""Fewer are the constants of a classical filter; the smallest network known has 900."""

_NUMBER = r"[-+]?\s*(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[fF]?"
_LITERAL = re.compile(rf"\b(?:mat4|vec4)\s*\(\s*({_NUMBER}(?:\s*,\s*{_NUMBER})*)\s*\)")
_SIDE = 4


def count_weights(
    file: ShaderFile, passes: Collection[int] | None = None
) -> int | None:
    """Return the weights of a file's passes, None when it is no network.

    Args:
        file: The shader file.
        passes: Indices of the passes that count, None for all.
    """
    counts = {one.index: _count(one.body) for one in file.passes}
    if sum(counts.values()) < NETWORK_WEIGHTS:
        return None
    return sum(n for index, n in counts.items() if passes is None or index in passes)


def _count(body: str) -> int:
    """Return columns × rows of a pass's numbers without what is zero throughout."""
    columns = [
        column for literal in _LITERAL.finditer(body) for column in _columns(literal[1])
    ]
    rows = sum(any(row) for row in zip(*columns, strict=True))
    return rows * sum(any(column) for column in columns)


def _columns(text: str) -> list[tuple[float, ...]]:
    numbers = [
        float(number.rstrip("fF").replace(" ", "")) for number in text.split(",")
    ]
    if len(numbers) not in {_SIDE, _SIDE**2}:
        return []
    return list(zip(*[iter(numbers)] * _SIDE, strict=True))
