"""Edits of chains are kept, and outlive a change of the preset under them."""

import json
from dataclasses import replace

import pytest

from player.hooks.chain import ChainEntry, ShaderChain
from tests.support.hook_bench import chain_of
from ui.chain_edits import ChainEdit, edit_table, edited_chain, read_edit, records

TEXT = (
    "//!PARAM level\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 2\n1\n"
    "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return level * HOOKED_texOff(0); }\n"
)
BASE = chain_of(TEXT, TEXT, TEXT)


def _load(reference: str) -> ChainEntry:
    return ChainEntry(reference, None, fault=f"{reference}: no such shader file")


def _kept(base: ShaderChain, edited: ShaderChain) -> ChainEdit:
    """Return an edit as it comes back from the settings file."""
    edit = ChainEdit(records(base.entries), records(edited.entries))
    return read_edit(json.loads(json.dumps(edit_table(edit))))


def test_everything_a_person_edits_comes_back() -> None:
    """Order, switches, values, files taken out and put in."""
    edited = (
        BASE.with_value(0, "level", 0.8)
        .with_pass_switched(1, 0, is_on=False)
        .with_entry_switched(2, is_on=False)
        .with_entry_moved(0, 2)
        .without_entry(0)
        .with_entry_added(_load("gone.glsl"))
    )
    assert edited_chain(BASE, _kept(BASE, edited), _load) == edited


def test_another_preset_keeps_what_the_person_changed_and_nothing_else() -> None:
    """A new version of a mode is not hidden by an edit of the old one."""
    old = replace(
        BASE, entries=(BASE.entries[0].with_value("level", 0.5), *BASE.entries[1:])
    )
    edit = _kept(old, old.with_value(1, "level", 0.8).without_entry(2))
    fresh = ChainEntry("new.glsl", BASE.entries[0].file)
    new = replace(BASE, entries=(fresh, *BASE.entries[:2]))
    found = edited_chain(new, edit, _load)
    assert [entry.reference for entry in found.entries] == [
        "new.glsl",
        "file0.glsl",
        "file1.glsl",
    ]
    assert found.entries[0] == fresh
    assert found.entries[1] == BASE.entries[0], "untouched by the person"
    assert found.entries[2].param_values == {"level": 0.8}


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        '{"base": [], "entries": 3}',
        '{"base": [], "entries": [3]}',
        '{"base": [], "entries": [{"file": 3}]}',
        '{"base": [], "entries": [{"file": "a", "values": {"x": "y"}}]}',
        '{"base": [], "entries": [{"file": "a", "values": {"x": NaN}}]}',
        '{"base": [], "entries": [{"file": "a", "values": [1]}]}',
        '{"base": [], "entries": [{"file": "a", "passes_off": ["x"]}]}',
        '{"base": [], "entries": [{"file": "a", "passes_off": [Infinity]}]}',
    ],
)
def test_what_is_no_edit_is_refused(content: str) -> None:
    """Only these errors, so that the settings can say it and go on."""
    with pytest.raises((TypeError, ValueError, OverflowError)):
        read_edit(json.loads(content))
