"""Playback's wakeups to the session: a status each, ten a second while playing.

The only place that connects to the transport's `on_wakeup`. Thread: GUI, but `wake`.
"""

from PySide6.QtCore import QObject, QTimer

from player.status import PlaybackStatus, PlayState
from ui.playback_control import PlaybackControl
from ui.wakeup import Wakeup

POSITION_INTERVAL_MS = 100


class TransportBridge(QObject):
    """Keeps a `PlaybackControl` up to date."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._control: PlaybackControl | None = None
        self._wakeup = Wakeup(self._refresh, self)
        self._ticker = QTimer(self)
        self._ticker.setInterval(POSITION_INTERVAL_MS)
        self._ticker.timeout.connect(self._refresh)

    def wake(self) -> None:
        """Read the status soon: the transport's `on_wakeup`. Thread: any."""
        self._wakeup.wake()

    def follow(self, control: PlaybackControl) -> None:
        """Begin to refresh `control`."""
        self._control = control
        control.changed.connect(self._on_status)
        self._refresh()

    def close(self) -> None:
        """End it; the transport may still call `wake`."""
        self._ticker.stop()
        self._wakeup.close()

    def _refresh(self) -> None:
        if self._control is not None:
            self._control.refresh()

    def _on_status(self, status: PlaybackStatus) -> None:
        is_moving = status.state is PlayState.PLAYING
        if is_moving and not self._ticker.isActive():
            self._ticker.start()
        elif not is_moving:
            self._ticker.stop()
