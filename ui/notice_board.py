"""Notices that wait to be read: one of each key, newest last. Thread: GUI."""

from PySide6.QtCore import QObject, Signal

from player.errors import PlayerError
from player.status import Notice


class NoticeBoard(QObject):
    """What the person should know and has not put away.

    A notice that comes from a status (the transport repeats it in each one) is posted
    once; put away, it stays away until it has been withdrawn and comes again.

    Signals:
        changed: Read `current` again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Notice] = {}
        self._standing: dict[str, Notice] = {}

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
        self.changed.emit()

    def post_error(self, key: str, error: PlayerError) -> None:
        """Show what went wrong."""
        self.post(Notice(key, str(error), error.hint, is_error=True))

    def withdraw(self, key: str) -> None:
        """Take a notice away (its reason is gone, or the person has read it)."""
        if self._waiting.pop(key, None) is not None:
            self.changed.emit()

    def follow(self, notices: tuple[Notice, ...]) -> None:
        """Take over what a status says now: post the new, withdraw the gone."""
        now = {notice.key: notice for notice in notices}
        for key in self._standing.keys() - now.keys():
            self.withdraw(key)
        for key, notice in now.items():
            if self._standing.get(key) != notice:
                self.post(notice)
        self._standing = now
