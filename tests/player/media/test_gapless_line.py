"""The line of sound has no hole, no doubling, and drifts by not one sample."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from player.media.gapless_line import GaplessLine


def ramp(start: int, length: int) -> np.ndarray:
    """Return samples whose value is one more than their own position."""
    return np.arange(start + 1, start + length + 1, dtype=np.float32)[:, None]


def take_all(line: GaplessLine, step: int) -> np.ndarray:
    """Return all that the line holds, taken in steps."""
    parts = []
    while line.waiting:
        parts.append(line.take(step))
    return np.concatenate([np.zeros((0, 1), np.float32), *parts])[:, 0]


def test_a_gap_is_silence() -> None:
    """What is missing between two pieces is zero."""
    line = GaplessLine(1, 0)
    line.place(0, ramp(0, 3))
    line.place(5, ramp(5, 2))
    assert take_all(line, 4).tolist() == [1, 2, 3, 0, 0, 6, 7]


def test_an_overlap_is_trimmed() -> None:
    """What was already placed stays."""
    line = GaplessLine(1, 0)
    line.place(0, ramp(0, 4))
    line.place(2, ramp(2, 4))
    assert take_all(line, 3).tolist() == [1, 2, 3, 4, 5, 6]


def test_sound_before_a_seeks_target_is_dropped() -> None:
    """A line that begins in the middle of a piece begins at that very sample."""
    line = GaplessLine(1, 10)
    line.place(0, ramp(0, 8))
    line.place(8, ramp(8, 8))
    assert take_all(line, 5).tolist() == [11, 12, 13, 14, 15, 16]


def test_nothing_placed_far_away_makes_no_silence() -> None:
    """An empty piece says nothing about where sound is."""
    line = GaplessLine(1, 0)
    line.place(1000, ramp(0, 0))
    assert line.waiting == 0


def test_long_silence_costs_no_memory() -> None:
    """An hour's hole is counted, not stored."""
    line = GaplessLine(2, 0)
    line.place(3600 * 48000, np.ones((1, 2), np.float32))
    assert line.waiting == 3600 * 48000 + 1
    assert line.take(480).shape == (480, 2)


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12)), max_size=12),
    st.integers(1, 9),
    st.integers(0, 30),
)
def test_each_position_holds_its_own_sample_or_silence(
    pieces: list[tuple[int, int]], step: int, begin: int
) -> None:
    """However pieces lie, what comes out is where it belongs."""
    line = GaplessLine(1, begin)
    for start, length in pieces:
        line.place(start, ramp(start, length))
    out = take_all(line, step)
    positions = np.arange(begin, begin + len(out)) + 1
    assert np.all((out == 0) | (out == positions))
    assert line.position == begin + len(out)
