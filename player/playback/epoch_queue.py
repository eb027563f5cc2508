"""A bounded queue between a branch and the drawing thread that refuses old epochs.

Gate: one branch thread puts, the drawing thread takes, the transport's thread moves it
to a new epoch or ends it. Every call is safe from any thread. Only the producer ever
waits; the drawing thread looks, and is woken by other means.
"""

import threading
from collections import deque
from collections.abc import Callable
from enum import Enum
from typing import Generic, TypeVar

from player.timing import Epoch

Item = TypeVar("Item")

LEAST = 2
"""Items that find room whatever they weigh, if there is room for so many at all."""


class Put(Enum):
    """What became of an item that was offered."""

    TAKEN = "taken"
    REFUSED = "refused"
    FULL = "full"


class EpochQueue(Generic[Item]):
    """Holds the items of one epoch, bounded by their number and by their weight.

    Never more than `capacity` items, and never more than `weight_limit` together,
    except that `LEAST` items find room however heavy they are: one to show while the
    next one is being read. Frames of video weigh their bytes: the limit of
    `PictureStage` is 8 frames and 128 MiB, so 8 frames of 1080p (25 MB), 5 of 10-bit
    4K (124 MB), 2 of 8K (100 to 200 MB).

    Thread: any (one lock inside, never held while waiting).
    """

    def __init__(
        self,
        capacity: int,
        weigh: Callable[[Item], int] = lambda _item: 0,
        weight_limit: int = 0,
    ) -> None:
        """Make an empty queue of epoch 0.

        Args:
            capacity: Most items.
            weigh: Returns what an item weighs, in the unit of the limit; must be quick.
            weight_limit: Most weight.
        """
        if capacity < 1:
            raise ValueError(f"a queue needs room for an item, not {capacity}")
        self._capacity = capacity
        self._weigh = weigh
        self._weight_limit = weight_limit
        self._items: deque[Item] = deque()
        self._epoch = Epoch(0)
        self._is_finished = False
        self._is_closed = False
        self._changed = threading.Condition()

    @property
    def epoch(self) -> Epoch:
        """The only epoch whose items are taken."""
        with self._changed:
            return self._epoch

    @property
    def is_finished(self) -> bool:
        """Whether the producer has no more items of this epoch (some may wait)."""
        with self._changed:
            return self._is_finished

    def __len__(self) -> int:
        with self._changed:
            return len(self._items)

    def put(self, item: Item, epoch: Epoch, timeout_s: float | None = None) -> Put:
        """Append an item, waiting for room.

        Args:
            item: Only weighed.
            epoch: Of the item; one that is not the queue's own is refused at once.
            timeout_s: How long to wait for room; None: until there is some.

        Returns:
            REFUSED also when `advance` or `close` came while waiting; FULL when the
            time ran out.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: self._refuses(epoch) or self._has_room(item),
                timeout_s,
            )
            if self._refuses(epoch):
                return Put.REFUSED
            if not self._has_room(item):
                return Put.FULL
            self._items.append(item)
            self._changed.notify_all()
            return Put.TAKEN

    def finish(self, epoch: Epoch) -> bool:
        """Say that no more items of `epoch` come; False when it is old already."""
        with self._changed:
            if self._refuses(epoch):
                return False
            self._is_finished = True
            self._changed.notify_all()
            return True

    def advance(self, epoch: Epoch) -> None:
        """Drop everything and take only items of `epoch` from now on.

        Wakes a waiting producer.

        Raises:
            ValueError: `epoch` is not newer than the queue's own.
        """
        with self._changed:
            if epoch <= self._epoch:
                raise ValueError(f"epoch {epoch} is not after {self._epoch}")
            self._epoch = epoch
            self._is_finished = False
            self._items.clear()
            self._changed.notify_all()

    def close(self) -> None:
        """Drop everything and refuse all that comes, for ever; wakes the producer."""
        with self._changed:
            self._is_closed = True
            self._is_finished = True
            self._items.clear()
            self._changed.notify_all()

    def peek(self) -> tuple[Epoch, tuple[Item, ...]]:
        """Return what waits, oldest first, and the epoch that it belongs to."""
        with self._changed:
            return self._epoch, tuple(self._items)

    def take(self, count: int, epoch: Epoch) -> tuple[Item, ...]:
        """Remove the `count` oldest items; none when `epoch` is no longer current."""
        with self._changed:
            if epoch != self._epoch:
                return ()
            taken = [self._items.popleft() for _ in range(min(count, len(self._items)))]
            self._changed.notify_all()
            return tuple(taken)

    def _has_room(self, item: Item) -> bool:
        count = len(self._items)
        if count < LEAST or count >= self._capacity:
            return count < self._capacity
        weight = sum(map(self._weigh, self._items)) + self._weigh(item)
        return weight <= self._weight_limit

    def _refuses(self, epoch: Epoch) -> bool:
        return self._is_closed or epoch != self._epoch
