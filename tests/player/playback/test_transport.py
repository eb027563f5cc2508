"""The transport as a window uses it: open, play, pause, seek, step, speed, the end.

Latency of the made-up device is 0.1 s: what is posted now is heard and seen then.
"""

import threading

import numpy as np
import pytest

from player.playback.transport import Transport, TransportSettings
from player.status import PlayState
from player.timing import MediaTime
from tests.support.eventually import eventually
from tests.support.fake_output import RATE_HZ
from tests.support.transport_bench import BLOCK_S, Bench

LATENCY_S = 0.1
FRAME_S = 0.04


def _heard_media_s(bench: Bench, seconds: float) -> np.ndarray:
    """Return the media times of the samples played in the last seconds."""
    blocks = bench.output.heard[-round(seconds / BLOCK_S) :]
    samples: np.ndarray = np.concatenate(blocks)[:, 0]
    return samples * 2**20 / RATE_HZ


def test_a_file_opens_and_plays_in_step(bench: Bench) -> None:
    """Sound and picture begin together, one latency after the start, and stay so."""
    bench.file()
    bench.open()
    start = bench.clock()
    bench.wait(1.12)
    assert bench.position == pytest.approx(1.02)
    for pts, wall in bench.seen[1:]:
        assert wall - start - LATENCY_S == pytest.approx(pts, abs=BLOCK_S)
    assert [pts for pts, _ in bench.seen] == pytest.approx(
        [round(number * FRAME_S, 4) for number in range(len(bench.seen))]
    )
    status = bench.transport.status()
    assert status.stats.shown == len(bench.seen) == 26
    assert (status.stats.dropped, status.stats.underruns) == (0, 0)
    assert abs(status.stats.offset_s) <= BLOCK_S
    assert status.audio_device == "fake"
    assert status.media is not None
    assert bench.wakeups > 0
    assert bench.frame_calls > 0


def test_a_paused_opening_shows_the_first_frame(bench: Bench) -> None:
    """Paused at a start time: its frame is seen, nothing is heard, time stands."""
    bench.file()
    bench.open(PlayState.PAUSED, start_s=1.01, paused=True)
    bench.see(1.0)
    bench.wait(0.5)
    assert bench.position == 1.01
    assert len(bench.seen) == 1
    assert not np.any(bench.output.heard)


def test_pause_and_play_go_on_where_they_were(bench: Bench) -> None:
    """Nothing is lost or repeated: picture and sound stop and go on together."""
    bench.file()
    bench.open()
    bench.wait(1.1)
    bench.transport.toggle_pause()
    bench.reach(PlayState.PAUSED)
    bench.wait(0.5)
    assert bench.position == pytest.approx(1.1, abs=BLOCK_S)  # what was on its way
    stopped, seen = bench.position, len(bench.seen)
    bench.wait(2.0)
    assert (bench.position, len(bench.seen)) == (stopped, seen)
    bench.transport.play()
    bench.reach(PlayState.PLAYING)
    bench.wait(0.6)
    assert bench.position == pytest.approx(stopped + 0.5, abs=BLOCK_S)
    pts = [frame for frame, _ in bench.seen]
    assert pts == pytest.approx([number * FRAME_S for number in range(len(pts))])
    assert bench.transport.status().stats.dropped == 0


def test_the_position_never_goes_back_while_playing(bench: Bench) -> None:
    """A device whose times jitter backwards does not turn the seek bar back."""
    bench.file()
    bench.open()
    positions = []
    for number in range(40):
        bench.devices.outputs[0]._latency_s = LATENCY_S + 0.03 * (number % 3)
        bench.wait(BLOCK_S)
        positions.append(bench.transport.status().position)
    assert positions == sorted(positions)


@pytest.mark.parametrize(("target", "frame"), [(2.0, 2.0), (1.99, 1.96), (0.0, 0.0)])
def test_an_exact_seek_shows_the_covering_frame_and_goes_on(
    bench: Bench, target: float, frame: float
) -> None:
    """The frame that covers the target is seen at once; sound begins at the target."""
    bench.file()
    bench.open()
    bench.wait(0.5)
    bench.transport.seek(MediaTime(target))
    eventually(lambda: len(bench.readers.files["film"].seeks) == 2)
    bench.reach(PlayState.PLAYING)
    assert bench.position == target
    bench.see(frame)
    bench.wait(0.5)
    assert bench.position == pytest.approx(target + 0.4)
    heard = _heard_media_s(bench, 0.3)
    assert np.allclose(np.diff(heard), 1 / RATE_HZ, atol=1e-5)
    assert heard[-1] == pytest.approx(target + 0.5, abs=0.01)


def test_a_quick_seek_takes_sound_and_clock_along_to_the_key_frame(
    bench: Bench,
) -> None:
    """Not exact: the key frame is seen, and the position is the key frame's."""
    file = bench.file()
    bench.open(PlayState.PAUSED, paused=True)
    bench.transport.seek(MediaTime(1.5), exact=False)
    bench.see(1.2)
    bench.reach(PlayState.PAUSED)
    assert bench.position == pytest.approx(1.2)
    assert file.sound_seeks[-1].target == pytest.approx(1.2)


def test_relative_seeks_add_up_from_where_a_seek_leads(bench: Bench) -> None:
    """Three quick presses of +1 s lead three seconds on; the limits are the file's."""
    bench.file(video_s=9.0, audio_s=9.0)
    bench.open(PlayState.PAUSED, paused=True)
    for _ in range(3):
        bench.transport.seek_by(1.0)
    eventually(lambda: bench.position == 3.0)
    bench.transport.seek_by(-100.0)
    eventually(lambda: bench.position == 0.0)
    bench.transport.seek_by(100.0)
    eventually(lambda: bench.position == 9.0)
    assert bench.state in {PlayState.PAUSED, PlayState.SEEKING}


def test_dragging_ends_where_the_hand_stops_and_shows_pictures_meanwhile(
    bench: Bench,
) -> None:
    """Of two hundred seeks few are made, each shows its frame, the last one counts."""
    file = bench.file()
    bench.open(PlayState.PAUSED, paused=True)
    file.gate = threading.Event()
    bench.transport.seek(MediaTime(0.5))
    eventually(lambda: len(file.seeks) == 2)
    for number in range(200):
        bench.transport.seek(MediaTime(number / 100))
        assert bench.state is PlayState.SEEKING
    eventually(lambda: bench.position == 1.99)
    assert len(file.seeks) == 2  # the first one has not shown anything yet
    file.gate.set()
    bench.see(1.96)
    bench.reach(PlayState.PAUSED)
    assert bench.position == 1.99
    assert len(file.seeks) == 3


def test_stepping_shows_frame_by_frame_both_ways(bench: Bench) -> None:
    """A step pauses; the position is the shown frame's; steps may follow quickly."""
    bench.file()
    bench.open()
    bench.wait(1.1)
    bench.transport.step(1)
    bench.see(1.04)
    assert bench.state is PlayState.PAUSED
    assert bench.position == 1.04
    bench.transport.step(1)
    bench.see(1.08)
    bench.transport.step(-1)
    bench.see(1.04)
    bench.reach(PlayState.PAUSED)
    bench.transport.step(-1)
    bench.see(1.0)
    bench.reach(PlayState.PAUSED)
    assert bench.position == 1.0


def test_after_a_step_sound_goes_on_from_the_shown_frame(bench: Bench) -> None:
    """Playing on after steps, the sound is where the picture is."""
    bench.file()
    bench.open()
    bench.wait(0.5)
    bench.transport.step(1)
    bench.transport.step(1)
    bench.see(0.48)
    bench.transport.play()
    bench.reach(PlayState.PLAYING)
    bench.wait(0.5)
    assert bench.position == pytest.approx(0.48 + 0.4)
    heard = _heard_media_s(bench, 0.3)
    assert heard[-1] == pytest.approx(0.48 + 0.5, abs=0.01)


def test_stepping_past_the_last_frame_stays_there(bench: Bench) -> None:
    """At the end a step on does nothing, and does not wait for ever."""
    bench.file(video_s=0.2, audio_s=0.0)
    bench.open(PlayState.PAUSED, paused=True)
    for number in range(1, 5):
        bench.transport.step(1)
        bench.see(number * FRAME_S)
    bench.transport.step(1)
    assert bench.state is PlayState.PAUSED
    bench.transport.seek(MediaTime(0.0))
    bench.see(0.0)
    assert bench.position == 0.0


@pytest.mark.parametrize("speed", [0.5, 2.0, 4.0])
def test_speed_changes_without_a_hole(bench: Bench, speed: float) -> None:
    """Sound is stretched from where the line is; the picture follows the sound."""
    file = bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.0)
    bench.fill_ring()  # what bridges the time until the stretched sound is there
    bench.transport.set_speed(speed)
    eventually(lambda: file.sound_seeks[-1].speed == speed)
    bench.wait(0.8)
    first, wall = bench.position, bench.clock()
    bench.wait(0.4)
    assert bench.position - first == pytest.approx((bench.clock() - wall) * speed)
    assert not np.any(np.concatenate(bench.output.heard[10:]) == 0)
    assert bench.transport.status().speed == speed
    assert bench.transport.status().stats.underruns == 0
    assert len(file.seeks) == 1  # the picture was not read anew
    pts, wall = bench.seen[-1]
    assert bench.position - pts < FRAME_S + BLOCK_S * speed


def test_speed_set_while_paused_or_before_is_kept(bench: Bench) -> None:
    """It does not matter when the speed was chosen."""
    file = bench.file()
    bench.transport.set_speed(2.0)
    bench.open()
    assert file.sound_seeks[-1].speed == 2.0
    bench.transport.pause()
    bench.reach(PlayState.PAUSED)
    bench.transport.set_speed(0.5)
    bench.wait(0.3)
    bench.transport.play()
    bench.reach(PlayState.PLAYING)
    eventually(lambda: file.sound_seeks[-1].speed == 0.5)


def test_the_end_keeps_the_last_frame_and_play_begins_again(bench: Bench) -> None:
    """ENDED is told at the end of the longer stream; play starts from the top."""
    bench.file(video_s=0.6, audio_s=0.4)
    bench.open()
    bench.wait(0.5)
    assert bench.state is PlayState.PLAYING
    bench.wait(0.3)
    bench.reach(PlayState.ENDED)
    assert bench.position == pytest.approx(0.6)
    assert bench.seen[-1][0] == pytest.approx(0.56)
    bench.transport.play()
    bench.reach(PlayState.PLAYING)
    assert bench.position == 0.0
    bench.see(0.0)
    bench.wait(0.3)
    assert bench.position == pytest.approx(0.2)


def test_a_seek_from_the_end_plays_on(bench: Bench) -> None:
    """From ENDED a seek leads back into playing; toggling there means play."""
    bench.file(video_s=0.4, audio_s=0.4)
    bench.open()
    bench.wait(0.6)
    bench.reach(PlayState.ENDED)
    bench.transport.seek(MediaTime(0.2))
    bench.see(0.2)
    bench.reach(PlayState.PLAYING)
    bench.wait(0.6)
    bench.reach(PlayState.ENDED)
    bench.transport.toggle_pause()
    bench.reach(PlayState.PLAYING)
    assert bench.position < 0.4


def test_volume_and_mute(bench: Bench) -> None:
    """Mute silences and keeps the volume; both are clamped and told."""
    bench.file()
    bench.transport.set_volume(9.0)
    bench.open()
    assert bench.output.mixer.gain == 1.3
    bench.transport.set_muted(is_muted=True)
    assert bench.output.mixer.gain == 0.0
    bench.transport.set_volume(0.5)
    assert bench.output.mixer.gain == 0.0
    bench.transport.set_muted(is_muted=False)
    assert bench.output.mixer.gain == 0.5
    status = bench.transport.status()
    assert (status.volume, status.is_muted) == (0.5, False)


def test_closing_empties_and_another_file_can_follow(bench: Bench) -> None:
    """After close nothing of the file is left; opening replaces what plays."""
    bench.file()
    bench.open()
    bench.see(0.0)
    bench.transport.close()
    bench.reach(PlayState.EMPTY)
    assert bench.transport.status().media is None
    assert bench.output.is_closed
    bench.open()
    bench.readers.files["other"] = bench.readers.files["film"]
    bench.transport.open("other", start_s=2.0)

    def _title() -> str:
        media = bench.transport.status().media
        return "" if media is None else media.title

    eventually(lambda: _title() == "other")
    bench.reach(PlayState.PLAYING)
    assert bench.position == 2.0


def test_everything_may_be_asked_of_an_empty_transport(bench: Bench) -> None:
    """No order of calls does harm, with or without a file."""
    transport = bench.transport
    for _ in range(2):
        transport.play()
        transport.pause()
        transport.toggle_pause()
        transport.seek(MediaTime(3.0))
        transport.seek_by(-5.0)
        transport.step(1)
        transport.step(-1)
        transport.set_speed(99.0)
        transport.reopen_audio()
        transport.set_audio_track(3)
        transport.close()
        transport.open("nothing")
        bench.reach(PlayState.FAILED)
    error = transport.status().error
    assert error is not None
    assert "no such file" in error.text
    assert transport.status().speed == 4.0


def test_shutdown_ends_all_threads_in_time() -> None:
    """With the real edges and nothing opened, the end comes at once."""
    transport = Transport(TransportSettings(), lambda: None, lambda: None)
    transport.shutdown()
    names = {thread.name for thread in threading.enumerate()}
    assert "transport" not in names
