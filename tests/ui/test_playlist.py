"""Laws of the list of files: order, ends, folders, shader files apart."""

from pathlib import Path

from ui.playlist import Playlist, expand_paths, split_shaders


def test_moving_ends_at_both_ends() -> None:
    """Beyond the first and the last file there is nothing."""
    playlist = Playlist(("a", "b"))
    assert playlist.moved(-1) is None
    later = playlist.moved(1)
    assert later is not None
    assert later.current == "b"
    assert later.moved(1) is None
    assert Playlist().current is None
    assert Playlist().moved(1) is None


def test_folders_become_their_media_files_as_people_count(tmp_path: Path) -> None:
    """Episode 9 comes before episode 10; what is no media file stays out."""
    for name in ("Episode 10.mkv", "Episode 9.mkv", "notes.txt", "Episode 1.MP4"):
        (tmp_path / name).touch()
    (tmp_path / "Episode 2.mkv").mkdir()
    names = [Path(path).name for path in expand_paths([str(tmp_path)])]
    assert names == ["Episode 1.MP4", "Episode 9.mkv", "Episode 10.mkv"]


def test_an_empty_folder_stays_to_be_refused(tmp_path: Path) -> None:
    """Opening it says what is wrong; it does not vanish silently."""
    assert expand_paths([str(tmp_path), "film.mkv"]) == (str(tmp_path), "film.mkv")


def test_shader_files_are_told_from_films() -> None:
    """By their ending, in any case."""
    media, shaders = split_shaders(["a.mkv", "B.GLSL", "c.hook", "d"])
    assert media == ("a.mkv", "d")
    assert shaders == ("B.GLSL", "c.hook")
