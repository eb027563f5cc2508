"""The master clock: which anchor is in force, and the way back from media to wall."""

import threading

from hypothesis import given
from hypothesis import strategies as st

from player.playback.clock import ANCHORS_KEPT, MasterClock
from player.timing import ClockAnchor, Epoch, MediaTime, WallTime

START = WallTime(90.0)


def _anchor(media: float, wall: float, rate: float = 1.0) -> ClockAnchor:
    return ClockAnchor(MediaTime(media), WallTime(wall), rate)


def _started(*anchors: ClockAnchor, at: float = 10.0) -> MasterClock:
    clock = MasterClock()
    clock.restart(Epoch(1), MediaTime(at), START)
    for anchor in anchors:
        clock.post(Epoch(1), anchor)
    return clock


def test_stands_still_until_an_output_posts() -> None:
    """A restarted clock shows its start, and nothing after it is ever due."""
    clock = _started()
    assert not clock.has_started
    assert clock.media_time_at(WallTime(1e6)) == 10.0
    assert clock.wall_time_of(MediaTime(10.5)) is None
    assert clock.wall_time_of(MediaTime(10.0)) == START
    assert clock.wall_time_of(MediaTime(9.9)) == START


def test_an_anchor_takes_force_at_its_own_moment() -> None:
    """Sound that leaves the loudspeaker in 0.15 s does not move the clock before."""
    clock = _started(_anchor(10.0, 100.15))
    assert clock.has_started
    assert clock.media_time_at(WallTime(100.1)) == 10.0
    assert clock.media_time_at(WallTime(100.65)) == 10.5
    assert clock.wall_time_of(MediaTime(10.5)) == 100.65
    assert clock.rate_at(WallTime(100.1)) == 0
    assert clock.rate_at(WallTime(100.2)) == 1


def test_a_future_pause_stops_the_clock_only_when_it_is_heard() -> None:
    """Pause is an anchor of rate 0: what is due before it stays due, the rest waits."""
    clock = _started(_anchor(10.0, 100.0), _anchor(10.5, 100.5, 0.0))
    assert clock.media_time_at(WallTime(100.25)) == 10.25
    assert clock.media_time_at(WallTime(107.0)) == 10.5
    assert clock.wall_time_of(MediaTime(10.25)) == 100.25
    assert clock.wall_time_of(MediaTime(10.6)) is None


def test_after_a_pause_the_way_back_finds_the_new_segment() -> None:
    """A media time after a pause is due in the segment after it, not before."""
    clock = _started(
        _anchor(10.0, 100.0), _anchor(10.5, 100.5, 0.0), _anchor(10.5, 105.0)
    )
    assert clock.wall_time_of(MediaTime(10.25)) == 100.25
    assert clock.wall_time_of(MediaTime(10.75)) == 105.25
    assert clock.media_time_at(WallTime(103.0)) == 10.5


def test_a_jump_forward_is_due_at_its_anchor() -> None:
    """Media skipped by a jump of the sound is due when the jump happens."""
    clock = _started(_anchor(10.0, 100.0), _anchor(11.5, 100.5))
    assert clock.wall_time_of(MediaTime(11.0)) == 100.5


def test_before_the_first_sound_the_past_is_extrapolated() -> None:
    """A frame that covers the start of the sound has its place before it."""
    clock = MasterClock()
    clock.restart(Epoch(1), MediaTime(10.0), START)
    clock.post(Epoch(1), _anchor(10.0, 100.0))
    for number in range(1, 2 * ANCHORS_KEPT):
        clock.post(Epoch(1), _anchor(10 + number / 10, 100 + number / 10))
    assert clock.wall_time_of(MediaTime(10.0)) == 100.0


def test_a_newer_anchor_withdraws_the_future_it_contradicts() -> None:
    """An output that corrects itself leaves no anchor after the corrected one."""
    clock = _started(_anchor(10.0, 100.0), _anchor(10.5, 100.5), _anchor(10.25, 100.25))
    assert clock.media_time_at(WallTime(101.0)) == 11.0
    clock = _started(_anchor(10.0, 100.0), _anchor(10.0, 100.5), _anchor(10.25, 100.25))
    assert clock.media_time_at(WallTime(100.5)) == 10.5


def test_anchors_of_another_epoch_are_not_heard() -> None:
    """The sound of before a seek cannot move the clock after it."""
    clock = _started(_anchor(10.0, 100.0))
    clock.restart(Epoch(2), MediaTime(50.0), WallTime(101.0))
    clock.post(Epoch(1), _anchor(11.0, 101.0))
    assert clock.media_time_at(WallTime(102.0)) == 50.0
    clock.post(Epoch(2), _anchor(50.0, 103.0))
    clock.post(Epoch(1), _anchor(11.0, 104.0))
    assert clock.media_time_at(WallTime(105.0)) == 52.0
    assert clock.epoch == 2


def test_speed_is_the_rate_of_the_anchor() -> None:
    """At double speed two media seconds pass in one, in both directions."""
    clock = _started(_anchor(10.0, 100.0, 2.0))
    assert clock.media_time_at(WallTime(101.0)) == 12.0
    assert clock.wall_time_of(MediaTime(12.0)) == 101.0


@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 2.0), st.sampled_from((0.0, 0.25, 0.5, 1.0, 2.0, 4.0))
        ),
        min_size=1,
        max_size=30,
    ),
    st.floats(0.0, 40.0),
)
def test_there_and_back(segments: list[tuple[float, float]], wall_s: float) -> None:
    """Whatever speeds and pauses: the way back never comes after the way there."""
    wall, media = 100.0, 10.0
    anchors = []
    for length_s, rate in segments:
        anchors.append(_anchor(media, wall, rate))
        wall, media = wall + length_s, media + length_s * rate
    clock = _started(*anchors)
    moment = WallTime(100.0 + wall_s)
    heard = clock.media_time_at(moment)
    back = clock.wall_time_of(heard)
    assert back is not None
    assert back <= moment + 1e-6
    assert abs(clock.media_time_at(back) - heard) < 1e-6


def test_readers_never_see_half_of_a_change() -> None:
    """One thread restarts, one posts, one reads: the clock shows whole states only."""
    clock = MasterClock()
    clock.restart(Epoch(1), MediaTime(1000.0), START)
    stop = threading.Event()
    seen: set[float] = set()

    def _post() -> None:
        while not stop.is_set():
            epoch = clock.epoch
            clock.post(epoch, _anchor(1000.0 * epoch, 0.0))

    def _read() -> None:
        while not stop.is_set():
            seen.add(clock.media_time_at(WallTime(0.5)) % 1000.0)

    threads = [threading.Thread(target=_post), threading.Thread(target=_read)]
    for thread in threads:
        thread.start()
    for number in range(2, 2000):
        clock.restart(Epoch(number), MediaTime(1000.0 * number), START)
    stop.set()
    for thread in threads:
        thread.join()
    assert seen <= {0.0, 0.5}
