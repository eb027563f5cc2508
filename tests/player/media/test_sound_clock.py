"""Sound stays continuous through jitter and moves only at real breaks."""

from fractions import Fraction

import pytest

from player.media.sound_clock import SoundClock

RATE = 48000
LENGTH = 1024


def clock(
    time_base: Fraction = Fraction(1, RATE), duration_s: float = 60
) -> SoundClock:
    """Return a clock of a stream at 48 kHz."""
    return SoundClock(time_base, Fraction(0), duration_s)


def test_samples_are_believed_over_small_jitter() -> None:
    """Time stamps that are a few milliseconds off do not tear the sound."""
    subject = clock(Fraction(1, 1000))
    for number in range(20):
        exact_s = number * LENGTH / RATE
        moment = subject.moment(round(exact_s * 1000) + number % 3, LENGTH, RATE)
        assert moment.is_break == (number == 0)
        assert moment.start_s == pytest.approx(exact_s)


def test_a_gap_moves_the_position() -> None:
    """A hole in the stream is a break at the stated time."""
    subject = clock()
    subject.moment(0, LENGTH, RATE)
    moment = subject.moment(RATE, LENGTH, RATE)
    assert moment.is_break
    assert moment.start_s == 1.0


def test_an_overlap_moves_the_position_back() -> None:
    """Sound that comes twice is stated where it says, for the line to trim."""
    subject = clock()
    subject.moment(0, RATE, RATE)
    moment = subject.moment(RATE // 2, LENGTH, RATE)
    assert moment.is_break
    assert moment.start_s == 0.5


def test_missing_stamps_follow_on() -> None:
    """A piece without a time stamp continues the one before."""
    subject = clock()
    subject.moment(0, LENGTH, RATE)
    moment = subject.moment(None, LENGTH, RATE)
    assert not moment.is_break
    assert moment.start_s == pytest.approx(LENGTH / RATE)


def test_a_clock_that_starts_anew_continues_the_line() -> None:
    """A big step backwards shifts all that follows."""
    subject = clock()
    subject.moment(30 * RATE, LENGTH, RATE)
    again = subject.moment(0, LENGTH, RATE)
    after = subject.moment(LENGTH, LENGTH, RATE)
    assert again.start_s == pytest.approx(30 + LENGTH / RATE)
    assert after.start_s == pytest.approx(30 + 2 * LENGTH / RATE)


def test_a_jump_beyond_the_files_end_is_not_believed() -> None:
    """A broken time stamp must not become a day of silence."""
    subject = clock(duration_s=60)
    subject.moment(0, LENGTH, RATE)
    moment = subject.moment(86400 * RATE, LENGTH, RATE)
    assert moment.start_s == pytest.approx(LENGTH / RATE)


def test_rounded_stamps_are_mended_after_a_seek() -> None:
    """Matroska rounds to milliseconds; equal frame lengths give the samples back."""
    subject = clock(Fraction(1, 1000))
    for number in range(3):
        subject.moment(round(number * LENGTH / RATE * 1000), LENGTH, RATE)
    subject.restart()
    exact_s = 100 * LENGTH / RATE
    moment = subject.moment(round(exact_s * 1000), LENGTH, RATE)
    assert moment.start_s == pytest.approx(exact_s, abs=1e-9)
