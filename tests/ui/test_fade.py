"""Coming and going softly, or at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.fade import Fade


@pytest.fixture
def widget(qtbot: QtBot) -> Iterator[QWidget]:
    """Give a child of a shown window."""
    window = QWidget()
    qtbot.addWidget(window)
    child = QWidget(window)
    window.show()
    yield child
    window.close()


@pytest.fixture
def stillness(qapp: QApplication) -> Iterator[None]:
    """Switch motion off for one test."""
    theme.switch_motion(is_on=False)
    yield
    theme.switch_motion(is_on=True)


def test_a_widget_goes_and_comes(widget: QWidget, qtbot: QtBot) -> None:
    """After the motion the widget is hidden, or shown without any effect left."""
    fade = Fade(widget)
    fade.hide()
    qtbot.waitUntil(widget.isHidden, timeout=1000)
    fade.show()
    assert not widget.isHidden()
    effect = widget.graphicsEffect()
    qtbot.waitUntil(lambda: not effect.isEnabled(), timeout=1000)
    assert widget.isVisible()


def test_a_change_of_mind_wins(widget: QWidget, qtbot: QtBot) -> None:
    """Shown again while it goes, a widget stays."""
    fade = Fade(widget)
    fade.hide()
    fade.show()
    qtbot.wait(200)
    assert widget.isVisible()
    assert fade.is_wanted


def test_without_motion_it_is_instant(widget: QWidget, stillness: None) -> None:
    """Where the system asks for less motion there is none."""
    fade = Fade(widget)
    fade.hide()
    assert widget.isHidden()
    fade.show()
    assert widget.isVisible()
