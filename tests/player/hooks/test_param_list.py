"""What people type for parameters is obeyed, or refused with what would do."""

import pytest

from player.errors import OptionError
from player.hooks.param_list import turn_params, value_range
from tests.support.hook_bench import chain_of

TEXT = """//!PARAM STRENGTH
//!TYPE float
//!MINIMUM 0
//!MAXIMUM 2
1
//!PARAM strength
//!TYPE uint
4
//!PARAM Count
//!TYPE int
//!MAXIMUM 8
3
//!PARAM style
//!TYPE ENUM int
SOFT
HARD
//!PARAM gain
//!TYPE float
1
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() { return HOOKED_tex(HOOKED_pos) * STRENGTH; }
"""
PLAIN = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
CHAIN = chain_of(TEXT, PLAIN, TEXT)


@pytest.mark.parametrize(
    ("text", "name", "values"),
    [
        ("STRENGTH=0.8", "STRENGTH", (0.8, 0.8)),
        ("strength=7", "strength", (7.0, 7.0)),
        ("file0/STRENGTH=0.8", "STRENGTH", (0.8, 1.0)),
        ("FILE2.glsl/count = -2", "Count", (3.0, -2.0)),
        ("style=HARD", "style", (1.0, 1.0)),
        ("style=1", "style", (1.0, 1.0)),
        ("gain=-1e3", "gain", (-1000.0, -1000.0)),
        ("STRENGTH=0.1,STRENGTH=0.2", "STRENGTH", (0.2, 0.2)),
    ],
)
def test_a_value_reaches_the_files_it_is_meant_for(
    text: str, name: str, values: tuple[float, float]
) -> None:
    """With a file's name that file, without it every file that has the parameter."""
    turned = turn_params(CHAIN, [text])
    found = [entry.param_values.get(name) for entry in turned.entries]
    assert found == [values[0], None, values[1]]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("STRENGTH=2.1", "0 to 2"),
        ("STRENGTH=nan", "0 to 2"),
        ("STRENGTH=much", "0 to 2"),
        ("STRENGTH=", "0 to 2"),
        ("Count=1.5", "a whole number, -2147483648 to 8"),
        ("style=SOFTER", "SOFT, HARD"),
        ("gain=inf", "any number"),
        ("Strenght=1", "file0/STRENGTH"),
        ("file1/STRENGTH=1", "file0/STRENGTH"),
        ("STRENGTH", "[FILE/]NAME=VALUE"),
        ("=1", "[FILE/]NAME=VALUE"),
        ("", "[FILE/]NAME=VALUE"),
    ],
)
def test_what_cannot_be_obeyed_is_refused_in_words(text: str, allowed: str) -> None:
    """The refusal says what would have been taken; nothing is rounded in silence."""
    with pytest.raises(OptionError) as refused:
        turn_params(CHAIN, [text])
    assert allowed in refused.value.hint


def test_a_chain_without_parameters_says_so() -> None:
    """There is nothing to list."""
    with pytest.raises(OptionError) as refused:
        turn_params(chain_of(PLAIN), ["STRENGTH=1"])
    assert "no file of this chain has parameters" in refused.value.hint


def test_ranges_are_told_in_words() -> None:
    """Open ends are said, not shown as infinity."""
    file = CHAIN.entries[0].file
    assert file is not None
    words = {param.name: value_range(param) for param in file.params}
    assert words["STRENGTH"] == "0 to 2"
    assert words["strength"] == "a whole number, 0 to 4294967295"
    assert words["gain"] == "any number"
