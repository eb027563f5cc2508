"""Compiles programs behind the drawing thread's back, as they are asked for.

Runs on a thread of its own whose GL context shares with the drawing thread's. What is
to be compiled lies in the `ProgramStore`; this loop only decides when.
"""

import threading
from collections.abc import Callable
from typing import Protocol


class Pending(Protocol):
    """What compiles: `render.program_store.ProgramStore.compile_pending`."""

    def __call__(self, *, should_stop: Callable[[], bool]) -> int:
        """Compile what is queued, return how many programs that were."""


class CompileLoop:
    """Waits for a wake, has everything compiled that is queued, tells, waits.

    Thread: `run` on the compile thread, everything else on any.
    """

    def __init__(self, on_compiled: Callable[[], None]) -> None:
        """Prepare.

        Args:
            on_compiled: Something is ready that was not; carries nothing.
        """
        self._on_compiled = on_compiled
        self._woken = threading.Event()
        self._is_stopped = False

    def wake(self) -> None:
        """Look again: something is queued. Returns at once."""
        self._woken.set()

    def stop(self) -> None:
        """End `run` after the program in hand."""
        self._is_stopped = True
        self.wake()

    def run(self, compile_pending: Pending) -> None:
        """Compile until `stop`."""
        while True:
            self._woken.wait()
            self._woken.clear()
            if self._is_stopped:
                return
            if compile_pending(should_stop=lambda: self._is_stopped):
                self._on_compiled()
