"""The sheet of numbers: columns that do not jump, and no work while hidden."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.hooks.chain import OFF
from player.status import ChainStatus, PassVerdict, PlaybackStatus, SyncStats
from tests.support.ui_samples import CHAIN, CHAIN_STATUS, FACTS, STATUS
from ui.chain_words import ChainFacts
from ui.stats_overlay import StatsOverlay, stats_lines

OTHER_STATS = SyncStats(
    shown=7, dropped=0, repeated=888, underruns=12, offset_s=-0.1234
)


def test_what_ran_is_listed_with_its_time() -> None:
    """Each pass that ran has a line below its file, in order, with milliseconds."""
    values = [value for _label, value in stats_lines(STATUS, FACTS)]
    start = values.index("Clamp highlights")
    assert values[start + 1].startswith("  Compute statistics X")
    assert values[start + 1].endswith("0.80 ms")
    assert values[start + 3] == "Deblur DoG"
    assert values[-1].endswith("6.90 ms")


def test_columns_stay_where_they_are() -> None:
    """Whatever the numbers, each word of a line stands in the same column."""
    first = dict(stats_lines(STATUS, FACTS))
    second = dict(stats_lines(replace(STATUS, stats=OTHER_STATS), FACTS))
    for label, words in (
        ("Frames", ("shown", "dropped", "repeated")),
        ("Offset", ("underruns", "speed")),
    ):
        for word in words:
            assert first[label].index(word) == second[label].index(word)


def test_nothing_open_is_no_error() -> None:
    """Without a file the sheet has dashes instead of numbers."""
    lines = dict(stats_lines(PlaybackStatus(), ChainFacts(OFF, ChainStatus())))
    assert lines["File"] == "–"
    assert lines["Sound"].startswith("none")


def test_an_idle_chain_tells_why() -> None:
    """Instead of pass times there is the reason."""
    passes = tuple(replace(p, verdict=PassVerdict.IDLE) for p in CHAIN_STATUS.passes)
    status = ChainStatus(CHAIN.id, passes, input_size="9×9", output_size="9×9")
    lines = stats_lines(STATUS, replace(FACTS, status=status))
    assert "already at screen size" in lines[-1][1]


def test_a_long_chain_is_cut_with_a_count() -> None:
    """A hundred passes do not fill the screen."""
    passes = tuple(
        replace(CHAIN_STATUS.passes[0], index=number) for number in range(100)
    )
    status = replace(CHAIN_STATUS, passes=passes)
    lines = stats_lines(STATUS, replace(FACTS, status=status))
    assert lines[-1][1] == "and 77 more"


@pytest.fixture
def sheet(qtbot: QtBot) -> StatsOverlay:
    """Give a sheet that is not shown."""
    window = QWidget()
    qtbot.addWidget(window)
    sheet = StatsOverlay()
    qtbot.addWidget(sheet)
    return sheet


def test_its_width_never_changes(sheet: StatsOverlay) -> None:
    """The sheet has one width for all numbers, in a font of one width."""
    sheet.show()
    sheet.show_numbers(STATUS, FACTS)
    width = sheet.width()
    sheet.show_numbers(replace(STATUS, stats=OTHER_STATS), FACTS)
    assert sheet.width() == width
    assert QFontInfo(sheet.font()).fixedPitch()


def test_hidden_it_does_nothing(sheet: StatsOverlay) -> None:
    """While hidden it makes no words."""
    sheet.show_numbers(STATUS, FACTS)
    assert sheet.lines == ()
