"""What is kept beside the code: official figures, and gates known to be missed.

Pictures and official files never change, so their figures are measured once
(`official.toml`). Which gates the committed networks miss stands in `known.toml`.
"""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

from tests.gates.measuring import Figure

HERE = Path(__file__).resolve().parent
OFFICIAL = HERE / "official.toml"
KNOWN = HERE / "known.toml"

OFFICIAL_HEAD = (
    "# What Anime4K's files of release v4.0.1 reach in the columns of families.py.\n"
    "# Written by `python -m tests.gates --measure-official`: do not edit.\n"
)
KNOWN_HEAD = (
    "# Gates that the committed networks miss, and by how much.\n"
    "# Written by `python -m tests.gates --write-known`; the suite fails where a gate\n"
    "# is missed that is not here, and where one that is here is met.\n"
)
MADE_BY = "measured with"
CODECS = ("av", "pillow")

Table = dict[str, dict[str, float]]


def codecs() -> dict[str, str]:
    """Return the versions that JPEG and H.264 figures hang on."""
    return {name: version(name) for name in CODECS}


def read_official() -> Table:
    """Return official figures by file and column."""
    return {k: v for k, v in _read(OFFICIAL).items() if k != MADE_BY}


def other_codecs() -> str:
    """Return a warning where official figures were made with other codecs, or ""."""
    then, now = _read(OFFICIAL).get(MADE_BY, {}), codecs()
    if then in ({}, now):
        return ""
    return f"official figures were measured with {then}, here are {now}"


def write_official(table: Table) -> None:
    """Write official figures."""
    with_codecs = {MADE_BY: codecs(), **dict(sorted(table.items()))}
    OFFICIAL.write_text(OFFICIAL_HEAD + _toml(with_codecs), encoding="utf-8")


def read_known() -> Table:
    """Return by how much gates are known to be missed, by network and column."""
    return _read(KNOWN)


def renew_known(figures: Iterable[Figure]) -> None:
    """Write what is missed; what was not measured now stays as it was."""
    table = read_known()
    for figure in figures:
        row = table.setdefault(figure.network, {})
        row.pop(figure.column, None)
        if figure.is_missed and figure.over is not None:
            row[figure.column] = figure.over
    kept = {name: row for name, row in sorted(table.items()) if row}
    KNOWN.write_text(KNOWN_HEAD + _toml(kept), encoding="utf-8")


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _toml(table: Mapping[str, Mapping[str, float | str]]) -> str:
    parts = []
    for name, row in table.items():
        lines = [f'\n["{name}"]']
        for key, value in row.items():
            text = f'"{value}"' if isinstance(value, str) else f"{value:.4f}"
            lines.append(f'"{key}" = {text}')
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)
