"""Our icons: all of one weight and one size, drawn in the colour that is asked for."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

import resources
from ui.icons import icon, program_icon

FILES = sorted(Path(resources.__file__).parent.joinpath("icons").glob("*.svg"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_icons_share_grid_and_weight(file: Path) -> None:
    """Each icon is 20 × 20 with strokes of 1.5 and takes its colour from outside."""
    text = file.read_text(encoding="utf-8")
    assert 'viewBox="0 0 20 20"' in text
    assert set(re.findall(r'stroke-width="([^"]+)"', text)) == {"1.5"}
    assert "#" not in text
    assert "currentColor" in text


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_icons_draw_in_the_colour_asked_for(file: Path, qtbot: QtBot) -> None:
    """At 200 % an icon has 40 × 40 pixels, all of its ink in the given colour."""
    pixmap = icon(file.stem, "#ff0000").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.width(), pixmap.height()) == (40, 40)
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    inked = [
        QColor(image.pixelColor(x, y))
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert len(inked) > 20
    assert all(c.red() > 240 and c.green() < 16 and c.blue() < 16 for c in inked)


def test_the_program_has_its_icon(qtbot: QtBot) -> None:
    """The window's icon exists in small and large."""
    image = program_icon().pixmap(QSize(64, 64), 1.0).toImage()
    assert image.size() == QSize(64, 64)
    assert image.pixelColor(32, 12).lightness() > 180  # the divider
    assert image.pixelColor(1, 1).alpha() == 0
