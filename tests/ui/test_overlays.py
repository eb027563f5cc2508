"""What floats over the picture gives way to what a person opened."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from player.display.picture_exchange import PictureExchange
from player.status import PlaybackStatus
from tests.support.ui_samples import CHAINS, FACTS, NOTICE, STATUS
from ui.overlays import Overlays
from ui.video_view import VideoView


@pytest.fixture
def overlays(qtbot: QtBot) -> Iterator[Overlays]:
    """Give the overlays of a view that plays the sample (no picture is drawn)."""
    view = VideoView(PictureExchange(lambda: None))
    view.resize(1000, 500)
    qtbot.addWidget(view)
    overlays = Overlays(view)
    overlays.show_status(STATUS)
    overlays.bar.show_chain(FACTS, CHAINS)
    overlays.place()
    yield overlays
    overlays.auto_hide.note_playing(is_playing=False)


def test_controls_stand_beside_open_drawers(overlays: Overlays) -> None:
    """An open drawer or list covers no control and no notice."""
    overlays.show_notice(NOTICE)
    overlays.toggle_panel()
    assert overlays.bar.geometry().right() < overlays.panel.x()
    assert overlays.banner.geometry().right() < overlays.panel.x()
    overlays.toggle_list()
    assert overlays.bar.x() == overlays.list.width()
    assert overlays.banner.x() >= overlays.list.width()
    overlays.toggle_panel()
    overlays.toggle_list()
    assert overlays.bar.width() == 1000


def test_an_open_list_covers_no_file_played_last(overlays: Overlays) -> None:
    """The start page stands beside drawers, too."""
    overlays.show_status(PlaybackStatus())
    overlays.toggle_list()
    overlays.toggle_panel()
    assert overlays.start.x() == overlays.list.width()
    assert overlays.start.geometry().right() < overlays.panel.x()
    overlays.toggle_list()
    overlays.toggle_panel()
    assert overlays.start.width() == 1000


def test_in_a_small_window_drawers_lie_over_the_controls(overlays: Overlays) -> None:
    """Where controls would not fit beside a drawer they keep their place."""
    overlays._view.resize(500, 300)
    overlays.place()
    overlays.toggle_panel()
    assert overlays.bar.width() == 500
