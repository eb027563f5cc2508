"""What floats over the picture gives way to what a person opened."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect
from pytestqt.qtbot import QtBot

from player.display.picture_exchange import PictureExchange
from player.geometry import Rect
from player.render.request import CompareMode
from player.status import PlaybackStatus
from tests.support.ui_samples import CHAINS, FACTS, NOTICE, STATUS
from ui.overlays import Overlays
from ui.video_view import VideoView


class FilledView(VideoView):
    """A view whose picture fills it, without one."""

    @property
    def picture_rects(self) -> tuple[Rect, ...]:
        """Return the view itself."""
        return (Rect(0, 0, self.width(), self.height()),)


@pytest.fixture
def overlays(qtbot: QtBot) -> Iterator[Overlays]:
    """Give the overlays of a view that plays the sample (no picture is drawn)."""
    view = FilledView(PictureExchange(lambda: None))
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


def test_notice_and_numbers_never_lie_over_each_other(overlays: Overlays) -> None:
    """The numbers go below a notice that reaches into their corner, and come back."""
    overlays.toggle_stats()
    overlays.show_facts(STATUS, FACTS)
    alone = overlays.stats.pos()
    overlays.show_notice(NOTICE)
    overlays.show_facts(STATUS, FACTS)
    assert not overlays.stats.geometry().intersects(overlays.banner.geometry())
    overlays.show_notice(None)
    assert overlays.stats.pos() == alone


def test_names_of_the_halves_stand_beside_drawers(overlays: Overlays) -> None:
    """No drawer covers a name; where there is no room for one there is none."""
    overlays.compare.show_names("Original", "Mode A · Fast")
    overlays.compare.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    after = overlays.compare.after
    overlays.follow_picture()
    assert after.geometry().right() > 900
    overlays.toggle_panel()
    assert 0 < after.geometry().right() < overlays.panel.x()
    overlays.toggle_list()
    assert overlays.compare.before.x() >= overlays.list.width()


@pytest.mark.parametrize("width", [320, 426, 478])
def test_in_a_narrow_window_a_notice_is_one_line(
    overlays: Overlays, width: int
) -> None:
    """One elided line with the whole button below it; nothing runs off the window."""
    overlays._view.resize(width, 240)
    overlays.show_status(STATUS)
    overlays.place()
    overlays.show_notice(NOTICE)
    overlays._view.show()
    banner, button = overlays.banner, overlays.banner.action_button
    assert banner.height() < 90
    assert overlays._view.rect().contains(banner.geometry())
    assert banner.rect().contains(button.geometry())
    assert button.width() >= button.sizeHint().width()
    assert NOTICE.text in banner.toolTip()
    assert banner.geometry().bottom() < overlays.bar.y() + overlays.bar.seek_bar.y()


@pytest.mark.parametrize("size", [(426, 240), (640, 360), (960, 540)])
def test_the_start_page_leaves_room_for_a_notice(
    overlays: Overlays, size: tuple[int, int]
) -> None:
    """The notice covers neither the drop zone nor its buttons."""
    overlays._view.resize(*size)
    overlays.show_status(PlaybackStatus())
    overlays.show_notice(NOTICE)
    overlays._view.show()
    overlays.place()
    zone = overlays.start.zone
    corner = zone.mapTo(overlays._view, QPoint())
    area = QRect(corner, zone.size())
    assert overlays._view.rect().contains(area)
    assert not area.intersects(overlays.banner.geometry())
    assert zone.rect().contains(zone.demo_button.geometry())


def test_a_notice_waits_behind_a_drawer_that_leaves_it_no_room(
    overlays: Overlays,
) -> None:
    """In a tiny window the open drawer has the window and its height has the rows."""
    overlays._view.resize(426, 240)
    overlays.place()
    overlays.show_notice(NOTICE)
    overlays.toggle_panel()
    overlays.panel.show_chain(FACTS)
    overlays._view.show()
    assert not overlays.banner.isVisible()
    assert overlays.panel.view.height() > 110, "rows of two files at least"
    overlays.toggle_panel()
    assert overlays.banner.isVisible()
