"""A screen without pixels: takes frames when they are due and notes the moment.

Stands in for drawing loop and view where only time is looked at.
Thread: one of its own.
"""

import threading
import time
from types import TracebackType

from player.playback.transport import Transport
from player.timing import WallTime
from tests.support.sync_measure import Presentation

DRAW_S = 0.004  # what drawing is said to take
LOOK_S = 0.05


class HeadlessScreen:
    """Presents what a transport offers, between `with` and its end."""

    def __init__(self) -> None:
        self.presented: list[Presentation] = []
        self._wake = threading.Event()
        self._stop = threading.Event()
        self._transport: Transport | None = None
        self._thread = threading.Thread(target=self._run, name="headless screen")

    def wake(self) -> None:
        """Look again: the transport's `on_frame`."""
        self._wake.set()

    def attach(self, transport: Transport) -> "HeadlessScreen":
        """Take frames from this transport."""
        self._transport = transport
        return self

    def __enter__(self) -> "HeadlessScreen":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        transport = self._transport
        assert transport is not None
        while not self._stop.is_set():
            self._wake.clear()
            now = _now()
            choice = transport.choose_frame(WallTime(now + DRAW_S))
            if choice.frame is None:
                self._wake.wait(max(0.0, min(LOOK_S, choice.due - now)))
                continue
            pts, epoch = choice.frame.pts, choice.frame.epoch
            while not self._stop.is_set():
                self._wake.clear()
                due, now = transport.due_time(pts, epoch), _now()
                if due is None:
                    break
                if due <= now:
                    self.presented.append(Presentation(pts, now))
                    transport.note_presented(pts, epoch, now, is_new=True)
                    break
                self._wake.wait(min(LOOK_S, due - now))


def _now() -> WallTime:
    return WallTime(time.perf_counter())
