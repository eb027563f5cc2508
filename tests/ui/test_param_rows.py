"""Rows of parameters: ranges, steps and words that a person can use."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.hooks.chain import ChainEntry
from player.hooks.shader_file import ParamKind, ShaderParam
from tests.support.ui_samples import shader_file
from ui.param_rows import Knob, ParamRow, param_rows, turned_words

INF = float("inf")
FLOAT = ShaderParam("STRENGTH", 1, "Strength", ParamKind.FLOAT, 1.0, 0.0, 2.0)
COUNT = ShaderParam("COUNT", 5, "Rounds", ParamKind.INT, 3.0, 1.0, 8.0)
FLAG = ShaderParam("FLAG", 9, "Soft", ParamKind.DEFINE, 1.0, 0.0, 1.0)
ENUM = ShaderParam("S", 13, "Style", ParamKind.INT, 0.0, 0.0, 2.0, ("A", "B", "C"))
FREE = ShaderParam("FREE", 17, "Free", ParamKind.FLOAT, 1.0, -INF, INF)


@pytest.mark.parametrize(
    ("param", "knob"),
    [
        (FLOAT, Knob.SLIDER),
        (COUNT, Knob.SLIDER),
        (FLAG, Knob.SWITCH),
        (ENUM, Knob.CHOICE),
        (FREE, Knob.SLIDER),
        (replace(FLOAT, maximum=1.0), Knob.SLIDER),
    ],
)
def test_each_kind_has_its_knob(param: ShaderParam, knob: Knob) -> None:
    """Numbers slide, names are chosen, 0 or 1 is a switch."""
    assert ParamRow(0, param, param.default).knob is knob


def test_values_have_one_number_of_decimals() -> None:
    """What changes under a hand keeps its width."""
    row = ParamRow(0, FLOAT, 1.0)
    words = {len(replace(row, value=row.value_at(n / 57)).words) for n in range(58)}
    assert words == {4}
    assert replace(row, value=0.8).words == "0.80"
    assert ParamRow(0, COUNT, 3.0).words == "3"
    assert ParamRow(0, ENUM, 2.0).words == "C"
    assert ParamRow(0, FLAG, 0.0).words == "off"


def test_both_ends_can_be_reached() -> None:
    """The slider covers the limits and nothing beyond."""
    row = ParamRow(0, replace(FLOAT, minimum=0.013, maximum=0.497, default=0.1), 0.1)
    assert row.value_at(0.0) == 0.013
    assert row.value_at(1.0) == 0.497
    assert row.value_at(-3.0) == 0.013
    assert ParamRow(0, COUNT, 3.0).value_at(0.5) in {4.0, 5.0}


def test_without_limits_the_default_is_in_the_middle() -> None:
    """A slider has two ends even where the file gives none."""
    row = ParamRow(0, FREE, 1.0)
    assert row.range == (-1.0, 3.0)
    assert row.share == 0.5
    assert ParamRow(0, FREE, 40.0).range == (-1.0, 40.0)
    huge = replace(COUNT, minimum=-(2.0**31), maximum=2.0**31 - 1)
    assert ParamRow(0, huge, 3.0).range == (-3.0, 9.0)


def test_steps_go_round_choices_and_stop_at_limits() -> None:
    """Keys reach every value."""
    assert ParamRow(0, COUNT, 8.0).stepped(1) == 8.0
    assert ParamRow(0, COUNT, 8.0).stepped(-1) == 7.0
    assert ParamRow(0, ENUM, 2.0).stepped(1) == 0.0
    assert ParamRow(0, ENUM, 0.0).stepped(-1) == 2.0
    assert ParamRow(0, FLAG, 1.0).stepped(1) == 0.0
    assert ParamRow(0, FLOAT, 1.0).stepped(-1) == 0.98


@given(st.floats(-50, 50), st.floats(0.001, 100), st.floats(0, 1), st.floats(-0.2, 1.2))
def test_places_and_steps_stay_lawful(
    low: float, span: float, default: float, share: float
) -> None:
    """Every place is a lawful value, and a step always moves unless at an end."""
    high = low + span
    middle = min(max(low + default * span, low), high)
    row = ParamRow(0, replace(FLOAT, minimum=low, maximum=high, default=middle), middle)
    value = row.value_at(share)
    assert low <= value <= high
    there = replace(row, value=value)
    assert there.stepped(1) > value or value >= high
    assert there.stepped(-1) < value or value <= low


def test_a_file_tells_what_is_turned() -> None:
    """One value by name, several by number, defaults not at all."""
    file = replace(shader_file("a", ("p",)), params=(FLOAT, COUNT))
    entry = ChainEntry("a", file)
    assert turned_words(param_rows(0, entry)) == ""
    entry = entry.with_value("STRENGTH", 0.8)
    assert turned_words(param_rows(0, entry)) == "strength 0.80"
    entry = entry.with_value("COUNT", 8)
    assert turned_words(param_rows(0, entry)) == "2 values turned"
    assert param_rows(0, ChainEntry("gone", None)) == ()
