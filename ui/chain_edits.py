"""What a person changed of a chain, as values that can be kept between runs. Pure.

Files are kept by reference, not by content. Where the preset itself is another one
now (a newer version of the program), only what the person changed is taken over.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from player.hooks.chain import ChainEntry, ShaderChain


@dataclass(frozen=True, slots=True)
class EntryRecord:
    """One file of a chain without its content: see `ChainEntry`."""

    reference: str
    is_on: bool = True
    passes_off: tuple[int, ...] = ()
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class ChainEdit:
    """An edited chain.

    Attributes:
        base: The preset when it was edited.
        entries: What the person made of it.
    """

    base: tuple[EntryRecord, ...]
    entries: tuple[EntryRecord, ...]


def records(entries: tuple[ChainEntry, ...]) -> tuple[EntryRecord, ...]:
    """Return the files of a chain without their contents."""
    return tuple(
        EntryRecord(
            entry.reference, entry.is_on, tuple(sorted(entry.passes_off)), entry.values
        )
        for entry in entries
    )


def edited_chain(
    base: ShaderChain, edit: ChainEdit, load: Callable[[str], ChainEntry]
) -> ShaderChain:
    """Return a chain as the person left it.

    Args:
        base: The chain as it is without the edit.
        edit: What was kept.
        load: Reads a shader file; a broken one carries its fault.
    """
    if edit.base == records(base.entries):
        known = {entry.reference: entry for entry in base.entries}
        entries = tuple(
            _with_record(known.get(one.reference) or load(one.reference), one)
            for one in edit.entries
        )
        return replace(base, entries=entries)
    changed = {one.reference: one for one in edit.entries if one not in edit.base}
    entries = tuple(
        _with_record(entry, changed[entry.reference])
        if entry.reference in changed
        else entry
        for entry in base.entries
    )
    return replace(base, entries=entries)


def edit_table(edit: ChainEdit) -> dict[str, object]:
    """Return an edit as a table for a JSON file."""
    return {
        "base": [_record_table(one) for one in edit.base],
        "entries": [_record_table(one) for one in edit.entries],
    }


def read_edit(table: Mapping[str, object]) -> ChainEdit:
    """Read what `edit_table` made.

    Raises:
        TypeError, ValueError, OverflowError: It was something else.
    """
    return ChainEdit(_read_list(table.get("base")), _read_list(table.get("entries")))


def _with_record(entry: ChainEntry, record: EntryRecord) -> ChainEntry:
    return replace(
        entry,
        is_on=record.is_on,
        passes_off=frozenset(record.passes_off),
        values=record.values,
    )


def _record_table(record: EntryRecord) -> dict[str, object]:
    table: dict[str, object] = {"file": record.reference}
    if not record.is_on:
        table["on"] = False
    if record.passes_off:
        table["passes_off"] = list(record.passes_off)
    if record.values:
        table["values"] = dict(record.values)
    return table


def _read_list(found: object) -> tuple[EntryRecord, ...]:
    if not isinstance(found, list):
        raise TypeError("a list of files was expected")
    return tuple(_read_record(item) for item in found)


def _read_record(table: object) -> EntryRecord:
    if not isinstance(table, dict) or not isinstance(table.get("file"), str):
        raise TypeError("a file of a chain was expected")
    off, values = table.get("passes_off", []), table.get("values", {})
    if not isinstance(off, list) or not isinstance(values, dict):
        raise TypeError("passes and values of a file were expected")
    numbers = [(str(name), float(value)) for name, value in values.items()]
    if not all(math.isfinite(value) for _, value in numbers):
        raise ValueError("a value is no number")
    return EntryRecord(
        table["file"],
        table.get("on", True) is not False,
        tuple(sorted(int(place) for place in off)),
        tuple(sorted(numbers)),
    )
