"""What lies over the picture keeps the mouse."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.error_banner import ErrorBanner
from ui.mouse_keeper import MouseKeeper
from ui.playlist_panel import PlaylistPanel
from ui.shader_panel import ShaderPanel
from ui.start_screen import StartScreen

_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.MouseButtonRelease,
}


class _Witness(QObject):
    """Counts what reaches the picture."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[QEvent.Type] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() in _MOUSE:
            self.seen.append(event.type())
        return False


def _is_wheel_kept(widget: QWidget) -> bool:
    """Turn the wheel; Qt hands what is not accepted to the parent."""
    place = QPointF(5, 5)
    wheel = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, wheel)
    return wheel.isAccepted()


@pytest.mark.parametrize(
    "kind", [QWidget, MouseKeeper, ErrorBanner, PlaylistPanel, ShaderPanel, StartScreen]
)
def test_nothing_falls_through_to_the_picture(
    kind: type[QWidget], qtbot: QtBot
) -> None:
    """No click or wheel on a panel reaches the picture (on a plain widget all do)."""
    picture = QWidget()
    picture.resize(600, 400)
    qtbot.addWidget(picture)
    panel = kind(picture)
    panel.resize(300, 300)
    witness = _Witness()
    picture.installEventFilter(witness)
    picture.show()
    panel.show()
    spot = QPoint(2, 2)
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(panel, Qt.MouseButton.LeftButton, pos=spot)
    is_plain = kind is QWidget
    assert set(witness.seen) == (_MOUSE if is_plain else set())
    assert _is_wheel_kept(panel) is not is_plain
