"""When the notice "too slow" comes, what it says, and when it goes."""

from dataclasses import replace

from player.display.load_watch import PATIENCE_S, Load, LoadWatch
from player.timing import WallTime

SLOW = Load(0.1, 0.042, "id", "Mode A · HQ", has_lighter=True, slowest=("Big", 80.0))


def _after(load: Load, *moments: float) -> LoadWatch:
    watch = LoadWatch()
    for moment in moments:
        watch = watch.watched(load, WallTime(moment))
    return watch


def test_only_what_lasts_is_said() -> None:
    """A compile or another program's moment is passed over."""
    assert _after(SLOW, 0.0, PATIENCE_S * 0.9).notice is None
    assert _after(SLOW, 0.0, PATIENCE_S).notice is not None


def test_it_names_the_slow_one_in_ms_and_offers_the_way_out() -> None:
    """Time, budget, file, and the command of the lighter chain."""
    notice = _after(SLOW, 0.0, 2.0).notice
    assert notice is not None
    for words in ("Mode A · HQ", "100 ms", "42 ms", "Big", "80 ms"):
        assert words in notice.text
    assert notice.action == "lighter-chain"
    assert not notice.is_error


def test_without_a_chain_there_is_no_lighter_one() -> None:
    """Plain drawing that is too slow asks for a smaller window."""
    notice = _after(replace(SLOW, has_lighter=False), 0.0, 2.0).notice
    assert notice is not None
    assert notice.action == ""
    assert "smaller window" in notice.hint


def test_fast_moments_begin_the_count_anew() -> None:
    """Only an unbroken spell counts."""
    watch = _after(SLOW, 0.0, 1.0)
    watch = watch.watched(replace(SLOW, draw_s=0.01), WallTime(1.1))
    watch = watch.watched(SLOW, WallTime(1.2)).watched(SLOW, WallTime(2.0))
    assert watch.notice is None


def test_the_notice_stays_until_drawing_fits_well() -> None:
    """At the very budget it stays (no flicker); clearly below it goes."""
    watch = _after(SLOW, 0.0, 2.0)
    near = replace(SLOW, draw_s=SLOW.budget_s * 0.95)
    assert watch.watched(near, WallTime(3.0)).notice is not None
    calm = replace(SLOW, draw_s=SLOW.budget_s * 0.8)
    assert watch.watched(calm, WallTime(3.0)).notice is None


def test_another_chain_is_judged_anew_and_a_pause_is_no_judgement() -> None:
    """The notice is the old chain's; paused, what was said stays."""
    watch = _after(SLOW, 0.0, 2.0)
    other = replace(SLOW, chain_id="other")
    assert watch.watched(other, WallTime(2.1)).notice is None
    paused = replace(SLOW, budget_s=0.0)
    assert watch.watched(paused, WallTime(9.0)).notice is not None
    assert _after(paused, 0.0, 9.0).notice is None
