"""A parameter of a shader file as a row: its range, its steps, its words. Pure."""

import math
from dataclasses import dataclass
from enum import Enum

from player.hooks.chain import ChainEntry
from player.hooks.param_list import value_range
from player.hooks.shader_file import ParamKind, ShaderParam
from ui.chain_words import tr

_STEPS = 100
"""A slider has at least so many steps: a pixel or two each, at the drawer's width."""

_VAST = 1e6
"""A limit beyond this is none that a hand could aim at."""

_AT_DEFAULT = 0.4
"""Nearer to the default than this share of a step is the default itself."""


class Knob(Enum):
    """What a value is turned with."""

    SLIDER = "slider"
    CHOICE = "choice"
    SWITCH = "switch"


@dataclass(frozen=True, slots=True)
class ParamRow:
    """One parameter of one file.

    Attributes:
        entry: Index of the file in the chain.
        value: Where it stands, within the limits of the file.
    """

    entry: int
    param: ShaderParam
    value: float

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.param.title

    @property
    def knob(self) -> Knob:
        """Return what it is turned with."""
        param = self.param
        if param.choices:
            return Knob.CHOICE
        is_flag = param.kind is not ParamKind.FLOAT
        if is_flag and (param.minimum, param.maximum) == (0.0, 1.0):
            return Knob.SWITCH
        return Knob.SLIDER

    @property
    def is_on(self) -> bool:
        """Return the position of a switch."""
        return self.value != 0

    @property
    def is_turned(self) -> bool:
        """Return whether it stands elsewhere than the file has it."""
        return self.value != self.param.default

    @property
    def words(self) -> str:
        """Return the value in words, always with as many decimals."""
        return self.words_of(self.value)

    def words_of(self, value: float) -> str:
        """Return a value of this parameter in words."""
        if self.param.choices:
            return self.param.choices[int(value)]
        if self.knob is Knob.SWITCH:
            return tr("on") if value else tr("off")
        return f"{value:.{self._decimals}f}"

    @property
    def explanation(self) -> str:
        """Return its name, what it takes and where it stands by itself."""
        words = tr("{0}: {1}; {2} by itself")
        default = self.words_of(self.param.default)
        return words.format(self.param.name, value_range(self.param), default)

    @property
    def range(self) -> tuple[float, float]:
        """Return both ends of the slider: the limits, or something near the default."""
        default, reach = self.param.default, max(1.0, 2 * abs(self.param.default))
        low, high = self.param.minimum, self.param.maximum
        low = low if low > -_VAST else default - reach
        high = high if high < _VAST else default + reach
        return min(low, self.value), max(high, self.value)

    @property
    def share(self) -> float:
        """Return where the value stands between both ends, 0…1."""
        return self.share_of(self.value)

    def share_of(self, value: float) -> float:
        """Return where a value lies between both ends, 0…1."""
        low, high = self.range
        return (value - low) / (high - low) if high > low else 0.0

    def value_at(self, share: float) -> float:
        """Return the value at a place of the slider, 0…1."""
        low, high = self.range
        if not 0.0 < share < 1.0:
            return low if share <= 0.0 else high
        return self._snapped(low + share * (high - low))

    def stepped(self, steps: int) -> float:
        """Return the value some steps further; a choice or a switch goes round."""
        if self.knob is Knob.SLIDER:
            return self._snapped(self.value + steps * self._step)
        return (self.value + steps) % (self.param.maximum + 1)

    @property
    def _step(self) -> float:
        """Return 1, 2 or 5 of some power of ten; 1 for whole numbers."""
        if self.param.kind is not ParamKind.FLOAT:
            return 1.0
        low, high = self.range
        fine = (high - low) / _STEPS
        if fine <= 0:
            return 1.0
        power = 10.0 ** math.floor(math.log10(fine))
        return power * next((f for f in (5, 2) if f * power <= fine), 1)

    @property
    def _decimals(self) -> int:
        step = self._step
        return 0 if step >= 1 else -math.floor(math.log10(step))

    def _snapped(self, value: float) -> float:
        low, high = self.range
        step = self._step
        if abs(value - self.param.default) < _AT_DEFAULT * step:
            return self.param.default
        near = round(round(value / step) * step, self._decimals + 1)
        if abs(near - self.param.default) < _AT_DEFAULT * step:
            return self.param.default
        return min(max(near, low), high)


def param_rows(index: int, entry: ChainEntry) -> tuple[ParamRow, ...]:
    """Return one row per parameter of a file, in its order."""
    values = entry.param_values
    params = entry.file.params if entry.file else ()
    return tuple(ParamRow(index, param, values[param.name]) for param in params)


def turned_words(rows: tuple[ParamRow, ...]) -> str:
    """Return what of a file is turned, in a few words; "" for nothing."""
    turned = [row for row in rows if row.is_turned]
    if not turned:
        return ""
    if len(turned) > 1:
        return tr("{0} values turned").format(len(turned))
    name = turned[0].param.name.replace("_", " ").lower()
    return f"{name} {turned[0].words}"
