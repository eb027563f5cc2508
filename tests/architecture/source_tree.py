"""The project's own Python files, read as text and as syntax trees."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE_FOLDERS = ("player", "ui", "resources", "shaders")


@dataclass(frozen=True, slots=True)
class Source:
    """One file: its path from the root, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def lines(self) -> list[str]:
        """Return the text line by line."""
        return self.text.splitlines()

    @property
    def imported(self) -> set[str]:
        """Return the top-level names of all modules that it imports."""
        names: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
        return names


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Return every Python file below the folders (all code when none is named)."""
    return tuple(
        Source(
            path.relative_to(ROOT).as_posix(),
            text := path.read_text("utf-8"),
            ast.parse(text),
        )
        for folder in folders or CODE_FOLDERS
        for path in sorted((ROOT / folder).rglob("*.py"))
    )
