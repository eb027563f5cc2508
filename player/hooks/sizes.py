"""The sizes that a mode comes in, declared once: Fast, HQ, and Auto.

A chain's name ends with its size ("mode-a-fast"). Auto is no third list of files: it is
made here for every mode that has the other two, and draws as one of them at any time.
Pure; any thread.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import Enum

from player.hooks.chain import ShaderChain


class ModeSize(Enum):
    """How much work a mode is, by the end of its chains' names."""

    FAST = "fast"
    HQ = "hq"
    AUTO = "auto"

    @property
    def label(self) -> str:
        """Return the word for people."""
        return _LABELS[self]


_LABELS = {ModeSize.FAST: "Fast", ModeSize.HQ: "HQ", ModeSize.AUTO: "Auto"}

LISTED = (ModeSize.FAST, ModeSize.HQ)
"""The sizes that have a list of files."""

_AUTO_NOTE = "HQ while this machine keeps up, else Fast."


def size_of(name: str) -> ModeSize | None:
    """Return the size that a chain's name ends with, None where it has none."""
    mode, _, end = name.rpartition("-")
    return next((size for size in ModeSize if mode and size.value == end), None)


def mode_of(name: str) -> str:
    """Return a chain's name without its size: "mode-a"."""
    return name if size_of(name) is None else name.rpartition("-")[0]


def with_size(name: str, size: ModeSize) -> str:
    """Return the name of a chain in another size; one without sizes stays."""
    return name if size_of(name) is None else f"{mode_of(name)}-{size.value}"


def next_sizes(name: str) -> tuple[str, ...]:
    """Return the names in the other sizes: Fast, HQ, Auto, and round again."""
    size = size_of(name)
    if size is None:
        return ()
    sizes = tuple(ModeSize)
    place = sizes.index(size) + 1
    return tuple(with_size(name, one) for one in (*sizes[place:], *sizes[: place - 1]))


def with_auto(chains: Iterable[ShaderChain]) -> Iterator[ShaderChain]:
    """Give every mode with both sizes its Auto, behind HQ; a listed one stays."""
    by_name = {chain.name: chain for chain in chains}
    for chain in by_name.values():
        yield chain
        fast = by_name.get(with_size(chain.name, ModeSize.FAST))
        auto = with_size(chain.name, ModeSize.AUTO)
        if size_of(chain.name) is ModeSize.HQ and fast and auto not in by_name:
            yield _auto(auto, fast)


def drawn_as(auto: ShaderChain, listed: ShaderChain, size: ModeSize) -> ShaderChain:
    """Return an Auto as it draws now: the files of one size, and the word which.

    Args:
        auto: As it stands among the presets.
        listed: The mode in the size that shall draw.
        size: That size.
    """
    return replace(auto, label=f"{auto.label} ({size.label})", entries=listed.entries)


def _auto(name: str, fast: ShaderChain) -> ShaderChain:
    mode = fast.label.removesuffix(f" · {ModeSize.FAST.label}")
    return ShaderChain(
        name,
        f"{mode} · {ModeSize.AUTO.label}",
        fast.entries,
        _AUTO_NOTE,
        is_auto=True,
    )
