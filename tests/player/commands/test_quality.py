"""`sakuga quality` measures what the renderer really draws, and says what it did."""

import argparse
import json
from pathlib import Path

import av
import numpy as np
import pytest

from player.commands import quality
from player.errors import PlayerError
from player.media.picture_writer import write_png
from player.quality import pillow
from player.quality.measure import psnr_y
from tests.support.make_clip import ClipSpec, clip
from ui.__main__ import main

HEAD = "//!HOOK MAIN\n//!BIND HOOKED\n"
IDENTITY = f"{HEAD}vec4 hook() {{ return HOOKED_texOff(0); }}\n"
NEAREST_X2 = (
    f"{HEAD}//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n"
    "//!WHEN OUTPUT.w HOOKED.w / 1.2 >\n"
    "vec4 hook() { vec2 at = floor(HOOKED_pos * HOOKED_size) + 0.5;\n"
    "return HOOKED_tex(at * HOOKED_pt); }\n"
)
BROKEN = f"{HEAD}vec4 hook() {{ return x; }}\n"


def run(*words: str) -> int:
    """Run the command as the program does."""
    parser = argparse.ArgumentParser()
    quality.add_arguments(parser)
    return quality.run(parser.parse_args(words))


def drawing(height: int, width: int) -> np.ndarray:
    """Return soft circles, uint8 [height, width, 3]."""
    y, x = np.mgrid[:height, :width] / 2.0
    waves = [np.sin(x * a) + np.cos(y * b + x) for a, b in ((1, 2), (2, 1), (1.5, 0.5))]
    return (127 + 60 * np.stack(waves, -1)).clip(0, 255).astype(np.uint8)


def halved(picture: np.ndarray) -> np.ndarray:
    """Return the mean of each 2×2 block, halves rounded up."""
    parts = [picture[y::2, x::2].astype(int) for y in (0, 1) for x in (0, 1)]
    return ((sum(parts) + 2) // 4).astype(np.uint8)


def doubled_bilinear(picture: np.ndarray) -> np.ndarray:
    """Return the picture between clamped texels, as every GPU does it."""
    values = picture.astype(float)
    for axis in (0, 1):
        count = values.shape[axis]
        before = np.take(values, np.clip(np.arange(count) - 1, 0, None), axis)
        after = np.take(values, np.clip(np.arange(count) + 1, None, count - 1), axis)
        pairs = [0.75 * values + 0.25 * before, 0.75 * values + 0.25 * after]
        shape = list(values.shape)
        shape[axis] *= 2
        values = np.stack(pairs, axis + 1).reshape(shape)
    return np.floor(values + 0.5).astype(np.uint8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a picture and three shaders."""
    write_png(str(tmp_path / "picture.png"), drawing(72, 96))
    for name, text in (
        ("identity", IDENTITY),
        ("nearest", NEAREST_X2),
        ("broken", BROKEN),
    ):
        (tmp_path / f"{name}.glsl").write_text(text, "utf-8")
    return tmp_path


def figures(
    capsys: pytest.CaptureFixture[str], *words: str
) -> dict[str, dict[str, object]]:
    """Return the lines of the first picture by name; "ms" is whichever time it is."""
    run(*words, "--json")
    rows = json.loads(capsys.readouterr().out)["pictures"][0]["chains"]
    for row in rows:
        row["ms"] = row.pop("gpu_ms" if "gpu_ms" in row else "wall_ms")
    return {row["name"]: row for row in rows}


def test_figures_are_those_of_the_pixels(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the renderer makes of the halved picture has the PSNR of NumPy's picture."""
    truth, source = drawing(72, 96), halved(drawing(72, 96))
    nearest, identity = str(folder / "nearest.glsl"), str(folder / "identity.glsl")
    picture = str(folder / "picture.png")
    rows = figures(
        capsys,
        picture,
        "--chains",
        "bilinear",
        nearest,
        identity,
        "--scaler",
        "bilinear",
    )
    plain = psnr_y(truth, doubled_bilinear(source))
    assert rows["bilinear"]["psnr_y_db"] == pytest.approx(plain, abs=0.02)
    assert rows["identity"]["psnr_y_db"] == pytest.approx(plain, abs=0.02)
    exact = psnr_y(truth, source.repeat(2, 0).repeat(2, 1))
    assert rows["nearest"]["psnr_y_db"] == pytest.approx(exact, abs=1e-6)
    assert 0 < rows["nearest"]["ssim_y"] < rows["bilinear"]["ssim_y"] < 1
    assert rows["nearest"]["enlarged_by"] == "chain"
    assert rows["identity"]["enlarged_by"] == "bilinear"
    assert rows["bilinear"]["enlarged_by"] == "bilinear"
    assert (rows["nearest"]["ran"], rows["nearest"]["passes"]) == (1, 1)
    assert rows["nearest"]["ms"] > 0


def test_ratios_and_spoiling(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At 1× a chain that changes nothing is perfect; a spoiled source is not."""
    words = (str(folder / "picture.png"), "--chains", str(folder / "identity.glsl"))
    same = figures(capsys, *words, "--ratio", "1", "--no-time")["identity"]
    assert (same["psnr_y_db"], same["ms"], same["enlarged_by"]) == (None, None, "–")
    spoiled = figures(capsys, *words, "off", "--ratio", "1", "--degrade", "jpeg:10")
    assert 15 < spoiled["identity"]["psnr_y_db"] < 45
    assert spoiled["off"]["psnr_y_db"] == spoiled["identity"]["psnr_y_db"]
    assert spoiled["off"]["enlarged_by"] == "–"
    nearest = str(folder / "nearest.glsl")
    far = figures(capsys, words[0], "--ratio", "3", "--chains", nearest)
    assert far["nearest"]["enlarged_by"] == "chain to 64×48, lanczos"


def test_pictures_and_films_in_one_table(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table each, the mean last; odd sides are cut and the table says so."""
    write_png(str(folder / "odd.png"), drawing(71, 97))
    film = clip(ClipSpec(frames=30))
    words = (str(folder / "odd.png"), str(film), "--chains", "kernels", "--no-time")
    assert run(*words, "--at", "0.5", "--at", "0.1") == 0
    text = capsys.readouterr().out
    assert "odd.png: 96×70 (cut from 97×71: a multiple of 2), shrunk to 48×35" in text
    assert f"{film.name} at 0.500 s" in text
    assert "Mean over 3 pictures" in text
    assert text.index(" at 0.500 s") < text.index(" at 0.100 s") < text.index("Mean")
    assert "final scaler lanczos" in text
    assert run(*words, "--frames", "2", "--csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 3 * 3


def test_the_sheet_shows_what_was_drawn(folder: Path) -> None:
    """The reference's crop stands on it, at the place asked for, enlarged ×4."""
    sheet = folder / "sheet.png"
    words = (str(folder / "picture.png"), "--chains", "kernels", "--no-time")
    assert run(*words, "--sheet", str(sheet), "--crop", "8,6,40,30") == 0
    with av.open(str(sheet)) as container:
        drawn = next(container.decode(video=0)).to_ndarray(format="rgb24")
    crop = drawing(72, 96)[6:36, 8:48].repeat(4, 0).repeat(4, 1)
    corners = np.argwhere((drawn == crop[0, 0]).all(-1))
    assert any(
        np.array_equal(drawn[y : y + 120, x : x + 160], crop) for y, x in corners
    )
    assert run(*words, "--sheet", str(sheet), "--crops", "2") == 0


def test_a_bad_file_does_not_spoil_the_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each is named in a line of its own, the rest is measured, the code is 1."""
    write_png(str(folder / "small.png"), drawing(31, 90))
    (folder / "text.png").write_text("no picture", "utf-8")
    names = ("gone.png", "small.png", "picture.png", "text.png")
    words = [str(folder / name) for name in names]
    assert main(["quality", *words, "--chains", "bilinear", "--no-time"]) == 1
    said = capsys.readouterr()
    assert "picture.png: 96×72" in said.out
    refusals = [line for line in said.err.splitlines() if line.startswith("sakuga: ")]
    assert len(refusals) == 3
    assert "small.png: a picture of 90×31 is too small (Both sides" in said.err
    assert "no such file" in said.err
    assert "text.png" in said.err


def test_a_broken_shader_is_named_in_its_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are measured, the code is 1."""
    chains = ("bilinear", str(folder / "broken.glsl"))
    assert run(str(folder / "picture.png"), "--chains", *chains, "--no-time") == 1
    assert "failed: broken.glsl:3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--chains", "Z"), "chains"),
        (("--degrade", "rain"), "jpeg:QUALITY"),
        (("--crop", "1,2,3"), "X,Y,WIDTH,HEIGHT"),
        (("--crop", "0,0,0,9"), "1 to"),
        (("--crops", "0"), "1 to"),
        (("--frames", "0"), "1 to"),
        (("--sheet", "no/such/folder/sheet.png"), "no such folder"),
        (("--sheet", "PICTURE"), "any file but"),
        (("--sheet", "sheet.jpg"), "ends in .png"),
        (("--sheet", "."), "ends in .png"),
        (("--sheet", ""), "ends in .png"),
    ],
)
def test_wrong_words_are_refused_at_once(
    folder: Path, words: tuple[str, ...], message: str
) -> None:
    """Each mistake is one PlayerError that names it, before anything is drawn."""
    picture = str(folder / "picture.png")
    with pytest.raises(PlayerError) as caught:
        run(picture, *(picture if word == "PICTURE" else word for word in words))
    assert message in f"{caught.value} {caught.value.hint}"


def test_a_crop_outside_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The picture's size is said, and the code is 1."""
    sheet = str(folder / "sheet.png")
    words = ("--chains", "bilinear", "--sheet", sheet, "--crop", "90,0,20,20")
    assert run(str(folder / "picture.png"), *words) == 1
    assert "The picture has 96×72" in capsys.readouterr().err
    assert not Path(sheet).exists()


def test_without_pillow_the_line_that_installs_it_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sheet and JPEG need the extra; nothing else does."""
    monkeypatch.setattr(pillow, "find_spec", lambda _: None)
    picture = str(folder / "picture.png")
    for words in (("--sheet", str(folder / "s.png")), ("--degrade", "jpeg:10")):
        with pytest.raises(PlayerError, match="Pillow") as refused:
            run(picture, *words)
        assert "pip install" in refused.value.hint
    assert run(picture, "--chains", "bilinear", "--no-time") == 0


def test_a_chain_that_enlarges_nothing_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its row stands, a line says what enlarged it, and the code is 1; not at 1×."""
    words = (str(folder / "picture.png"), "--no-time", "--chains")
    identity = str(folder / "identity.glsl")
    assert run(*words, "bilinear", identity) == 1
    told = capsys.readouterr()
    assert "identity does not enlarge (lanczos did" in told.err
    assert "identity" in told.out
    assert run(*words, "off", str(folder / "nearest.glsl")) == 0
    assert run(*words, identity, "--ratio", "1") == 0
    assert "does not enlarge" not in capsys.readouterr().err
    assert run(*words, "Sakuga_Upscale_CNN_x2_S", "--ratio", "1") == 1
    assert "x2_S does nothing at this size (--ratio 2" in capsys.readouterr().err
    half = NEAREST_X2.replace("HOOKED.w 2 *", "HOOKED.w 2 /")
    half = half.replace("HOOKED.h 2 *", "HOOKED.h 2 /")
    (folder / "half.glsl").write_text(half, "utf-8")
    assert run(*words, str(folder / "half.glsl")) == 1
    assert "half does not enlarge" in capsys.readouterr().err


def test_a_chain_that_fails_is_named_for_its_fault(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line with the compiler's word, not a guess that it does not enlarge."""
    broken = str(folder / "broken.glsl")
    assert run(str(folder / "picture.png"), "--no-time", "--chains", broken) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("sakuga: broken: ")
    assert "does not enlarge" not in line
