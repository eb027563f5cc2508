"""Values of a plan's keys, checked: a slip names its key or its value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any


def pair(value: Any) -> tuple[float, float]:
    """Return two numbers; the smaller need not come first."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{value!r} is no pair of numbers")
    low, high = map(number, value)
    return low, high


def number(value: Any) -> float:
    """Return a finite number; a truth value is none."""
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def above_zero(value: Any) -> float:
    """Return a number above 0."""
    found = number(value)
    if found <= 0.0:
        raise ValueError(f"{found:g} is not above 0")
    return found


def not_below_zero(
    table: dict[str, Any], key: str, default: float | None = None
) -> float:
    """Return the value of a key that must be there, or has a default."""
    value = table[key] if default is None else table.get(key, default)
    if type(value) not in (int, float) or not 0.0 <= value < math.inf:
        raise ValueError(f"{key} is {value!r}, and cannot be but a number from 0 on")
    return float(value)


def share(table: dict[str, Any], key: str, default: float | None = None) -> float:
    """Return the value of a key that must be there, or has a default."""
    value = table[key] if default is None else table.get(key, default)
    if type(value) not in (int, float) or not 0.0 <= value <= 1.0:
        raise ValueError(f"{key} is {value!r}, which is no share: 0 to 1")
    return float(value)


def known(value: Any, those: Iterable[str], kind: str) -> str:
    """Return a word that is one of those there are."""
    if not isinstance(value, str) or value not in those:
        raise ValueError(f"{value!r} is no {kind}: {', '.join(those)}")
    return value


def plain_name(value: Any) -> str:
    """Return what files can be called: nothing that leads elsewhere."""
    if not isinstance(value, str) or re.fullmatch(r"\w+", value) is None:
        raise ValueError(f"{value!r} is no name: letters, digits and _")
    return value
