"""How before and after share the window: mode, divider, sides. Thread: GUI."""

from PySide6.QtCore import QObject, Signal

from player.render.request import CompareMode

MODES = (
    CompareMode.OFF,
    CompareMode.WIPE,
    CompareMode.SIDE_BY_SIDE,
    CompareMode.HOLD,
)
"""In the order in which `C` walks through them."""

WORDS = {
    CompareMode.OFF: "Comparison off",
    CompareMode.WIPE: "Compare: wipe",
    CompareMode.SIDE_BY_SIDE: "Compare: side by side",
    CompareMode.HOLD: "Compare: hold V to see the original",
}

DIVIDER_STEP = 0.02
"""How far an arrow key moves the divider, of the picture's width."""

SNAP_DISTANCE = 0.012
"""A divider let go this near to the middle goes there."""


class CompareControl(QObject):
    """State of the comparison; the view draws it, commands change it.

    Signals:
        changed: Something of it is different; read the attributes.
        said: A word for the screen.
    """

    changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        mode: CompareMode = CompareMode.OFF,
        divider: float = 0.5,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._divider = divider
        self._is_swapped = False
        self._is_original_held = False

    @property
    def mode(self) -> CompareMode:
        """Return how the two pictures share the window."""
        return self._mode

    @property
    def divider(self) -> float:
        """Return where the divider stands, 0 (left) to 1 of the picture's width."""
        return self._divider

    @property
    def is_swapped(self) -> bool:
        """Return whether the original is on the right."""
        return self._is_swapped

    @property
    def is_original_held(self) -> bool:
        """Return whether the original is shown alone for now."""
        return self._is_original_held

    @property
    def is_before_wanted(self) -> bool:
        """Return whether the unenhanced picture must be drawn too."""
        return self._mode is not CompareMode.OFF or self._is_original_held

    def set_mode(self, mode: CompareMode) -> None:
        """Compare in another way, and say so."""
        if mode is not self._mode:
            self._mode = mode
            self.changed.emit()
        self.said.emit(WORDS[mode])

    def cycle(self, step: int = 1) -> None:
        """Go on to the next way to compare (back with -1)."""
        index = (MODES.index(self._mode) + step) % len(MODES)
        self.set_mode(MODES[index])

    def set_divider(self, position: float, *, is_final: bool = False) -> None:
        """Move the divider.

        Args:
            position: 0…1 of the picture's width; beyond is brought back.
            is_final: The person let go: near the middle it then goes there.
        """
        position = min(1.0, max(0.0, position))
        if is_final and abs(position - 0.5) < SNAP_DISTANCE:
            position = 0.5
        if position != self._divider:
            self._divider = position
            self.changed.emit()

    def nudge_divider(self, steps: int) -> None:
        """Move the divider by arrow-key steps, negative to the left."""
        self.set_divider(self._divider + steps * DIVIDER_STEP)

    def centre_divider(self) -> None:
        """Put the divider in the middle."""
        self.set_divider(0.5)

    def swap(self) -> None:
        """Let before and after change sides."""
        self._is_swapped = not self._is_swapped
        self.changed.emit()
        self.said.emit("Original right" if self._is_swapped else "Original left")

    def hold_original(self, *, is_held: bool) -> None:
        """Show the original alone while a key or button is held."""
        if is_held != self._is_original_held:
            self._is_original_held = is_held
            self.changed.emit()
