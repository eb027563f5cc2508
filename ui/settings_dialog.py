"""Settings, made by walking `player.options.OPTIONS`. Thread: main.

A change is told at once; there is nothing to apply.
"""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from player.options import OPTIONS, Kind, Option, Value
from ui.form_controls import ChoiceBox, ShareBox, Toggle

_DECIMALS = 2
_STEPS = 20
"""A number's arrows go through its range in about so many steps."""

Control = Toggle | ChoiceBox | QDoubleSpinBox | QLineEdit | QSpinBox


def title_of(option: Option) -> str:
    """Return an option's name for people: "Audio latency"."""
    return tr(option.title or _readable(option.name))


def tr(text: str) -> str:
    """Translate the words of an option."""
    return QCoreApplication.translate("Options", text)


class SettingsDialog(QDialog):
    """One row for each option that the window remembers.

    Signals:
        option_changed: Name and new value.
    """

    option_changed = Signal(str, object)

    def __init__(
        self,
        values: Mapping[str, Value],
        choices: Mapping[str, Mapping[str, str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Make the rows.

        Args:
            values: Every option as it is now.
            choices: For options of free text, the values that can be chosen and their
                names for people; another value that is set already stays one of them.
            parent: Of the dialog.
        """
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.controls: dict[str, Control] = {}
        self._choices = choices or {}
        rows = QWidget(self)
        column = QVBoxLayout(rows)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        for option in OPTIONS:
            if option.is_remembered:
                self._add_row(column, option, values[option.name])
        column.addStretch(1)
        area = QScrollArea(self)
        area.setWidget(rows)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 12)
        whole.addWidget(area)
        whole.addWidget(self._buttons())
        self.resize(QSize(520, 620).boundedTo(self.screen().availableSize() * 0.85))

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Show the options as they are; nothing is told."""
        for name, control in self.controls.items():
            control.blockSignals(True)
            _set_value(control, values[name])
            control.blockSignals(False)

    def reset(self) -> None:
        """Set every option back to its default, and tell each that changes."""
        for option in OPTIONS:
            control = self.controls.get(option.name)
            if control is not None:
                _set_value(control, option.default)

    def _add_row(self, column: QVBoxLayout, option: Option, value: Value) -> None:
        control = self._control_for(option)
        _set_value(control, value)
        self._connect(option, control)
        self.controls[option.name] = control
        control.setAccessibleName(title_of(option))
        control.setAccessibleDescription(tr(option.help))
        hint = QLabel(_sentence(tr(option.help)), self)
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        if isinstance(control, Toggle):
            control.setText(title_of(option))
        else:
            title = QLabel(title_of(option), self)
            title.setBuddy(control)
            column.addWidget(title)
        column.addWidget(control)
        column.addWidget(hint)
        column.addSpacing(12)

    def _control_for(self, option: Option) -> Control:
        if option.kind is Kind.FLAG:
            return Toggle(self)
        if option.kind is Kind.INTEGER:
            whole = QSpinBox(self)
            _dress(whole)
            whole.setRange(round(option.minimum), round(option.maximum))
            return whole
        if option.kind is Kind.NUMBER:
            number = ShareBox(self) if option.unit == "%" else QDoubleSpinBox(self)
            _dress(number)
            number.setDecimals(_DECIMALS)
            if option.unit not in {"", "%"}:
                number.setSuffix(f" {option.unit}")
            number.setRange(option.minimum, option.maximum)
            span = option.maximum - option.minimum
            number.setSingleStep(max(10**-_DECIMALS, round(span / _STEPS, 2)))
            return number
        return self._text_control(option)

    def _text_control(self, option: Option) -> Control:
        known = self._choices.get(option.name) or {
            value: tr(_readable(value)) for value in option.choices
        }
        if not known:
            return QLineEdit(self)
        box = ChoiceBox(self)
        for value, words in known.items():
            box.addItem(words, value)
        return box

    def _connect(self, option: Option, control: Control) -> None:
        def tell(value: object) -> None:
            self.option_changed.emit(option.name, value)

        if isinstance(control, Toggle):
            control.toggled.connect(tell)
        elif isinstance(control, ChoiceBox):
            control.currentIndexChanged.connect(lambda _: tell(control.currentData()))
        elif isinstance(control, QLineEdit):
            control.textChanged.connect(tell)
        else:
            control.valueChanged.connect(tell)

    def _buttons(self) -> QWidget:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        box.setContentsMargins(20, 0, 20, 0)
        again = box.addButton(
            self.tr("Back to defaults"), QDialogButtonBox.ButtonRole.ResetRole
        )
        again.clicked.connect(self.reset)
        for button in box.buttons():  # Enter ends a number, it presses nothing
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
                button.setDefault(False)
        box.rejected.connect(self.reject)
        return box


def _set_value(control: Control, value: Value) -> None:
    if isinstance(control, Toggle):
        control.setChecked(bool(value))
    elif isinstance(control, ChoiceBox):
        if control.findData(str(value)) < 0:
            control.addItem(str(value), str(value))
        control.setCurrentIndex(control.findData(str(value)))
    elif isinstance(control, QLineEdit):
        control.setText(str(value))
    elif isinstance(control, QSpinBox):
        control.setValue(int(value))
    else:
        control.setValue(float(value))


def _dress(box: QAbstractSpinBox) -> None:
    """Let a number look like every other field; arrow keys still change it."""
    box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
    box.lineEdit().setTextMargins(6, 0, 6, 0)


def _readable(name: str) -> str:
    return _sentence(name.replace("-", " "))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
