"""Takes over shader lists as mpv's configuration writes them. Pure.

Lists are joined by ":" on most systems and by ";" on Windows; both are read here,
since lists travel between machines more often than they are rewritten.
"""

import re
from dataclasses import dataclass

_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_SETTING = re.compile(
    r"glsl-shaders?(?:-[a-z]+)?\s*(?:=|\s+(?:set|add|append|pre|toggle)\s)\s*(.*)"
)
_LABEL = re.compile(r"show-text\s+(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_DRIVE = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class MpvList:
    """A list of shader files and the words that mpv would show with it."""

    references: tuple[str, ...]
    label: str = ""


def read_mpv_line(line: str) -> MpvList:
    """Read a `glsl-shaders` line of mpv.conf or input.conf, or a bare list."""
    label = _LABEL.search(line)
    words = next((word for word in label.groups() if word), "") if label else ""
    setting = _SETTING.search(line)
    rest = setting[1] if setting else line
    quoted = _QUOTED.search(rest)
    if quoted is not None and (setting is None or quoted.start() == 0):
        rest = quoted[1] if quoted[1] is not None else quoted[2]
    elif setting is not None:
        rest = rest.split(" #")[0].split("; ")[0]
    return MpvList(split_shader_list(rest), words)


def split_shader_list(text: str) -> tuple[str, ...]:
    """Split a list at ":" and ";"; the colon of a drive ("C:/x") does not count."""
    items: list[str] = []
    for part in text.strip().strip("\"'").split(";"):
        pieces = part.split(":")
        place = 0
        while place < len(pieces):
            piece = pieces[place].strip()
            following = pieces[place + 1] if place + 1 < len(pieces) else ""
            if _DRIVE.fullmatch(piece) and following.startswith(("/", "\\")):
                piece = f"{piece}:{following}"
                place += 1
            items.append(piece.strip())
            place += 1
    return tuple(item for item in items if item)
