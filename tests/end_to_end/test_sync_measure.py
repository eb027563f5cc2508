"""The measuring of sync itself: onsets, pairs and figures, on made-up events."""

import numpy as np
import pytest

from tests.support.sync_measure import (
    Presentation,
    flashes,
    onsets,
    pair,
    summary,
)

RATE_HZ = 48_000


def _beeps(starts_s: list[float]) -> np.ndarray:
    samples = np.zeros((RATE_HZ * 3, 2), np.float32)
    times = np.arange(round(0.05 * RATE_HZ)) / RATE_HZ
    for start in starts_s:
        first = round(start * RATE_HZ)
        burst = 0.5 * np.cos(2 * np.pi * 1000 * times)
        samples[first : first + len(burst)] = burst[:, np.newaxis]
    return samples


def test_onsets_are_found_to_the_sample() -> None:
    """Each beep has one onset, its zero crossings make none."""
    found = onsets(_beeps([0.0, 0.5, 2.25]), RATE_HZ)
    assert list(found) == [0, 24_000, 108_000]
    assert onsets(_beeps([]), RATE_HZ).size == 0


def test_only_white_frames_are_flashes() -> None:
    """A frame counts when its media time is an event's."""
    presented = [Presentation(number / 24, float(number)) for number in range(30)]
    assert [one.wall_s for one in flashes(presented, (0.0, 1.0))] == [0.0, 24.0]


def test_pairs_are_near_and_used_once() -> None:
    """A late picture has a positive offset; what has no partner is counted."""
    pairing = pair([1.01, 2.03, 5.0], [1.0, 1.05, 2.0, 3.0])
    assert pairing.offsets_s == pytest.approx((0.01, 0.03))
    assert (pairing.lone_flashes, pairing.lone_beeps) == (1, 2)


@pytest.mark.parametrize(
    ("offsets", "is_good"),
    [
        ([0.001] * 30, True),
        ([0.001] * 29 + [0.039], True),
        ([0.001] * 29 + [0.041], False),
        ([0.016] * 30, False),
        ([-0.016] * 30, False),
        ([], False),
    ],
)
def test_the_promise_is_what_it_says(offsets: list[float], is_good: bool) -> None:
    """15 ms for 95 %, 40 ms for all, in either direction; nothing measured is bad."""
    figures = summary("phase", offsets)
    assert figures.is_good is is_good
    assert figures.count == len(offsets)
    assert "phase" in figures.line()
