"""Finds binds that a body reads at whole texels only, so that no filter is needed.

Network passes read a texture of their own size at whole offsets, thousands of times;
without the linear filter that is exact, and twice as fast on software GL. The proof is
textual and errs on the safe side: anything unusual means "filter".
Pure.
"""

import re
from functools import lru_cache

_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_WHOLE = r"[+-]?\s*\d+(?:\.0*)?"
_WHOLE_ONLY = re.compile(_WHOLE)
_PAIR = re.compile(r"i?vec2\(([^,()]*)(?:,([^,()]*))?\)")
_MACRO = re.compile(r"^[ \t]*#[ \t]*define[ \t]+(\w+)\(([\w\s,]*)\)(.*)$", re.MULTILINE)


@lru_cache(maxsize=4096)
def reads_whole_texels(body: str, names: tuple[str, ...]) -> bool:
    """Whether a body of a pass reads a texture of the pass's own size unfiltered.

    Args:
        body: The pass's GLSL.
        names: Every name that the texture has in it.
    """
    if "##" in body or "\\\n" in body:
        return False
    text = _COMMENT.sub(" ", body)
    return all(_reads_whole(text, name) for name in names)


def _reads_whole(text: str, name: str) -> bool:
    # The one read at the pass's own place needs no more looking at.
    own = re.compile(rf"\b{name}_tex\(\s*{name}_pos\s*\)")
    rest = own.sub("0.0", text)
    macros = {found[1]: found for found in _MACRO.finditer(rest)}
    for found in re.finditer(rf"\b{name}_(\w+)", rest):
        if found[1] in {"pt", "size"}:
            # Only a position or an offset made of them could leave the texel grid,
            # and those are refused below.
            continue
        if found[1] != "texOff":
            return False
        argument = _argument(rest, found.end())
        if argument is None or not _is_whole_offset(rest, found.start(), argument):
            return False
    return all(
        _is_called_with_whole_numbers(rest, macro)
        for macro, found in macros.items()
        if f"{name}_texOff" in found[3]
    )


def _argument(text: str, start: int) -> str | None:
    """Return what stands between the brackets that open at `start`."""
    if not text.startswith("(", start):
        return None
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start + 1 : place]
    return None


def _is_whole_offset(text: str, place: int, argument: str) -> bool:
    """Whether an offset is made of whole literals, or of its macro's parameters."""
    pair = _PAIR.fullmatch(argument.strip())
    parts = [part for part in (pair.groups() if pair else (argument,)) if part]
    parameters = _parameters_at(text, place)
    return all(
        _WHOLE_ONLY.fullmatch(part.strip()) or part.strip() in parameters
        for part in parts
    )


def _parameters_at(text: str, place: int) -> set[str]:
    """Return the parameters of the macro whose definition holds `place`."""
    line_start = text.rfind("\n", 0, place) + 1
    found = _MACRO.match(text, line_start)
    return {part.strip() for part in found[2].split(",")} if found else set()


def _is_called_with_whole_numbers(text: str, macro: str) -> bool:
    for found in re.finditer(rf"\b{macro}\b", text):
        line = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if re.fullmatch(r"[ \t]*#[ \t]*define[ \t]+", line):
            continue
        if line.lstrip().startswith("#"):
            return False
        argument = _argument(text, found.end())
        if argument is None:
            return False
        if not all(_WHOLE_ONLY.fullmatch(part.strip()) for part in argument.split(",")):
            return False
    return True
