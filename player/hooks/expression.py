"""The postfix expressions of WIDTH, HEIGHT and WHEN: parsed once, evaluated on sizes.

`evaluate` gives the number; `explain_false` says in words why a condition did not hold
("1.00 is not > 1.20"). Pure: sizes and parameter values are arguments.
Source: mpv manual, section on user shaders; differences in docs/shader-format.md.
"""

import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from player.errors import ShaderPlanError, ShaderSyntaxError
from player.geometry import Size

EQUALITY_TOLERANCE = 1e-6
"""Relative: `=` compares ratios of sizes, which no float holds exactly."""

MAX_TOKENS = 256
"""Far beyond real files (24) and mpv's own limit (64): keeps explaining shallow."""

_SIZE = re.compile(r"([A-Za-z_][A-Za-z0-9_]*)\.(w|width|h|height)")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Operator(Enum):
    """What a token that begins with one of these characters does."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"
    REMAINDER = "%"
    GREATER = ">"
    LESS = "<"
    EQUAL = "="
    NOT = "!"


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number; `text` as written, so that "2.0" is shown with its decimals."""

    text: str

    @property
    def value(self) -> float:
        """Return the number."""
        return float(self.text)


@dataclass(frozen=True, slots=True)
class SizeToken:
    """Width or height of a named texture."""

    name: str
    is_width: bool


@dataclass(frozen=True, slots=True)
class ValueToken:
    """A parameter, or a choice of one."""

    name: str


Token = NumberToken | SizeToken | ValueToken | Operator


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed postfix expression; `text` is as written, `line` its place.

    Each of its operators has its operands, and one value is left.
    """

    text: str
    line: int
    tokens: tuple[Token, ...] = ()

    @property
    def size_names(self) -> frozenset[str]:
        """Return the names whose sizes it mentions."""
        return frozenset(
            token.name for token in self.tokens if isinstance(token, SizeToken)
        )

    @property
    def value_names(self) -> frozenset[str]:
        """Return the parameters and choices that it mentions."""
        return frozenset(
            token.name for token in self.tokens if isinstance(token, ValueToken)
        )


def parse_expression(text: str, file: str, line: int) -> Expression:
    """Turn the argument of WIDTH, HEIGHT or WHEN into tokens.

    Raises:
        ShaderSyntaxError: It is empty, holds a word that is none of a size, an
            operator, a number or a name, or its operators do not fit its values.
    """
    words = text.split()
    if not words:
        raise ShaderSyntaxError(file, line, "an expression is missing here")
    if len(words) > MAX_TOKENS:
        raise ShaderSyntaxError(
            file, line, f"an expression of {len(words)} words; {MAX_TOKENS} is the most"
        )
    tokens = tuple(_parse_token(word, file, line) for word in words)
    fault = _imbalance(tokens)
    if fault:
        raise ShaderSyntaxError(
            file,
            line,
            f"'{' '.join(words)}' {fault}",
            "Values come first, then their operator: MAIN.w 2 *",
        )
    return Expression(" ".join(words), line, tokens)


def _imbalance(tokens: tuple[Token, ...]) -> str:
    """Return what is wrong with the number of values, "" when nothing is."""
    count = 0
    for token in tokens:
        if isinstance(token, Operator):
            if count < _operands(token):
                return f"has too few values before {token.value!r}"
            count -= _operands(token)
        count += 1
    return "" if count == 1 else f"leaves {count} values, not 1"


def _operands(symbol: Operator) -> int:
    return 1 if symbol is Operator.NOT else 2


def _parse_token(word: str, file: str, line: int) -> Token:
    size = _SIZE.fullmatch(word)
    if size is not None:
        return SizeToken(size[1], is_width=size[2].startswith("w"))
    if word[0] in "+-*/%><=!":
        return Operator(word[0])
    if _NUMBER.fullmatch(word):
        return NumberToken(word)
    if _NAME.fullmatch(word):
        return ValueToken(word)
    raise ShaderSyntaxError(
        file,
        line,
        f"{word!r} is neither a size, an operator, a number nor a parameter",
        "Sizes are written NAME.w and NAME.h, numbers begin with a digit.",
    )


@dataclass(frozen=True, slots=True)
class _Term:
    """A value on the stack, with where it came from.

    Attributes:
        symbol: The operator that made it, None for a leaf.
        is_whole: Made of sizes and whole numbers without a division: shown without
            decimals.
    """

    value: float
    label: str
    is_whole: bool
    symbol: Operator | None = None
    parts: tuple["_Term", ...] = ()

    @property
    def holds(self) -> bool:
        """Whether it counts as true."""
        return self.value != 0


def evaluate(
    expression: Expression,
    sizes: Mapping[str, Size],
    values: Mapping[str, float],
) -> float:
    """Return the number that an expression stands for.

    Args:
        expression: What to evaluate.
        sizes: Every texture whose size may be asked for.
        values: Parameters and their choices.

    Raises:
        ShaderPlanError: An unknown name, or a result that is not a finite number.
    """
    return _evaluate(expression, sizes, values).value


def explain_false(
    expression: Expression,
    sizes: Mapping[str, Size],
    values: Mapping[str, float],
) -> str:
    """Return "" when a condition holds, else the comparison that failed, in words.

    Of conditions joined by `*` (and) the first that failed is named, of conditions
    joined by `+` (or) all.

    Raises:
        ShaderPlanError: As `evaluate`.
    """
    term = _evaluate(expression, sizes, values)
    return "" if term.holds else _describe(term)


def _evaluate(
    expression: Expression,
    sizes: Mapping[str, Size],
    values: Mapping[str, float],
) -> _Term:
    stack: list[_Term] = []
    for token in expression.tokens:
        if isinstance(token, Operator):
            stack.append(_apply(token, stack))
        else:
            stack.append(_leaf(token, sizes, values))
    if not math.isfinite(stack[0].value):
        raise ShaderPlanError(f"'{expression.text}' gives no finite number")
    return stack[0]


def _leaf(
    token: NumberToken | SizeToken | ValueToken,
    sizes: Mapping[str, Size],
    values: Mapping[str, float],
) -> _Term:
    if isinstance(token, NumberToken):
        return _Term(token.value, token.text, is_whole=token.text.isdecimal())
    if isinstance(token, ValueToken):
        if token.name not in values:
            raise ShaderPlanError(f"no parameter is called {token.name}")
        value = values[token.name]
        return _Term(value, token.name, is_whole=float(value).is_integer())
    size = sizes.get(token.name)
    axis = "w" if token.is_width else "h"
    if size is None:
        raise ShaderPlanError(f"{token.name}.{axis}: no such texture at this point")
    value = size.width if token.is_width else size.height
    return _Term(float(value), f"{token.name}.{axis}", is_whole=True)


def _apply(symbol: Operator, stack: list[_Term]) -> _Term:
    """Take the operator's operands from the stack and return its result."""
    wanted = _operands(symbol)
    parts = tuple(stack[-wanted:])
    del stack[-wanted:]
    numbers = [part.value for part in parts]
    if symbol is Operator.NOT:
        result = float(numbers[0] == 0)
    else:
        result = _BINARY[symbol](numbers[0], numbers[1])
    whole = symbol is not Operator.DIVIDE and all(part.is_whole for part in parts)
    label = f" {symbol.value} ".join(part.label for part in parts)
    return _Term(result, label, whole, symbol, parts)


def _divide(dividend: float, divisor: float) -> float:
    """Divide as the GPU's host language does: by zero gives infinity, not an error."""
    if divisor == 0:
        return math.nan if dividend == 0 else math.copysign(math.inf, dividend)
    return dividend / divisor


def _remainder(dividend: float, divisor: float) -> float:
    if divisor == 0 or math.isinf(dividend):
        return math.nan
    return math.fmod(dividend, divisor)


def _equal(left: float, right: float) -> float:
    return float(
        left == right
        or (
            math.isfinite(left)
            and math.isfinite(right)
            and abs(left - right) <= EQUALITY_TOLERANCE * max(abs(left), abs(right))
        )
    )


_BINARY: Mapping[Operator, Callable[[float, float], float]] = {
    Operator.ADD: operator.add,
    Operator.SUBTRACT: operator.sub,
    Operator.MULTIPLY: operator.mul,
    Operator.DIVIDE: _divide,
    Operator.REMAINDER: _remainder,
    Operator.GREATER: lambda left, right: float(left > right),
    Operator.LESS: lambda left, right: float(left < right),
    Operator.EQUAL: _equal,
}

_COMPARISONS = frozenset({Operator.GREATER, Operator.LESS, Operator.EQUAL})


def _describe(term: _Term) -> str:
    """Say why a term is false, or why it is true where a NOT turned it round."""
    if term.symbol in _COMPARISONS:
        left, right = _spell(*term.parts)
        verb = "is" if term.holds else "is not"
        return f"{left} {verb} {term.symbol.value} {right}"
    if term.symbol is Operator.NOT:
        return _describe(term.parts[0])
    joins = Operator.ADD if term.holds else Operator.MULTIPLY
    if term.symbol is joins:
        deciding = [part for part in term.parts if part.holds == term.holds]
        if deciding:
            return _describe(deciding[0])
    elif term.symbol in {Operator.ADD, Operator.MULTIPLY}:
        return " and ".join(_describe(part) for part in term.parts)
    return f"{term.label} is {_number(term.value, 0 if term.is_whole else 2)}"


def _spell(left: _Term, right: _Term) -> tuple[str, str]:
    """Write two numbers alike, with as many decimals as it takes to tell them apart."""
    first = 0 if left.is_whole and right.is_whole else 2
    for decimals in range(first, 7):
        pair = _number(left.value, decimals), _number(right.value, decimals)
        if pair[0] != pair[1] or left.value == right.value:
            break
    return pair


def _number(value: float, decimals: int) -> str:
    return f"{value:.{decimals}f}"
