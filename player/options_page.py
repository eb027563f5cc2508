"""Writes docs/options.md from the table of options: `python -m player.options_page`."""

from pathlib import Path

from player.options import OPTIONS, Option

PAGE = Path(__file__).parents[1] / "docs" / "options.md"

HEAD = """# Options

Generated from `player/options.py` by `make pages`; do not edit.

Each is a flag of the command `sakuga` (`--name value`; a yes/no option also as plain
`--name`) and a line of the settings file. "Remembered" options keep what was chosen in
the window.

| option | takes | default | remembered | what it does |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """Return the page's text."""
    return HEAD + "".join(_row(option) for option in OPTIONS)


def _row(option: Option) -> str:
    default = (
        {True: "yes", False: "no", "": "(empty)"}.get(
            option.default, str(option.default)
        )
        if isinstance(option.default, bool | str)
        else f"{option.default:g}"
    )
    remembered = "yes" if option.is_remembered else ""
    return (
        f"| `--{option.name}` | {option.allowed} | {default} | {remembered} "
        f"| {option.help} |\n"
    )


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
