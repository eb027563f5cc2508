"""Contenders are found by the names that people use."""

from pathlib import Path

import pytest

from player.errors import OptionError, PlayerError
from player.quality.contenders import DEFAULT, find_contenders
from player.render.request import Kernel

IDENTITY = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n"


def names(*words: str) -> list[str]:
    """Return the names of who is found, with lanczos as final scaler."""
    return [one.name for one in find_contenders(words, Kernel.LANCZOS)]


def test_kernels_and_modes_by_default() -> None:
    """All three kernels, and modes A, B and C in both sizes."""
    modes = [f"Mode {mode} · {size}" for mode in "ABC" for size in ("Fast", "HQ")]
    assert names(*DEFAULT) == ["bilinear", "bicubic", "lanczos", *modes]


def test_each_stands_once() -> None:
    """However often and under whatever name."""
    assert names("lanczos", "off", "A,a fast", "mode-a-fast") == [
        "lanczos",
        "Mode A · Fast",
    ]


def test_files_are_chains(tmp_path: Path) -> None:
    """A file, files joined to one chain, a file with a comma in its name."""
    one, other = tmp_path / "one.glsl", tmp_path / "b,c.glsl"
    one.write_text(IDENTITY, "utf-8")
    other.write_text(IDENTITY + IDENTITY, "utf-8")
    assert names(str(one)) == ["one"]
    assert names(f"{one},{one}") == names(f"{one}:{one}") == ["one + one"]
    assert names(str(other), "upscale/Sakuga_Upscale_DoG_x2.glsl") == [
        "b,c",
        "Sakuga_Upscale_DoG_x2",
    ]


def test_ours_are_chains_by_their_names() -> None:
    """As files are: joined by a comma they are one chain."""
    assert names("Sakuga_Upscale_DoG_x2") == ["Sakuga_Upscale_DoG_x2"]
    assert names("Sakuga_Upscale_DoG_x2,Sakuga_Thin_HQ") == [
        "Sakuga_Upscale_DoG_x2 + Sakuga_Thin_HQ"
    ]


def test_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two versions of a file in two folders go by their paths."""
    paths = []
    for folder, text in (("old", IDENTITY), ("new", IDENTITY + IDENTITY)):
        (tmp_path / folder).mkdir()
        paths.append(str(tmp_path / folder / "net.glsl"))
        Path(paths[-1]).write_text(text, "utf-8")
    assert names(*paths) == paths
    assert names(paths[0], paths[0]) == ["net"]


def test_sets_have_words() -> None:
    """A folder of ours, every preset."""
    assert "Sakuga_Upscale_DoG_x2" in names("upscale")
    assert names("upscale") == names("upscale/")
    assert {"Mode C+A · HQ", "Classic 3.1 · 1080p"} <= set(names("presets"))
    assert not any("Auto" in name for name in names("presets"))
    assert names("A auto") == ["Mode A · Auto"]


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    """An unknown name, a missing or broken file, nothing at all."""
    for words in (["Z"], [","]):
        with pytest.raises(OptionError) as refused:
            find_contenders(words, Kernel.LANCZOS)
        assert "bilinear" in refused.value.hint
    with pytest.raises(PlayerError, match="no such shader"):
        find_contenders(["gone.glsl"], Kernel.LANCZOS)
    bad = tmp_path / "bad.glsl"
    bad.write_text("//!HOOK\n//!NONSENSE ???\n", "utf-8")
    with pytest.raises(PlayerError, match=r"bad\.glsl"):
        find_contenders([str(bad)], Kernel.LANCZOS)
