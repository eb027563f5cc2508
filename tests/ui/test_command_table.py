"""The table of commands and the page made from it."""

from PySide6.QtGui import QKeySequence

from player.hooks.presets import load_presets
from ui.command_table import BY_ID, COMMANDS
from ui.keys_page import PAGE, key_words, page


def test_ids_are_unique() -> None:
    """No two commands share an id."""
    assert len(BY_ID) == len(COMMANDS)


def test_no_key_has_two_commands() -> None:
    """A key sequence belongs to one command only."""
    keys = [QKeySequence(key).toString() for c in COMMANDS for key in c.keys]
    assert len(keys) == len(set(keys))


def test_every_key_can_be_pressed() -> None:
    """Qt understands every key sequence of the table."""
    for command in COMMANDS:
        for key in command.keys:
            assert QKeySequence(key).count() == 1, key
            assert QKeySequence(key).toString() == key


def test_words_are_for_people() -> None:
    """Each text begins with a capital, has a tip, and neither ends with a stop."""
    for command in COMMANDS:
        for text in (command.text, command.tip):
            assert text[0].isupper(), text
            assert not text.endswith("."), text


def test_the_keys_page_is_in_step() -> None:
    """docs/keys.md is what the table says; `python -m ui.keys_page` renews it."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_modes_are_described_as_their_presets_are() -> None:
    """A mode's tip is how the note of the preset on its key begins."""
    notes = {preset.key: preset.note for preset in load_presets() if preset.key}
    for key in "123456":
        assert notes[key].startswith(BY_ID[f"mode-{key}"].tip)


def test_keys_are_written_as_people_do() -> None:
    """Arrows are arrows, and a plus sign stays one."""
    assert key_words("Shift+Left") == "Shift+←"
    assert key_words("Ctrl+-") == "Ctrl+-"
    assert key_words("Ctrl++") == "Ctrl++"
