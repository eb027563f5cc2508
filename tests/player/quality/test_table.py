"""Figures come out aligned for people and exact for machines."""

import csv
import io
import json
import math

from player.quality import table
from player.quality.table import Score, Trial

FIRST = Score("bilinear", 23.0254, 0.81234, 1.5, None, 0, 0, "bilinear")
SECOND = Score("a net", math.inf, 1.0, None, 2092, 9, 9, "chain")


def test_columns_stand_below_one_another() -> None:
    """Numbers end, and words begin, in the same column on every line."""
    headings = table.headings(is_software=False)
    rows = [table.cells(FIRST), table.cells(SECOND)]
    lines = table.text_table(headings, rows).splitlines()
    first = ["bilinear", "23.025", "0.8123", "1.50", "–", "–", "bilinear"]
    assert lines[1].split() == first
    assert lines[2].split()[2:] == ["∞", "1.0000", "–", "2092", "9/9", "chain"]
    for text in ("enlarged by", "bilinear", "chain"):
        assert any(line.rfind(text) == lines[0].find("enlarged") for line in lines)
    end = lines[0].find("GPU ms") + len("GPU ms")
    assert lines[1][:end].endswith("1.50")
    assert lines[2][:end].endswith("–")


def test_the_heading_tells_wall_time_from_gpu_time() -> None:
    """Software GL's times are never called the GPU's."""
    assert "wall ms" in table.headings(is_software=True)
    assert "GPU ms" in table.headings(is_software=False)


def test_the_mean_is_over_pictures() -> None:
    """Decibels are averaged as they are; what differs between pictures is left out."""
    other = Score("bilinear", 25.0254, 0.91234, 2.5, None, 0, 0, "bilinear")
    wider = Score("a net", 30.0, 0.5, None, 2092, 5, 9, "lanczos")
    trials = [Trial("a", "", (FIRST, SECOND)), Trial("b", "", (other, wider))]
    mean, net = table.mean_scores(trials)
    assert math.isclose(mean.psnr_y_db, 24.0254)
    assert math.isclose(mean.ssim_y, 0.86234)
    assert mean.gpu_ms == 2.0
    assert net.psnr_y_db == math.inf
    assert (net.weights, net.ran, net.gpu_ms) == (None, None, None)
    assert net.enlarged_by == "chain or lanczos"


def test_what_nobody_lost_is_not_counted() -> None:
    """A black frame does not make every mean infinite, and the title says so."""
    whole = Score("bilinear", math.inf, 1.0, None, None, 0, 0, "bilinear")
    black, drawn = Trial("a", "", (whole,)), Trial("b", "", (FIRST,))
    assert table.mean_scores([black, drawn])[0].psnr_y_db == FIRST.psnr_y_db
    assert "1 of 2 pictures" in table.mean_title([black, drawn])
    assert table.mean_scores([black])[0].psnr_y_db == math.inf
    assert table.mean_title([drawn, drawn]) == "Mean over 2 pictures"


def test_machines_read_the_same_figures() -> None:
    """CSV and JSON hold every figure unrounded, and JSON is JSON."""
    trials = [Trial("a, b.png", "64×48", (FIRST, SECOND))]
    rows = list(csv.DictReader(io.StringIO(table.as_csv(trials, is_software=True))))
    assert [row["picture"] for row in rows] == ["a, b.png"] * 2
    assert float(rows[0]["psnr_y_db"]) == FIRST.psnr_y_db
    text = table.as_json(trials, is_software=False)
    read = json.loads(text, parse_constant=lambda _: 1 / 0)
    chains = read["pictures"][0]["chains"]
    assert chains[0]["ssim_y"] == FIRST.ssim_y
    assert chains[1]["psnr_y_db"] is None
    assert [row["name"] for row in read["mean"]] == ["bilinear", "a net"]
    assert (rows[0]["wall_ms"], chains[0]["gpu_ms"]) == ("1.5", 1.5)
    assert "gpu_ms" not in rows[0]
    assert "wall_ms" not in chains[0]


def test_a_failed_chain_says_so_in_its_line() -> None:
    """A fault takes the last column."""
    broken = Score("x", 20.0, 0.5, None, None, 0, 1, "lanczos", "x.glsl:3: no")
    assert table.cells(broken)[-1] == "failed: x.glsl:3: no"
