"""Holds one command for a thread; a newer one takes the place of the older.

Gate: the transport's thread posts, one branch thread waits and takes. A branch that is
busy with a long decode thus finds only the newest seek when it looks again.
"""

import threading
from typing import Generic, TypeVar

Command = TypeVar("Command")


class CommandBox(Generic[Command]):
    """The newest command wins; waiting costs nothing.

    Thread: any.
    """

    def __init__(self) -> None:
        self._command: Command | None = None
        self._is_closed = False
        self._changed = threading.Condition()

    @property
    def is_closed(self) -> bool:
        """Whether no command will ever come again."""
        with self._changed:
            return self._is_closed

    @property
    def has_command(self) -> bool:
        """Whether `take` would return at once (also true of a closed box)."""
        with self._changed:
            return self._command is not None or self._is_closed

    def post(self, command: Command) -> None:
        """Put a command in the place of one that was not taken yet."""
        with self._changed:
            if not self._is_closed:
                self._command = command
                self._changed.notify_all()

    def close(self) -> None:
        """Drop what was not taken and wake the waiting thread for good."""
        with self._changed:
            self._is_closed = True
            self._command = None
            self._changed.notify_all()

    def take(self, timeout_s: float | None = None) -> Command | None:
        """Wait for a command and remove it; None when closed or out of time."""
        with self._changed:
            self._changed.wait_for(
                lambda: self._command is not None or self._is_closed, timeout_s
            )
            command, self._command = self._command, None
            return command
