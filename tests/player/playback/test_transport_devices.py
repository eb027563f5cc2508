"""The transport beside sound devices that are missing, go, stand still, come back."""

import pytest

from player.status import PlayState
from tests.support.eventually import eventually
from tests.support.transport_bench import BLOCK_S, Bench


def test_without_a_device_the_wall_keeps_time(bench: Bench) -> None:
    """No sound card: pictures in time, a notice with a way out, the end is noticed."""
    bench.file(video_s=1.0, audio_s=1.0)
    bench.devices.is_missing = True
    bench.open()
    notice = bench.notice("audio.device")
    assert notice is not None
    assert notice.action == "reopen-audio"
    assert bench.transport.status().audio_device == ""
    bench.wait(0.5)
    assert bench.position == pytest.approx(0.5)
    assert len(bench.seen) == 13
    bench.wait(0.6)
    bench.reach(PlayState.ENDED)


def test_a_device_that_disappears_is_replaced_by_silence(bench: Bench) -> None:
    """The plug is pulled while playing: the picture goes on from the same place."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.1)
    bench.devices.is_missing = True
    bench.output.is_gone = True
    eventually(lambda: bench.notice("audio.device"))
    eventually(lambda: bench.devices.renewals == 1)
    assert bench.position == pytest.approx(1.0)
    bench.wait(1.0)
    assert bench.position == pytest.approx(2.0)
    assert bench.state is PlayState.PLAYING
    assert bench.output.is_closed
    pts = [frame for frame, _ in bench.seen]
    assert pts == sorted(pts)
    assert bench.transport.status().stats.dropped == 0


def test_a_lost_device_that_can_be_had_again_is_taken_at_once(bench: Bench) -> None:
    """The sound comes back by itself; if it goes again soon, the next look waits."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.1)
    bench.output.is_gone = True
    eventually(lambda: len(bench.devices.outputs) == 2)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    assert bench.notice("audio.device") is None
    bench.wait(0.5)
    assert bench.position == pytest.approx(1.5, abs=2 * BLOCK_S)
    bench.output.is_gone = True
    eventually(lambda: bench.notice("audio.device"))
    bench.wait(0.5)
    assert bench.devices.renewals == 1
    assert bench.transport.status().audio_device == ""
    bench.wait(0.6)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    assert bench.devices.renewals == 2


def test_a_lost_device_is_looked_for_again_and_again(bench: Bench) -> None:
    """At once, after 1 and 2 seconds more; what comes then plays on in step."""
    bench.file(video_s=20.0, audio_s=20.0)
    bench.open()
    bench.wait(1.1)
    bench.devices.is_missing = True
    bench.output.is_gone = True
    for looks, passes_s in ((1, 1.1), (2, 2.1), (3, 1.0)):
        eventually(lambda looks=looks: bench.devices.renewals == looks)  # type: ignore[misc]  bound at once
        eventually(lambda: bench.transport._conductor._search.is_on)
        bench.wait(passes_s)
    notice = bench.notice("audio.device")
    assert notice is not None
    assert "No sound device was found" in notice.text
    bench.devices.is_missing = False
    bench.wait(3.1)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    assert bench.notice("audio.device") is None
    bench.wait(1.0)
    heard = float(bench.output.heard[-1][-1, 0]) * 2**20 / 1000
    assert heard == pytest.approx(bench.position + 0.1, abs=2 * BLOCK_S)
    assert bench.state is PlayState.PLAYING


def test_a_device_that_stood_still_is_opened_anew(bench: Bench) -> None:
    """Kept while it stands still; a new stream then joins where the clock is."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.1)
    device = bench.output
    device.is_stalled = True
    eventually(lambda: bench.notice("audio.device"))
    bench.wait(1.0)
    assert bench.position == pytest.approx(2.0)
    assert bench.transport.status().audio_device == ""
    assert not device.is_closed
    assert bench.devices.outputs == [device]
    device.is_stalled = False
    eventually(lambda: bench.transport.status().audio_device == "fake")
    eventually(lambda: bench.notice("audio.device") is None)
    assert device.is_closed
    assert bench.devices.renewals == 1
    assert bench.output is not device
    bench.wait(1.0)
    assert bench.position == pytest.approx(3.0, abs=2 * BLOCK_S)
    heard = float(bench.output.heard[-1][-1, 0]) * 2**20 / 1000
    assert heard == pytest.approx(bench.position + 0.1, abs=2 * BLOCK_S)
    assert bench.transport.status().stats.dropped == 0


def test_a_device_that_stood_still_and_is_not_there_is_sought(bench: Bench) -> None:
    """What was kept cannot be opened anew at once: the looks go on until it can."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(0.5)
    device = bench.output
    device.is_stalled = True
    eventually(lambda: bench.notice("audio.device"))
    bench.devices.is_missing = True
    device.is_stalled = False
    eventually(lambda: "No sound device" in str(bench.notice("audio.device")))
    assert device.is_closed
    assert bench.devices.renewals == 1
    bench.devices.is_missing = False
    bench.wait(1.1)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    assert bench.devices.renewals == 2
    assert bench.notice("audio.device") is None


def test_reopening_brings_the_sound_back_in_step(bench: Bench) -> None:
    """A new device joins the running clock once its times can be trusted."""
    file = bench.file(video_s=9.0, audio_s=9.0)
    bench.devices.is_missing = True
    bench.open()
    bench.wait(0.5)
    bench.transport.reopen_audio()
    eventually(lambda: bench.devices.renewals == 1)
    assert bench.notice("audio.device") is not None
    bench.devices.is_missing = False
    bench.transport.reopen_audio()
    eventually(lambda: bench.notice("audio.device") is None)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    eventually(lambda: len(file.tracks) == 2)
    bench.wait(1.0)
    assert bench.position == pytest.approx(1.5, abs=BLOCK_S)
    heard = float(bench.output.heard[-1][-1, 0]) * 2**20 / 1000
    assert heard == pytest.approx(bench.position + 0.1, abs=2 * BLOCK_S)


def test_reopening_with_a_device_changes_over(bench: Bench) -> None:
    """A new look for devices while one plays: the clock runs on meanwhile."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.1)
    bench.transport.reopen_audio()
    eventually(lambda: len(bench.devices.outputs) == 2)
    eventually(lambda: bench.transport.status().audio_device == "fake")
    bench.wait(0.5)
    assert bench.position == pytest.approx(1.5, abs=2 * BLOCK_S)
    assert bench.devices.outputs[0].is_closed


def test_a_lost_device_while_paused_is_noticed_and_playing_goes_on(
    bench: Bench,
) -> None:
    """Paused, too, the loss is told; play then runs on silence from the same place."""
    bench.file()
    bench.open(PlayState.PAUSED, paused=True, start_s=1.0)
    bench.devices.is_missing = True
    bench.output.is_gone = True
    eventually(lambda: bench.notice("audio.device"))
    bench.transport.play()
    bench.reach(PlayState.PLAYING)
    bench.wait(0.5)
    assert bench.position == pytest.approx(1.5)


def test_an_unsettled_device_is_waited_for_but_not_for_ever(bench: Bench) -> None:
    """Times that cannot be trusted yet do not start the clock; after 2.5 s they do."""
    bench.file()
    bench.open(PlayState.PAUSED, paused=True)
    bench.output.is_settled = False
    bench.transport.play()
    bench.reach(PlayState.SEEKING)
    bench.wait(1.0)
    assert bench.state is PlayState.SEEKING
    bench.wait(1.6)
    bench.reach(PlayState.PLAYING)
