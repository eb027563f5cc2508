"""A sound server that dies, comes back, or stands still, under a real transport."""

import math
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest

from player.audio.devices import renew
from player.playback.transport import Transport, TransportSettings
from player.status import PlayState
from tests.support.eventually import eventually
from tests.support.headless_screen import HeadlessScreen
from tests.support.make_clip import make_flash_beep_clip
from tests.support.sound_sink import RATE_HZ, SoundSink, missing, sound_sink
from tests.support.sync_measure import flashes, onsets, pair

pytestmark = [
    pytest.mark.sound,
    pytest.mark.timeout(100),
    pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sink"),
]

PERIOD_S = 0.5
MEDIAN_LIMIT_S = 0.03
"""Wide enough for a loaded machine, narrower than a frame."""


@pytest.fixture
def sink() -> Iterator[SoundSink]:
    """Give a sound card that can be taken away."""
    interval_s = sys.getswitchinterval()
    with sound_sink() as made:
        renew()
        sys.setswitchinterval(0.001)
        yield made
    sys.setswitchinterval(interval_s)
    renew()


def _wait(transport: Transport, seconds: float) -> None:
    """Let wall time pass, while media time passes as fast and nothing ends."""
    begin, position = time.perf_counter(), transport.status().position
    eventually(lambda: time.perf_counter() - begin > seconds)
    passed_s = time.perf_counter() - begin
    assert transport.status().state is PlayState.PLAYING
    assert transport.status().position - position == pytest.approx(passed_s, abs=0.3)


def _has_notice(transport: Transport) -> bool:
    return any(one.key == "audio.device" for one in transport.status().notices)


def _is_heard(transport: Transport) -> bool:
    return bool(transport.status().audio_device) and not _has_notice(transport)


@pytest.mark.parametrize("kind", ["dies", "stands still"])
def test_sound_is_back_by_itself_and_in_sync(
    sink: SoundSink, tmp_path: Path, kind: str
) -> None:
    """Pictures go on in silence with a notice; then beeps meet their flashes again."""
    clip = tmp_path / "clip.mkv"
    events_s = make_flash_beep_clip(clip, 60, PERIOD_S, (64, 48), 24)
    screen = HeadlessScreen()
    transport = Transport(TransportSettings(), lambda: None, screen.wake)
    with ExitStack() as stack:
        stack.enter_context(screen.attach(transport))
        stack.callback(transport.shutdown)
        transport.open(str(clip))
        eventually(lambda: transport.status().state is PlayState.PLAYING)
        eventually(lambda: _is_heard(transport))
        _wait(transport, 1.0)
        if kind == "dies":
            sink.end()
        else:
            sink.halt()
        eventually(lambda: _has_notice(transport))
        assert transport.status().audio_device == ""
        _wait(transport, 2.0)
        if kind == "dies":
            sink.start()
        else:
            sink.go_on()
        with sink.capture() as capture:
            eventually(lambda: _is_heard(transport))
            begin_s = time.perf_counter() + 1.0
            _wait(transport, 4.0)
            ahead_s = sink.latency_s()
            sound = capture.sound()
            heard = capture.wall_times(onsets(sound, RATE_HZ)) + ahead_s
    assert np.abs(sound).max() > 0.2
    flashed = [one.wall_s for one in flashes(screen.presented, events_s)]
    pairing = pair(
        [wall for wall in flashed if wall > begin_s],
        [float(wall) for wall in heard if wall > begin_s],
    )
    assert len(pairing.offsets_s) >= 4, pairing
    median_s = float(np.median(pairing.offsets_s))
    assert math.fabs(median_s) <= MEDIAN_LIMIT_S, pairing
