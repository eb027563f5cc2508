"""Silence as a sound output: time goes by the wall, samples pass unheard."""

import numpy as np
import pytest

from player.audio.order import Order
from player.audio.silent_output import RATE_HZ, SilentOutput
from player.frames import AudioBlock
from player.timing import ClockAnchor, Epoch, MediaTime, WallTime
from tests.support.hand_clock import HandClock


class _Bench:
    """A silent output, its clock and what it posted."""

    def __init__(self) -> None:
        self.clock = HandClock(1000.0)
        self.posted: list[tuple[int, float, float, float]] = []
        self.output = SilentOutput(self.clock, self._post)

    def _post(self, epoch: Epoch, anchor: ClockAnchor) -> None:
        line = (anchor.media_time, anchor.wall_time, anchor.rate)
        self.posted.append((epoch, *line))

    def obey(self, *, at: float = 10.0, epoch: int = 1, **marks: bool) -> None:
        """Order from media time `at`, speed 1."""
        anchor = ClockAnchor(MediaTime(at), self.clock(), 1.0)
        self.output.obey(Order(Epoch(epoch), Epoch(epoch), anchor, **marks))


def test_it_runs_pauses_and_goes_on() -> None:
    """One anchor for each start and stop, each where the line really is."""
    bench = _Bench()
    bench.obey(is_running=False)
    assert bench.posted == []
    bench.obey(is_running=True)
    bench.clock.turn(2.0)
    bench.obey(is_running=False)
    bench.clock.turn(5.0)
    bench.obey(is_running=True)
    assert bench.posted == [
        (1, 10.0, 1000.0, 1.0),
        (1, 12.0, 1002.0, 0.0),
        (1, 12.0, 1007.0, 1.0),
    ]


def test_a_new_clock_epoch_starts_anew() -> None:
    """After a seek the line begins at the seek's target."""
    bench = _Bench()
    bench.obey(is_running=True)
    bench.clock.turn(1.0)
    bench.obey(at=50.0, epoch=2, is_running=True)
    assert bench.posted[-1] == (2, 50.0, 1001.0, 1.0)


def test_it_takes_over_a_running_clock() -> None:
    """Standing in for a lost device, it goes on where the clock is by now."""
    bench = _Bench()
    anchor = ClockAnchor(MediaTime(10.0), WallTime(998.0), 2.0)
    order = Order(Epoch(1), Epoch(1), anchor, is_running=True, is_join=True)
    bench.output.obey(order)
    assert bench.posted == [(1, 14.0, 1000.0, 2.0)]


def test_a_new_speed_bends_the_line_where_it_is() -> None:
    """A change of speed neither jumps nor stops."""
    bench = _Bench()
    bench.obey(is_running=True)
    bench.clock.turn(1.0)
    anchor = ClockAnchor(MediaTime(99.0), bench.clock(), 2.0)
    bench.output.obey(
        Order(Epoch(2), Epoch(1), anchor, is_running=True, is_join=True),
    )
    assert bench.posted[-1] == (1, 11.0, 1001.0, 2.0)


def test_samples_pass_as_time_goes_by() -> None:
    """The branch that feeds it is neither blocked nor ahead: samples go unheard."""
    bench = _Bench()
    ring = bench.output.ring
    ring.advance(Epoch(1))
    samples = np.zeros((RATE_HZ // 2, 2), np.float32)
    ring.write(AudioBlock(MediaTime(10.0), Epoch(1), samples, 1.0))
    bench.output.tick(bench.clock())
    bench.obey(is_running=True)
    bench.output.tick(bench.clock.turn(0.25))
    assert ring.lane.available == pytest.approx(RATE_HZ // 4, abs=2)
    bench.output.tick(bench.clock.turn(1.0))
    assert ring.lane.available == 0


def test_it_is_neither_heard_nor_lost() -> None:
    """It says what it is."""
    bench = _Bench()
    assert bench.output.is_settled
    assert not bench.output.has_volume
    assert not bench.output.is_lost(bench.clock())
    bench.output.set_gain(0.5)
    bench.output.close()
    assert not bench.output.ring.finish(Epoch(0))
