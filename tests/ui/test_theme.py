"""The look: words can be read on every ground, nothing is left unfilled."""

from dataclasses import asdict

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.theme import DARK, LIGHT, Tones

WORDS = ("text", "muted", "accent", "calm", "amber", "red")
GROUNDS = ("ground", "surface", "raised")


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours. Source: WCAG 2.2, 1.4.3."""

    def luminance(name: str) -> float:
        colour = QColor(name)
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
            for part in (colour.redF(), colour.greenF(), colour.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("tones", [DARK, LIGHT])
@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read(tones: Tones, word: str, ground: str) -> None:
    """Every colour of words has a contrast of at least 4.5 on every ground."""
    colours = asdict(tones)
    assert contrast(colours[word], colours[ground]) >= 4.5


@pytest.mark.parametrize("tones", [DARK, LIGHT])
def test_words_on_the_accent_can_be_read(tones: Tones) -> None:
    """The main button's words have a contrast of at least 4.5."""
    assert contrast(tones.on_accent, tones.accent) >= 4.5


def test_dark_text_is_87_percent_white() -> None:
    """Text on dark is not glaring: 87 % white over the surface, within 3 levels."""
    surface = QColor(DARK.surface)
    text = QColor(DARK.text)
    for ours, under in zip(
        (text.red(), text.green(), text.blue()),
        (surface.red(), surface.green(), surface.blue()),
        strict=True,
    ):
        assert abs(ours - (0.87 * 255 + 0.13 * under)) <= 4


@pytest.mark.parametrize("tones", [DARK, LIGHT])
def test_every_name_in_the_sheet_is_filled(tones: Tones) -> None:
    """No @name is left in the style sheet."""
    assert "@" not in theme.style_sheet(tones)


def test_the_sheet_is_understood(qtbot: QtBot) -> None:
    """Qt parses the style sheet without a warning (warnings fail here)."""
    widget = QWidget()
    qtbot.addWidget(widget)
    theme.put_on_picture(widget)
    widget.show()
    assert widget.styleSheet()


def test_motion_stops_when_switched_off(qapp: QApplication) -> None:
    """With motion switched off, every duration is zero."""
    theme.switch_motion(is_on=True)
    assert theme.motion_ms(120) == 120
    theme.switch_motion(is_on=False)
    try:
        assert theme.motion_ms(120) == 0
    finally:
        theme.switch_motion(is_on=True)
