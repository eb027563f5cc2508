"""Laws of presets: every one loads, ours and the person's, and none ever raises."""

from pathlib import Path

import pytest

from player.errors import OptionError, PlayerError
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.config_folders import preset_folder
from player.hooks.library import chain_from_files
from player.hooks.presets import (
    chain_from_mpv_line,
    find_chain,
    in_size,
    load_presets,
    preset_text,
    save_preset,
)
from player.hooks.sizes import ModeSize

DOG = "upscale/Sakuga_Upscale_DoG_x2.glsl"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of its own, with nothing in it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _own_preset(name: str, text: str) -> ShaderChain:
    folder = preset_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.toml").write_text(text, "utf-8")
    return {chain.name: chain for chain in load_presets()}[name]


def test_every_preset_of_ours_is_whole() -> None:
    """Each file that a preset names is there and parses."""
    presets = load_presets()
    assert presets[0] is OFF
    for chain in presets[1:]:
        assert chain.entries, chain.name
        assert [entry.fault for entry in chain.entries if entry.fault] == []
        assert chain.label != chain.name
        assert chain.note


def test_the_six_modes_have_their_sizes_and_keys() -> None:
    """Ctrl+1…6 are the fast forms, in the order that everyone knows."""
    presets = {chain.name: chain for chain in load_presets()}
    modes = ("a", "b", "c", "aa", "bb", "ca")
    assert [presets[f"mode-{m}-fast"].key for m in modes] == list("123456")
    assert all(f"mode-{m}-hq" in presets for m in modes)
    assert all(presets[f"mode-{m}-auto"].is_auto for m in modes)
    assert sum(chain.is_auto for chain in presets.values()) == len(modes)
    keys = [chain.key for chain in presets.values() if chain.key]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("mode-a-fast", "mode-a-fast"),
        ("A", "mode-a-fast"),
        ("mode A", "mode-a-fast"),
        ("a hq", "mode-a-hq"),
        ("Mode A+A · HQ", "mode-aa-hq"),
        ("mode-a-auto", "mode-a-auto"),
        ("A auto", "mode-a-auto"),
        ("Mode C+A · Auto", "mode-ca-auto"),
        ("c+a", "mode-ca-fast"),
        (" off ", "off"),
        ("classic-1080p", "classic-1080p"),
    ],
)
def test_a_chain_is_found_by_its_name_or_a_short_one(text: str, name: str) -> None:
    """What a person types on the command line is enough."""
    assert find_chain(text).name == name


def test_an_auto_draws_as_the_size_it_is_given() -> None:
    """The files of Fast or HQ, under its own name, with a word which."""
    auto = find_chain("B auto")
    for size, label in (
        (ModeSize.FAST, "Mode B · Auto (Fast)"),
        (ModeSize.HQ, "Mode B · Auto (HQ)"),
    ):
        drawn = in_size(auto, size)
        listed = find_chain(f"mode-b-{size.value}")
        assert drawn.entries == listed.entries
        assert (drawn.name, drawn.label) == ("mode-b-auto", label)
        assert in_size(listed, size) is listed


def test_a_person_s_modes_have_auto_as_ours_do() -> None:
    """Made of their lists; a list that is called Auto stays what it is."""
    _own_preset("mine-fast", f'label = "Mine · Fast"\nshaders = ["{DOG}"]\n')
    _own_preset("mine-hq", f'label = "Mine · HQ"\nshaders = ["{DOG}", "{DOG}"]\n')
    _own_preset("mode-a-auto", f'label = "My Auto"\nshaders = ["{DOG}"]\n')
    presets = {chain.name: chain for chain in load_presets()}
    assert (presets["mine-auto"].label, presets["mine-auto"].is_auto) == (
        "Mine · Auto",
        True,
    )
    assert not presets["mode-a-auto"].is_auto
    assert len(in_size(presets["mine-auto"], ModeSize.HQ).entries) == 2
    _own_preset("mine-hq", 'label = "Mine · HQ"\nshaders = ["gone.glsl"]\n')
    with pytest.raises(PlayerError, match=r"gone\.glsl"):
        in_size(presets["mine-auto"], ModeSize.HQ)


def test_files_make_a_chain() -> None:
    """A list joined by either sign, missing files included."""
    chain = find_chain(f"{DOG}:nobody.glsl;{DOG}")
    assert [entry.reference for entry in chain.entries] == [DOG, "nobody.glsl", DOG]
    assert [bool(entry.fault) for entry in chain.entries] == [False, True, False]


@pytest.mark.parametrize("sign", ["", ",", ", ", ":"])
def test_ours_are_known_by_their_names_in_the_catalogue(sign: str) -> None:
    """Neither folder nor ending is asked for; what is unknown is no chain."""
    names = ["Sakuga_Upscale_CNN_x2_M"] + ["Sakuga_Thin_HQ"] * bool(sign)
    chain = find_chain(sign.join(names))
    assert [entry.fault for entry in chain.entries] == [""] * len(names)
    assert [entry.file.name for entry in chain.entries if entry.file] == names
    with pytest.raises(OptionError) as caught:
        find_chain("sakuga_upscale_cnn_x2_xm")
    assert names[0] in caught.value.hint


@pytest.mark.parametrize("sign", [",", ", ", ":", ";"])
def test_files_may_be_joined_as_people_do(tmp_path: Path, sign: str) -> None:
    """The one reader of such lists, for the window and for commands alike."""
    paths = [str(_shader(tmp_path / name)) for name in ("one.glsl", "two.glsl")]
    chain = find_chain(sign.join(paths))
    assert [entry.reference for entry in chain.entries] == paths
    assert not any(entry.fault for entry in chain.entries)


@pytest.mark.parametrize("name", ["a:b.glsl", "a,b.glsl", "a;b.glsl", "a.txt"])
def test_a_file_that_is_there_is_one_file(tmp_path: Path, name: str) -> None:
    """What exists as it is written is not split, and is told by its content."""
    path = _shader(tmp_path / name)
    (entry,) = find_chain(str(path)).entries
    assert (entry.reference, entry.fault) == (str(path), "")


def test_a_file_that_is_no_shader_is_called_so(tmp_path: Path) -> None:
    """It exists, so the answer is not "no such chain"."""
    page = tmp_path / "README.md"
    page.write_text("# A page\n")
    with pytest.raises(PlayerError, match=r"README.md is not a shader file \(no //! "):
        find_chain(str(page))


def _shader(path: Path) -> Path:
    path.write_text("//!HOOK MAIN\nvec4 hook() { return vec4(1.0); }\n", "utf-8")
    return path


def test_a_line_of_mpv_is_a_chain_too() -> None:
    """What stands in mpv.conf may be pasted where a chain is asked for."""
    chain = find_chain(f"glsl-shaders=~~/{DOG};~~/{DOG}")
    assert [entry.fault for entry in chain.entries] == ["", ""]


def test_an_unknown_chain_names_what_is_close() -> None:
    """A slip of the finger is answered with the right name."""
    with pytest.raises(OptionError) as caught:
        find_chain("mode-a-fsat")
    assert "mode-a-fast" in caught.value.hint
    with pytest.raises(OptionError) as caught:
        find_chain("")
    assert "mode-ca-hq" in caught.value.hint


def test_a_line_of_mpv_becomes_a_chain() -> None:
    """With the label that mpv would have shown."""
    chain = chain_from_mpv_line(
        f'CTRL+1 no-osd change-list glsl-shaders set "~~/{DOG}"; show-text "Mine"'
    )
    assert (chain.label, chain.entries[0].fault) == ("Mine", "")
    assert chain_from_mpv_line("glsl-shaders=").label == "From mpv"


def test_a_person_s_preset_comes_back_as_it_was_saved() -> None:
    """Switches, values and words survive the way through the file."""
    chain = chain_from_files([DOG, DOG, "gone.glsl"], 'My "own"', 'Ünï · \\ "x"\x7f')
    chain = chain.with_entry_switched(0, is_on=False)
    chain = chain.with_pass_switched(1, 2, is_on=False).with_value(1, "LEVEL", 0.25)
    place = save_preset(chain)
    assert place == preset_folder() / "my--own.toml"
    loaded = {c.name: c for c in load_presets()}["my--own"]
    assert (loaded.label, loaded.entries) == (chain.label, chain.entries)


def test_key_and_note_are_written() -> None:
    """A preset of ours can be saved as it is."""
    text = preset_text(ShaderChain("n", "N", (), "a note", "7"))
    assert 'note = "a note"' in text
    assert 'key = "7"' in text


def test_saving_where_it_cannot_be_says_so(tmp_path: Path) -> None:
    """A blocked place is an error in words."""
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(PlayerError, match="Cannot save the preset"):
        save_preset(OFF, tmp_path / "file")
    assert save_preset(ShaderChain("???", "?"), tmp_path).name == "preset.toml"


def test_a_preset_of_the_person_replaces_ours_of_the_same_name() -> None:
    """One name, one chain."""
    mine = _own_preset("mode-a-fast", f'label = "Mine"\nshaders = ["{DOG}"]\n')
    assert (mine.label, len(mine.entries)) == ("Mine", 1)
    assert [c.name for c in load_presets()].count("mode-a-fast") == 1


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("label = ", "not valid TOML"),
        ('shaders = "x.glsl"', "must be a list"),
        ("shaders = [3]", "not a shader file's name"),
        ("shaders = [{ on = true }]", "not a shader file's name"),
        ('shaders = ["nobody.glsl"]', "no such shader file"),
    ],
)
def test_a_broken_preset_is_listed_with_its_fault(text: str, word: str) -> None:
    """It is shown with what is wrong and harms no other."""
    chain = _own_preset("broken", text)
    assert word in chain.entries[0].fault
    assert chain.is_empty


def test_bytes_that_are_no_text_are_a_fault_too() -> None:
    """The file is named."""
    preset_folder().mkdir(parents=True)
    (preset_folder() / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    chain = {c.name: c for c in load_presets()}["bytes"]
    assert "bytes.toml" in chain.entries[0].fault


def test_odd_values_are_dropped() -> None:
    """Only numbers are values, only whole numbers passes; the order is a number."""
    chain = _own_preset(
        "odd",
        'label = 5\norder = "x"\nshaders = ['
        f'{{ file = "{DOG}", on = false, passes_off = [1, "x"], '
        'values = { A = 1, B = true, C = "x" } },'
        f'{{ file = "{DOG}", passes_off = 3, values = 4 }}]\n',
    )
    first, second = chain.entries
    assert (first.is_on, first.passes_off) == (False, frozenset({1}))
    assert first.values == (("A", 1.0),)
    assert (second.is_on, second.passes_off, second.values) == (True, frozenset(), ())
    assert chain.label == "5"


def test_a_folder_that_cannot_be_read_is_as_if_empty(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ours are still offered."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refuse)
    assert len(load_presets()) > 12


def test_an_entry_without_a_change_is_written_as_its_name() -> None:
    """A person edits these files; they stay short."""
    chain = ShaderChain("n", "N", (ChainEntry("a.glsl", None),))
    assert '    "a.glsl",\n' in preset_text(chain)
