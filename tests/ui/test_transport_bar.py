"""The controls: what they show and what they ask for."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.status import PlaybackStatus, PlayState
from tests.support.ui_samples import CHAINS, FACTS, MEDIA, STATUS
from tests.ui.test_theme import contrast
from ui.theme import DARK
from ui.transport_bar import SCRIM, TransportBar


@pytest.fixture
def bar(qtbot: QtBot) -> Iterator[TransportBar]:
    """Give a wide bar that plays the sample, over a picture."""
    picture = QWidget()
    picture.resize(1280, 300)
    qtbot.addWidget(picture)
    bar = TransportBar(picture)
    bar.resize(1280, bar.sizeHint().height())
    bar.show_status(STATUS)
    bar.show_title(MEDIA.title)
    bar.show_chain(FACTS, CHAINS)
    picture.show()
    yield bar
    picture.close()


def test_buttons_ask_for_commands(bar: TransportBar) -> None:
    """Each button asks for the command that its key asks for."""
    bar.show_list(has_previous=True, has_next=True)
    asked: list[str] = []
    bar.command_asked.connect(asked.append)
    for button in (
        bar.play_button,
        bar.previous_button,
        bar.next_button,
        bar.compare_button,
        bar.drawer_button,
        bar.track_button,
        bar.fullscreen_button,
        bar.volume.mute_button,
    ):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == [
        "play",
        "previous-file",
        "next-file",
        "compare-next",
        "shader-panel",
        "next-audio-track",
        "fullscreen",
        "mute",
    ]


def test_buttons_take_no_focus_from_the_keys(bar: TransportBar) -> None:
    """After a click the space bar still plays: the button has no focus."""
    QTest.mouseClick(bar.fullscreen_button, Qt.MouseButton.LeftButton)
    assert not bar.fullscreen_button.hasFocus()


@pytest.mark.parametrize(
    ("state", "icon"),
    [
        (PlayState.PLAYING, "pause"),
        (PlayState.SEEKING, "pause"),
        (PlayState.PAUSED, "play"),
        (PlayState.ENDED, "replay"),
        (PlayState.EMPTY, "play"),
    ],
)
def test_the_play_button_shows_what_it_will_do(
    bar: TransportBar, state: PlayState, icon: str
) -> None:
    """The icon is what a click brings."""
    bar.show_status(replace(STATUS, state=state))
    assert bar.play_button.icon_name == icon


def test_time_and_title_are_shown(bar: TransportBar) -> None:
    """Position, length and name can be read."""
    assert bar._time.text() == "10:12 / 23:40"
    assert bar._title.text() == MEDIA.title


def test_nothing_open_shows_nothing(bar: TransportBar) -> None:
    """Without a file the bar is at rest, not broken."""
    bar.show_status(PlaybackStatus())
    assert bar._time.text() == "00:00"
    assert not bar.seek_bar.isEnabled()


@pytest.mark.parametrize("width", [1280, 860, 720, 640, 560, 480, 400, 320])
def test_nothing_overlaps_at_any_width(bar: TransportBar, width: int) -> None:
    """As the window narrows things step aside; none covers or leaves the bar."""
    bar.show_list(has_previous=True, has_next=True)
    bar.resize(width, bar.height())
    bar.layout().activate()
    shown = [
        child
        for child in (
            bar.previous_button,
            bar.play_button,
            bar.next_button,
            bar._time,
            bar.chip,
            bar.compare_button,
            bar.drawer_button,
            bar.track_button,
            bar.volume,
            bar.fullscreen_button,
            bar.menu_button,
        )
        if child.isVisibleTo(bar)
    ]
    boxes = sorted((c.geometry() for c in shown), key=lambda box: box.left())
    for first, second in pairwise(boxes):
        assert first.right() < second.left()
    assert boxes[0].left() >= 0
    assert boxes[-1].right() < width
    assert bar.layout().minimumSize().width() <= width


def test_words_can_be_read_on_a_white_picture() -> None:
    """Where the buttons are, the scrim leaves a contrast of 4.5 even on white."""
    place, alpha = SCRIM[-2]
    assert place <= 0.75  # the row of buttons begins at about 0.7
    ground = QColor(DARK.ground)
    parts = [
        round(alpha * part + (1 - alpha) * 255)
        for part in (ground.red(), ground.green(), ground.blue())
    ]
    assert contrast(DARK.muted, QColor(*parts).name()) >= 4.5


def test_the_scrim_lets_clicks_through_to_the_picture(bar: TransportBar) -> None:
    """A press on the soft upper part is for the picture, one between buttons not."""
    reached: list[float] = []

    class _Picture(QWidget):
        def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
            reached.append(event.position().y())

    picture = _Picture()
    picture.resize(1280, 300)
    bar.setParent(picture)
    bar.move(0, 100)
    picture.show()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(600, 5))
    assert reached == [105]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(600, 128))
    assert reached == [105]
    bar.setParent(None)


def test_the_menu_button_tells_where_to_open(bar: TransportBar) -> None:
    """The menu of everything opens at its button."""
    seen: list[QPoint] = []
    bar.menu_asked.connect(seen.append)
    QTest.mouseClick(bar.menu_button, Qt.MouseButton.LeftButton)
    assert seen == [bar.menu_button.mapToGlobal(QPoint(0, -4))]


def test_it_is_in_use_during_a_drag(bar: TransportBar) -> None:
    """A dragged bar does not vanish from under the hand."""
    QTest.mousePress(bar.seek_bar, Qt.MouseButton.LeftButton, pos=QPoint(50, 36))
    assert bar.is_in_use
    QTest.mouseRelease(bar.seek_bar, Qt.MouseButton.LeftButton, pos=QPoint(50, 36))


def test_every_control_has_a_name(bar: TransportBar) -> None:
    """Assistive tools can name every control."""
    for control in (
        bar.seek_bar,
        bar.chip,
        bar.volume.slider,
        bar.volume.mute_button,
        bar.play_button,
        bar.menu_button,
    ):
        assert control.accessibleName()
