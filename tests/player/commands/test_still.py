"""`sakuga still` writes the frame that was asked for, or one clear line."""

import argparse
from pathlib import Path

import av
import numpy as np
import pytest

from player.commands import still
from player.errors import PlayerError
from player.media.picture_writer import write_png
from tests.support.make_clip import ClipSpec, clip, read_index
from ui.__main__ import main

IDENTITY = "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n"
INVERT = (
    "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return 1.0 - HOOKED_texOff(0); }\n"
)

FADE = (
    "//!PARAM level\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 1\n1\n"
    "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return level * HOOKED_texOff(0); }\n"
)


def run(*words: str) -> int:
    """Run the command as the program does."""
    parser = argparse.ArgumentParser()
    still.add_arguments(parser)
    return still.run(parser.parse_args(words))


def read_png(path: Path) -> np.ndarray:
    """Return uint8 [height, width, 3]."""
    with av.open(str(path)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A PNG of random colours with odd sides."""
    path = tmp_path / "picture.png"
    shape = (23, 31, 3)
    write_png(str(path), np.random.default_rng(1).integers(0, 256, shape, np.uint8))
    return path


def test_a_picture_comes_out_as_it_went_in(picture: Path, tmp_path: Path) -> None:
    """A PNG at its own, odd size without a chain is unchanged, dithered or not."""
    for words in ((), ("--no-dither",)):
        assert run(str(picture), "-o", str(tmp_path / "out.png"), *words) == 0
        assert np.array_equal(read_png(tmp_path / "out.png"), read_png(picture))


def test_chains_of_files_run_in_order(picture: Path, tmp_path: Path) -> None:
    """A list of files, joined by comma or colon, is a chain; before stays plain."""
    paths = []
    for name, text in (("a.glsl", INVERT), ("b.glsl", IDENTITY)):
        paths.append(str(tmp_path / name))
        Path(paths[-1]).write_text(text, encoding="utf-8")
    out, before, split = (tmp_path / name for name in ("o.png", "b.png", "s.png"))
    source = read_png(picture)
    for joint in ",:":
        words = ("--before", str(before), "--split", str(split), "--no-dither")
        chain = joint.join(paths)
        assert run(str(picture), "-o", str(out), "--chain", chain, *words) == 0
        assert np.array_equal(read_png(out), 255 - source)
        assert np.array_equal(read_png(before), source)
        assert np.array_equal(read_png(split)[:, :15], source[:, :15])
        assert np.array_equal(read_png(split)[:, 15:], 255 - source[:, 15:])


def test_parameters_are_turned_by_name(picture: Path, tmp_path: Path) -> None:
    """The picture follows the value; what is no value of it is one line and exit 1."""
    shader, out = tmp_path / "fade.glsl", tmp_path / "out.png"
    shader.write_text(FADE, encoding="utf-8")
    words = (str(picture), "-o", str(out), "--chain", str(shader), "--no-dither")
    source = read_png(picture)
    assert run(*words, "--param", "fade/level=0") == 0
    assert not read_png(out).any()
    assert run(*words, "--param", "level=0", "--param", "fade.glsl/level=1") == 0
    assert np.array_equal(read_png(out), source)
    for wrong, said in (
        ("level=2", "0 to 1"),
        ("levle=1", "fade/level"),
        ("level", "NAME=VALUE"),
    ):
        with pytest.raises(PlayerError) as refused:
            run(*words, "--param", wrong)
        assert said in refused.value.hint
        assert main(["still", *words, "--param", wrong]) == 1


def test_the_moment_and_the_size_are_kept(tmp_path: Path) -> None:
    """The frame on the screen at 0.71 s is frame 17 of a 24 fps clip."""
    path = clip(ClipSpec(frames=30))
    out = tmp_path / "out.png"
    assert run(str(path), "--at", "0.71", "--size", "129x97", "-o", str(out)) == 0
    shown = read_png(out)
    assert shown.shape == (97, 129, 3)
    assert read_index(still.read_frame(str(path), 0.71)) == 17


def test_every_preset_has_a_name_that_works(picture: Path, tmp_path: Path) -> None:
    """Modes are named as people say them, in any case."""
    out = str(tmp_path / "out.png")
    for name in ("A", "a+a", "Mode C", "mode-a-hq", "A auto", "OFF"):
        assert run(str(picture), "--chain", name, "--size", "62x46", "-o", out) == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--at", "-1"), "0 or more"),
        (("--at", "nan"), "0 or more"),
        (("--size", "0x7"), "WIDTHxHEIGHT"),
        (("--size", "large"), "WIDTHxHEIGHT"),
        (("--size", "20000x20000"), "134 million pixels"),
        (("--size", "32768x8"), "a side on this GPU"),
        (("--before", "b.jpg"), "before"),
        (("--split", "b"), "end in .png"),
        (("--chain", "no such mode"), "chain"),
        (("--chain", "gone.glsl"), "no such shader"),
    ],
)
def test_wrong_words_are_refused_in_words(
    picture: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    """Each mistake is one PlayerError that names it, and writes nothing."""
    out = tmp_path / "out.png"
    with pytest.raises(PlayerError) as caught:
        run(str(picture), "-o", str(out), *words)
    assert message in f"{caught.value} {caught.value.hint}"
    assert not out.exists()


def test_a_moment_after_the_end_is_refused() -> None:
    """Past the last frame there is nothing to draw, and the length is told."""
    with pytest.raises(PlayerError, match="at") as caught:
        still.read_frame(str(clip(ClipSpec(frames=30))), 60.0)
    assert "seconds" in caught.value.hint


def test_the_source_is_never_overwritten(picture: Path) -> None:
    """Naming the input as output is refused."""
    with pytest.raises(PlayerError, match="output"):
        run(str(picture), "-o", str(picture))


@pytest.mark.parametrize("name", ["out.jpg", "out.xyz", "out", "out.png.txt"])
def test_only_png_is_written(
    picture: Path, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another suffix is refused in one line before anything is read or drawn."""
    out = str(tmp_path / name)
    assert main(["still", "no such film", "-o", out]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "end in .png" in said
    assert run(str(picture), "-o", str(tmp_path / "OUT.PNG")) == 0


@pytest.mark.parametrize("size", ["32768x32768", "32768x16"])
def test_sizes_are_refused_before_the_film_is_opened(size: str) -> None:
    """What cannot be drawn costs no decoding: the film need not even exist."""
    with pytest.raises(PlayerError, match="size"):
        run("no such film", "-o", "out.png", "--size", size)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "WIDTH nothing.w",
            "odd.glsl:1: pass 1 can never run: it asks for the size of",
        ),
        ("WHEN volume", "no such parameter"),
        ("BIND nothing", "binds nothing"),
        ("WHEN 1 2 >", "nothing of the chain ran at this size (1 is not > 2)"),
    ],
)
def test_a_pass_that_can_never_run_is_told(
    picture: Path,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    line: str,
    said: str,
) -> None:
    """So is one whose condition fails, where that leaves the chain without work."""
    odd = tmp_path / "odd.glsl"
    odd.write_text(IDENTITY.replace("//!BIND", f"//!{line}\n//!BIND"), "utf-8")
    out = tmp_path / "out.png"
    assert run(str(picture), "--chain", str(odd), "-o", str(out)) == 0
    assert np.array_equal(read_png(out), read_png(picture))
    warnings = [record.getMessage() for record in caplog.records]
    assert len(warnings) == 1
    assert said in warnings[0]


def test_what_hinders_many_passes_is_told_once(
    picture: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A file for a hook point that is not run here gives one line, not thirty."""
    luma = tmp_path / "luma.glsl"
    luma.write_text(3 * IDENTITY.replace("MAIN", "LUMA"), "utf-8")
    out = tmp_path / "out.png"
    assert run(str(picture), "--chain", str(luma), "-o", str(out)) == 0
    (warning,) = [record.getMessage() for record in caplog.records]
    assert "pass 1 (and 2 more) can never run: it hooks LUMA" in warning


def test_a_malformed_expression_refuses_the_file(picture: Path, tmp_path: Path) -> None:
    """Too few values are a mistake of the file, with its line."""
    odd = tmp_path / "odd.glsl"
    odd.write_text(f"//!WIDTH blah +\n{IDENTITY}", "utf-8")
    with pytest.raises(PlayerError, match=r"odd\.glsl:1: .*too few values"):
        run(str(picture), "--chain", str(odd), "-o", str(tmp_path / "out.png"))


def test_what_cannot_be_written_is_told(picture: Path, tmp_path: Path) -> None:
    """A folder that is not there is an error in words."""
    with pytest.raises(PlayerError, match="Cannot write"):
        run(str(picture), "-o", str(tmp_path / "no" / "out.png"))


def test_a_broken_shader_ends_with_one(
    picture: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The picture is written without the file, and the exit code says so."""
    bad = tmp_path / "bad.glsl"
    bad.write_text("//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return x; }\n", "utf-8")
    out = tmp_path / "out.png"
    assert run(str(picture), "--chain", str(bad), "-o", str(out)) == 1
    assert np.array_equal(read_png(out), read_png(picture))
    assert caplog.text.count("bad.glsl:3") == 1
