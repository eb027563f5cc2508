"""Finds shader files, ours and the person's, and reads them into chain entries.

The only module that opens `shaders/`. A file that is missing or broken becomes an entry
with a fault in words, never an exception: the list of a person is never lost.
Thread: any; reads the disk.
"""

import os
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from player.errors import ShaderSyntaxError
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.config_folders import config_folder, shader_folders
from player.hooks.parser import parse_shader

MAX_FILE_BYTES = 32 << 20
"""Ten times the largest shader known; a film given by mistake is not read."""

SHADER_SUFFIXES = (".glsl", ".hook")

OWN_FOLDERS = ("upscale", "restore", "denoise", "deblur", "lines", "levels")
"""Folders of `shaders/` that hold user shaders; the others hold other things."""


_HEADER_LINE = re.compile(rb"^(\xef\xbb\xbf)?//!", re.MULTILINE)

_parse = lru_cache(maxsize=128)(parse_shader)
"""MEASURED(6 ms for the largest network, and presets name the same files again)."""


def load_shader(reference: str) -> ChainEntry:
    """Read a shader file into an entry that is switched on.

    Args:
        reference: A path; a name under `shaders/` ("upscale/X.glsl"); mpv's "~~/…";
            or a bare file name, looked for in the person's folders, then in ours.
    """
    place = find_shader(reference)
    if place is None:
        return ChainEntry(reference, None, fault=f"{reference}: no such shader file")
    try:
        text = _read_text(place)
        return ChainEntry(reference, _parse(text, str(place)))
    except ShaderSyntaxError as error:
        return ChainEntry(reference, None, fault=str(error))
    except OSError as error:
        reason = error.strerror or "cannot be read"
        return ChainEntry(reference, None, fault=f"{reference}: {reason}")


def reload_entry(entry: ChainEntry) -> ChainEntry:
    """Read an entry's file again and keep the person's switches and values."""
    fresh = load_shader(entry.reference)
    return ChainEntry(
        entry.reference,
        fresh.file,
        entry.is_on,
        entry.passes_off,
        fresh.fault,
        entry.values,
    )


def chain_from_files(
    references: Iterable[str], name: str = "custom", label: str = "Custom"
) -> ShaderChain:
    """Return a chain of files in order; those that cannot be read carry a fault."""
    entries = tuple(load_shader(reference) for reference in references)
    return ShaderChain(name, label, entries)


def shipped_shaders() -> tuple[str, ...]:
    """Return the references of our own shaders, "upscale/X.glsl"."""
    return tuple(
        f"{folder}/{place.name}"
        for folder in OWN_FOLDERS
        for place in _sorted(_shipped() / folder)
        if place.name.endswith(SHADER_SUFFIXES)
    )


def user_shaders() -> tuple[str, ...]:
    """Return the paths of the person's own shaders, sorted; ours first, then mpv's."""
    return tuple(
        str(path) for folder in shader_folders() for path in _walk_folder(folder)
    )


def shipped_presets() -> tuple[tuple[str, str], ...]:
    """Return name and TOML text of each preset that comes with the program."""
    return tuple(
        (place.name.removesuffix(".toml"), place.read_text("utf-8"))
        for place in _sorted(_shipped() / "presets")
        if place.name.endswith(".toml")
    )


def is_shader_file(path: str) -> bool:
    """Whether a file, whatever it is called, holds a line of a user shader's header."""
    try:
        with Path(path).open("rb") as stream:
            start = stream.read(MAX_FILE_BYTES)  # a film is not read to its end
            return _HEADER_LINE.search(start) is not None
    except (OSError, ValueError):
        return False


def find_shader(reference: str) -> Traversable | None:
    """Return where a reference leads, None where there is no such file."""
    for candidate in _candidates(reference):
        try:
            if candidate.is_file():
                return candidate
        except (OSError, ValueError):  # too long, forbidden, or with a zero byte
            continue
    return None


def _candidates(reference: str) -> Iterator[Traversable]:
    if not reference:
        return
    if reference.startswith("~~"):  # mpv's "~~/", "~~home/": its configuration folder
        inner = reference.partition("/")[2]
        yield config_folder("mpv") / inner
        yield config_folder("sakuga") / inner
    else:
        parts = [part for part in reference.split("/") if part not in {"", "."}]
        if not reference.startswith("/") and ".." not in parts:
            yield _shipped().joinpath(*parts)
        yield Path(os.path.expanduser(reference))  # noqa: PTH111  never raises
        for folder in shader_folders():
            yield folder / reference
    if not Path(reference).is_absolute():  # who names a place wants no other file
        yield from _by_file_name(reference.rpartition("/")[2])


def _by_file_name(name: str) -> Iterator[Traversable]:
    """Look for a file wherever it lies: lists are often made on another machine."""
    for path in user_shaders():
        if Path(path).name == name:
            yield Path(path)
    for shipped in shipped_shaders():
        if shipped.rpartition("/")[2] in {name, f"{name}.glsl"}:
            yield _shipped().joinpath(*shipped.split("/"))


def _shipped() -> Traversable:
    return files("shaders")


def _sorted(folder: Traversable) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted(folder.iterdir(), key=lambda place: place.name)


def _walk_folder(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders.sort()
        found += [
            Path(parent, name)
            for name in sorted(names)
            if name.lower().endswith(SHADER_SUFFIXES)
        ]
    return found


def _read_text(place: Traversable) -> str:
    """Read a file; bytes that are no UTF-8 stand in comments and are replaced."""
    with place.open("rb") as stream:
        content = stream.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise ShaderSyntaxError(str(place), 1, "too large to be a user shader")
    return content.decode("utf-8", "replace")
