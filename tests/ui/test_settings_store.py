"""Settings survive: round trips, broken files, values of other versions."""

import json
from pathlib import Path

import pytest

from player.errors import PlayerError
from ui.chain_edits import ChainEdit, EntryRecord
from ui.settings_store import RECENT_FILES, RecentFile, Remembered, SettingsStore


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    """Options, place of the window, files with any name."""
    odd = "/films/\udc80 “名前”.mkv"
    saved = Remembered(
        {"volume": 0.5, "mute": True, "chain": "mode-b-fast"},
        "00ff",
        ("a.glsl",),
        (RecentFile(odd, 3.5, 100.0),),
        {
            "mode-a-fast": ChainEdit(
                (EntryRecord("a.glsl"),),
                (EntryRecord("a.glsl", False, (2,), (("STRENGTH", 0.8),)),),
            )
        },
    )
    SettingsStore(tmp_path).save(saved)
    store = SettingsStore(tmp_path)
    assert store.load() == saved
    assert store.notices == ()


@pytest.mark.parametrize("content", ["{", "[]", '{"options": 3}', "\x00\xff", "null"])
def test_a_broken_file_is_kept_aside(tmp_path: Path, content: str) -> None:
    """Nothing of the person's is thrown away; the program starts with defaults."""
    store = SettingsStore(tmp_path)
    store.path.write_text(content, "utf-8")
    assert store.load() == Remembered()
    assert [notice.key for notice in store.notices] == ["settings"]
    assert store.path.with_suffix(".bad").read_text("utf-8") == content
    assert not store.path.exists()


def test_an_edit_that_cannot_be_read_is_said_and_the_rest_is_kept(
    tmp_path: Path,
) -> None:
    """One chain is as its preset has it; nothing else is lost."""
    store = SettingsStore(tmp_path)
    edits = {"good": {"base": [], "entries": []}, "bad": {"base": 3}}
    content = {"options": {"volume": 0.5}, "chain_edits": edits}
    store.path.write_text(json.dumps(content))
    found = store.load()
    assert found.options == {"volume": 0.5}
    assert found.chain_edits == {"good": ChainEdit((), ())}
    (notice,) = store.notices
    assert "bad" in notice.text


def test_a_value_that_an_option_does_not_take_is_named(tmp_path: Path) -> None:
    """The other options are kept; unknown ones are another version's."""
    store = SettingsStore(tmp_path)
    options = {"volume": 7, "divider": 0.25, "from-the-future": 1, "mute": False}
    store.path.write_text(json.dumps({"options": options}))
    assert store.load().options == {"divider": 0.25, "mute": False}
    assert [notice.key for notice in store.notices] == ["settings-volume"]


def test_files_played_last_are_whole_paths_within_their_length(tmp_path: Path) -> None:
    """What an older version kept without its folder, or beyond the end, is mended."""
    store = SettingsStore(tmp_path)
    here = str(tmp_path / "a.mkv")
    recent = [
        {"path": "long.mkv", "position_s": 3.0, "duration_s": 9.0},
        {"path": here, "position_s": 3599.0, "duration_s": 60.0},
        {"path": "https://a.b/c.mkv", "position_s": -3.0, "duration_s": float("nan")},
    ]
    store.path.write_text(json.dumps({"recent": recent}))
    wanted = (RecentFile(here, 60.0, 60.0), RecentFile("https://a.b/c.mkv"))
    assert store.load().recent == wanted
    assert store.notices == ()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """As an error in words; an older file stays as it was."""
    (tmp_path / "settings").write_text("a file where the folder should be")
    with pytest.raises(PlayerError, match="cannot be saved"):
        SettingsStore(tmp_path / "settings").save(Remembered())


def test_recent_files_are_few_and_each_is_listed_once() -> None:
    """Newest first."""
    remembered = Remembered()
    for number in range(RECENT_FILES + 5):
        remembered = remembered.with_recent(RecentFile(f"{number}.mkv"))
    remembered = remembered.with_recent(RecentFile("10.mkv", 5.0))
    assert len(remembered.recent) == RECENT_FILES
    assert remembered.recent[0] == RecentFile("10.mkv", 5.0)
    assert len({played.path for played in remembered.recent}) == RECENT_FILES
