"""Strictness for every test: nothing may be left running when a test ends."""

import threading
import time
from collections.abc import Iterator

import pytest

THREAD_END_S = 5.0


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Fail a test that leaves a thread behind, and name it."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_END_S
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(max(0.0, deadline - time.monotonic()))
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left running: {alive}"
