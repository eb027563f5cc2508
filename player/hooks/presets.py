"""Named chains in TOML files: ours, the person's own, and mpv's lists taken over.

A preset that cannot be read still appears, with the fault on its only entry.
Thread: any; reads the disk.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from player.errors import NoShaderError, OptionError, PlayerError
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.config_folders import preset_folder
from player.hooks.library import (
    SHADER_SUFFIXES,
    chain_from_files,
    find_shader,
    is_shader_file,
    load_shader,
    shipped_presets,
    shipped_shaders,
)
from player.hooks.mpv_list import read_mpv_line, split_shader_list
from player.hooks.sizes import ModeSize, drawn_as, with_auto, with_size

DEFAULT_ORDER = 1000


def load_presets() -> tuple[ShaderChain, ...]:
    """Return every named chain: off, ours in their order, then the person's own.

    A preset of the person with the name of one of ours takes its place. A mode with
    both sizes has Auto behind them.
    """
    shipped = [(name, _parse_toml(text)) for name, text in shipped_presets()]
    own = _own_presets()
    own_names = {name for name, _ in own}
    shipped = [item for item in shipped if item[0] not in own_names]
    ordered = sorted(shipped, key=_order) + sorted(own, key=_order)
    return (OFF, *with_auto(_chain(name, table) for name, table in ordered))


def find_chain(text: str) -> ShaderChain:
    """Return the chain that a person names.

    Args:
        text: A preset's name ("mode-a-fast"), a mode's short name ("A", "a+a hq",
            "a auto"), "off", shader files, or names of ours, joined by ",", ":" or
            ";", or a `glsl-shaders` line of mpv's.

    Raises:
        OptionError: No preset is called so, and no shader file is named.
        NoShaderError: A file is named that is none of shaders.
    """
    presets = {chain.name: chain for chain in load_presets()}
    for name in (text.strip(), *_full_names(text)):
        if name in presets:
            return presets[name]
    if "glsl-shader" in text:
        return chain_from_mpv_line(text)
    references = split_file_list(text)
    if any(is_shader(reference) for reference in references):
        return chain_from_files(references)
    ours = (PurePosixPath(reference).stem for reference in shipped_shaders())
    known = {name.lower(): name for name in (*presets, *ours)}
    close = [known[name] for name in get_close_matches(text.lower(), known, n=3)]
    raise OptionError("chain", text, ", ".join(close or presets))


def in_size(chain: ShaderChain, size: ModeSize) -> ShaderChain:
    """Return an Auto chain as it draws in a size; every other one as it is.

    Raises:
        PlayerError: A file of it cannot be used.
    """
    if not chain.is_auto:
        return chain
    return drawn_as(chain, usable(find_chain(with_size(chain.name, size))), size)


def usable(chain: ShaderChain) -> ShaderChain:
    """Return a chain all of whose files can be read.

    Raises:
        PlayerError: One cannot.
    """
    for entry in chain.entries:
        if entry.file is None:
            raise PlayerError(entry.fault or f"{entry.reference}: cannot be used")
    return chain


def split_file_list(text: str) -> tuple[str, ...]:
    """Split shader files as people type them: what exists as it stands is one file.

    A comma is no part of a list in mpv, but it is what people type; a colon or a
    semicolon is what PATH and mpv have.
    """
    if _exists(text):
        return (text,)
    return tuple(
        reference
        for part in text.split(",")
        for reference in ((part,) if _exists(part) else split_shader_list(part))
    )


def chain_from_mpv_line(line: str) -> ShaderChain:
    """Return the chain that a `glsl-shaders` line of mpv's configuration sets."""
    found = read_mpv_line(line)
    return chain_from_files(found.references, "mpv-list", found.label or "From mpv")


def is_shader(reference: str) -> bool:
    """Whether a shader is meant: a file, or one of ours by its name in the catalogue.

    Of another file it says what it is not.

    Raises:
        NoShaderError: It is a file or folder that is there and no shader.
    """
    if reference.lower().endswith(SHADER_SUFFIXES):
        return True
    if not _exists(reference):
        return find_shader(reference) is not None
    if not is_shader_file(reference):
        raise NoShaderError(reference)
    return True


def _exists(text: str) -> bool:
    try:
        return bool(text) and Path(text).exists()
    except (OSError, ValueError):  # too long, or with a zero byte
        return False


def _full_names(text: str) -> tuple[str, ...]:
    """Return the preset names that a mode's short name may stand for."""
    words = text.lower().replace("·", " ").replace("-", " ").split()
    plain = [word.replace("+", "") for word in words if word != "mode"]
    if not plain:
        return ()
    short = "-".join(plain)
    return (short, f"mode-{short}", f"mode-{short}-{ModeSize.FAST.value}")


def preset_text(chain: ShaderChain) -> str:
    """Return a chain as the text of a preset file."""
    lines = [f"label = {_quoted(chain.label)}"]
    if chain.note:
        lines.append(f"note = {_quoted(chain.note)}")
    if chain.key:
        lines.append(f"key = {_quoted(chain.key)}")
    lines += ["shaders = [", *(f"    {_entry_text(e)}," for e in chain.entries), "]"]
    return "\n".join(lines) + "\n"


def save_preset(chain: ShaderChain, folder: Path | None = None) -> Path:
    """Write a chain among the person's presets, under its name.

    Raises:
        PlayerError: The file cannot be written.
    """
    place = (folder or preset_folder()) / f"{_file_name(chain.name)}.toml"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(preset_text(chain), "utf-8")
    except OSError as error:
        raise PlayerError(
            f"Cannot save the preset as {place}: {error.strerror}"
        ) from error
    return place


def _file_name(name: str) -> str:
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in name.lower())
    return kept.strip("-") or "preset"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _entry_text(entry: ChainEntry) -> str:
    fields = [f"file = {_quoted(entry.reference)}"]
    if not entry.is_on:
        fields.append("on = false")
    if entry.passes_off:
        fields.append(f"passes_off = {sorted(entry.passes_off)}")
    if entry.values:
        values = (f"{_quoted(name)} = {value!r}" for name, value in entry.values)
        fields.append(f"values = {{ {', '.join(values)} }}")
    return f"{{ {', '.join(fields)} }}" if fields[1:] else _quoted(entry.reference)


def _own_presets() -> list[tuple[str, Mapping[str, object]]]:
    found: list[tuple[str, Mapping[str, object]]] = []
    try:
        places = sorted(preset_folder().glob("*.toml"))
    except OSError:
        return found
    for place in places:
        try:
            found.append((place.stem, _parse_toml(place.read_text("utf-8-sig"))))
        except (OSError, UnicodeDecodeError) as error:
            found.append((place.stem, {"fault": f"{place}: {error}"}))
    return found


def _parse_toml(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return {"fault": f"not valid TOML: {error}"}


def _order(item: tuple[str, Mapping[str, object]]) -> tuple[int, str]:
    order = item[1].get("order", DEFAULT_ORDER)
    return (order if isinstance(order, int) else DEFAULT_ORDER, item[0])


def _chain(name: str, table: Mapping[str, object]) -> ShaderChain:
    shaders = table.get("shaders", [])
    entries = [_entry(item) for item in shaders] if isinstance(shaders, list) else []
    fault = table.get("fault", "")
    if not isinstance(shaders, list):
        fault = "'shaders' must be a list of files"
    if fault:
        entries = [ChainEntry(name, None, fault=f"Preset {name}: {fault}")]
    return ShaderChain(
        name,
        _text(table, "label") or name,
        tuple(entries),
        _text(table, "note"),
        _text(table, "key"),
    )


def _text(table: Mapping[str, object], key: str) -> str:
    value = table.get(key, "")
    return value if isinstance(value, str) else str(value)


def _entry(item: object) -> ChainEntry:
    """Read one item of the list: a file name, or a table with switches and values."""
    if isinstance(item, str):
        return load_shader(item)
    if not isinstance(item, dict) or not isinstance(item.get("file"), str):
        return ChainEntry(str(item), None, fault=f"{item}: not a shader file's name")
    off = item.get("passes_off", [])
    values = item.get("values", {})
    return replace(
        load_shader(item["file"]),
        is_on=item.get("on", True) is not False,
        passes_off=frozenset(
            place
            for place in (off if isinstance(off, list) else [])
            if isinstance(place, int)
        ),
        values=_values(values if isinstance(values, dict) else {}),
    )


def _values(table: Mapping[str, object]) -> tuple[tuple[str, float], ...]:
    return tuple(
        sorted(
            (name, float(value))
            for name, value in table.items()
            if isinstance(value, int | float) and not isinstance(value, bool)
        )
    )
