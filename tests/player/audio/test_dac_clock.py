"""The device's time made believable: start-up lies, late reads, jumps, jitter."""

import random

import pytest

from player.audio.dac_clock import AGREEMENT_S, GAIN, DacClock
from player.timing import WallTime

RATE_HZ = 48_000
BLOCK = 1800
BLOCK_S = BLOCK / RATE_HZ
LATENCY_S = 0.15
DEVICE_ZERO_S = 1.7e9  # PortAudio's clock may be CLOCK_REALTIME


class _Device:
    """Calls like PortAudio: even blocks, and times of a clock of its own."""

    def __init__(self) -> None:
        self.clock = DacClock(RATE_HZ, LATENCY_S)
        self.wall_s = 50.0

    def call(self, *, late_s: float = 0.0, dac_error_s: float = 0.0) -> float:
        """Do one block; return the error of the moment that comes out."""
        current_s = DEVICE_ZERO_S + self.wall_s
        moment = self.clock.moment_of(
            WallTime(self.wall_s + late_s),
            current_s,
            current_s + LATENCY_S + dac_error_s,
            BLOCK,
        )
        error_s = moment - (self.wall_s + LATENCY_S)
        self.wall_s += BLOCK_S
        return error_s


def test_even_blocks_give_exact_times_in_wall_time() -> None:
    """Device time becomes wall time, whatever the device's clock counts from."""
    device = _Device()
    for _ in range(20):
        assert device.call() == pytest.approx(0, abs=1e-6)
    assert device.clock.is_settled


def test_a_clock_read_late_does_not_move_the_sound() -> None:
    """A callback that had to wait for the interpreter still gets its times right."""
    device = _Device()
    device.call()
    source = random.Random(1)
    for _ in range(300):
        assert abs(device.call(late_s=source.choice((0, 0.001, 0.03)))) < 1e-3


def test_jitter_of_the_device_is_smoothed() -> None:
    """Seven milliseconds of jitter in one block move the line by a tenth of it."""
    device = _Device()
    for _ in range(10):
        device.call()
    assert abs(device.call(dac_error_s=0.007)) < 0.007 * GAIN + 1e-6
    for _ in range(60):
        device.call()
    assert abs(device.call()) < 1e-4


def test_one_stray_is_ignored_and_a_real_jump_is_followed() -> None:
    """One block off by far is a lie; two that agree are the truth."""
    device = _Device()
    for _ in range(10):
        device.call()
    assert abs(device.call(dac_error_s=0.5)) < 1e-6
    assert abs(device.call()) < 1e-6
    device.call(dac_error_s=0.5)
    assert device.call(dac_error_s=0.5) == pytest.approx(0.5, abs=1e-6)
    assert device.call(dac_error_s=0.5) == pytest.approx(0.5, abs=1e-6)


def test_strays_that_contradict_each_other_are_ignored() -> None:
    """Noise is not a jump, however large."""
    device = _Device()
    for _ in range(10):
        device.call()
    for number in range(6):
        error_s = 0.3 + number * 3 * AGREEMENT_S
        assert abs(device.call(dac_error_s=error_s)) < 1e-6


def test_a_device_that_is_being_filled_is_not_settled() -> None:
    """Blocks taken at once, before the device plays, agree with each other and lie."""
    device = _Device()
    for number in range(6):
        current_s = DEVICE_ZERO_S + device.wall_s
        device.clock.moment_of(
            WallTime(device.wall_s), current_s, current_s + number * BLOCK_S, BLOCK
        )
    assert not device.clock.is_settled
    device.wall_s += 1.6  # then the device makes everybody wait
    for _ in range(2):
        device.call()
    assert not device.clock.is_settled
    for _ in range(6):
        error_s = device.call()
    assert device.clock.is_settled
    assert abs(error_s) < 1e-3


@pytest.mark.parametrize(("current_s", "dac_s"), [(0.0, 0.0), (5.0, 4.0), (5.0, 99.0)])
def test_nonsense_is_replaced_by_the_asked_latency(
    current_s: float, dac_s: float
) -> None:
    """Host interfaces that give no times get the latency that was asked for."""
    clock = DacClock(RATE_HZ, LATENCY_S)
    for number in range(30):
        now = WallTime(10 + number * BLOCK_S)
        moment = clock.moment_of(now, current_s, dac_s, BLOCK)
        assert moment == pytest.approx(now + LATENCY_S, abs=1e-6)
    assert clock.is_settled


def test_a_device_clock_that_is_set_is_followed() -> None:
    """A step of the system's clock under PortAudio's times is forgotten in time."""
    device = _Device()
    for _ in range(10):
        device.call()
    for _ in range(200):
        current_s = DEVICE_ZERO_S - 3600 + device.wall_s
        now = WallTime(device.wall_s)
        moment = device.clock.moment_of(now, current_s, current_s + LATENCY_S, BLOCK)
        assert abs(moment - (device.wall_s + LATENCY_S)) < 1e-3
        device.wall_s += BLOCK_S
