"""The sheet shows the crops unchanged, and says what they are."""

import numpy as np
import pytest
from PIL import ImageFont

from player.quality import sheet
from player.quality.crops import Panel, Strip

HEADINGS = ("chain", "PSNR-Y dB", "enlarged by")


def panels(count: int) -> tuple[Panel, ...]:
    """Return panels of 80×64 random pixels with names of growing length."""
    rng = np.random.default_rng(count)
    return tuple(
        Panel("chain " * index, "25.08 dB", rng.integers(0, 256, (64, 80, 3), np.uint8))
        for index in range(1, count + 1)
    )


def place_of(needle: np.ndarray, haystack: np.ndarray) -> tuple[int, int]:
    """Return the only (x, y) at which a picture lies in another."""
    first = (haystack == needle[0, 0]).all(-1)
    found = [
        (int(x), int(y))
        for y, x in np.argwhere(first)
        if np.array_equal(haystack[y : y + 64, x : x + 80], needle)
    ]
    assert len(found) == 1
    return found[0]


def test_every_panel_is_there_in_even_rows() -> None:
    """Eight panels are two rows of four, pixel by pixel, none below another."""
    strip = Strip("picture.png", panels(8))
    drawn = sheet.draw_sheet([strip], [HEADINGS, ("x", "1.0", "chain")], ["caption"])
    places = [place_of(panel.pixels, drawn) for panel in strip.panels]
    assert len({y for _, y in places}) == 2
    assert len({x for x, _ in places}) == 4
    assert all(x + 80 <= drawn.shape[1] for x, _ in places)


def test_text_stands_on_the_sheet() -> None:
    """A name is ink above its panel, never on it; the table is ink below."""
    strip = Strip("", (Panel("name", "", np.zeros((64, 80, 3), np.uint8)),))
    empty = Strip("", (Panel("", "", np.zeros((64, 80, 3), np.uint8)),))
    table = [HEADINGS, ("bilinear", "23.03", "bilinear")]
    named = sheet.draw_sheet([strip], table, [])
    unnamed = sheet.draw_sheet([empty], table, [])
    rows = np.argwhere((named != unnamed).any((1, 2)))
    top = place_of(strip.panels[0].pixels, named)[1]
    assert rows.size
    assert rows.max() < top
    assert (named[top + 64 :].max((1, 2)) > 150).sum() > 15


def test_a_system_without_fonts_has_text_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pillow's own font takes over; signs that it lacks are written around."""
    find = ImageFont.truetype

    def find_no_file(font: object, *rest: object, **named: object) -> object:
        if isinstance(font, str):
            raise OSError
        return find(font, *rest, **named)

    monkeypatch.setattr(ImageFont, "truetype", find_no_file)
    line = ("Mode A · Fast", "∞", "アニメ")
    drawn = sheet.draw_sheet([Strip("", panels(1))], [HEADINGS, line], ["480×270 – …"])
    assert (drawn[-100:].max((1, 2)) > 150).sum() > 20
