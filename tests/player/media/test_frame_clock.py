"""Every frame gets a later moment than the one before, whatever the file says."""

from collections import deque
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.media.frame_clock import FrameClock, FrameStamps, TimeSource, time_source

MILLI = Fraction(1, 1000)
FPS = Fraction(25)
NONE: deque[int] = deque()


def clock(
    source: TimeSource = TimeSource.PTS,
    time_base: Fraction = MILLI,
    start_s: Fraction = Fraction(0),
) -> FrameClock:
    """Return a clock for 25 frames a second."""
    return FrameClock(source, time_base, start_s, FPS)


def moments(subject: FrameClock, *pts: int | None) -> list[float]:
    """Return the moments that a row of time stamps gets."""
    return [
        round(subject.moment(FrameStamps(p, None, 40), deque()).pts_s, 6) for p in pts
    ]


def test_media_time_counts_from_the_containers_start() -> None:
    """A file that starts at 1.4 s has its first frame at 0."""
    assert moments(clock(start_s=Fraction(14, 10)), 1400, 1440) == [0.0, 0.04]


def test_missing_time_stamps_follow_on() -> None:
    """A frame without a time comes one duration after the one before."""
    assert moments(clock(), 0, None, None, 120) == [0.0, 0.04, 0.08, 0.12]


def test_a_repeated_or_older_stamp_is_moved_on() -> None:
    """Small steps backwards are mistakes: the line still rises."""
    assert moments(clock(), 0, 40, 40, 30, 160) == [0.0, 0.04, 0.08, 0.12, 0.16]


def test_a_clock_that_starts_anew_continues_the_line() -> None:
    """After a big step backwards the rest is shifted as a whole."""
    got = moments(clock(), 5000, 5040, 0, 40, 90)
    assert got == [5.0, 5.04, 5.08, 5.12, 5.17]


def test_uneven_times_are_kept() -> None:
    """Variable frame rate is the file's own affair."""
    assert moments(clock(), 0, 20, 500, 510) == [0.0, 0.02, 0.5, 0.51]


def test_raw_streams_are_counted() -> None:
    """Time stamps of raw streams mean nothing; frames are as long as the rate says."""
    assert moments(clock(TimeSource.COUNT), 7, 7, 7) == [0.0, 0.04, 0.08]


def test_avi_takes_decoding_times_in_order() -> None:
    """The n-th frame shown gets the n-th earliest packet's time."""
    subject = clock(TimeSource.DECODE_ORDER, Fraction(1, 25))
    first = subject.moment(FrameStamps(2, 2, 1), deque([0, 1, 2]))
    second = subject.moment(FrameStamps(5, 3, 1), deque([3]))
    assert (first.pts_s, second.pts_s) == (0.0, 0.04)


def test_avi_after_a_seek_skips_frames_that_could_not_be_decoded() -> None:
    """Pictures that lean on what lies before a key frame lend it no time of theirs."""
    subject = clock(TimeSource.DECODE_ORDER, Fraction(1, 25))
    subject.moment(FrameStamps(None, 1, 1), deque([0, 1]))  # the delay is one packet
    subject.restart()
    key = subject.moment(FrameStamps(None, 53, 1), deque([50, 51, 52, 53]))
    assert key.pts_s == pytest.approx(52 / 25)


def test_seeking_asks_for_the_very_tick() -> None:
    """A frame's own moment leads back to its own tick."""
    subject = clock(time_base=Fraction(1, 90000), start_s=Fraction(14, 10))
    assert subject.ticks(0.04) == 129600


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("avi", TimeSource.DECODE_ORDER),
        ("h264", TimeSource.COUNT),
        ("matroska,webm", TimeSource.PTS),
        ("mpegts", TimeSource.PTS),
    ],
)
def test_the_container_decides(name: str, source: TimeSource) -> None:
    """AVI has no showing times, raw streams none at all."""
    assert time_source(name) is source


@given(st.lists(st.none() | st.integers(-(10**6), 10**6), max_size=60))
def test_moments_always_rise(stamps: list[int | None]) -> None:
    """No row of time stamps makes time stand still or run backwards."""
    got = moments(clock(), *stamps)
    assert all(later > earlier for earlier, later in pairwise(got))
