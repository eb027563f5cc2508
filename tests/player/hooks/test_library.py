"""Laws of the library: what is found where, and that nothing missing ever raises."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from player.hooks import library
from player.hooks.library import (
    chain_from_files,
    find_shader,
    is_shader_file,
    load_shader,
    reload_entry,
    shipped_presets,
    shipped_shaders,
    user_shaders,
)

TEXT = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder of its own, with nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _put(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_shipped_shaders_are_found_by_reference_and_by_name(home: Path) -> None:
    """A preset may name folder and file, or the file alone."""
    references = shipped_shaders()
    assert "upscale/Sakuga_Upscale_DoG_x2.glsl" in references
    for reference in references:
        entry = load_shader(reference)
        assert (entry.fault, entry.is_on) == ("", True)
        bare = load_shader(reference.rpartition("/")[2].removesuffix(".glsl"))
        assert bare.file == entry.file
    assert shipped_presets()


def test_a_person_s_shaders_are_found_in_both_folders(home: Path) -> None:
    """Ours first, then mpv's, each sorted; other files are not shown."""
    mpv = _put(home / "config/mpv/shaders/deep/b.glsl")
    ours = _put(home / "config/sakuga/shaders/a.hook")
    _put(home / "config/sakuga/shaders/readme.txt")
    assert user_shaders() == (str(ours), str(mpv))
    assert load_shader("b.glsl").file is not None
    assert load_shader("deep/b.glsl").file is not None
    assert load_shader("~~/shaders/deep/b.glsl").file is not None
    assert load_shader("~~home/shaders/deep/b.glsl").file is not None
    assert load_shader("~~/elsewhere/b.glsl").file is not None


def test_paths_are_taken_as_they_are(home: Path) -> None:
    """Absolute, of the working folder, and below the home folder."""
    _put(home / "here.glsl")
    for reference in (str(home / "here.glsl"), "here.glsl", "~/here.glsl"):
        assert load_shader(reference).file is not None
    assert load_shader(str(home / "no" / "here.glsl")).file is None


@pytest.mark.parametrize(
    "reference",
    ["", "nobody.glsl", "/no/such/file.glsl", "a\0b.glsl", "x" * 5000, "../..", "~~/"],
)
def test_what_is_missing_becomes_an_entry_with_a_fault(
    home: Path, reference: str
) -> None:
    """A list with a file that has gone keeps its place in words."""
    entry = load_shader(reference)
    assert entry.file is None
    assert "no such shader file" in entry.fault
    assert entry.reference == reference


def test_a_broken_file_says_where(home: Path) -> None:
    """The fault carries file and line."""
    path = _put(home / "broken.glsl", "//!HOOK MAIN\n//!WIDTH &\n")
    entry = load_shader(str(path))
    assert entry.file is None
    assert f"{path}:2:" in entry.fault


def test_bytes_that_are_no_utf8_do_no_harm(home: Path) -> None:
    """They stand in an author's name."""
    path = home / "latin.glsl"
    path.write_bytes(b"// Andr\xe9\n" + TEXT.encode())
    assert load_shader(str(path)).file is not None


def test_a_film_is_not_read_as_a_shader(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size is limited."""
    monkeypatch.setattr(library, "MAX_FILE_BYTES", 100)
    path = _put(home / "film.glsl", TEXT * 10)
    assert "too large" in load_shader(str(path)).fault


def test_a_file_that_cannot_be_opened_says_so(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system's words, not a traceback."""
    path = _put(home / "locked.glsl")

    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(library, "_read_text", refuse)
    assert load_shader(str(path)).fault == f"{path}: Permission denied"


def test_reloading_keeps_switches_and_values(home: Path) -> None:
    """An edited file comes in without losing what the person set."""
    path = _put(home / "a.glsl")
    chain = chain_from_files([str(path)]).with_value(0, "x", 2.0)
    chain = chain.with_entry_switched(0, is_on=False)
    chain = chain.with_pass_switched(0, 0, is_on=False)
    _put(path, TEXT.replace("HOOK MAIN", "HOOK NATIVE"))
    before, after = chain.entries[0], reload_entry(chain.entries[0])
    assert before.file is not None
    assert after.file is not None
    assert after.file.digest != before.file.digest
    assert (after.is_on, after.passes_off, after.values) == (
        False,
        frozenset({0}),
        (("x", 2.0),),
    )
    path.unlink()
    assert "no such shader file" in reload_entry(after).fault


def test_a_folder_is_no_shader(home: Path) -> None:
    """A directory is treated as if nothing were there."""
    assert find_shader(str(home)) is None


def test_a_shader_is_told_by_its_content(home: Path) -> None:
    """Whatever it is called: a line must begin with a header's mark."""
    assert is_shader_file(str(_put(home / "a:b.glsl")))
    assert is_shader_file(str(_put(home / "a.txt")))
    prose = home / "prose.md"
    prose.write_text("A header begins with `//!`.\n")
    assert not is_shader_file(str(prose))
    assert not is_shader_file(str(home))
    assert not is_shader_file("a\0.glsl")
    assert not is_shader_file("x" * 5000 + ".glsl")


def test_a_folder_of_ours_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that left one out still starts."""
    monkeypatch.setattr(library, "OWN_FOLDERS", ("nowhere", "upscale"))
    assert shipped_shaders()
