"""Times as people read them."""

import pytest

from ui.time_words import clock


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "00:00"),
        (-3, "00:00"),
        (67.9, "01:07"),
        (3600, "1:00:00"),
        (3723, "1:02:03"),
    ],
)
def test_times_read_as_on_a_clock(seconds: float, words: str) -> None:
    """Minutes and seconds have two figures; hours come only when needed."""
    assert clock(seconds) == words


def test_hours_can_be_kept() -> None:
    """In a long file the hours stay, so that the words keep their width."""
    assert clock(67, with_hours=True) == "0:01:07"
