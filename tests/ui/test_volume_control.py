"""Volume: to 130 %, easy to set to exactly 100 %, honest about mute."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.volume_control import VolumeControl


@pytest.fixture
def control(qtbot: QtBot) -> VolumeControl:
    """Give a control at half volume."""
    control = VolumeControl()
    qtbot.addWidget(control)
    control.show_volume(0.5, is_muted=False)
    control.show()
    return control


def _asked(control: VolumeControl) -> list[float]:
    asked: list[float] = []
    control.volume_asked.connect(asked.append)
    return asked


def test_the_right_end_is_130_percent(control: VolumeControl) -> None:
    """A click at the right end asks for 1.3, at the left end for silence."""
    asked = _asked(control)
    slider = control.slider
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(83, 16))
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(0, 16))
    assert asked == [1.3, 0.0]


def test_near_100_means_100(control: VolumeControl) -> None:
    """A hand that lets go close to the mark has meant the mark."""
    asked = _asked(control)
    mark_x = round(control.slider._x_of(100)) + 1
    QTest.mouseClick(control.slider, Qt.MouseButton.LeftButton, pos=QPoint(mark_x, 16))
    assert asked == [1.0]


def test_the_wheel_steps_by_five(control: VolumeControl) -> None:
    """A notch up is 5 % more."""
    asked = _asked(control)
    place = QPointF(20, 16)
    wheel = QWheelEvent(
        place,
        control.slider.mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(control.slider, wheel)
    assert asked == [0.55]


def test_arrow_keys_change_it(control: VolumeControl) -> None:
    """With the focus, arrows change the volume by a step."""
    asked = _asked(control)
    QTest.keyClick(control.slider, Qt.Key.Key_Up)
    assert asked == [0.55]


def test_showing_a_volume_asks_for_nothing(control: VolumeControl) -> None:
    """Bringing the slider in step is not a wish."""
    asked = _asked(control)
    control.show_volume(0.8, is_muted=False)
    assert asked == []
    assert control.slider.value() == 80


def test_the_icon_tells_mute(control: VolumeControl) -> None:
    """Muted, quiet and loud look different, whatever the slider says."""
    names = []
    for volume, is_muted in ((1.0, True), (0.0, False), (0.2, False), (1.0, False)):
        control.show_volume(volume, is_muted=is_muted)
        names.append(control.mute_button.icon_name)
    assert names == ["volume-mute", "volume-mute", "volume-low", "volume-high"]


def test_the_button_asks_for_mute(control: VolumeControl, qtbot: QtBot) -> None:
    """A click on the loudspeaker asks for mute."""
    with qtbot.waitSignal(control.mute_asked, timeout=500):
        QTest.mouseClick(control.mute_button, Qt.MouseButton.LeftButton)
