"""The postfix expressions of WIDTH, HEIGHT and WHEN (placeholder: owner writes it)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed postfix expression; `text` is as written, `line` its place."""

    text: str
    line: int
