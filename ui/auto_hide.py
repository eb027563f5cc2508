"""When the controls come and go: on movement, and after 2.5 s of rest while playing.

Knows the pointer and the player's state, not what is shown. Thread: main.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

REST_MS = 2500

_LIVELY = frozenset(
    {
        QEvent.Type.MouseMove,
        QEvent.Type.HoverMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.TabletMove,
        QEvent.Type.TouchBegin,
    }
)


class AutoHide(QObject):
    """Watches one widget (the picture and all that floats over it).

    Signals:
        changed: Whether controls and pointer are wanted.
    """

    changed = Signal(bool)

    def __init__(self, area: QWidget, is_in_use: Callable[[], bool]) -> None:
        super().__init__(area)
        self._is_in_use = is_in_use
        self._is_playing = False
        self._is_shown = True
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._on_rest)
        area.setMouseTracking(True)
        area.installEventFilter(self)

    @property
    def is_shown(self) -> bool:
        """Return whether controls and pointer are wanted."""
        return self._is_shown

    def watch(self, widget: QWidget) -> None:
        """Take movement over another widget as movement, too."""
        widget.setMouseTracking(True)
        widget.installEventFilter(self)

    def note_playing(self, *, is_playing: bool) -> None:
        """Take the player's state: what stands still keeps its controls."""
        if is_playing == self._is_playing:
            return
        self._is_playing = is_playing
        self.stir()

    def stir(self) -> None:
        """Show the controls and begin the rest anew."""
        self._show(is_shown=True)
        if self._is_playing:
            self._rest.start()
        else:
            self._rest.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """See movement; never takes an event away."""
        kind = event.type()
        if kind in _LIVELY:
            self.stir()
        elif kind == QEvent.Type.Leave and self._is_playing and self._is_shown:
            self._rest.start()
        return super().eventFilter(watched, event)

    def _on_rest(self) -> None:
        if not self._is_playing:
            return
        if self._is_in_use():
            self._rest.start()
        else:
            self._show(is_shown=False)

    def _show(self, *, is_shown: bool) -> None:
        if is_shown != self._is_shown:
            self._is_shown = is_shown
            self.changed.emit(is_shown)
