"""The banner: words, hint, the button that helps, and the way out."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.status import Notice
from tests.support.ui_samples import ERROR, NOTICE
from ui.error_banner import ErrorBanner


@pytest.fixture
def banner(qtbot: QtBot) -> Iterator[ErrorBanner]:
    """Give a banner in a window that is just wide enough for whole sentences."""
    window = QWidget()
    window.setGeometry(300, 300, 500, 300)
    QCursor.setPos(5, 5)  # a pointer that rests on the banner keeps it
    qtbot.addWidget(window)
    banner = ErrorBanner(window)
    window.show()
    yield banner
    window.close()


def test_the_button_asks_for_the_command_that_helps(
    banner: ErrorBanner, qtbot: QtBot
) -> None:
    """A notice's action is offered under the command's own name."""
    banner.show_notice(NOTICE)
    assert banner.action_button.text() == "Lighter chain"
    with qtbot.waitSignal(banner.command_asked, timeout=500) as asked:
        QTest.mouseClick(banner.action_button, Qt.MouseButton.LeftButton)
    assert asked.args == ["lighter-chain"]


def test_a_notice_can_be_dismissed(banner: ErrorBanner, qtbot: QtBot) -> None:
    """The cross hides the banner and tells which notice was read."""
    banner.show_notice(ERROR)
    with qtbot.waitSignal(banner.dismissed, timeout=500) as dismissed:
        QTest.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert dismissed.args == ["open"]
    assert banner.isHidden()


def test_without_an_action_there_is_no_button(banner: ErrorBanner) -> None:
    """A notice that no command helps shows words alone; an unknown id as well."""
    banner.show_notice(Notice("a", "Something", action="no-such-command"))
    assert banner.action_button.isHidden()


def test_long_words_are_wrapped_not_cut(banner: ErrorBanner) -> None:
    """Where there is room the banner grows downwards until all can be read."""
    banner.show_notice(NOTICE)
    low = banner.height()
    banner.show_notice(Notice("a", "A very long sentence about shaders. " * 8))
    assert banner.height() > low
    assert banner.width() <= 500
    label = banner._text
    assert label.height() >= label.heightForWidth(label.width())


def test_markup_in_a_file_name_is_only_text(banner: ErrorBanner) -> None:
    """A file called <b>x</b> is shown as it is called."""
    banner.show_notice(Notice("a", "Cannot open <b>x</b>"))
    assert banner._text.textFormat() is Qt.TextFormat.PlainText


def test_a_notice_goes_when_it_has_been_read(banner: ErrorBanner, qtbot: QtBot) -> None:
    """What neither failed nor asks for anything does not stay in the picture."""
    banner._reading.setInterval(20)
    with qtbot.waitSignal(banner.dismissed, timeout=1000) as dismissed:
        banner.show_notice(Notice("silent", "No sound device was found"))
    assert dismissed.args == ["silent"]
    assert banner.isHidden()


@pytest.mark.parametrize("notice", [ERROR, NOTICE])
def test_errors_and_offers_stay(
    banner: ErrorBanner, qtbot: QtBot, notice: Notice
) -> None:
    """An error, or a notice with a button, waits for the person."""
    banner._reading.setInterval(20)
    banner.show_notice(notice)
    qtbot.wait(80)
    assert banner.isVisible()
