"""Draws the sheet: crops side by side, named, and the table below them.

The one picture with text in it, so it needs Pillow (docs/decisions/0012).
Thread: any.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from player.geometry import Size
from player.quality.crops import Pixels, Strip

MOST_COLUMNS = 6
"""Six panels of 320 pixels are the width of a screen."""

_FONT_PX = 17
_LINE_PX = 24
_MARGIN_PX = 16
_GAP_PX = 8
_COLUMN_GAP_PX = 28
_BACKGROUND = (22, 23, 27)
_TEXT = (232, 232, 236)
_FAINT = (160, 162, 170)
_FONT_FILES = ("DejaVuSans.ttf", "Arial.ttf", "arial.ttf", "Helvetica.ttc")
_PLAIN = str.maketrans({"×": "x", "–": "-", "·": "-", "∞": "inf", "…": "~", "→": ">"})
"""For Pillow's own font, which has little more than ASCII."""

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def draw_sheet(
    strips: Sequence[Strip], table: Sequence[Sequence[str]], captions: Sequence[str]
) -> Pixels:
    """Return the sheet, uint8 [height, width, 3].

    Args:
        strips: At least one.
        table: Lines of cells, the first one the headings.
        captions: Lines below the table.
    """
    pen = _Pen()
    layouts = [_layout(strip) for strip in strips]
    widths = [pen.column_width(column) for column in zip(*table, strict=True)]
    table_width = sum(widths) + _COLUMN_GAP_PX * (len(widths) - 1)
    texts = [*captions, *(strip.title for strip in strips)]
    inner = max(
        table_width,
        *(layout.width for layout in layouts),
        *(pen.width(text) for text in texts),
    )
    lines = len(table) + len(captions)
    height = sum(layout.height + _MARGIN_PX for layout in layouts)
    size = (inner + 2 * _MARGIN_PX, height + lines * _LINE_PX + 3 * _MARGIN_PX)
    sheet = Image.new("RGB", size, _BACKGROUND)
    pen.take(sheet)
    top = _MARGIN_PX
    for strip, layout in zip(strips, layouts, strict=True):
        _draw_strip(pen, sheet, strip, layout, top)
        top += layout.height + _MARGIN_PX
    for number, line in enumerate(table):
        pen.line(line, widths, top, is_faint=number == 0)
        top += _LINE_PX
    top += _MARGIN_PX
    for caption in captions:
        pen.text(_MARGIN_PX, top, caption, _FAINT)
        top += _LINE_PX
    return np.asarray(sheet, np.uint8).copy()


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the panels of a strip stand; sizes in pixels of the sheet."""

    columns: int
    rows: int
    panel: Size

    @property
    def width(self) -> int:
        return self.columns * (self.panel.width + _GAP_PX) - _GAP_PX

    @property
    def height(self) -> int:
        return _LINE_PX + self.rows * (self.panel.height + 2 * _LINE_PX + _GAP_PX)


def _layout(strip: Strip) -> _Layout:
    """Fill the rows evenly: ten panels are two rows of five, not six and four."""
    count = len(strip.panels)
    rows = -(-count // MOST_COLUMNS)
    height, width = strip.panels[0].pixels.shape[:2]
    return _Layout(-(-count // rows), rows, Size(width, height))


def _draw_strip(
    pen: "_Pen", sheet: Image.Image, strip: Strip, layout: _Layout, top: int
) -> None:
    pen.text(_MARGIN_PX, top, strip.title, _FAINT)
    step_x = layout.panel.width + _GAP_PX
    step_y = layout.panel.height + 2 * _LINE_PX + _GAP_PX
    for index, panel in enumerate(strip.panels):
        row, column = divmod(index, layout.columns)
        x = _MARGIN_PX + column * step_x
        y = top + _LINE_PX + row * step_y
        pen.text(x, y, pen.shortened(panel.name, layout.panel.width), _TEXT)
        pen.text(x, y + _LINE_PX, panel.note, _FAINT)
        sheet.paste(Image.fromarray(panel.pixels), (x, y + 2 * _LINE_PX))


class _Pen:
    """Writes on the sheet. Thread: the caller's."""

    def __init__(self) -> None:
        self._font, self._has_signs = _find_font()
        self._draw: ImageDraw.ImageDraw | None = None

    def take(self, sheet: Image.Image) -> None:
        """Write on this from now on."""
        self._draw = ImageDraw.Draw(sheet)

    def width(self, text: str) -> int:
        """Return how many pixels a text takes."""
        return int(self._font.getlength(self._writable(text)) + 1)

    def column_width(self, texts: Sequence[str]) -> int:
        """Return how many pixels the widest takes."""
        return max(map(self.width, texts))

    def shortened(self, text: str, most_px: int) -> str:
        """Return a text that fits, its middle left out where it must be."""
        kept = len(text)
        short = text
        while kept > 2 and self.width(short) > most_px:
            kept -= 1
            short = f"{text[: kept // 2]}…{text[len(text) - (kept + 1) // 2 :]}"
        return short

    def text(self, x: int, y: int, text: str, colour: tuple[int, int, int]) -> None:
        """Write with the upper left corner at a place."""
        assert self._draw is not None
        self._draw.text((x, y), self._writable(text), colour, self._font)

    def line(
        self, cells: Sequence[str], widths: Sequence[int], y: int, *, is_faint: bool
    ) -> None:
        """Write a line of the table: numbers to the right, words to the left."""
        x = _MARGIN_PX
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            is_word = place in {0, len(cells) - 1}
            shift = 0 if is_word else width - self.width(cell)
            self.text(x + shift, y, cell, _FAINT if is_faint else _TEXT)
            x += width + _COLUMN_GAP_PX

    def _writable(self, text: str) -> str:
        if self._has_signs:
            return text
        return text.translate(_PLAIN).encode("ascii", "replace").decode("ascii")


def _find_font() -> tuple[Font, bool]:
    """Return a font of the system, else Pillow's own; and whether it has our signs."""
    for name in _FONT_FILES:
        try:
            return ImageFont.truetype(name, _FONT_PX), True
        except OSError:
            continue
    return ImageFont.load_default(_FONT_PX), False
