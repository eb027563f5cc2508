"""What a command of the window is: words, keys, place in a menu. Pure data."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QCoreApplication

CONTEXT = "Commands"
"""Translation context: the sources of a catalogue are the texts of this table."""


class Menu(Enum):
    """A menu of the menu bar, in its order; the value is its title."""

    FILE = "File"
    PLAYBACK = "Playback"
    SOUND = "Sound"
    PICTURE = "Picture"
    COMPARE = "Compare"
    VIEW = "View"
    HELP = "Help"


class Behaviour(Enum):
    """How a command answers its key."""

    ONCE = "once"
    REPEATS = "repeats"  # goes on while the key is held
    CHECKED = "checked"  # shows a tick while it is on
    HELD = "held"  # on while the key is down, or by its tick in the menu


@dataclass(frozen=True, slots=True)
class Command:
    """One thing that a person can ask for.

    Attributes:
        id: Stable name; handlers and `Notice.action` refer to it.
        text: In menus, in English; translate with `words`.
        tip: One sentence: what it does.
        keys: Portable key sequences; the first is the one shown in menus.
        group: Commands of one group exclude each other's tick; "" for none.
        starts_section: A line is drawn above it in the menu.
        pointer: The mouse's way to the same thing, for the shortcut list.
    """

    id: str
    text: str
    tip: str
    keys: tuple[str, ...] = ()
    behaviour: Behaviour = Behaviour.ONCE
    group: str = ""
    starts_section: bool = False
    pointer: str = ""


def words(text: str) -> str:
    """Return a text of this table in the person's language."""
    return QCoreApplication.translate(CONTEXT, text)
