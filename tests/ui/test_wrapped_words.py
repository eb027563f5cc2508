"""Words on several lines."""

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from ui.wrapped_words import wrapped, wrapped_height


def _lines(words: str, width_px: float) -> list[str]:
    layout = wrapped(words, QFont(), width_px)
    lines = (layout.lineAt(number) for number in range(layout.lineCount()))
    return [
        words[line.textStart() : line.textStart() + line.textLength()].strip()
        for line in lines
    ]


def test_lines_break_between_words(qapp: QApplication) -> None:
    """A word that fits on a line is never cut."""
    width = QFontMetricsF(QFont()).horizontalAdvance("undeclared ident")
    assert _lines("an undeclared identifier", width) == ["an undeclared", "identifier"]


def test_a_word_that_is_too_long_is_cut(qapp: QApplication) -> None:
    """A path without spaces still stays inside."""
    width = QFontMetricsF(QFont()).horizontalAdvance("0123456789")
    lines = _lines("/very/long/path/without/any/space.glsl", width)
    assert len(lines) > 2
    assert "".join(lines) == "/very/long/path/without/any/space.glsl"


def test_more_lines_are_higher(qapp: QApplication) -> None:
    """The height counts every line."""
    one = wrapped_height("word", QFont(), 1000)
    many = wrapped_height("word " * 50, QFont(), 100)
    assert many > 5 * one
