"""Notices that wait to be read: one of each key, newest last. Thread: GUI."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from player.errors import PlayerError
from player.status import Notice

READING_MS = 10_000
"""A notice that asks for nothing goes by itself after this time."""

GLANCE_S = 0.5
"""What stood there this long has been said."""


class NoticeBoard(QObject):
    """What the person should know and has not put away.

    The newest is shown. A notice that asks for nothing is said once: when a newer one
    has taken its place, it does not come back.

    A notice that comes from a status (the transport repeats it in each one) is posted
    once; put away, it stays away until it has been withdrawn and comes again.

    Signals:
        changed: Read `current` again.
    """

    changed = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._now_s = now_s
        self._waiting: dict[str, Notice] = {}
        self._standing: dict[str, Notice] = {}
        self._shown: Notice | None = None
        self._shown_at_s = 0.0
        self._reading = QTimer(self)
        self._reading.setSingleShot(True)
        self._reading.setInterval(READING_MS)
        self._reading.timeout.connect(self._put_away_read)

    @property
    def current(self) -> Notice | None:
        """Return what the banner shows: the newest error, else the newest notice."""
        errors = [n for n in self._waiting.values() if n.is_error]
        notices = errors or list(self._waiting.values())
        return notices[-1] if notices else None

    def post(self, notice: Notice) -> None:
        """Show a notice; one with the same key is replaced."""
        if self._waiting.get(notice.key) == notice:
            return
        self._waiting.pop(notice.key, None)
        self._waiting[notice.key] = notice
        self._tell()

    def post_error(self, key: str, error: PlayerError) -> None:
        """Show what went wrong."""
        self.post(Notice(key, str(error), error.hint, is_error=True))

    def withdraw(self, key: str) -> None:
        """Take a notice away (its reason is gone, or the person has read it)."""
        if self._waiting.pop(key, None) is not None:
            self._tell()

    def follow(self, notices: tuple[Notice, ...]) -> None:
        """Take over what a status says now: post the new, withdraw the gone."""
        now = {notice.key: notice for notice in notices}
        for key in self._standing.keys() - now.keys():
            self.withdraw(key)
        for key, notice in now.items():
            if self._standing.get(key) != notice:
                self.post(notice)
        self._standing = now

    def _tell(self) -> None:
        """Show what is to be shown now; what was said so far is forgotten."""
        said, current = self._shown, self.current
        if current != said:
            is_seen = self._now_s() - self._shown_at_s >= GLANCE_S
            if said is not None and current is not None and is_seen and _is_mere(said):
                self._waiting.pop(said.key, None)
            self._shown, self._shown_at_s = current, self._now_s()
            self._reading.start()
        self.changed.emit()

    def _put_away_read(self) -> None:
        """Take away what was there to be read and asks for nothing."""
        if self._shown is not None and _is_mere(self._shown):
            self.withdraw(self._shown.key)


def _is_mere(notice: Notice) -> bool:
    """Return whether a notice asks for nothing."""
    return not notice.is_error and not notice.action
