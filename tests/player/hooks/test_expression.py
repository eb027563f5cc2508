"""Laws of the postfix expressions: values, failures, and the words for a refusal."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.errors import ShaderPlanError, ShaderSyntaxError
from player.geometry import Size
from player.hooks.expression import (
    MAX_TOKENS,
    evaluate,
    explain_false,
    parse_expression,
)

SIZES = {
    "MAIN": Size(1280, 720),
    "OUTPUT": Size(1920, 1080),
    "NATIVE": Size(1280, 720),
    "DOT": Size(1, 1),
}
VALUES = {"strength": 0.5, "mode": 2.0, "off": 0.0}


def _value(text: str) -> float:
    return evaluate(parse_expression(text, "a.glsl", 1), SIZES, VALUES)


def _words(text: str) -> str:
    return explain_false(parse_expression(text, "a.glsl", 1), SIZES, VALUES)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("7", 7),
        ("2.5", 2.5),
        ("1.", 1),
        ("2e2", 200),
        ("MAIN.w", 1280),
        ("MAIN.width", 1280),
        ("MAIN.h", 720),
        ("MAIN.height", 720),
        ("3 4 +", 7),
        ("3 4 -", -1),
        ("3 4 *", 12),
        ("3 4 /", 0.75),
        ("7 4 %", 3),
        ("7.5 2 %", 1.5),
        ("0 7 - 4 %", -3),
        ("2 1 >", 1),
        ("1 1 >", 0),
        ("1 2 <", 1),
        ("2 2 <", 0),
        ("2 2 =", 1),
        ("2 3 =", 0),
        ("2 2 ==", 1),
        ("0 !", 1),
        ("3 !", 0),
        ("MAIN.w 1.5 * OUTPUT.w =", 1),
        ("OUTPUT.w 3 / 3 * OUTPUT.w =", 1),
        ("1 1.00001 =", 0),
        ("1 0 / 5 >", 1),
        ("0 1 - 0 / 5 <", 1),
        ("0 0 / 5 >", 0),
        ("1 0 / 1 0 / =", 1),
        ("1 0 / 3 =", 0),
        ("strength 2 *", 1),
        ("mode 2 =", 1),
        ("OUTPUT.w MAIN.w / 1.2 > OUTPUT.h MAIN.h / 1.2 > *", 1),
    ],
)
def test_a_postfix_expression_has_the_value_of_its_infix_form(
    text: str, wanted: float
) -> None:
    """Each operator gives what the format's description says."""
    assert _value(text) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("MISSING.w", "MISSING.w"),
        ("MISSING.h 2 *", "MISSING.h"),
        ("unknown 1 +", "unknown"),
        ("1 0 /", "finite"),
        ("0 0 /", "finite"),
        ("1 0 %", "finite"),
        ("1 0 / 3 %", "finite"),
        ("1e308 10 *", "finite"),
    ],
)
def test_an_expression_without_a_value_is_a_plan_error(text: str, word: str) -> None:
    """Unknown names and infinities end in one kind of error."""
    with pytest.raises(ShaderPlanError, match=word):
        _value(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("+", "too few values before '+'"),
        ("1 *", "too few values before"),
        ("!", "too few values before"),
        ("blah +", "too few values before"),
        ("1 + 2", "too few values before"),
        ("1 2", "leaves 2 values"),
        ("1 2 3 +", "leaves 2 values"),
    ],
)
def test_operators_without_their_values_are_a_syntax_error(
    text: str, word: str
) -> None:
    """Underflow and leftovers are known without any size: file and line are named."""
    with pytest.raises(ShaderSyntaxError, match=re.escape(word)) as caught:
        parse_expression(text, "a.glsl", 17)
    assert (caught.value.file, caught.value.line) == ("a.glsl", 17)


@pytest.mark.parametrize(
    "text", ["", "  ", "MAIN.x", "MAIN.", ".5", "2x", "0x10", "1_000", "a-b", "&", "٣"]
)
def test_a_word_that_is_nothing_is_a_syntax_error_with_its_line(text: str) -> None:
    """What is neither size, operator, number nor name names file and line."""
    with pytest.raises(ShaderSyntaxError) as caught:
        parse_expression(text, "a.glsl", 17)
    assert (caught.value.file, caught.value.line) == ("a.glsl", 17)


def test_an_endless_expression_is_refused() -> None:
    """The length has a limit, so that explaining one never runs deep."""
    longest = " ".join(["1", *["1 +"] * ((MAX_TOKENS - 1) // 2)])
    assert _value(longest) == (MAX_TOKENS - 1) // 2 + 1
    with pytest.raises(ShaderSyntaxError):
        parse_expression("1 " * (MAX_TOKENS + 1), "a.glsl", 1)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("MAIN.w NATIVE.w / 1.2 >", "1.00 is not > 1.20"),
        ("OUTPUT.w NATIVE.w / 2.4 >", "1.50 is not > 2.40"),
        ("OUTPUT.w NATIVE.w / 1.2 > OUTPUT.h 4000 > *", "1080 is not > 4000"),
        ("OUTPUT.h 4000 > OUTPUT.w 5000 > *", "1080 is not > 4000"),
        (
            "OUTPUT.h 4000 > OUTPUT.w 5000 > +",
            "1080 is not > 4000 and 1920 is not > 5000",
        ),
        ("OUTPUT.w MAIN.w > !", "1920 is > 1280"),
        ("OUTPUT.w MAIN.w > OUTPUT.h MAIN.h > * !", "1920 is > 1280 and 1080 is > 720"),
        ("OUTPUT.w MAIN.w < OUTPUT.h MAIN.h > + !", "1080 is > 720"),
        ("MAIN.w NATIVE.w <", "1280 is not < 1280"),
        ("MAIN.w 1281 =", "1280 is not = 1281"),
        ("2.0001 2.0002 >", "2.0001 is not > 2.0002"),
        ("1.00000001 1.00000002 >", "1.000000 is not > 1.000000"),
        ("1e-300 1e-300 *", "1e-300 * 1e-300 is 0.00"),
        ("off", "off is 0"),
        ("OUTPUT.w MAIN.w > off *", "off is 0"),
        ("strength off *", "off is 0"),
        ("MAIN.w NATIVE.w -", "MAIN.w - NATIVE.w is 0"),
        ("1 2 / 1 2 / -", "1 / 2 - 1 / 2 is 0.00"),
    ],
)
def test_a_refusal_names_the_first_comparison_that_failed(
    text: str, wanted: str
) -> None:
    """Why a condition is false is said in numbers that a person can check."""
    assert _words(text) == wanted


def test_a_condition_that_holds_needs_no_words() -> None:
    """Nothing is said where nothing is refused."""
    assert _words("OUTPUT.w MAIN.w >") == ""


def test_an_expression_knows_the_names_it_mentions() -> None:
    """Sizes asked for are known without evaluating."""
    expression = parse_expression("OUTPUT.w MAIN.w / strength >", "a.glsl", 1)
    assert expression.size_names == {"OUTPUT", "MAIN"}


TOKENS = st.sampled_from(
    [
        "+",
        "-",
        "*",
        "/",
        "%",
        ">",
        "<",
        "=",
        "!",
        "MAIN.w",
        "OUTPUT.h",
        "DOT.w",
        "0",
        "1",
        "2.5",
        "1e300",
        "strength",
        "off",
        "nobody",
        "NOTHING.w",
    ]
)


@given(st.lists(TOKENS, min_size=1, max_size=60))
def test_any_lawful_words_give_a_finite_number_or_a_plan_error(
    tokens: list[str],
) -> None:
    """No expression can do anything but have a value or be refused in words."""
    try:
        expression = parse_expression(" ".join(tokens), "a.glsl", 1)
    except ShaderSyntaxError:
        return
    try:
        result = evaluate(expression, SIZES, VALUES)
    except ShaderPlanError:
        with pytest.raises(ShaderPlanError):
            explain_false(expression, SIZES, VALUES)
        return
    assert math.isfinite(result)
    assert bool(explain_false(expression, SIZES, VALUES)) is (result == 0)


@given(st.text(max_size=40))
def test_any_text_parses_or_is_a_syntax_error(text: str) -> None:
    """Nothing but `ShaderSyntaxError` leaves the parser of expressions."""
    try:
        expression = parse_expression(text, "a.glsl", 3)
        count, line = len(expression.tokens), 3
    except ShaderSyntaxError as error:
        count, line = len(text.split()), error.line
    assert (count, line) == (len(text.split()), 3)


FORMULAS = st.recursive(
    st.integers(0, 99).map(lambda n: (str(n), float(n))),
    lambda inner: st.tuples(st.sampled_from("+-*"), inner, inner).map(
        lambda t: (
            f"{t[1][0]} {t[2][0]} {t[0]}",
            {"+": t[1][1] + t[2][1], "-": t[1][1] - t[2][1], "*": t[1][1] * t[2][1]}[
                t[0]
            ],
        )
    ),
    max_leaves=12,
)


@given(FORMULAS)
def test_nested_arithmetic_agrees_with_python(formula: tuple[str, float]) -> None:
    """The stack keeps order and nesting."""
    text, wanted = formula
    assert _value(text) == pytest.approx(wanted)
