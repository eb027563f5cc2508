"""The chip: name, time, colour, and the menu that it opens."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.hooks.chain import OFF
from player.status import PassVerdict
from tests.support.ui_samples import CHAIN_STATUS, CHAINS, FACTS
from ui.chain_chip import ChainChip
from ui.chain_menu import ChainMenu
from ui.chain_words import Load


@pytest.fixture
def chip(qtbot: QtBot) -> Iterator[ChainChip]:
    """Give a chip low in a shown window."""
    window = QWidget()
    window.resize(600, 600)
    chip = ChainChip(window)
    chip.move(200, 540)
    chip.show_chain(FACTS, CHAINS)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    yield chip
    window.close()


def _menu(chip: ChainChip) -> ChainMenu:
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip._menu is not None
    return chip._menu


def test_it_names_chain_and_time(chip: ChainChip) -> None:
    """A running chain shows its label and milliseconds, calm within the budget."""
    assert chip.words == ("Mode A · Fast", "14.3 ms")
    assert chip.load is Load.CALM


def test_its_colour_warns(chip: ChainChip) -> None:
    """The same time is too much when frames come faster."""
    chip.show_chain(replace(FACTS, budget_ms=14.0), CHAINS)
    assert chip.load is Load.BEYOND
    assert "14.0 ms" in chip.toolTip()


def test_it_does_not_jump_while_the_time_changes(chip: ChainChip) -> None:
    """Its width is the same for 3 ms and for 213 ms."""
    widths = set()
    for total_ms in (3.1, 14.3, 213.9):
        status = replace(CHAIN_STATUS, total_ms=total_ms)
        chip.show_chain(replace(FACTS, status=status), CHAINS)
        widths.add(chip.width())
    assert len(widths) == 1


def test_it_says_why_nothing_runs(chip: ChainChip) -> None:
    """An idle chain says so in the chip and why in its words and menu."""
    passes = tuple(replace(p, verdict=PassVerdict.IDLE) for p in CHAIN_STATUS.passes)
    status = replace(CHAIN_STATUS, passes=passes, input_size="8×8", output_size="8×8")
    chip.show_chain(replace(FACTS, status=status), CHAINS)
    assert chip.words[1] == "idle"
    assert "already at screen size: nothing to enlarge" in chip.toolTip()
    assert "already at screen size" in chip.accessibleDescription()
    menu = _menu(chip)
    assert "already at screen size" in menu.note


def test_a_chain_in_the_making_says_so(chip: ChainChip) -> None:
    """While shaders compile, the chip says that it prepares."""
    chip.show_chain(
        replace(FACTS, status=replace(CHAIN_STATUS, is_compiling=True)), CHAINS
    )
    assert chip.words[1] == "preparing…"


def test_without_a_chain_there_is_no_time(chip: ChainChip) -> None:
    """Off has a name, no time and no colour."""
    chip.show_chain(replace(FACTS, chain=OFF), CHAINS)
    assert chip.words == ("No shaders", "")
    assert chip.load is Load.UNKNOWN


def test_a_click_in_the_menu_chooses(chip: ChainChip, qtbot: QtBot) -> None:
    """The menu has a row for each chain; a click asks for it and closes the menu."""
    menu = _menu(chip)
    assert chip.is_menu_open
    assert menu.list.count() == len(CHAINS)
    place = menu.list.visualItemRect(menu.list.item(2)).center()
    with qtbot.waitSignal(chip.chain_asked, timeout=500) as asked:
        QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == ["mode-c-fast"]
    assert not chip.is_menu_open


def test_keys_choose_in_the_menu(chip: ChainChip, qtbot: QtBot) -> None:
    """From the current row, Down and Enter take the next chain."""
    menu = _menu(chip)
    QTest.keyClick(menu.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(chip.chain_asked, timeout=500) as asked:
        QTest.keyClick(menu.list, Qt.Key.Key_Return)
    assert asked.args == ["mode-b-fast"]


def test_escape_closes_the_menu(chip: ChainChip) -> None:
    """Esc leaves everything as it is."""
    menu = _menu(chip)
    QTest.keyClick(menu.list, Qt.Key.Key_Escape)
    assert not chip.is_menu_open


def test_the_menu_opens_above_the_chip(chip: ChainChip) -> None:
    """The menu does not cover the controls and ends at the chip's right edge."""
    menu = _menu(chip)
    corner = chip.mapToGlobal(QPoint(chip.width(), 0))
    assert menu.geometry().bottom() < corner.y()
    menu.close()


def test_every_word_of_a_description_can_be_read(chip: ChainChip) -> None:
    """A long note takes as many lines as it needs; its row grows with it."""
    long = replace(CHAINS[1], note="For most shows, " * 12)
    short = replace(CHAINS[1], name="short", note="For most shows.")
    chip.show_chain(FACTS, (*CHAINS, long, short))
    menu = _menu(chip)
    rows = menu.list
    places = (rows.count() - 2, rows.count() - 1)
    tall, low = (rows.visualItemRect(rows.item(row)).height() for row in places)
    assert tall > low + 2 * menu.fontMetrics().height() * 0.8
    menu.close()


def test_where_room_is_small_the_menu_shows_fewer_rows(chip: ChainChip) -> None:
    """It ends above the chip all the same, and the current row is in sight."""
    many = tuple(replace(CHAINS[1], name=f"chain-{number}") for number in range(30))
    chip.window().move(0, 0)
    chip.move(200, 260)
    facts = replace(FACTS, chain=many[-1])
    chip.show_chain(facts, many)
    menu = _menu(chip)
    assert menu.geometry().bottom() < chip.mapToGlobal(QPoint(0, 0)).y()
    current = menu.list.visualItemRect(menu.list.currentItem())
    assert menu.list.viewport().rect().contains(current)
    menu.close()
