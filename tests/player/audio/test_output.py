"""The sound device through the real PortAudio: heard in time, lost, refused."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from player.audio.devices import find_device, output_devices, renew
from player.audio.order import Order
from player.audio.output import AudioOutput
from player.errors import AudioDeviceError
from player.frames import AudioBlock
from player.timing import ClockAnchor, Epoch, MediaTime, WallTime
from tests.support.eventually import eventually
from tests.support.sound_sink import RATE_HZ, SoundSink, missing, sound_sink
from tests.support.sync_measure import onsets

needs_sink = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sink")
LATENCY_S = 0.15
ERROR_S = 0.1
"""Bound of the anchor's error on a loaded machine; alone it is a millisecond."""


@pytest.fixture
def sink() -> Iterator[SoundSink]:
    """Give a captured sound card as the system's default."""
    with sound_sink() as made:
        renew()
        yield made
    renew()


@pytest.fixture
def null_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make ALSA's default a device that swallows sound as fast as it comes."""
    config = tmp_path / "asound.conf"
    config.write_text("pcm.!default { type null }\n")
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(config))
    renew()
    yield
    monkeypatch.undo()
    renew()


def _now() -> WallTime:
    return WallTime(time.perf_counter())


def _tone(rate_hz: int, channels: int, seconds: float) -> np.ndarray:
    line = 0.5 * np.cos(2 * np.pi * 441 * np.arange(round(seconds * rate_hz)) / rate_hz)
    return np.repeat(line[:, np.newaxis], channels, axis=1).astype(np.float32)


@needs_sink
@pytest.mark.sound
def test_sound_is_heard_whole_and_when_the_anchor_says(sink: SoundSink) -> None:
    """A second of tone arrives without a hole; its first sample at its anchor."""
    anchors: list[ClockAnchor] = []
    with sink.capture() as capture:
        output = AudioOutput("", LATENCY_S, lambda _epoch, one: anchors.append(one))
        eventually(lambda: output.is_settled)
        ring = output.ring
        ring.advance(Epoch(1))
        samples = _tone(ring.rate_hz, ring.channels, 0.9)
        assert ring.write(AudioBlock(MediaTime(5.0), Epoch(1), samples, 1.0))
        ring.finish(Epoch(1))
        anchor = ClockAnchor(MediaTime(5.0), _now(), 1.0)
        output.obey(Order(Epoch(1), Epoch(1), anchor, is_running=True))
        eventually(lambda: anchors and anchors[-1].media_time > 6.8)
        assert not output.is_lost(_now())
        output.close()
        ahead_s = sink.latency_s()
        sound = capture.sound()
        start = onsets(sound, RATE_HZ)
        heard = capture.wall_times(start) + ahead_s
    assert len(start) == 1
    assert anchors[0].media_time == 5.0
    assert abs(heard[0] - anchors[0].wall_time) < ERROR_S
    tone = sound[start[0] + 480 : start[0] + round(0.88 * RATE_HZ), 0]
    assert np.abs(tone).max() > 0.4
    if output.underruns == 0:
        quiet = np.convolve(np.abs(tone) < 0.05, np.ones(48), "valid")
        assert quiet.max() < 48  # a millisecond of silence


@needs_sink
@pytest.mark.sound
def test_a_server_that_ends_is_noticed(sink: SoundSink) -> None:
    """When the sound server goes, the output knows within two seconds."""
    output = AudioOutput("", LATENCY_S, lambda _epoch, _anchor: None)
    eventually(lambda: output.is_settled)
    assert not output.is_lost(_now())
    sink.end()
    eventually(lambda: output.is_lost(_now()))
    output.close()


@needs_sink
@pytest.mark.sound
def test_a_server_that_stands_still_has_not_gone(sink: SoundSink) -> None:
    """Three seconds without a call are a stall, which lasts until the next one."""
    output = AudioOutput("", LATENCY_S, lambda _epoch, _anchor: None)
    eventually(lambda: output.is_settled)
    assert not output.is_lost(_now())
    assert not output.is_stalled
    sink.halt()
    until = _now() + 3.0
    is_lost = False

    def _has_waited() -> bool:
        nonlocal is_lost
        is_lost = is_lost or output.is_lost(_now())
        return _now() > until

    eventually(_has_waited)
    assert output.is_stalled
    assert not is_lost
    output.rest()
    assert not output.is_lost(_now())
    assert output.is_stalled
    sink.go_on()
    eventually(lambda: not output.is_lost(_now()) and not output.is_stalled)
    output.close()


@pytest.mark.skipif(sys.platform != "linux", reason="ALSA's null device")
def test_a_device_that_swallows_everything_at_once_is_none(null_device: None) -> None:
    """A device without a clock would play a film in a second: it counts as lost."""
    if not output_devices():
        pytest.skip("this PortAudio has no ALSA")
    output = AudioOutput("", LATENCY_S, lambda _epoch, _anchor: None)
    eventually(lambda: output.is_lost(_now()))
    assert not output.is_settled
    output.close()


def test_an_unknown_device_is_refused_by_name() -> None:
    """The message says what was asked for, or that there is nothing at all."""
    with pytest.raises(AudioDeviceError, match=r"No sound device"):
        find_device("a device that nobody has")
