"""The transport on files that are broken, partial or late."""

import threading

import pytest

from player.errors import MediaOpenError
from player.status import PlayState
from player.timing import MediaTime
from tests.support.eventually import eventually
from tests.support.fake_readers import failing
from tests.support.transport_bench import BLOCK_S, Bench


@pytest.mark.parametrize("broken", ["audio", "audio-open"])
def test_broken_sound_leaves_the_picture(bench: Bench, broken: str) -> None:
    """The sound ends with a notice, the picture plays to its own end."""
    bench.file(broken=broken, breaks_at=10, video_s=1.0)
    bench.open()
    bench.wait(1.3)
    bench.reach(PlayState.ENDED)
    assert bench.notice("audio.decode") is not None
    assert len(bench.seen) == 25


@pytest.mark.parametrize("broken", ["video", "video-open"])
def test_a_broken_picture_leaves_the_sound(bench: Bench, broken: str) -> None:
    """The picture ends with a notice, the sound plays to its own end."""
    bench.file(broken=broken, breaks_at=10, audio_s=1.0)
    bench.open()
    bench.wait(0.9)
    assert bench.state is PlayState.PLAYING
    assert bench.notice("video.decode") is not None
    bench.wait(0.4)
    bench.reach(PlayState.ENDED)
    assert len(bench.seen) == (10 if broken == "video" else 0)


def test_a_seek_leads_away_from_what_was_broken(bench: Bench) -> None:
    """Behind the broken place... before it, a seek shows pictures again."""
    bench.file(broken="video", breaks_at=10)
    bench.open()
    bench.wait(1.0)
    bench.transport.seek(MediaTime(0.2))
    bench.see(0.2)
    bench.reach(PlayState.PLAYING)
    assert bench.position == pytest.approx(0.2)


def test_a_file_of_which_nothing_can_be_decoded_fails(bench: Bench) -> None:
    """Both streams without a decoder: FAILED, with the reason."""
    bench.file(broken="video-open", audio_s=0.0)
    bench.open(PlayState.FAILED)
    error = bench.transport.status().error
    assert error is not None
    assert "no decoder" in error.text
    assert error.is_error


def test_a_file_that_cannot_be_opened_fails_and_the_next_one_plays(
    bench: Bench,
) -> None:
    """A bad file harms nothing but itself."""
    bench.file()
    bench.open()
    good = bench.readers
    bench.transport._conductor._readers = failing(MediaOpenError("x", "is a directory"))
    bench.transport.open("x")
    bench.reach(PlayState.FAILED)
    assert bench.transport.status().media is None
    bench.transport._conductor._readers = good
    bench.open()
    assert bench.state is PlayState.PLAYING
    assert bench.transport.status().error is None


def test_sound_alone_plays_and_ends(bench: Bench) -> None:
    """A file without pictures: the clock is the sound's, steps do nothing."""
    bench.file(video_s=0.0, audio_s=1.0)
    bench.open()
    bench.transport.step(1)
    bench.wait(0.6)
    assert bench.position == pytest.approx(0.5)
    bench.transport.seek(MediaTime(0.8), exact=False)
    eventually(lambda: bench.position == 0.8)
    bench.reach(PlayState.PLAYING)
    bench.wait(0.4)
    bench.reach(PlayState.ENDED)
    assert bench.position == pytest.approx(1.0)


def test_a_cover_stays_while_the_sound_plays(bench: Bench) -> None:
    """One picture and sound: the picture is seen once, the sound decides the end."""
    bench.file(video_s=0.04, is_still=True, audio_s=1.0)
    bench.open()
    bench.wait(0.8)
    assert bench.state is PlayState.PLAYING
    assert [pts for pts, _ in bench.seen] == [0.0]
    bench.wait(0.4)
    bench.reach(PlayState.ENDED)


def test_pictures_alone_run_on_the_wall_clock(bench: Bench) -> None:
    """A file without sound needs no device and leaves none open."""
    bench.file(audio_s=0.0)
    bench.open()
    assert bench.devices.outputs == []
    assert bench.transport.status().notices == ()
    bench.wait(1.02)
    assert bench.position == pytest.approx(1.02)
    assert len(bench.seen) == 26
    bench.transport.set_speed(2.0)
    eventually(lambda: bench.transport._sound.output._line.rate == 2.0)
    bench.wait(0.5)
    assert bench.position == pytest.approx(2.02)


def test_a_still_is_shown_and_does_not_play(bench: Bench) -> None:
    """A picture file: one frame, paused, whatever is pressed."""
    bench.file(video_s=0.04, is_still=True, audio_s=0.0)
    bench.open(PlayState.PAUSED)
    bench.see(0.0)
    bench.transport.play()
    bench.transport.seek(MediaTime(1.0))
    bench.see(0.0)
    bench.reach(PlayState.PAUSED)
    assert bench.position == 0.0


def test_sound_that_ends_first_does_not_stop_the_picture(bench: Bench) -> None:
    """After the last sample the clock runs on at the same pace."""
    bench.file(video_s=2.0, audio_s=0.5)
    bench.open()
    bench.wait(1.6)
    assert bench.position == pytest.approx(1.5)
    assert bench.transport.status().stats.underruns == 0
    assert len(bench.seen) == 38


def test_pictures_that_begin_later_are_seen_at_once_and_then_wait(
    bench: Bench,
) -> None:
    """Nobody looks at nothing: the first frame stands until its successor's time."""
    bench.file(first_frame=10)
    bench.open()
    bench.see(0.4)
    bench.wait(0.65)
    assert [pts for pts, _ in bench.seen[:3]] == [0.4, 0.44, 0.48]
    assert bench.seen[1][1] - 1000 == pytest.approx(0.1 + 0.44, abs=BLOCK_S)


def test_another_track_joins_the_running_clock(bench: Bench) -> None:
    """A change of track is heard where the film is; the picture notices nothing."""
    file = bench.file(video_s=9.0, audio_s=9.0)
    bench.open()
    bench.wait(1.0)
    bench.transport.set_audio_track(7)
    eventually(lambda: file.tracks == [1, 7])
    bench.wait(1.0)
    assert bench.position == pytest.approx(1.9)
    assert len(file.seeks) == 1
    assert bench.transport.status().stats.underruns == 0
    media = bench.transport.status().media
    assert media is not None
    assert media.audio is not None
    assert media.audio.track.index == 7


def test_a_surprise_ends_the_file_and_not_the_player(bench: Bench) -> None:
    """A mistake of ours shows as a failed file; the next one plays."""
    bench.file()
    bench.open()
    good = bench.readers
    bench.transport._conductor._readers = failing(RuntimeError("a surprise"))  # type: ignore[arg-type]  that is the point
    bench.transport.open("film")
    bench.reach(PlayState.FAILED)
    error = bench.transport.status().error
    assert error is not None
    assert "a surprise" in f"{error.text} {error.hint}"
    bench.transport._conductor._readers = good
    bench.open()
    assert bench.state is PlayState.PLAYING
    assert bench.transport.status().error is None


def test_time_does_not_run_before_the_first_picture_is_seen(bench: Bench) -> None:
    """The first drawing may take long; a screen that never comes is not waited for."""
    bench.file()
    bench.transport.open("film")
    eventually(lambda: bench.transport._conductor.picture.first_pts() is not None)
    eventually(lambda: bench.output.ring.lane.available >= 100)
    for _ in range(20):
        assert bench.state is PlayState.LOADING
        bench.clock.turn(0.04)
    bench.clock.turn(0.3)
    eventually(lambda: bench.state is PlayState.PLAYING)


def test_a_decoder_that_cannot_keep_up_is_hurried_and_then_leaps(
    bench: Bench,
) -> None:
    """Late by a little, some frames are left out; by much, pictures leap ahead."""
    pace = threading.Semaphore(1)
    file = bench.file(pace=pace, video_s=30.0, audio_s=30.0)
    bench.is_waiting_for_frames = False
    bench.open()
    bench.wait(1.0)
    pace.release()
    eventually(lambda: file.hurried == 1)
    assert len(file.seeks) == 1
    bench.wait(3.0)

    def _has_leapt() -> bool:
        pace.release()  # the frame that the decoder was at
        return len(file.seeks) == 2

    eventually(_has_leapt)
    assert 4.0 < file.seeks[1].target <= bench.position + 1.0
    assert bench.state is PlayState.PLAYING
    for _ in range(100):
        pace.release()
    bench.is_waiting_for_frames = True
    bench.wait(1.0)
    assert bench.position - 0.06 < bench.seen[-1][0] <= bench.position
    assert len(file.seeks) == 2
    assert bench.transport.status().stats.underruns == 0
