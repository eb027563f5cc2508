"""What `make gates` counts and judges, without drawing."""

from pathlib import Path

import numpy as np
import pytest

from player.quality.measure import psnr_y
from shaders.training import weights
from shaders.training.resampling import Kernel
from tests.gates import artefacts, sources, stored
from tests.gates.families import FAMILIES, Against
from tests.gates.measuring import (
    ARTEFACTS,
    COLOUR,
    FLOAT_PX,
    HALF_DB,
    Figure,
    MissingFigureError,
    _limit,
    all_columns,
    columns_of,
)
from tests.gates.report import as_json, count_line, family_table
from tests.gates.samples import STILL_SHOWN, STILLS, flicker


def line_art() -> sources.Pixels:
    """Return a gradient with slanted lines, 64 × 80."""
    y, x = np.mgrid[0:64, 0:80]
    picture = np.stack([60 + x, 90 + y, 200 - x], 2)
    picture[(x + 2 * y) % 23 < 3] = 30
    return picture.astype(np.uint8)


def figure(ours: float, limit: float | None, column: str = "area") -> Figure:
    """Return a figure of a network."""
    return Figure("Net_S", "upscale", "S", column, ours, 31.0, None, limit)


def test_a_figure_on_its_limit_is_good() -> None:
    """Below is missed; for flicker above is."""
    assert not figure(31.0, 31.0).is_missed
    assert figure(30.9, 31.0).is_missed
    assert not figure(30.9, None).is_missed
    ratio = Figure("N", "f", "S", "flicker", 1.2, limit=1.0, is_less_better=True)
    assert ratio.is_missed
    assert ratio.over == pytest.approx(-0.2)


def test_the_highest_bar_counts() -> None:
    """Restore-Soft at JPEG 10 must be over the official file and over its input."""
    (column, *_) = FAMILIES["restore-soft"].columns
    assert column.name == "jpeg 10"
    assert _limit(column, "S", 28.0, 27.0) == 28.0
    assert _limit(column, "S", 28.0, 29.0) == 29.0
    with pytest.raises(MissingFigureError, match="official"):
        _limit(column, "S", None, 29.0)


@pytest.mark.parametrize(("size", "margin"), [("S", 0.0), ("M", 0.05), ("UL", 0.1)])
def test_area_networks_must_win_by_their_size(size: str, margin: float) -> None:
    """The smallest by nothing, the large ones by a tenth."""
    column = FAMILIES["upscale-area"].columns[0]
    assert _limit(column, size, 31.0, None) == pytest.approx(31 + margin)


def test_every_network_has_its_official_figures() -> None:
    """No column is without the figure that its bars ask for."""
    official = stored.read_official()
    for name in weights.names():
        record = weights.load(name).record
        family = FAMILIES[record["family"]]
        row = official[family.official_name(record["size"])]
        asked = [
            column.name
            for column in family.columns
            if any(bar.against is Against.OFFICIAL for bar in column.bars)
        ]
        colour = {COLOUR} if family.factor == 2 else set()
        assert not {*asked, *STILLS, *ARTEFACTS, *colour} - row.keys(), name


def test_known_misses_name_what_there_is() -> None:
    """Networks and columns exist, and every gap is one."""
    for name, row in stored.read_known().items():
        family = FAMILIES[weights.load(name).record["family"]]
        assert row.keys() <= set(columns_of(family)), name
        assert all(gap <= 0 for gap in row.values()), name


def test_renewing_keeps_what_was_not_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A met gate leaves the list, a missed one enters, others stay."""
    monkeypatch.setattr(stored, "KNOWN", tmp_path / "known.toml")
    stored.renew_known([figure(30.0, 31.0), figure(30.5, 31.0, "bicubic")])
    stored.renew_known([figure(31.5, 31.0)])
    assert stored.read_known() == {"Net_S": {"bicubic": -0.5}}


def test_tables_mark_what_is_missed() -> None:
    """Listed ones are told from new ones; the line counts both."""
    found = [
        figure(30.0, 31.0),
        figure(30.5, 31.0, "bicubic"),
        figure(32.0, 31.0, "lanczos"),
    ]
    known = {"Net_S": {"area": -1.0, "lanczos": -0.1}}
    text = family_table(found, known)
    assert "-1.000*" in text
    assert "-0.500!" in text
    assert count_line(found, known) == (
        "3 gates, 2 missed, 1 of them known; 1 listed as missed are met"
    )
    assert '"over": -0.5' in as_json(found)


def test_halves_are_columns_of_every_family() -> None:
    """Names are unique, so that a name asks for one thing."""
    for family in FAMILIES.values():
        names = columns_of(family)
        assert len(names) == len(set(names))
        assert {HALF_DB, FLOAT_PX} <= set(names)


def test_other_art_is_only_reported() -> None:
    """It has the columns of the gates under its own name, and asks for nothing."""
    for family in FAMILIES.values():
        names = [column.name for column in all_columns(family)]
        assert len(names) == len(set(names)) == 3 * len(family.columns)
        assert not any(column.bars for column in family.on_other_art())
    assert "comics area" in [c.name for c in FAMILIES["upscale"].on_other_art()]


class Ringing:
    """Doubles by repetition, and makes what lies beside black too bright and red."""

    def draw(self, source: sources.Pixels, factor: int) -> sources.Pixels:
        """Return the picture, wrong where its left or upper neighbour is black."""
        made = source.repeat(factor, 0).repeat(factor, 1).astype(int)
        for axis in (0, 1):
            is_beside = (np.roll(made, 1, axis) == 0) & (made > 0)
            made += 9 * is_beside
        made[..., 0] += 4
        return made.clip(0, 255).astype(np.uint8)


def test_rings_and_tint_are_the_worst_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """By nine for each of two bars that meet, red by four on top; gray by four."""
    gray = np.full((720, 1280, 3), 90, np.uint8)
    monkeypatch.setattr(artefacts, "free_scenes", lambda: (gray, gray, gray))
    assert artefacts.rings(Ringing(), 2) == 22  # type: ignore[arg-type]
    assert artefacts.tint(Ringing(), 2) == 4  # type: ignore[arg-type]


class Undershooting:
    """Doubles by repetition, and makes what lies beside white too dark."""

    def draw(self, source: sources.Pixels, factor: int) -> sources.Pixels:
        """Return the picture, wrong where its right or lower neighbour is white."""
        made = source.repeat(factor, 0).repeat(factor, 1).astype(int)
        for axis in (0, 1):
            is_beside = (np.roll(made, -1, axis) == 255) & (made < 255)
            made -= 7 * is_beside
        return made.clip(0, 255).astype(np.uint8)


def test_rings_beside_white_count_too() -> None:
    """Twice seven levels too dark in a corner that opens to the right and below."""
    assert artefacts.rings(Undershooting(), 2) == 14  # type: ignore[arg-type]
    assert artefacts.rings(Undershooting(), 1) == 14  # type: ignore[arg-type]


def test_letters_count_on_both_sides() -> None:
    """Too bright beside black: holes have it from two sides. Too dark beside white."""
    assert artefacts.letters(Ringing(), 1) == 22  # type: ignore[arg-type]
    assert artefacts.letters(Undershooting(), 1) == 14  # type: ignore[arg-type]


class Bleeding:
    """Doubles by repetition, and gives green and blue to the rows above red."""

    def draw(self, source: sources.Pixels, factor: int) -> sources.Pixels:
        """Return the picture with cyan above what is red."""
        made = source.repeat(factor, 0).repeat(factor, 1).astype(int)
        is_red = (made[..., 0] == 255) & (made[..., 1] == 0) & (made[..., 2] == 0)
        made[np.roll(is_red, -1, 0) & ~is_red, 1:] += 12
        return made.astype(np.uint8)


def test_a_fringe_is_what_a_line_leaves_in_another_channel() -> None:
    """Twelve levels of green and blue; or seven less of what the line is full of."""
    assert artefacts.fringe(Bleeding(), 1) == 12  # type: ignore[arg-type]
    assert artefacts.fringe(Undershooting(), 1) == 7  # type: ignore[arg-type]


def test_encoding_does_not_move_the_colours() -> None:
    """At a fine quality the means stay within a quarter of a level."""
    picture = line_art()
    coded = sources.h264(8)(picture)
    assert coded.shape == picture.shape
    assert np.abs(coded.mean((0, 1)) - picture.mean((0, 1))).max() < 0.25
    assert psnr_y(coded, picture) > psnr_y(sources.h264(32)(picture), picture)


def test_clips_do_not_hang_on_what_lies_in_memory() -> None:
    """A width that is no multiple of 128 made x264 read what nobody had written."""
    picture = line_art()
    clips = []
    for level in (0, 255):
        sizes = [2**power for power in range(10, 21)] * 64
        freed = [np.full(size, level, np.uint8) for size in sizes]
        del freed
        clips.append(sources.still_clip(picture, STILLS["grain"], STILL_SHOWN))
    assert np.array_equal(*clips)


def test_shrinking_and_enlarging_keep_the_size() -> None:
    """Also where two thirds of a side are no whole number."""
    picture = line_art()
    for make in (
        sources.softened(Kernel.BICUBIC, Kernel.AREA),
        sources.badly_enlarged(Kernel.NEAREST),
        sources.blurred(1.0),
        sources.jpeg(50),
    ):
        assert make(picture).shape == picture.shape


def test_flicker_is_the_mean_step() -> None:
    """A still has none; a step of three levels in half of the steps is 1.5."""
    still = np.full((64, 64, 3), 90, np.uint8)
    assert flicker([still, still]) == 0
    assert flicker([still, still, still + 3]) == pytest.approx(1.5)
