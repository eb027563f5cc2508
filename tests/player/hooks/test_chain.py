"""Laws of the chain as a value: every edit is a new chain with a new identity."""

from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.parser import parse_shader

TEXT = """//!PARAM level
//!TYPE int
//!MINIMUM 0
//!MAXIMUM 4
2
//!PARAM shape
//!TYPE DEFINE
//!MINIMUM 0
//!MAXIMUM 1
0
//!HOOK MAIN
vec4 hook() { return vec4(level); }
"""
FILE = parse_shader(TEXT, "a.glsl")
ENTRY = ChainEntry("a.glsl", FILE)
CHAIN = ShaderChain("c", "C", (ENTRY, ChainEntry("b.glsl", None, fault="gone")))


def test_every_edit_that_changes_programs_changes_the_identity() -> None:
    """Faults and times are kept by id, so other programs have another one."""
    edits = [
        CHAIN,
        CHAIN.with_entry_switched(0, is_on=False),
        CHAIN.with_pass_switched(0, 0, is_on=False),
        CHAIN.with_entry_moved(0, 1),
        CHAIN.with_entry_added(ENTRY),
        CHAIN.without_entry(0),
        CHAIN.with_value(0, "shape", 1),
    ]
    assert len({chain.id for chain in edits}) == len(edits)
    assert CHAIN.entries[0] is ENTRY


def test_a_turned_uniform_is_another_chain_with_the_same_identity() -> None:
    """A slider asks for another picture, not for other programs."""
    turned = CHAIN.with_value(0, "level", 3)
    assert turned != CHAIN
    assert turned.id == CHAIN.id


def test_an_edit_and_its_undoing_give_the_same_chain() -> None:
    """Identity depends on what a chain is, not on how it came about."""
    assert (
        CHAIN.with_entry_switched(0, is_on=False).with_entry_switched(0, is_on=True)
        == CHAIN
    )
    assert (
        CHAIN.with_pass_switched(0, 0, is_on=False).with_pass_switched(0, 0, is_on=True)
        == CHAIN
    )
    assert CHAIN.with_entry_moved(0, 1).with_entry_moved(1, 0) == CHAIN
    assert CHAIN.with_value(0, "level", 3).with_value(0, "level", 2) == CHAIN


def test_a_chain_without_files_that_draw_is_empty() -> None:
    """Missing and switched-off files draw nothing."""
    assert OFF.is_empty
    assert not CHAIN.is_empty
    assert CHAIN.with_entry_switched(0, is_on=False).is_empty


def test_values_are_within_the_limits_of_the_file() -> None:
    """Turned values count, others stand at their default, strangers are ignored."""
    assert ENTRY.param_values == {"level": 2.0, "shape": 0.0}
    assert ENTRY.with_value("level", 9).param_values["level"] == 4.0
    assert ENTRY.with_value("level", 1.4).param_values["level"] == 1.0
    assert ENTRY.with_value("other", 1).param_values == ENTRY.param_values
    for nothing in (float("nan"), float("inf")):
        assert ENTRY.with_value("level", nothing).param_values["level"] == 2.0
    assert ENTRY.with_value("level", 9).without_values() == ENTRY
    assert CHAIN.entries[1].param_values == {}
