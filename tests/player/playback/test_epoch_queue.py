"""The epoch queue: order, bounds, and nothing of an old epoch ever comes out."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.playback.epoch_queue import EpochQueue, Put
from player.timing import Epoch


def _queue(capacity: int = 3) -> EpochQueue[int]:
    queue: EpochQueue[int] = EpochQueue(capacity)
    queue.advance(Epoch(1))
    return queue


def _blocked(queue: EpochQueue[int], item: int) -> tuple[threading.Thread, list[Put]]:
    """Start a producer that finds the queue full."""
    answers: list[Put] = []
    thread = threading.Thread(target=lambda: answers.append(queue.put(item, Epoch(1))))
    thread.start()
    thread.join(0.05)
    assert thread.is_alive()
    return thread, answers


def test_items_leave_in_the_order_in_which_they_came() -> None:
    """What is put first is seen and taken first; a look takes nothing away."""
    queue = _queue()
    for item in (1, 2, 3):
        assert queue.put(item, Epoch(1)) is Put.TAKEN
    assert queue.peek() == (Epoch(1), (1, 2, 3))
    assert queue.take(2, Epoch(1)) == (1, 2)
    assert queue.take(5, Epoch(1)) == (3,)
    assert len(queue) == 0


def test_heavy_items_are_fewer_but_at_least_two() -> None:
    """Weight bounds the queue as number does; two items fit whatever they weigh."""
    queue: EpochQueue[int] = EpochQueue(4, abs, 10)
    queue.advance(Epoch(1))
    assert queue.put(50, Epoch(1)) is Put.TAKEN
    assert queue.put(50, Epoch(1)) is Put.TAKEN
    assert queue.put(1, Epoch(1), 0.0) is Put.FULL
    queue.take(2, Epoch(1))
    for item in (3, 3, 4):
        assert queue.put(item, Epoch(1)) is Put.TAKEN
    assert queue.put(1, Epoch(1), 0.0) is Put.FULL
    queue.take(1, Epoch(1))
    for item in (2, 1):
        assert queue.put(item, Epoch(1)) is Put.TAKEN
    assert queue.put(0, Epoch(1), 0.0) is Put.FULL


def test_a_full_queue_takes_nothing_more() -> None:
    """The bound holds: an item without room waits, and comes back when time is up."""
    queue = _queue(1)
    assert queue.put(1, Epoch(1)) is Put.TAKEN
    assert queue.put(2, Epoch(1), timeout_s=0.0) is Put.FULL
    assert queue.peek()[1] == (1,)


def test_room_wakes_the_producer() -> None:
    """A blocked producer goes on as soon as an item is taken."""
    queue = _queue(1)
    queue.put(1, Epoch(1))
    thread, answers = _blocked(queue, 2)
    queue.take(1, Epoch(1))
    thread.join(1.0)
    assert answers == [Put.TAKEN]
    assert queue.peek()[1] == (2,)


@pytest.mark.parametrize("end", ["advance", "close"])
def test_the_end_of_an_epoch_wakes_a_blocked_producer(end: str) -> None:
    """Whoever waits for room in an epoch that ends is refused at once."""
    queue = _queue(1)
    queue.put(1, Epoch(1))
    thread, answers = _blocked(queue, 2)
    if end == "advance":
        queue.advance(Epoch(2))
    else:
        queue.close()
    thread.join(1.0)
    assert answers == [Put.REFUSED]
    assert len(queue) == 0


def test_finish_belongs_to_its_epoch() -> None:
    """The end of an old epoch does not end the new one; a seek forgets the end."""
    queue = _queue()
    assert queue.finish(Epoch(1))
    assert queue.is_finished
    queue.advance(Epoch(2))
    assert not queue.is_finished
    assert not queue.finish(Epoch(1))
    assert not queue.is_finished


def test_a_closed_queue_refuses_for_ever() -> None:
    """After `close` nothing goes in or out, whatever the epoch."""
    queue = _queue()
    queue.close()
    queue.advance(Epoch(2))
    assert queue.put(1, Epoch(2)) is Put.REFUSED
    assert not queue.finish(Epoch(2))


def test_taking_from_an_old_epoch_takes_nothing() -> None:
    """A decision made on items of before a seek cannot remove items of after it."""
    queue = _queue()
    queue.put(1, Epoch(1))
    queue.advance(Epoch(2))
    queue.put(2, Epoch(2))
    assert queue.take(1, Epoch(1)) == ()
    assert queue.peek() == (Epoch(2), (2,))


@pytest.mark.parametrize("epoch", [0, 1])
def test_epochs_only_grow(epoch: int) -> None:
    """An epoch is never used twice."""
    with pytest.raises(ValueError, match="not after"):
        _queue().advance(Epoch(epoch))


def test_a_queue_needs_room() -> None:
    """A queue that can hold nothing is a mistake of the caller."""
    with pytest.raises(ValueError, match="room"):
        EpochQueue(0)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("put"), st.integers(0, 3)),
            st.tuples(st.just("take"), st.integers(0, 3)),
            st.tuples(st.just("seek"), st.just(0)),
        ),
        max_size=80,
    )
)
def test_only_items_of_the_current_epoch_come_out(steps: list[tuple[str, int]]) -> None:
    """Random puts of old and new epochs, takes and seeks: out comes only the newest."""
    queue: EpochQueue[int] = EpochQueue(4)
    epoch = 1
    queue.advance(Epoch(1))
    model: list[int] = []
    for what, number in steps:
        if what == "put":
            of = Epoch(max(0, epoch - number))
            answer = queue.put(int(of), of, timeout_s=0.0)
            if of != epoch:
                assert answer is Put.REFUSED
            elif len(model) < 4:
                assert answer is Put.TAKEN
                model.append(epoch)
            else:
                assert answer is Put.FULL
        elif what == "take":
            assert list(queue.take(number, Epoch(epoch))) == model[:number]
            model = model[number:]
        else:
            epoch += 1
            queue.advance(Epoch(epoch))
            model = []
        assert queue.peek() == (Epoch(epoch), tuple(model))
