"""The first minute: the divider moves once by itself and shows what this is about.

Thread: main. It only tells where the divider should stand.
"""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation, Signal

from ui.theme import motion_ms

LASTS_MS = 3200
_STATIONS = ((0.0, 0.5), (0.3, 0.22), (0.75, 0.78), (1.0, 0.5))
"""Share of the time, and where the divider is then."""


class FirstLook(QObject):
    """Moves the divider there and back, once; any hand on it ends the show.

    Where motion is unwanted the divider stays in the middle, and the labels tell.

    Signals:
        divider_moved: 0…1 of the picture's width.
        finished: It is over, or was stopped.
    """

    divider_moved = Signal(float)
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(LASTS_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        for share, place in _STATIONS:
            self._animation.setKeyValueAt(share, place)
        self._animation.valueChanged.connect(self._on_value)
        self._animation.finished.connect(self.finished)

    @property
    def is_running(self) -> bool:
        """Return whether the divider moves by itself."""
        return self._animation.state() is QVariantAnimation.State.Running

    def start(self) -> None:
        """Begin."""
        if motion_ms(LASTS_MS) == 0:
            self.divider_moved.emit(_STATIONS[-1][1])
            self.finished.emit()
            return
        self._animation.start()

    def stop(self) -> None:
        """Leave the divider where it is: a hand has taken it."""
        if self.is_running:
            self._animation.stop()
            self.finished.emit()

    def _on_value(self, value: object) -> None:
        if self.is_running and isinstance(value, float):
            self.divider_moved.emit(value)
