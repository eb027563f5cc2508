"""The files that play one after another: a value, and how paths become one.

Pure but for looking at folders in `expand_paths`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

_SUFFIXES = """
.mkv .mp4 .m4v .mov .avi .webm .ts .m2ts .mts .mpg .mpeg .vob .wmv .flv .ogv
.ogm .3gp .y4m .gif .png .jpg .jpeg .webp .bmp .mp3 .flac .ogg .opus .m4a .wav
.aac .ac3 .dts .mka
"""
MEDIA_SUFFIXES = frozenset(_SUFFIXES.split())
"""What a folder offers; a file named by the person is always tried."""

SHADER_SUFFIXES = frozenset({".glsl", ".hook"})
"""Files that make a chain instead of playing."""


@dataclass(frozen=True, slots=True)
class Playlist:
    """Paths in order and the one that plays.

    Attributes:
        index: Of the current path; 0 in an empty list.
    """

    paths: tuple[str, ...] = ()
    index: int = 0

    @property
    def current(self) -> str | None:
        """Return the path that plays, None in an empty list."""
        return self.paths[self.index] if self.paths else None

    def moved(self, step: int) -> "Playlist | None":
        """Return the list with another path current, None beyond either end."""
        index = self.index + step
        if not 0 <= index < len(self.paths):
            return None
        return replace(self, index=index)

    def with_added(self, paths: tuple[str, ...]) -> "Playlist":
        """Return the list with `paths` at its end."""
        return replace(self, paths=self.paths + paths)


def split_shaders(paths: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Part paths into those to play and shader files."""
    media: list[str] = []
    shaders: list[str] = []
    for path in paths:
        is_shader = Path(path).suffix.lower() in SHADER_SUFFIXES
        (shaders if is_shader else media).append(path)
    return tuple(media), tuple(shaders)


def expand_paths(paths: Iterable[str]) -> tuple[str, ...]:
    """Replace each folder by its media files, in the order a person counts.

    A folder without any stays in the list, so that opening it can say what is wrong.
    """
    expanded: list[str] = []
    for path in paths:
        expanded.extend(_files_in(path) or (path,))
    return tuple(expanded)


def _files_in(path: str) -> tuple[str, ...]:
    folder = Path(path)
    try:
        found = [
            entry
            for entry in folder.iterdir()
            if entry.suffix.lower() in MEDIA_SUFFIXES and entry.is_file()
        ]
    except OSError:  # no folder, or not ours to read: opening it will say so
        return ()
    return tuple(str(entry) for entry in sorted(found, key=_counting_order))


def _counting_order(entry: Path) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key by which "Episode 9" comes before "Episode 10"."""
    parts = re.split(r"(\d+)", entry.name.casefold())
    return tuple(
        (0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts
    )
