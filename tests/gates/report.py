"""Figures as tables, as a line of counts and as JSON. Pure."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from player.quality.table import NONE, text_table
from tests.gates.measuring import Figure

COLUMNS_ABREAST = 9
MISSED, KNOWN_MISSED = "!", "*"
LEGEND = (
    "over gate: how far on the good side of what is asked; "
    f"{MISSED} missed, {KNOWN_MISSED} missed and listed in known.toml"
)

Table = dict[str, dict[str, float]]


def family_table(figures: Sequence[Figure], known: Table) -> str:
    """Return the table of one family: rows are sizes, columns are sources."""
    names = list(dict.fromkeys(figure.column for figure in figures))
    sizes = list(dict.fromkeys(figure.size for figure in figures))
    parts = []
    for start in range(0, len(names), COLUMNS_ABREAST):
        some = names[start : start + COLUMNS_ABREAST]
        rows = []
        for size in sizes:
            found = {one.column: one for one in figures if one.size == size}
            rows += _rows(size, [found.get(name) for name in some], known)
        # The last column of a text table stands to the left: let it be empty.
        parts.append(text_table(("", *some, ""), rows))
    return f"\n{figures[0].family}\n" + "\n\n".join(parts)


def _rows(
    size: str, figures: Sequence[Figure | None], known: Table
) -> Iterator[tuple[str, ...]]:
    yield _row(f"{size} ours", [one.ours if one else None for one in figures])
    theirs = [one.official if one else None for one in figures]
    if any(value is not None for value in theirs):
        yield _row("  official", theirs)
        yield _row("  difference", [_difference(one) for one in figures], "+")
    sources = [one.source if one else None for one in figures]
    if any(value is not None for value in sources):
        yield _row("  input", sources)
    overs = [one.over if one else None for one in figures]
    if any(value is not None for value in overs):
        marks = [_mark(one, known) for one in figures]
        row = _row("  over gate", overs, "+")
        yield (row[0], *(a + b for a, b in zip(row[1:-1], marks, strict=True)), "")


def _row(title: str, values: Sequence[float | None], sign: str = "") -> tuple[str, ...]:
    texts = (NONE if value is None else f"{value:{sign}.3f}" for value in values)
    return (title, *texts, "")


def _difference(figure: Figure | None) -> float | None:
    if figure is None or figure.official is None:
        return None
    return figure.ours - figure.official


def _mark(figure: Figure | None, known: Table) -> str:
    if figure is None or not figure.is_missed:
        return " "
    return KNOWN_MISSED if _is_known(figure, known) else MISSED


def _is_known(figure: Figure, known: Table) -> bool:
    return figure.column in known.get(figure.network, {})


def count_line(figures: Sequence[Figure], known: Table) -> str:
    """Return how many gates there were and how many are missed."""
    gates = [one for one in figures if one.limit is not None]
    missed = [one for one in gates if one.is_missed]
    listed = sum(_is_known(one, known) for one in missed)
    gone = sum(_is_known(one, known) for one in gates) - listed
    line = f"{len(gates)} gates, {len(missed)} missed, {listed} of them known"
    return f"{line}; {gone} listed as missed are met" if gone else line


def as_json(figures: Sequence[Figure]) -> str:
    """Return every figure with what it had to reach."""
    made = [{**asdict(one), "over": one.over} for one in figures]
    return json.dumps(made, indent=2) + "\n"
