"""What is kept of files played last."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from player.timing import MediaTime
from tests.ui.window_rig import WindowRig
from ui.memory import Memory
from ui.settings_store import RecentFile, Remembered, SettingsStore

pytestmark = pytest.mark.window


def test_a_file_is_found_again_from_another_folder(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it was typed, its whole path is kept; its place lies within it."""
    films = tmp_path / "films"
    films.mkdir()
    monkeypatch.chdir(films)
    rig = WindowRig(qtbot, tmp_path / "settings", ("film.mkv",))
    rig.start()
    rig.player.show(position=MediaTime(70.0))
    rig.until(lambda: rig.session.playback.status.position == 70.0)
    rig.program.shutdown()
    monkeypatch.chdir(tmp_path)
    (played,) = SettingsStore(tmp_path / "settings").load().recent
    assert played == RecentFile(str(films / "film.mkv"), 60.0, 60.0)


def test_where_a_file_was_left(tmp_path: Path) -> None:
    """Near its end it begins anew; of unknown length it goes on."""
    store = SettingsStore(tmp_path)
    recent = (
        RecentFile("/a.mkv", 30.0, 60.0),
        RecentFile("/b.mkv", 55.0, 60.0),
        RecentFile("/c.mkv", 30.0),
    )
    store.save(Remembered(recent=recent))
    memory = Memory(store)
    left = [memory.left_at(path) for path in ("/a.mkv", "/b.mkv", "/c.mkv", "/d.mkv")]
    assert left == [30.0, 0.0, 30.0, 0.0]
