"""The mixer: which samples at which moment, the clock's anchors, no clicks.

Blocks of 100 samples at 10 kHz; sample number n of the file has the value n / 1e5, so
that every sample heard says where it came from (fades of 50 samples blur the edges).
"""

import threading
import tracemalloc

import numpy as np
import pytest

from player.audio.mixer import FADE_S, Mixer
from player.audio.order import Order
from player.audio.sample_ring import SampleRing
from player.frames import AudioBlock
from player.timing import ClockAnchor, Epoch, MediaTime, WallTime

RATE_HZ = 10_000
BLOCK = 100
BLOCK_S = BLOCK / RATE_HZ
FADE = round(FADE_S * RATE_HZ)
SCALE = 1e-5


class _Bench:
    """A mixer with its ring, a device's time, and all that came out of it."""

    def __init__(self, capacity_s: float = 1.0) -> None:
        self.ring = SampleRing(RATE_HZ, 1, capacity_s)
        self.anchors: list[tuple[int, ClockAnchor]] = []
        self.mixer = Mixer(self.ring, lambda *posted: self.anchors.append(posted))
        self.moment = 100.0
        self.epoch = 0

    def lane(self, first: int, frames: int, *, speed: float = 1.0) -> None:
        """Begin a new lane that holds these samples."""
        self.epoch += 1
        self.ring.advance(Epoch(self.epoch))
        self.write(first, frames, speed=speed)

    def write(self, first: int, frames: int, *, speed: float = 1.0) -> None:
        """Append samples number `first`… of the file to the lane."""
        line = np.arange(first, first + frames, dtype=np.float32) * np.float32(SCALE)
        media = MediaTime(first / RATE_HZ * speed)
        block = AudioBlock(media, Epoch(self.epoch), line[:, np.newaxis], speed)
        if frames:
            assert self.ring.write(block)

    def start(self, at_s: float, *, speed: float = 1.0, **marks: bool) -> None:
        """Order the newest lane from `at_s` on under a clock epoch of its own."""
        anchor = ClockAnchor(MediaTime(at_s), WallTime(self.moment), speed)
        marks = {"is_running": True} | marks
        epoch = Epoch(self.epoch)
        self.mixer.obey(Order(epoch, epoch, anchor, **marks))

    def join(self, *, speed: float = 1.0, at_s: float = 0.0) -> None:
        """Order the newest lane into the clock epoch 1, which runs on."""
        anchor = ClockAnchor(MediaTime(at_s), WallTime(self.moment), speed)
        order = Order(
            Epoch(self.epoch), Epoch(1), anchor, is_running=True, is_join=True
        )
        self.mixer.obey(order)

    def block(self) -> list[int]:
        """Play one block; return the sample numbers heard."""
        out = np.full((BLOCK, 1), np.nan, np.float32)
        self.mixer.fill(out, WallTime(self.moment))
        self.moment += BLOCK_S
        return [round(float(value) / SCALE) for value in out[:, 0]]

    @property
    def last(self) -> tuple[float, float, float]:
        """The newest anchor: media time, wall time, rate."""
        anchor = self.anchors[-1][1]
        return (anchor.media_time, anchor.wall_time, anchor.rate)


def _numbers(first: int, frames: int) -> list[int]:
    return list(range(first, first + frames))


def test_it_is_silent_and_posts_nothing_before_an_order_to_run() -> None:
    """A prerolled lane waits; the clock stands where it was put."""
    bench = _Bench()
    bench.lane(1000, 500)
    bench.start(0.1, is_running=False)
    assert bench.block() == [0] * BLOCK
    assert bench.anchors == []
    assert bench.ring.lane.available == 500


def test_it_starts_at_the_first_sample_and_says_when() -> None:
    """The first block of sound carries the start's media time at its own moment."""
    bench = _Bench()
    bench.lane(1000, 500)
    bench.start(0.1)
    heard = bench.block()
    assert heard[FADE:] == _numbers(1000 + FADE, BLOCK - FADE)
    assert heard[0] == 0
    assert bench.last == pytest.approx((0.1, 100.0, 1.0))
    assert bench.block() == _numbers(1100, BLOCK)
    assert bench.last == pytest.approx((0.11, 100.01, 1.0))


def test_samples_before_the_start_are_skipped() -> None:
    """A reader that lands early does not move the start."""
    bench = _Bench()
    bench.lane(900, 500)
    bench.start(0.1)
    assert bench.block()[FADE:] == _numbers(1000 + FADE, BLOCK - FADE)
    assert bench.last == pytest.approx((0.1, 100.0, 1.0))


def test_sound_that_begins_later_is_waited_for_by_the_running_clock() -> None:
    """A stream that starts after the picture: silence first, each sample in time."""
    bench = _Bench()
    bench.lane(1250, 500)
    bench.start(0.1)
    assert bench.block() == [0] * BLOCK
    assert bench.last == pytest.approx((0.1, 100.0, 1.0))
    bench.block()
    heard = bench.block()
    assert bench.last == pytest.approx((0.12, 100.02, 1.0))
    assert heard[:50] == [0] * 50
    assert heard[50] == 0  # fades in
    assert bench.block() == _numbers(1300, BLOCK)
    assert bench.last == pytest.approx((0.13, 100.03, 1.0))


def test_pause_stops_the_clock_at_its_block_and_resume_goes_on() -> None:
    """Not a sample is lost or repeated by a pause; the old sound dies away softly."""
    bench = _Bench()
    bench.lane(30_000, 1000)
    bench.start(3.0)
    bench.block()
    bench.start(3.0, is_running=False)
    heard = bench.block()
    assert bench.last == pytest.approx((3.01, 100.01, 0.0))
    assert heard[0] == pytest.approx(30_099, abs=1)
    assert np.all(np.diff(heard[:FADE]) < 0)
    assert heard[FADE:] == [0] * (BLOCK - FADE)
    posted = len(bench.anchors)
    bench.block()
    assert len(bench.anchors) == posted
    bench.start(3.0)
    heard = bench.block()
    assert heard[FADE:] == _numbers(30_100 + FADE, BLOCK - FADE)
    assert bench.last == pytest.approx((3.01, 100.03, 1.0))


def test_running_dry_stops_the_clock_and_counts_once() -> None:
    """When samples are late the clock waits for them: nothing is skipped."""
    bench = _Bench()
    bench.lane(1000, 140)
    bench.start(0.1)
    bench.block()
    heard = bench.block()
    assert heard[:40] == _numbers(1100, 40)
    assert bench.last == pytest.approx((0.114, 100.014, 0.0))
    assert bench.mixer.underruns == 1
    bench.block()
    assert bench.mixer.underruns == 1
    bench.write(1140, 500)
    assert bench.block()[FADE:] == _numbers(1140 + FADE, BLOCK - FADE)
    assert bench.last == pytest.approx((0.114, 100.03, 1.0))


def test_after_the_last_sample_the_clock_runs_on() -> None:
    """Sound that ends before the picture does not stop it."""
    bench = _Bench()
    bench.lane(1000, 140)
    bench.ring.finish(Epoch(1))
    bench.start(0.1)
    bench.block()
    assert bench.block()[:40] == _numbers(1100, 40)
    for number in range(3):
        assert bench.block()[FADE:] == [0] * (BLOCK - FADE)
        assert bench.last == pytest.approx(
            (0.12 + number / 100, bench.moment - 0.01, 1)
        )
    assert bench.mixer.underruns == 0


def test_a_seek_leaves_nothing_of_the_old_sound() -> None:
    """From the block after the order only the new epoch is heard and posted."""
    bench = _Bench()
    bench.lane(1000, 5000)
    bench.start(0.1)
    bench.block()
    bench.lane(50_000, 5000)
    bench.start(5.0, is_running=False)
    assert bench.block()[FADE:] == [0] * (BLOCK - FADE)
    bench.start(5.0)
    assert bench.block()[FADE:] == _numbers(50_000 + FADE, BLOCK - FADE)
    assert bench.anchors[-1][0] == 2
    assert bench.last == pytest.approx((5.0, 100.02, 1.0))


def test_a_join_has_no_hole() -> None:
    """A new lane is entered where the line is; until it is ready the old one plays."""
    bench = _Bench()
    bench.lane(0, 1000)
    bench.start(0.0)
    bench.block()
    bench.lane(250, 0)
    bench.join()
    assert bench.block() == _numbers(100, BLOCK)  # nothing there yet
    bench.write(250, 1000)
    assert bench.block() == _numbers(200, BLOCK)  # its first sample lies ahead
    heard = bench.block()  # entered: the first FADE samples cross-fade
    assert heard[FADE:] == _numbers(300 + FADE, BLOCK - FADE)
    assert bench.last == pytest.approx((0.03, 100.03, 1.0))
    assert [epoch for epoch, _ in bench.anchors] == [1] * 4


def test_a_join_changes_the_speed_where_the_line_is() -> None:
    """At double speed the anchors after the change have rate 2 and no jump."""
    bench = _Bench()
    bench.lane(0, 1000)
    bench.start(0.0)
    bench.block()
    bench.lane(0, 1000, speed=2.0)
    bench.join(speed=2.0)
    heard = bench.block()
    assert bench.last == pytest.approx((0.01, 100.01, 2.0))
    assert heard[FADE:] == _numbers(50 + FADE, BLOCK - FADE)
    bench.block()
    assert bench.last == pytest.approx((0.03, 100.02, 2.0))


def test_a_join_whose_old_lane_ends_goes_on_in_silence() -> None:
    """No old sound, no new sound yet: the clock does not stop for that."""
    bench = _Bench()
    bench.lane(0, 100)
    bench.start(0.0)
    bench.block()
    bench.lane(0, 0)
    bench.join()
    for number in range(1, 4):
        assert bench.block()[FADE:] == [0] * (BLOCK - FADE)
        assert bench.last == pytest.approx((number / 100, 100 + number / 100, 1.0))
    assert bench.mixer.underruns == 0
    bench.write(300, 500)
    assert bench.block()[FADE:] == _numbers(400 + FADE, BLOCK - FADE)


def test_a_new_device_joins_the_clock_of_before() -> None:
    """A mixer without a line of its own takes the order's, as of now."""
    bench = _Bench()
    bench.lane(0, 1000)
    anchor = ClockAnchor(MediaTime(0.0), WallTime(99.97), 1.0)
    bench.mixer.obey(Order(Epoch(1), Epoch(1), anchor, is_running=True, is_join=True))
    assert bench.block()[FADE:] == _numbers(300 + FADE, BLOCK - FADE)
    assert bench.last == pytest.approx((0.03, 100.0, 1.0))


def test_no_edge_clicks() -> None:
    """Starts, pauses, seeks and mutes of a loud tone make no step of their own."""
    bench = _Bench(capacity_s=10.0)
    bench.epoch = 1
    bench.ring.advance(Epoch(1))
    phase = np.arange(60_000) * (2 * np.pi * 50 / RATE_HZ)
    tone = (0.5 * np.cos(phase)).astype(np.float32)[:, np.newaxis]
    bench.ring.write(AudioBlock(MediaTime(0.0), Epoch(1), tone, 1.0))
    heard = []
    for number in range(120):
        if number % 10 == 3:
            bench.start(0.0, is_running=number % 20 == 3)
        bench.mixer.gain = 0.0 if number % 30 > 24 else 1.3
        out = np.zeros((BLOCK, 1), np.float32)
        bench.mixer.fill(out, WallTime(bench.moment))
        bench.moment += BLOCK_S
        heard.append(out)
    line = np.concatenate(heard)[:, 0]
    own_step = 1.3 * 0.5 * 2 * np.pi * 50 / RATE_HZ
    assert np.abs(np.diff(line)).max() < own_step + 1.3 * 0.5 / FADE * 1.05
    assert np.abs(line).max() > 0.5


def test_the_callback_neither_allocates_nor_locks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second of sound leaves no memory behind, needs little, and takes no lock."""
    bench = _Bench(capacity_s=3.0)
    bench.lane(0, 20_000)
    bench.mixer.gain = 1.3
    bench.start(0.0)
    out = np.zeros((BLOCK, 1), np.float32)
    bench.anchors = []
    bench.mixer.fill(out, WallTime(1.0))

    def _no_lock(*_arguments: object) -> None:
        raise AssertionError("a lock was made in the callback")

    monkeypatch.setattr(threading, "Lock", _no_lock)
    monkeypatch.setattr(threading, "Condition", _no_lock)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        for number in range(100):
            bench.mixer.fill(out, WallTime(1.0 + number * BLOCK_S))
            bench.anchors.clear()
        after, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 2_000
    assert peak - before < 6_000
