"""When a lost device is looked for: soon, then rarely, then no more."""

from player.playback.device_search import CALM_S, DELAYS_S, DeviceSearch
from player.timing import WallTime


def _looks(search: DeviceSearch, begin_s: float, seconds: float) -> list[float]:
    """Return when it looked, every look in vain, a tenth of a second apart."""
    found = []
    for tenth in range(round(seconds * 10) + 1):
        now = WallTime(begin_s + tenth / 10)
        if search.is_due(now):
            found.append(round(now - begin_s, 1))
            search.note_failure(now)
    return found


def test_looks_become_rare_and_end_after_a_minute() -> None:
    """At once, then after 1, 2, 4, 8, 16 and 30 s more; then it is left alone."""
    search = DeviceSearch()
    assert _looks(search, 50.0, 10.0) == []
    search.begin(WallTime(100.0))
    assert search.is_on
    assert _looks(search, 100.0, 200.0) == [0.0, 1.0, 3.0, 7.0, 15.0, 31.0, 61.0]
    assert not search.is_on


def test_a_look_is_told_once() -> None:
    """While a look is under way, no other one begins."""
    search = DeviceSearch()
    search.begin(WallTime(1.0))
    assert search.is_due(WallTime(1.0))
    assert not search.is_due(WallTime(99.0))


def test_a_device_that_goes_again_soon_is_looked_for_more_rarely() -> None:
    """The row goes on where it was; after a calm time, or when asked, it is new."""
    search = DeviceSearch()
    now = WallTime(100.0)
    for delay_s in DELAYS_S[:3]:
        search.begin(now)
        assert not search.is_due(WallTime(now + delay_s - 0.01))
        assert search.is_due(WallTime(now + delay_s))
        now = WallTime(now + delay_s + 1)
        search.end(now)
        assert not search.is_on
    search.begin(WallTime(now + CALM_S + 1))
    assert search.is_due(WallTime(now + CALM_S + 1))
    search.end(now)
    search.begin(now, is_fresh=True)
    search.note_failure(now)  # of a look before it
    assert search.is_due(now)
