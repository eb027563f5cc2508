"""Reads the arguments of header lines; every complaint names the file and the line.

Pure.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from player.errors import ShaderSyntaxError
from player.hooks.blocks import Directive

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Argument:
    """What follows a directive's word.

    Attributes:
        word: The directive, "HOOK".
        text: Trimmed; may be empty.
    """

    file: str
    line: int
    word: str
    text: str

    def error(self, message: str, hint: str = "") -> ShaderSyntaxError:
        """Return the complaint about this line."""
        return ShaderSyntaxError(self.file, self.line, message, hint)

    def name(self) -> str:
        """Return the argument as a name that can stand in GLSL.

        Raises:
            ShaderSyntaxError: It is empty or not such a name.
        """
        if not _NAME.fullmatch(self.text):
            raise self.error(
                f"{self.word} needs a name, not {self.text!r}",
                "Names are made of letters, digits and _.",
            )
        return self.text

    def numbers(self, counts: Iterable[int]) -> tuple[float, ...]:
        """Return the argument as that many numbers.

        Raises:
            ShaderSyntaxError: Another count, or something that is no finite number.
        """
        words = self.text.split()
        if len(words) not in set(counts) or not all(
            _NUMBER.fullmatch(word) and math.isfinite(float(word)) for word in words
        ):
            wanted = " or ".join(str(count) for count in counts)
            raise self.error(f"{self.word} needs {wanted} numbers, not {self.text!r}")
        return tuple(float(word) for word in words)

    def whole_numbers(self, counts: Iterable[int], most: int) -> tuple[int, ...]:
        """Return the argument as that many whole numbers from 1 to `most`.

        Raises:
            ShaderSyntaxError: It is anything else.
        """
        numbers = self.numbers(counts)
        if not all(number.is_integer() and 1 <= number <= most for number in numbers):
            raise self.error(
                f"{self.word} needs whole numbers from 1 to {most}, not {self.text!r}"
            )
        return tuple(int(number) for number in numbers)

    def one_of(self, words: Iterable[str]) -> str:
        """Return the argument, which must be one of `words`.

        Raises:
            ShaderSyntaxError: It is none of them.
        """
        allowed = tuple(words)
        if self.text not in allowed:
            raise self.error(
                f"{self.word} is {' or '.join(allowed)}, not {self.text!r}"
            )
        return self.text


def read_directive(directive: Directive, words: Iterable[str], file: str) -> Argument:
    """Split a header line into its directive and the argument.

    The word is recognised as a prefix, the longest first, as mpv does it.

    Raises:
        ShaderSyntaxError: It begins with none of `words`; an unknown directive may
            change what the shader means, so it is never skipped.
    """
    for word in sorted(words, key=len, reverse=True):
        if directive.text.startswith(word):
            text = directive.text.removeprefix(word).strip()
            return Argument(file, directive.line, word, text)
    written = directive.text.split(maxsplit=1)
    raise ShaderSyntaxError(
        file,
        directive.line,
        f"unknown directive {written[0] if written else ''!r}",
        f"Known here: {', '.join(sorted(words))}.",
    )
