"""The sample ring: nothing lost, nothing stale heard, time always known."""

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.audio.sample_ring import Lane, SampleRing
from player.frames import AudioBlock
from player.timing import Epoch, MediaTime

RATE_HZ = 1000


def _block(first: int, frames: int, epoch: int = 1, speed: float = 1.0) -> AudioBlock:
    line = np.arange(first, first + frames, dtype=np.float32)
    samples = np.stack([line, -line], axis=1)
    media = MediaTime(first / RATE_HZ * speed)
    return AudioBlock(media, Epoch(epoch), samples, speed)


def _ring(capacity_s: float = 0.1) -> SampleRing:
    ring = SampleRing(RATE_HZ, 2, capacity_s)
    ring.advance(Epoch(1))
    return ring


def _read(lane: Lane, frames: int) -> list[float]:
    out = np.full((frames, 2), np.nan, np.float32)
    count = lane.read(out)
    assert np.array_equal(out[:count, 0], -out[:count, 1])
    return [float(value) for value in out[:count, 0]]


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 60)), max_size=60))
def test_what_comes_out_is_what_went_in_with_its_time(
    steps: list[tuple[int, int]],
) -> None:
    """Whatever the sizes of writes and reads: all samples, in order, at their time."""
    lane = Lane(Epoch(1), RATE_HZ, (50, 2))
    sent, heard = 0, 0
    for write, read in steps:
        block = _block(sent, write)
        room = lane.room
        assert lane.write(block.samples, block.media_time, 1.0) == min(write, room)
        sent += min(write, room)
        expected = min(read, sent - heard)
        if heard < sent:
            assert lane.next_media_time() == pytest.approx(heard / RATE_HZ)
        assert _read(lane, read) == list(range(heard, heard + expected))
        heard += expected
    assert lane.available == sent - heard


def test_time_and_speed_are_those_of_the_sample_read_next() -> None:
    """Blocks of different speeds lie in one lane; the reader knows where it stands."""
    lane = Lane(Epoch(1), RATE_HZ, (100, 1))
    lane.write(np.zeros((10, 1), np.float32), MediaTime(5.0), 1.0)
    lane.write(np.zeros((10, 1), np.float32), MediaTime(5.01), 2.0)
    assert (lane.next_media_time(), lane.next_speed()) == (5.0, 1.0)
    assert lane.skip(15) == 15
    assert lane.next_media_time() == pytest.approx(5.01 + 5 / RATE_HZ * 2)
    assert lane.next_speed() == 2.0
    assert lane.skip(99) == 5
    assert lane.next_media_time() is None


def test_a_lane_is_spent_only_when_finished_and_read() -> None:
    """Silence because the writer is slow is not the end of the sound."""
    lane = Lane(Epoch(1), RATE_HZ, (10, 2))
    assert not lane.is_spent
    block = _block(0, 3)
    lane.write(block.samples, block.media_time, 1.0)
    lane.finish()
    assert lane.is_finished
    assert not lane.is_spent
    _read(lane, 3)
    assert lane.is_spent


def test_old_epochs_are_refused() -> None:
    """After `advance` nothing of before can be written, finished or read."""
    ring = _ring()
    assert ring.write(_block(0, 10))
    ring.advance(Epoch(2))
    assert ring.lane.available == 0
    assert not ring.write(_block(10, 10))
    assert not ring.finish(Epoch(1))
    assert ring.write(_block(0, 4, epoch=2))
    assert ring.finish(Epoch(2))
    assert ring.lane.is_finished
    with pytest.raises(ValueError, match="not after"):
        ring.advance(Epoch(2))


@pytest.mark.parametrize("end", ["advance", "close"])
def test_a_waiting_writer_wakes_when_its_block_is_no_longer_wanted(end: str) -> None:
    """A writer that waits for room learns within a moment that it waits in vain."""
    ring = _ring(capacity_s=40.0)  # its own waits are ten seconds long
    assert ring.write(_block(0, 40_000))
    answers: list[bool] = []
    writer = threading.Thread(target=lambda: answers.append(ring.write(_block(0, 1))))
    writer.start()
    writer.join(0.05)
    assert writer.is_alive()
    if end == "advance":
        ring.advance(Epoch(2))
    else:
        ring.close()
    writer.join(1.0)
    assert answers == [False]


def test_a_writer_goes_on_when_the_reader_makes_room() -> None:
    """A block larger than the ring comes through in pieces, whole and in order."""
    ring = _ring(capacity_s=0.02)
    answers: list[bool] = []
    writer = threading.Thread(target=lambda: answers.append(ring.write(_block(0, 200))))
    writer.start()
    heard: list[float] = []
    while len(heard) < 200:
        heard += _read(ring.lane, 7)
    writer.join(1.0)
    assert answers == [True]
    assert heard == list(range(200))


def test_random_seeks_never_let_an_old_sample_through() -> None:
    """While one thread seeks and one writes, a lane holds only its own epoch."""
    ring = SampleRing(RATE_HZ, 1, 0.05)
    stop = threading.Event()

    def _write() -> None:
        while not stop.is_set():
            epoch = ring.lane.epoch
            samples = np.full((17, 1), float(epoch), np.float32)
            ring.write(AudioBlock(MediaTime(0.0), epoch, samples, 1.0))

    writer = threading.Thread(target=_write)
    writer.start()
    out = np.zeros((9, 1), np.float32)
    wrong = 0
    for number in range(1, 1500):
        ring.advance(Epoch(number))
        for _ in range(4):
            lane = ring.lane
            count = lane.read(out)
            wrong += int(np.count_nonzero(out[:count] != float(lane.epoch)))
    stop.set()
    ring.close()
    writer.join()
    assert wrong == 0
