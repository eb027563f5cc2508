"""The list of keys: complete, and searchable by word or key."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.command_table import COMMANDS
from ui.shortcuts_dialog import ShortcutsDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> ShortcutsDialog:
    """Give the list of keys."""
    dialog = ShortcutsDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_every_key_is_listed(dialog: ShortcutsDialog) -> None:
    """Each command with a key or a way for the mouse has a row with its words."""
    listed = [c for c in COMMANDS if c.keys or c.pointer]
    assert len(dialog.shown_texts()) == len(listed)
    texts = {label.text() for label in dialog.findChildren(QLabel)}
    assert {"Ctrl+O", "Space", "←", "hold"} <= texts
    assert {command.text.rstrip("…") for command in listed} <= texts


def test_searching_leaves_what_fits(dialog: ShortcutsDialog) -> None:
    """Words and keys are found; headings without rows go."""
    QTest.keyClicks(dialog.search, "frame back")
    assert [text.split(" Pause")[0] for text in dialog.shown_texts()] == [
        "One frame back"
    ]
    shown = [heading.text() for heading, _ in dialog._headings if heading.isVisible()]
    assert shown == ["Playback"]
    dialog.search.clear()
    QTest.keyClicks(dialog.search, "ctrl+4")
    assert len(dialog.shown_texts()) == 1
    dialog.search.clear()
    assert len(dialog.shown_texts()) > 30
