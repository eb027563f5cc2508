"""Writes `docs/keys.md` from the command table: `python -m ui.keys_page`."""

from pathlib import Path

from ui.command import Behaviour, Command
from ui.command_table import MENUS

PAGE = Path(__file__).parents[1] / "docs" / "keys.md"

_HEAD = """\
# Keys and mouse

Made from `ui/command_table.py` by `python -m ui.keys_page`; do not edit by hand.
In the window, `?` shows the same list. On macOS, read Command for Ctrl.
"""

_SIGNS = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page up",
    "PgDown": "Page down",
}

_POINTER = """
## Mouse

| do | what happens |
| --- | --- |
| move | the controls appear; they go after 2.5 s of rest |
| click the picture | play or pause |
| double click the picture | full screen |
| right click the picture | every command as a menu |
| wheel over the picture | volume |
| drag the divider | moves the line between before and after |
| double click the divider | puts it in the middle |
| drop files on the window | plays them; shader files make a chain |
"""


def key_words(key: str) -> str:
    """Return a portable key sequence as people write it: "Shift+Left" → "Shift+←"."""
    *modifiers, last = key.split("+") if not key.endswith("+") else [key]
    return "+".join([*modifiers, _SIGNS.get(last, last)])


def page() -> str:
    """Return the page's text."""
    parts = [_HEAD]
    for menu, commands in MENUS.items():
        rows = "\n".join(_row(command) for command in commands)
        parts.append(
            f"\n## {menu.value}\n\n| key | command | what it does |\n"
            f"| --- | --- | --- |\n{rows}\n"
        )
    return "".join([*parts, _POINTER])


def _row(command: Command) -> str:
    keys = ", ".join(f"`{key_words(key)}`" for key in command.keys)
    if command.behaviour is Behaviour.HELD:
        keys += " (hold)"
    if command.pointer:
        keys += f"{'; ' if keys else ''}{command.pointer}"
    return f"| {keys} | {command.text.rstrip('…')} | {command.tip} |"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
