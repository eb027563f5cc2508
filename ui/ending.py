"""The end of the program from outside, and in bounded time. Thread: as each says."""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ui.wakeup import Wakeup

PATIENCE_S = 2.0
"""A decoder or a driver that is deep in a huge picture answers nobody for longer."""

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class LastResort:
    """Ends the process when its own end takes too long. Thread: any.

    What must not be lost is saved before it is armed, or as the first thing after.
    """

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._is_armed = False

    def arm(self, code: int) -> None:
        """End the process with `code` if it is still there after the patience."""
        with self._lock:
            if self._is_armed:
                return
            self._is_armed = True
        timer = threading.Timer(self._patience_s, os._exit, (code,))
        timer.daemon = True  # it must not keep alive what ends by itself
        timer.start()


@contextmanager
def closed_by_signals(
    close: Callable[[], object], arm: Callable[[int], object]
) -> Iterator[list[int]]:
    """Let Ctrl+C in the terminal, or an ended desktop session, close the window.

    Qt's loop keeps Python from seeing a signal, and Python's own handlers run in the
    midst of anything: so a thread of its own hears signals and has the loop close. A
    second one ends the process at once. Gives the signals heard so far. Thread: GUI.

    Args:
        close: Called in the loop.
        arm: Told at once, on the hearing thread, the exit code of a forced end.
    """
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    heard: list[int] = []

    def answer() -> None:
        close()

    wakeup = Wakeup(answer)

    def hear() -> None:
        while numbers := reading.recv(64):
            for number in numbers:
                if number not in SIGNALS:
                    continue  # another's
                if heard:
                    os._exit(128 + number)
                heard.append(number)
                arm(128 + number)
                wakeup.wake()

    hearing = threading.Thread(target=hear, name="signals", daemon=True)
    hearing.start()
    old_descriptor = signal.set_wakeup_fd(writing.fileno())
    old = [signal.signal(kind, lambda *_: None) for kind in SIGNALS]
    try:
        yield heard
    finally:
        for kind, handler in zip(SIGNALS, old, strict=True):
            signal.signal(kind, handler)
        signal.set_wakeup_fd(old_descriptor)
        wakeup.close()
        writing.close()
        hearing.join()
        reading.close()
