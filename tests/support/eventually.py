"""Waits for a condition that another thread brings about."""

import threading
import time
from collections.abc import Callable

PATIENCE_S = 10.0
LOOK_S = 0.004


def eventually(condition: Callable[[], object], what: str = "") -> None:
    """Return as soon as `condition()` is true.

    Raises:
        AssertionError: It did not become true in ten seconds.
    """
    deadline = time.monotonic() + PATIENCE_S
    pause = threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"never: {what or condition}"
        pause.wait(LOOK_S)
