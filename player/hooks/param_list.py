"""Values of parameters as people type them: "[FILE/]NAME=VALUE", like mpv's options.

Strict where presets are lenient: what is typed wants to be obeyed or refused in words.
Pure.
"""

import math
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from player.errors import OptionError
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.shader_file import ParamKind, ShaderParam

_OPTION = "param"


def turn_params(chain: ShaderChain, texts: Iterable[str]) -> ShaderChain:
    """Return the chain with the values that texts ask for; later ones win.

    Args:
        chain: Files to turn parameters of.
        texts: Each "[FILE/]NAME=VALUE", or several joined by commas. FILE is the
            file's name without folder, with or without `.glsl`; without it every file
            that has NAME is meant. VALUE is a number, or a name of an ENUM. Small
            letters do for capital ones where that leaves no doubt.

    Raises:
        OptionError: No such file or parameter, or not a value of it.
    """
    for text in texts:
        for item in text.split(","):
            chain = _turned(chain, item.strip())
    return chain


def value_range(param: ShaderParam) -> str:
    """Return what values a parameter takes, in words: "0 to 2", "SOFT, HARD"."""
    if param.choices:
        return ", ".join(param.choices)
    kind = "" if param.kind is ParamKind.FLOAT else "a whole number, "
    if math.isinf(param.minimum) and math.isinf(param.maximum):
        return f"{kind}any number"
    if math.isinf(param.maximum):
        return f"{kind}{param.minimum:.10g} or more"
    if math.isinf(param.minimum):
        return f"{kind}up to {param.maximum:.10g}"
    return f"{kind}{param.minimum:.10g} to {param.maximum:.10g}"


def _turned(chain: ShaderChain, item: str) -> ShaderChain:
    target, sign, value = item.partition("=")
    if not sign or not target.strip():
        raise OptionError(_OPTION, item, "[FILE/]NAME=VALUE")
    file, _, name = target.strip().rpartition("/")
    alike = [
        (index, param)
        for index, entry, param in _params(chain)
        if param.name.lower() == name.lower() and _is_called(entry, file)
    ]
    found = [one for one in alike if one[1].name == name] or alike
    if not found:
        raise OptionError(_OPTION, item, _known(chain, target.strip()))
    for index, param in found:
        chain = chain.with_value(index, param.name, _value(item, param, value.strip()))
    return chain


def _params(chain: ShaderChain) -> Iterator[tuple[int, ChainEntry, ShaderParam]]:
    for index, entry in enumerate(chain.entries):
        for param in entry.file.params if entry.file else ():
            yield index, entry, param


def _is_called(entry: ChainEntry, name: str) -> bool:
    """Whether a file is meant; "" means every file."""
    own = entry.file.name.lower() if entry.file else ""
    return name.lower() in {"", own, f"{own}.glsl", f"{own}.hook"}


def _known(chain: ShaderChain, wanted: str) -> str:
    """Return the parameters of a chain, those like `wanted` first."""
    names = dict.fromkeys(
        f"{entry.file.name}/{param.name}" if entry.file else ""
        for _, entry, param in _params(chain)
    )
    if not names:
        return "nothing: no file of this chain has parameters"
    close = get_close_matches(wanted, names, n=3)
    same = [name for name in names if name.lower().endswith(f"/{wanted.lower()}")]
    return ", ".join(same or close or names)


def _value(item: str, param: ShaderParam, text: str) -> float:
    """Read a value; nothing is rounded or brought within limits in silence."""
    if text in param.choices:
        return float(param.choices.index(text))
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    is_whole = param.kind is ParamKind.FLOAT or value.is_integer()
    if not (math.isfinite(value) and is_whole):
        raise OptionError(_OPTION, item, value_range(param))
    if not param.minimum <= value <= param.maximum:
        raise OptionError(_OPTION, item, value_range(param))
    return value
