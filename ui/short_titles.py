"""Titles of passes without what all of them share. Pure.

Shader files repeat their own name in every DESC line ("Deblur DoG: blur", or
"Restore-CNN-Conv-4x3x3x3"); in a narrow list only the end tells them apart.
"""

import re
from itertools import takewhile

_SEPARATOR = re.compile(r"[\s:_\-–/]+")
_LEAST_SHARED = 8
"""A shorter common beginning costs no room worth saving."""

_LEAST_LEFT = 4
"""What is left of a title must still say something."""


def short_titles(titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles without their common beginning, cut between words.

    A single title, or titles with little in common, come back as they are.
    """
    if len(set(titles)) < 2:
        return titles
    shared = _common_beginning(min(titles), max(titles))
    for separator in reversed(list(_SEPARATOR.finditer(shared))):
        cut = separator.end()
        if cut < _LEAST_SHARED:
            break
        if min(len(title) - cut for title in titles) >= _LEAST_LEFT:
            return tuple(title[cut:] for title in titles)
    return titles


def _common_beginning(first: str, last: str) -> str:
    """Return what the first and the last of sorted words share: so do all between."""
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(character for character, _same in pairs)


def shortened(words: str, most: int) -> str:
    """Return the words with their middle left out, at most `most` characters."""
    if len(words) <= most:
        return words
    head = (most - 1) // 3
    return f"{words[:head]}…{words[len(words) - (most - 1 - head) :]}"
