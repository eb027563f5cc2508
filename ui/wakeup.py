"""A call from any thread becomes one on the window's thread."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Wakeup(QObject):
    """Joins calls that come before the window's thread has answered into one."""

    _woken = Signal()

    def __init__(
        self, on_wakeup: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._on_wakeup = on_wakeup
        self._lock = threading.Lock()
        self._is_pending = False
        self._is_closed = False
        self._woken.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Have the callback called soon; returns at once. Thread: any."""
        with self._lock:
            if self._is_pending or self._is_closed:
                return
            self._is_pending = True
            self._woken.emit()

    def close(self) -> None:
        """Call no more, even what is on its way. Thread: GUI."""
        with self._lock:
            self._is_closed = True

    def _answer(self) -> None:
        with self._lock:
            self._is_pending = False
            if self._is_closed:
                return
        self._on_wakeup()
