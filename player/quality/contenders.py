"""Who stands in a comparison: built-in kernels, presets, shader files, by their names.

Thread: any; reads the disk.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from player.errors import OptionError
from player.hooks.chain import OFF, ShaderChain
from player.hooks.library import (
    OWN_FOLDERS,
    chain_from_files,
    shipped_shaders,
)
from player.hooks.presets import find_chain, is_shader, load_presets, usable
from player.hooks.sizes import LISTED
from player.render.request import Kernel

KERNELS, MODES, PRESETS = "kernels", "modes", "presets"
DEFAULT = (KERNELS, MODES)

_KERNEL_WORDS = {
    KERNELS: tuple(Kernel),
    **{kernel.value: (kernel,) for kernel in Kernel},
}
_MODES = tuple(f"mode-{mode}-{size.value}" for mode in "abc" for size in LISTED)


@dataclass(frozen=True, slots=True)
class Contender:
    """One way of enlarging.

    Attributes:
        name: For tables.
        kernel: What scales where the chain does not: the final scaler.
        is_named: Asked for by itself, not with all of its kind.
    """

    name: str
    chain: ShaderChain
    kernel: Kernel
    is_named: bool = False


def find_contenders(words: Iterable[str], scaler: Kernel) -> tuple[Contender, ...]:
    """Return who is named, each once, in order.

    Args:
        words: Each a kernel; what `find_chain` takes (a preset, or shader files joined
            to one chain); "kernels", "modes" (A, B and C, Fast and HQ), "presets"; or
            a folder of our own shaders ("upscale"). Names may be joined by commas.
        scaler: The final scaler of those that are chains.

    Raises:
        OptionError: Nothing is called so.
        PlayerError: A file of a chain cannot be used.
    """
    found: dict[tuple[ShaderChain, Kernel], Contender] = {}
    for word in words:
        for part in filter(None, map(str.strip, _parts(word))):
            for one in _named(part, scaler):
                found.setdefault((one.chain, one.kernel), one)
    if not found:
        raise OptionError("chains", "", f"{_known()}, presets, shader files")
    return tuple(_told_apart(found.values()))


def _told_apart(contenders: Collection[Contender]) -> Iterator[Contender]:
    """Give files of one name in two folders their paths for names."""
    counts = Counter(one.name for one in contenders)
    for one in contenders:
        if counts[one.name] > 1 and one.chain.entries:
            paths = " + ".join(entry.reference for entry in one.chain.entries)
            yield replace(one, name=paths)
        else:
            yield one


def _parts(word: str) -> list[str]:
    """Split names at commas; between shader files a comma joins a chain."""
    parts = word.split(",")
    has_file = any(_is_shader(part.strip()) for part in parts)
    return [word] if has_file else parts


def _is_shader(part: str) -> bool:
    return part not in OWN_FOLDERS and is_shader(part)


def _known() -> str:
    kernels = ", ".join(kernel.value for kernel in Kernel)
    folders = ", ".join(OWN_FOLDERS)
    return f"{kernels}; {KERNELS}, {MODES}, {PRESETS}; {folders}"


def _named(word: str, scaler: Kernel) -> Iterator[Contender]:
    text = word.lower().rstrip("/")
    if text in _KERNEL_WORDS:
        yield from map(_plain, _KERNEL_WORDS[text])
    elif text == "off":
        yield Contender(OFF.name, OFF, scaler)
    else:
        is_named = text not in {MODES, PRESETS, *OWN_FOLDERS}
        for chain in _chains(text, word):
            yield replace(_chained(chain, scaler), is_named=is_named)


def _chains(text: str, word: str) -> Iterator[ShaderChain]:
    if text == MODES:
        yield from map(_usable, _MODES)
    elif text == PRESETS:
        # Auto is one of the others again.
        chains = (chain for chain in load_presets() if not chain.is_auto)
        yield from (chain for chain in chains if not chain.is_empty)
    elif text in OWN_FOLDERS:
        for reference in shipped_shaders():
            if reference.startswith(f"{text}/"):
                yield chain_from_files([reference])
    else:
        yield _usable(word)


def _plain(kernel: Kernel) -> Contender:
    return Contender(kernel.value, OFF, kernel)


def _chained(chain: ShaderChain, scaler: Kernel) -> Contender:
    files = [entry.file.name for entry in chain.entries if entry.file]
    # A chain of files has no label of its own.
    name = " + ".join(files) if chain.name == "custom" else chain.label
    return Contender(name, chain, scaler)


def _usable(word: str) -> ShaderChain:
    try:
        chain = find_chain(word)
    except OptionError as error:
        raise OptionError("chains", word, f"{_known()}; {error.allowed}") from None
    return usable(chain)
