"""The device's time made believable: start-up lies, late reads, jumps, jitter."""

import random

import pytest

from player.audio.dac_clock import PATIENCE_S, DacClock
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

    def call(
        self,
        *,
        late_s: float = 0.0,
        dac_error_s: float = 0.0,
        has_slipped: bool = False,
    ) -> float:
        """Do one block; return the error of the moment that comes out."""
        current_s = DEVICE_ZERO_S + self.wall_s
        times_s = (current_s, current_s + LATENCY_S + dac_error_s)
        now = WallTime(self.wall_s + late_s)
        moment = self.clock.moment_of(now, times_s, BLOCK, has_slipped=has_slipped)
        error_s = moment - (self.wall_s + LATENCY_S)
        self.wall_s += BLOCK_S
        return error_s

    def settle(self, seconds: float = 0.4) -> None:
        """Play until the clock is trusted, and on."""
        for _ in range(round(seconds / BLOCK_S)):
            self.call()
        assert self.clock.is_settled


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


def test_jitter_of_the_device_hardly_moves_the_line() -> None:
    """Seven milliseconds of jitter in one block move the line by a tenth of one."""
    device = _Device()
    device.settle(seconds=4)
    assert abs(device.call(dac_error_s=0.007)) < 1e-4


def test_a_drifting_device_clock_is_followed() -> None:
    """A device that runs 300 millionths slow is a few milliseconds off at most."""
    device = _Device()
    device.settle()
    for number in range(1000):
        drift_s = 3e-4 * number * BLOCK_S
        assert abs(device.call(dac_error_s=drift_s) - drift_s) < 0.003


def test_a_guess_that_runs_away_is_not_followed() -> None:
    """MEASURED on PulseAudio, busy: 28 ms a second for three seconds, then back."""
    device = _Device()
    device.settle(seconds=4)
    for number in range(80):
        assert abs(device.call(dac_error_s=-0.028 * number * BLOCK_S)) < 0.007
    for _ in range(200):
        error_s = device.call()
    assert abs(error_s) < 0.001


def test_one_stray_is_ignored_and_a_lasting_jump_is_followed() -> None:
    """One block off by far is a lie; what stays for two seconds is the truth."""
    device = _Device()
    device.settle(seconds=4)
    assert abs(device.call(dac_error_s=0.5)) < 1e-3
    assert abs(device.call()) < 1e-3
    jumped = [
        device.call(dac_error_s=0.5) for _ in range(round(PATIENCE_S / BLOCK_S) + 1)
    ]
    assert max(jumped[:-2]) < 0.03
    assert jumped[-1] == pytest.approx(0.5, abs=1e-3)


def test_a_slip_that_the_device_admits_is_followed_at_once() -> None:
    """After an underrun the line begins anew where the device says."""
    device = _Device()
    device.settle()
    assert device.call(dac_error_s=0.05, has_slipped=True) == pytest.approx(0.05)
    assert device.call(dac_error_s=0.05) == pytest.approx(0.05, abs=1e-4)
    for _ in range(60):  # a server's first guess after it may be wrong
        error_s = device.call(dac_error_s=0.04)
    assert error_s == pytest.approx(0.04, abs=1e-3)


def test_a_device_that_is_being_filled_is_not_settled() -> None:
    """Blocks taken at once, before the device plays, agree with each other and lie."""
    device = _Device()
    for number in range(6):
        current_s = DEVICE_ZERO_S + device.wall_s
        device.clock.moment_of(
            WallTime(device.wall_s), (current_s, current_s + number * BLOCK_S), BLOCK
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
        moment = clock.moment_of(now, (current_s, dac_s), BLOCK)
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
        times_s = (current_s, current_s + LATENCY_S)
        moment = device.clock.moment_of(now, times_s, BLOCK)
        assert abs(moment - (device.wall_s + LATENCY_S)) < 1e-3
        device.wall_s += BLOCK_S


def test_a_wrong_first_guess_is_left_quickly() -> None:
    """MEASURED on PulseAudio, busy: trusted while 15 ms off, right a moment later."""
    device = _Device()
    while not device.clock.is_settled:
        device.call(dac_error_s=0.015)
    errors = [device.call() for _ in range(round(1.5 / BLOCK_S))]
    assert abs(errors[round(1.0 / BLOCK_S)]) < 0.002
