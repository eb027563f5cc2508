"""A branch: reads what it was told last, ends cleanly, survives what goes wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from player.errors import DecodeError, MediaOpenError
from player.playback.branch import Branch, Source
from player.playback.epoch_queue import EpochQueue, Put
from player.timing import Epoch
from tests.support.eventually import eventually


@dataclass(frozen=True)
class _Go:
    """Count from here."""

    epoch: Epoch
    first: int = 0


class _Counter:
    """Gives numbers with their epoch; fails or ends where the test wants."""

    def __init__(
        self, end: int, fails_at: int = -1, error: Exception | None = None
    ) -> None:
        self._end = end
        self._fails_at = fails_at
        self._error = error or DecodeError("broken")
        self._next = 0
        self._epoch = Epoch(0)
        self.is_closed = False
        self.thread = ""

    def steer(self, command: _Go) -> None:
        self._epoch, self._next = command.epoch, command.first
        self.thread = threading.current_thread().name

    def read(self) -> tuple[Epoch, int] | None:
        if self._next == self._fails_at:
            raise self._error
        if self._next >= self._end:
            return None
        self._next += 1
        return (self._epoch, self._next - 1)

    def close(self) -> None:
        self.is_closed = True


class _Gate:
    """An epoch queue as the branch sees it."""

    def __init__(self, capacity: int) -> None:
        self.queue: EpochQueue[tuple[Epoch, int]] = EpochQueue(capacity)

    def put(self, item: tuple[Epoch, int]) -> bool:
        return self.queue.put(item, item[0]) is Put.TAKEN

    def finish(self, epoch: Epoch) -> bool:
        return self.queue.finish(epoch)

    @property
    def numbers(self) -> list[int]:
        return [number for _, number in self.queue.peek()[1]]


@contextmanager
def _branch(
    source: Source[_Go, tuple[Epoch, int]] | Exception, gate: _Gate
) -> Iterator[tuple[Branch[_Go, tuple[Epoch, int]], threading.Event]]:
    changed = threading.Event()

    def _open() -> Source[_Go, tuple[Epoch, int]]:
        if isinstance(source, Exception):
            raise source
        return source

    branch = Branch("counter", _open, gate, changed.set)
    try:
        yield branch, changed
    finally:
        branch.stop()
        gate.queue.close()
        assert branch.join(2.0)


def test_it_reads_to_the_end_and_says_so() -> None:
    """Everything comes in order; then the gate and whoever asks know of the end."""
    gate, source = _Gate(10), _Counter(5)
    gate.queue.advance(Epoch(1))
    with _branch(source, gate) as (branch, changed):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: branch.has_ended(Epoch(1)))
        assert gate.numbers == [0, 1, 2, 3, 4]
        assert gate.queue.is_finished
        assert changed.is_set()
        assert branch.error is None
        assert source.thread == "counter"
    assert source.is_closed


def test_a_new_command_frees_a_blocked_branch() -> None:
    """A branch that waits for room leaves at a seek and reads from the new place."""
    gate = _Gate(2)
    gate.queue.advance(Epoch(1))
    with _branch(_Counter(100), gate) as (branch, _):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: gate.numbers == [0, 1])
        gate.queue.advance(Epoch(2))
        branch.post(_Go(Epoch(2), 50))
        eventually(lambda: gate.numbers == [50, 51])
        assert gate.queue.peek()[0] == 2


def test_of_many_commands_the_newest_is_carried_out() -> None:
    """Commands that came while the branch was busy are skipped, but for the last."""
    gate = _Gate(1)
    gate.queue.advance(Epoch(1))
    with _branch(_Counter(100), gate) as (branch, _):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: gate.numbers == [0])
        for number in range(2, 30):
            gate.queue.advance(Epoch(number))
            branch.post(_Go(Epoch(number), number))
        eventually(lambda: gate.numbers == [29])
        assert gate.queue.peek()[0] == 29


@pytest.mark.parametrize("error", [DecodeError("broken"), RuntimeError("a surprise")])
def test_an_error_is_kept_and_a_seek_leads_away_from_it(error: Exception) -> None:
    """What was read before stands; the error can be seen; the branch goes on."""
    gate = _Gate(10)
    gate.queue.advance(Epoch(1))
    with _branch(_Counter(10, 3, error), gate) as (branch, _):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: branch.has_ended(Epoch(1)))
        assert gate.numbers == [0, 1, 2]
        assert branch.error is not None
        assert str(error) in str(branch.error)
        gate.queue.advance(Epoch(2))
        branch.post(_Go(Epoch(2), 4))
        eventually(lambda: branch.has_ended(Epoch(2)))
        assert gate.numbers == [4, 5, 6, 7, 8, 9]
        assert branch.error is None


def test_a_source_that_does_not_open_ends_every_command() -> None:
    """Nobody waits for ever for items that will not come."""
    gate = _Gate(10)
    gate.queue.advance(Epoch(1))
    with _branch(MediaOpenError("x.mkv", "gone"), gate) as (branch, _):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: branch.has_ended(Epoch(1)))
        assert isinstance(branch.error, MediaOpenError)
        assert gate.queue.is_finished


def test_it_stops_while_waiting_for_room() -> None:
    """The end comes at once, also for a branch whose gate is full."""
    gate, source = _Gate(1), _Counter(100)
    gate.queue.advance(Epoch(1))
    with _branch(source, gate) as (branch, _):
        branch.post(_Go(Epoch(1)))
        eventually(lambda: gate.numbers == [0])
    assert source.is_closed
