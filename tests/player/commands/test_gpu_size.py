"""Where nothing plays, the GPU alone says which size Auto has."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest

from player.commands import gpu_size
from player.hooks.chain import OFF
from player.hooks.presets import find_chain


@pytest.mark.parametrize(("is_software", "word"), [(True, "Fast"), (False, "HQ")])
def test_auto_is_what_the_gpu_can_draw(
    monkeypatch: pytest.MonkeyPatch, word: str, *, is_software: bool
) -> None:
    """Asked once, and only where there is a question."""
    asked: list[bool] = []

    @contextmanager
    def context() -> Iterator[SimpleNamespace]:
        asked.append(is_software)
        yield SimpleNamespace(is_software=is_software)

    monkeypatch.setattr(gpu_size, "headless_context", context)
    fast = find_chain("A")
    assert gpu_size.for_this_gpu([OFF, fast]) == (OFF, fast)
    assert asked == []
    chains = gpu_size.for_this_gpu([find_chain("A auto"), fast, find_chain("C auto")])
    assert [chain.label for chain in chains] == [
        f"Mode A · Auto ({word})",
        "Mode A · Fast",
        f"Mode C · Auto ({word})",
    ]
    assert asked == [is_software]
