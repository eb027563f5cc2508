"""The one thread loop of all readers: take a command, steer, read, hand on.

A branch owns its source: it opens, uses and closes it on its own thread. It keeps the
exception that ended its work, never lets one escape, and stays ready for the next
command, because a seek may lead away from what was broken.
Thread: the loop is the branch's own; the public methods any.
"""

import threading
from collections.abc import Callable
from functools import partial
from typing import Generic, Protocol, TypeVar

from player.errors import DecodeError, PlayerError
from player.log import logger
from player.playback.command_box import CommandBox
from player.timing import Epoch

_log = logger("playback")

Item_co = TypeVar("Item_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)
Item = TypeVar("Item")
Told = TypeVar("Told", bound="Command")
Told_contra = TypeVar("Told_contra", bound="Command", contravariant=True)


class Command(Protocol):
    """What a branch is told: anything that names the epoch it begins."""

    @property
    def epoch(self) -> Epoch:
        """The epoch of everything read from then on."""


class Source(Protocol[Told_contra, Item_co]):
    """What a branch reads from; used by its thread alone."""

    def steer(self, command: Told_contra) -> None:
        """Move to where the command says.

        Raises:
            PlayerError: That is not possible.
        """

    def read(self) -> Item_co | None:
        """Return the next item, None at the end.

        Raises:
            PlayerError: The stream broke.
        """

    def close(self) -> None:
        """Give everything back."""


class Gate(Protocol[Item_contra]):
    """Where a branch puts what it read."""

    def put(self, item: Item_contra) -> bool:
        """Wait for room; False when the item's epoch is over."""

    def finish(self, epoch: Epoch) -> bool:
        """Say that nothing more of `epoch` comes."""


class Branch(Generic[Told, Item]):
    """One source and its thread."""

    def __init__(
        self,
        name: str,
        open_source: Callable[[], Source[Told, Item]],
        gate: Gate[Item],
        on_change: Callable[[], None],
    ) -> None:
        """Start the thread; it opens its source at once and waits for a command.

        Args:
            name: Of the thread.
            open_source: Called on the branch's thread; may raise a PlayerError.
            gate: Takes what is read.
            on_change: The first item of a command, the end or an error has come.
        """
        self._open_source = open_source
        self._gate = gate
        self._on_change = on_change
        self._box: CommandBox[Told] = CommandBox()
        self._error: PlayerError | None = None
        self._ended_epoch = Epoch(-1)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    @property
    def error(self) -> PlayerError | None:
        """What ended the newest command (or the opening), if it was an error."""
        return self._error

    def has_newer(self) -> bool:
        """Whether a command waits, or the end: what is being done is outdated."""
        return self._box.has_command

    def has_ended(self, epoch: Epoch) -> bool:
        """Whether nothing more of this epoch will come."""
        return self._ended_epoch == epoch

    def post(self, command: Told) -> None:
        """Do this as soon as the item in hand is done with."""
        self._box.post(command)

    def stop(self) -> None:
        """End the loop as soon as possible; returns at once."""
        self._box.close()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end of the thread; say whether it came."""
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        source = self._opened()
        while (command := self._box.take()) is not None:
            if source is not None:
                self._error = self._failure_of(partial(self._work, source, command))
            if source is None or self._error is not None:
                self._end(command)
        if source is not None:
            self._failure_of(source.close)

    def _opened(self) -> Source[Told, Item] | None:
        opened: list[Source[Told, Item]] = []
        self._error = self._failure_of(lambda: opened.append(self._open_source()))
        return opened[0] if opened else None

    def _work(self, source: Source[Told, Item], command: Told) -> None:
        """Read and hand on until something newer is wanted, or the end."""
        source.steer(command)
        is_first = True
        while not self._box.has_command:
            item = source.read()
            if item is None:
                self._end(command)
                return
            if not self._gate.put(item):
                return
            if is_first:
                self._on_change()
            is_first = False

    def _end(self, command: Told) -> None:
        self._ended_epoch = command.epoch
        self._gate.finish(command.epoch)
        self._on_change()

    def _failure_of(self, work: Callable[[], None]) -> PlayerError | None:
        """Do `work`; return what went wrong, whatever it is."""
        try:
            work()
        except PlayerError as error:
            return error
        except Exception as error:  # noqa: BLE001  a branch must not die of a surprise: the player would wait for it for ever
            _log.exception("%s failed", self._thread.name)
            return DecodeError(f"{type(error).__name__}: {error}")
        return None
