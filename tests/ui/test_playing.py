"""The window with real playback: files in, pictures out, nothing left running."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from player.status import PlayState
from tests.support.make_clip import ClipSpec, clip
from ui.cli import Arguments
from ui.program import Program
from ui.settings_store import SettingsStore

pytestmark = pytest.mark.window

CLIP = ClipSpec(width=320, height=180, frames=24)
PATIENCE_MS = 20_000


class Played:
    """A program with the real transport."""

    def __init__(self, qtbot: QtBot, folder: Path, *paths: str) -> None:
        self._qtbot = qtbot
        arguments = Arguments(paths, {"scaler": "bilinear"})
        self.program = Program(arguments, SettingsStore(folder))
        with qtbot.waitExposed(self.program.window):
            self.program.start()

    @property
    def state(self) -> PlayState:
        """Return what the transport says."""
        return self.program.session.playback.status.state

    def until(self, condition: Callable[[], bool]) -> None:
        """Run the event loop until something holds."""
        self._qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def shown_index(self) -> int:
        """Return the number of the frame on the screen, -1 without one."""
        shown = self.program.view.shown
        return -1 if shown is None else round(shown.pts * float(CLIP.rate))

    def shown_width(self) -> int:
        """Return the width of the picture on the screen, 0 without one."""
        shown = self.program.view.shown
        return 0 if shown is None else shown.size.width


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Settings of this test alone."""
    return tmp_path / "settings"


@pytest.fixture
def played(qtbot: QtBot, folder: Path) -> Iterator[Played]:
    """A window with nothing open."""
    made = Played(qtbot, folder)
    yield made
    made.program.shutdown()


def _drop(played: Played, *paths: str) -> None:
    """Drag files into the window and let go, as Qt tells it."""
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(path) for path in paths])
    how = (
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window = played.program.window
    QApplication.sendEvent(window, QDragEnterEvent(QPoint(50, 50), *how))
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), *how))


def test_a_dropped_file_plays_to_its_end(played: Played) -> None:
    """Every picture comes from the file; the last one stays."""
    _drop(played, str(clip(CLIP)))
    played.until(lambda: played.state is PlayState.PLAYING)
    assert not played.program.wiring.overlays.start.isVisible()
    played.until(lambda: played.state is PlayState.ENDED)
    played.until(lambda: played.shown_index() == CLIP.frames - 1)


def test_files_of_a_list_follow_each_other(qtbot: QtBot, folder: Path) -> None:
    """At the end of a file the next one begins; after the last, it is over."""
    second = ClipSpec(width=320, height=180, frames=12)
    played = Played(qtbot, folder, str(clip(CLIP)), str(clip(second)))
    try:
        played.until(lambda: played.program.session.playlist.index == 1)
        played.until(lambda: played.state is PlayState.ENDED)
        played.until(lambda: played.shown_index() == second.frames - 1)
        assert played.program.session.playlist.index == 1
    finally:
        played.program.shutdown()


def test_a_bad_file_is_named_and_the_next_one_plays(
    played: Played, tmp_path: Path
) -> None:
    """A message in words; the program goes on."""
    bad = tmp_path / "broken.mkv"
    bad.write_bytes(b"this is no film" * 100)
    _drop(played, str(bad))
    played.until(lambda: played.state is PlayState.FAILED)
    notice = played.program.session.notices.current
    assert notice is not None
    assert notice.is_error
    assert "broken.mkv" in notice.text
    assert played.program.wiring.overlays.banner.isVisible()
    _drop(played, str(clip(CLIP)))
    played.until(lambda: played.shown_index() >= 0)
    notice = played.program.session.notices.current
    assert notice is None or not notice.is_error


def test_a_list_goes_on_past_broken_files(
    qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    """The message stays, the list is whole, and what can be played plays."""
    bad = tmp_path / "broken.mkv"
    bad.write_bytes(b"this is no film" * 100)
    paths = (str(bad), str(tmp_path / "missing.mkv"), str(clip(CLIP)), str(bad))
    played = Played(qtbot, folder, *paths)
    try:
        played.until(lambda: played.shown_index() == CLIP.frames - 1)
        notice = played.program.session.notices.current
        assert notice is not None
        assert notice.is_error
        assert "missing.mkv" in notice.text
        played.until(lambda: played.program.session.failure is not None)
        assert played.program.session.playlist.paths == paths
        assert played.program.session.playlist.index == 3
    finally:
        played.program.shutdown()


@pytest.mark.parametrize("kind", ["missing", "folder", "empty"])
def test_what_is_no_film_is_refused_in_words(
    played: Played, tmp_path: Path, kind: str
) -> None:
    """Nothing of that ends the program."""
    path = tmp_path / kind
    if kind == "folder":
        path.mkdir()
    elif kind == "empty":
        path.write_bytes(b"")
    played.program.session.open_paths((str(path),))
    played.until(lambda: played.state is PlayState.FAILED)
    notice = played.program.session.notices.current
    assert notice is not None
    assert kind in notice.text


def test_a_file_is_resumed_where_it_was_left(qtbot: QtBot, folder: Path) -> None:
    """Played last: path, place, and a small picture on its card."""
    long = ClipSpec(width=320, height=180, frames=24 * 30)
    path = str(clip(long))
    first = Played(qtbot, folder, path)
    first.until(lambda: first.shown_index() >= 0)
    first.program.session.playback.toggle_pause()
    first.program.session.playback.seek_by(7.0)
    first.until(lambda: first.shown_index() >= 24 * 6)
    first.program.shutdown()
    second = Played(qtbot, folder)
    try:
        cards = second.program.wiring.overlays.start.cards
        assert [card.recent.path for card in cards] == [path]
        cards[0].click()
        second.until(lambda: second.shown_index() >= 24 * 6)
    finally:
        second.program.shutdown()


def test_the_paused_picture_follows_a_resize(played: Played) -> None:
    """A picture that stands still is drawn anew for another window."""
    played.program.session.open_paths((str(clip(CLIP)),))
    played.until(lambda: played.shown_index() >= 0)
    played.program.session.playback.toggle_pause()
    played.until(lambda: played.state is PlayState.PAUSED)
    played.program.window.resize(700, 394)
    played.until(lambda: played.shown_width() == 700)
    assert played.state is PlayState.PAUSED
