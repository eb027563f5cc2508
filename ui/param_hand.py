"""Turns parameters in the shader drawer by mouse and keys. Thread: main.

It owns no widget: the list hands it what happens on rows of parameters, and it tells
the model which value was asked for.
"""

from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QMenu

from ui.chain_model import ChainModel
from ui.chain_words import tr
from ui.param_paint import field_rect, reset_rect, share_at, slider_rect
from ui.param_rows import Knob, ParamRow

_KEY_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}


class ParamHand:
    """The hand on the knobs of one list."""

    def __init__(self, model: ChainModel) -> None:
        self._model = model
        self._held: tuple[ParamRow, QRectF] | None = None

    @property
    def is_holding(self) -> bool:
        """Return whether a slider follows the mouse."""
        return self._held is not None

    def press(self, row: ParamRow, rect: QRectF, place: QPointF) -> None:
        """Take hold of a slider, or do what lies under the pointer."""
        if row.is_turned and reset_rect(rect).contains(place):
            self.reset(row)
        elif row.knob is Knob.SWITCH:
            self._model.turn(row, row.stepped(1))
        elif row.knob is Knob.SLIDER and slider_rect(rect).contains(place):
            self._held = (row, QRectF(rect))
            self.follow(place)

    def follow(self, place: QPointF) -> None:
        """Let the held slider follow the pointer."""
        if self._held is None:
            return
        row, rect = self._held
        value = row.value_at(share_at(rect, place.x()))
        asked = ParamRow(row.entry, row.param, value)
        self._model.turn(row, value)
        self._held = (asked, rect)

    def let_go(self) -> None:
        """Leave the slider where it is."""
        self._held = None

    def double_press(self, row: ParamRow, rect: QRectF, place: QPointF) -> None:
        """Bring the default back; a switch is switched again."""
        self.let_go()
        if row.knob is Knob.SWITCH:
            self.press(row, rect, place)
        elif row.knob is Knob.SLIDER:
            self.reset(row)

    def reset(self, row: ParamRow) -> None:
        """Ask for the value that the file itself has."""
        self._model.turn(row, row.param.default)

    def take_key(self, row: ParamRow, key: int) -> bool:
        """Turn a value by a key; return whether the key was one of these."""
        steps = _KEY_STEPS.get(Qt.Key(key))
        if steps is not None:
            if row.knob is not Knob.SLIDER:
                steps = 1 if steps > 0 else -1
            self._model.turn(row, row.stepped(steps))
        elif key == Qt.Key.Key_Delete:
            self.reset(row)
        elif key == Qt.Key.Key_Space and row.knob is not Knob.SLIDER:
            self._model.turn(row, row.stepped(1))
        else:
            return False
        return True

    def opens_menu(self, row: ParamRow, rect: QRectF, place: QPointF) -> bool:
        """Return whether the list of choices lies under the pointer."""
        return row.knob is Knob.CHOICE and field_rect(rect).contains(place)

    def fill_choices(self, menu: QMenu, row: ParamRow) -> None:
        """Offer the names of an ENUM."""
        for number, name in enumerate(row.param.choices):
            action = menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(number == row.value)
            action.triggered.connect(partial(self._choose, row, float(number)))

    def fill_reset(self, menu: QMenu, row: ParamRow) -> None:
        """Offer to bring the default back."""
        words = tr("Back to {0}\tDel").format(row.words_of(row.param.default))
        action = menu.addAction(words)
        action.setEnabled(row.is_turned)
        action.triggered.connect(partial(self._choose, row, row.param.default))

    def _choose(self, row: ParamRow, value: float, _is_checked: object = None) -> None:
        self._model.turn(row, value)
