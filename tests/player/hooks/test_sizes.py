"""Names and sizes of modes."""

import pytest

from player.hooks.chain import ShaderChain
from player.hooks.sizes import (
    ModeSize,
    mode_of,
    next_sizes,
    size_of,
    with_auto,
    with_size,
)


@pytest.mark.parametrize(
    ("name", "mode", "size"),
    [
        ("mode-a-fast", "mode-a", ModeSize.FAST),
        ("mode-a-hq", "mode-a", ModeSize.HQ),
        ("mode-a-auto", "mode-a", ModeSize.AUTO),
        ("light", "light", None),
        ("classic-480p", "classic-480p", None),
        ("auto", "auto", None),
        ("-hq", "-hq", None),
    ],
)
def test_a_name_ends_with_its_size(name: str, mode: str, size: ModeSize | None) -> None:
    """Or has none, and then stays as it is."""
    assert (mode_of(name), size_of(name)) == (mode, size)
    other = with_size(name, ModeSize.HQ)
    assert other == (name if size is None else f"{mode}-hq")


def test_the_sizes_go_round() -> None:
    """Each once, beginning behind the one of now."""
    assert next_sizes("x-fast") == ("x-hq", "x-auto")
    assert next_sizes("x-hq") == ("x-auto", "x-fast")
    assert next_sizes("x-auto") == ("x-fast", "x-hq")
    assert next_sizes("light") == ()


def test_auto_stands_behind_its_sizes_and_needs_both() -> None:
    """Nothing is made of half a mode."""
    fast, hq = (
        ShaderChain("a-fast", "A · Fast"),
        ShaderChain("a-hq", "A"),
    )
    alone = ShaderChain("b-hq", "B · HQ")
    chains = tuple(with_auto((fast, hq, alone)))
    assert [chain.name for chain in chains] == ["a-fast", "a-hq", "a-auto", "b-hq"]
    assert (chains[2].label, chains[2].key) == ("A · Auto", "")
