"""Labels of the halves and the grip: where they are, when they are, and keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from player.render.request import CompareMode
from ui.compare_overlay import GRIP_PX, STEP, CompareOverlay

PICTURE = QRect(40, 20, 560, 320)


class _View(QWidget):
    """Remembers the presses that reach the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.presses: list[QPoint] = []

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self.presses.append(event.position().toPoint())


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[_View]:
    """Give a picture of 640 × 360."""
    view = _View()
    view.resize(640, 360)
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    yield view
    view.close()


@pytest.fixture
def overlay(view: _View) -> CompareOverlay:
    """Give an overlay on a picture with borders."""
    overlay = CompareOverlay(view)
    overlay.show_names("Original", "Mode A · Fast")
    overlay.show_picture(PICTURE)
    return overlay


@pytest.mark.parametrize(
    ("mode", "has_labels", "has_grip"),
    [
        (CompareMode.OFF, False, False),
        (CompareMode.WIPE, True, True),
        (CompareMode.SIDE_BY_SIDE, True, False),
        (CompareMode.HOLD, False, False),
    ],
)
def test_labels_are_there_only_while_comparing(
    overlay: CompareOverlay, mode: CompareMode, has_labels: bool, has_grip: bool
) -> None:
    """Nothing lies on the picture that has no meaning just now."""
    overlay.show_compare(mode, 0.5, is_swapped=False)
    assert overlay.before.isVisible() is has_labels
    assert overlay.after.isVisible() is has_labels
    assert overlay.grip.isVisible() is has_grip


def test_labels_stand_in_the_pictures_corners(overlay: CompareOverlay) -> None:
    """The original is on the left; swapped, it is on the right."""
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    assert overlay.before.words == "Original"
    assert overlay.before.x() == PICTURE.left() + 12
    assert overlay.after.geometry().right() == PICTURE.right() - 12
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=True)
    assert overlay.after.x() == PICTURE.left() + 12


def test_the_grip_stands_on_the_divider(overlay: CompareOverlay) -> None:
    """Its centre is on the line, at half the picture's height."""
    overlay.show_compare(CompareMode.WIPE, 0.25, is_swapped=False)
    assert overlay.grip.x() + GRIP_PX // 2 == PICTURE.left() + PICTURE.width() // 4
    middle = overlay.grip.y() + GRIP_PX // 2
    assert abs(middle - PICTURE.center().y()) <= 1


def test_a_press_on_the_grip_is_the_views(overlay: CompareOverlay, view: _View) -> None:
    """The view takes hold of the divider, so the grip lets the mouse through."""
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    place = overlay.grip.geometry().center()
    assert view.childAt(place) is None


def test_arrow_keys_move_the_divider(overlay: CompareOverlay) -> None:
    """With the focus by Tab, arrows move, Home goes to the middle."""
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    steps: list[float] = []
    centred: list[bool] = []
    overlay.grip.stepped.connect(steps.append)
    overlay.grip.centred.connect(lambda: centred.append(True))
    overlay.grip.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(overlay.grip, Qt.Key.Key_Left)
    QTest.keyClick(overlay.grip, Qt.Key.Key_Right)
    QTest.keyClick(overlay.grip, Qt.Key.Key_Home)
    assert steps == [-STEP, STEP]
    assert centred == [True]


def test_long_names_keep_to_their_half(overlay: CompareOverlay) -> None:
    """A chain's long name is shortened before it reaches the other half."""
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    overlay.show_names("Original", "my-very-long-shader-file-name " * 8)
    assert overlay.after.width() <= PICTURE.width() // 2
    assert overlay.after.words.endswith("…")


def test_without_a_picture_there_is_nothing(overlay: CompareOverlay) -> None:
    """An empty rectangle hides everything."""
    overlay.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    overlay.show_picture(QRect())
    assert not overlay.before.isVisible()
    assert not overlay.grip.isVisible()
