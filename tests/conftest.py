"""Strictness for every test: nothing may be left running when a test ends."""

import faulthandler
import os
import sys
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


def pytest_sessionfinish(exitstatus: int) -> None:
    """Remember how it went, for an end by force."""
    _ended_with.append(int(exitstatus))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """End the process where a thread that was left behind would hold it for ever.

    Python waits at its end for every thread that is not a daemon; the test that left
    it has failed by then, and all has been reported.
    """
    main = threading.main_thread()
    left = [t for t in threading.enumerate() if t is not main and not t.daemon]
    if not left or not _ended_with:
        return
    names = ", ".join(thread.name for thread in left)
    sys.stderr.write(f"ended by force: these threads still run: {names}\n")
    faulthandler.dump_traceback(file=sys.__stderr__ or 2)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(_ended_with[-1] or 1)


_ended_with: list[int] = []
