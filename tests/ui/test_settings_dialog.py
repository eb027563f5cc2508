"""The settings: a control for every remembered option, told at once, never invalid."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit
from pytestqt.qtbot import QtBot

from player.options import OPTIONS, Option, Value, defaults, parse
from ui.form_controls import ChoiceBox, Toggle
from ui.settings_dialog import SettingsDialog, title_of

REMEMBERED = tuple(option for option in OPTIONS if option.is_remembered)
CHAINS = {"auto": "Automatic", "mode-a-fast": "Mode A · Fast", "off": "Off"}
Told = list[tuple[str, object]]


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    """Give the settings at their defaults, with known chains."""
    dialog = SettingsDialog(defaults(), {"chain": CHAINS})
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _told(dialog: SettingsDialog) -> Told:
    told: Told = []
    dialog.option_changed.connect(lambda name, value: told.append((name, value)))
    return told


def test_every_remembered_option_has_a_control(dialog: SettingsDialog) -> None:
    """Nothing that is stored is out of reach, and nothing else is offered."""
    assert set(dialog.controls) == {option.name for option in REMEMBERED}


@pytest.mark.parametrize("option", REMEMBERED, ids=lambda option: option.name)
def test_a_control_shows_and_tells_what_its_option_takes(
    dialog: SettingsDialog, option: Option
) -> None:
    """Each control starts at the default, and another value arrives as it is."""
    told = _told(dialog)
    control = dialog.controls[option.name]
    other: Value
    if isinstance(control, Toggle):
        assert control.isChecked() == option.default
        other = not option.default
        # A press on the words counts as well.
        spot = QPoint(60, control.height() // 2)
        QTest.mouseClick(control, Qt.MouseButton.LeftButton, pos=spot)
    elif isinstance(control, QDoubleSpinBox):
        assert control.value() == option.default
        assert (control.minimum(), control.maximum()) == (
            option.minimum,
            option.maximum,
        )
        control.stepDown()
        other = control.value()
    elif isinstance(control, ChoiceBox):
        values = option.choices or tuple(CHAINS)
        assert control.currentData() == option.default
        QTest.keyClick(control, Qt.Key.Key_End)
        other = values[-1]
        if other == option.default:
            QTest.keyClick(control, Qt.Key.Key_Home)
            other = values[0]
    else:
        field = control if isinstance(control, QLineEdit) else control.lineEdit()
        assert field.text() == option.default
        field.clear()
        QTest.keyClicks(field, "off")
        other = "off"
    assert told[-1] == (option.name, other)
    assert parse(option.name, str(other)) == other


def test_showing_values_tells_nothing(dialog: SettingsDialog) -> None:
    """Bringing the dialog in step is no change."""
    told = _told(dialog)
    dialog.show_values({**defaults(), "volume": 0.5, "mute": True, "scaler": "bicubic"})
    assert told == []
    scaler = dialog.controls["scaler"]
    assert isinstance(scaler, ChoiceBox)
    assert scaler.currentData() == "bicubic"


def test_defaults_come_back(dialog: SettingsDialog) -> None:
    """Going back tells exactly the options that were different."""
    dialog.show_values({**defaults(), "volume": 0.5, "mute": True})
    told = _told(dialog)
    dialog.reset()
    assert sorted(told) == [("mute", False), ("volume", 1.0)]


def test_titles_are_for_people() -> None:
    """Every option has a name in words, and says what it does."""
    for option in REMEMBERED:
        assert title_of(option)[0].isupper()
        assert "-" not in title_of(option)


def test_a_chain_is_chosen_by_its_label(dialog: SettingsDialog) -> None:
    """Presets are listed as people know them; a chain of files stays as it was set."""
    chain = dialog.controls["chain"]
    assert isinstance(chain, ChoiceBox)
    assert not chain.isEditable()
    told = _told(dialog)
    chain.setCurrentText("Mode A · Fast")
    assert told == [("chain", "mode-a-fast")]
    dialog.show_values({**defaults(), "chain": "a.glsl,b.glsl"})
    assert chain.currentData() == "a.glsl,b.glsl"
    assert len(told) == 1


def test_shares_read_in_hundredths(dialog: SettingsDialog) -> None:
    """The divider stands at 50 %; 130 % is the volume 1.3, more is brought back."""
    told = _told(dialog)
    divider, volume = dialog.controls["divider"], dialog.controls["volume"]
    assert isinstance(divider, QDoubleSpinBox)
    assert isinstance(volume, QDoubleSpinBox)
    assert divider.text() == "50 %"
    for typed, value in (("30", 0.3), ("130 %", 1.3), ("900", 1.3), ("%", 1.3)):
        volume.lineEdit().selectAll()
        QTest.keyClicks(volume.lineEdit(), typed)
        QTest.keyClick(volume.lineEdit(), Qt.Key.Key_Return)
        assert volume.value() == value
    assert told[-1] == ("volume", 1.3)
    latency = dialog.controls["audio-latency"]
    assert isinstance(latency, QDoubleSpinBox)
    assert latency.text().endswith(" s")
