"""What is said of a chain: its weight, and why it does nothing."""

from dataclasses import replace

import pytest

from player.hooks.chain import OFF, ShaderChain
from player.status import (
    ChainStatus,
    PassStatus,
    PassVerdict,
    PlaybackStatus,
    PlayState,
)
from tests.support.ui_samples import CHAIN, CHAIN_STATUS, STATUS
from ui.chain_words import (
    ChainFacts,
    Load,
    budget_ms,
    frame_budget_ms,
    idle_reason,
    load,
)


def _idle(before: str, after: str) -> ChainFacts:
    passes = tuple(
        replace(one, verdict=PassVerdict.IDLE, reason="1.00 is not > 1.20")
        for one in CHAIN_STATUS.passes
    )
    status = ChainStatus(CHAIN.id, passes, input_size=before, output_size=after)
    return ChainFacts(CHAIN, status)


def _with_verdict(verdict: PassVerdict) -> ChainFacts:
    one = PassStatus(0, 0, "Luma", verdict)
    return ChainFacts(CHAIN, ChainStatus(CHAIN.id, (one,)))


@pytest.mark.parametrize(
    ("total_ms", "expected"),
    [
        (None, Load.UNKNOWN),
        (10.0, Load.CALM),
        (31.4, Load.NEAR),
        (41.6, Load.NEAR),
        (41.7, Load.BEYOND),
        (80.0, Load.BEYOND),
    ],
)
def test_weight_is_measured_by_the_frame(
    total_ms: float | None, expected: Load
) -> None:
    """Three quarters of a frame's time is near the limit, a whole one beyond it."""
    assert load(total_ms, 41.7) is expected


def test_faster_playback_leaves_less_time() -> None:
    """At double speed a frame lasts half as long; without a rate nobody knows."""
    assert budget_ms(25.0, 2.0) == pytest.approx(20.0)
    assert budget_ms(0.0, 1.0) is None


def test_a_running_chain_needs_no_reason() -> None:
    """As soon as one pass ran there is nothing to explain."""
    assert idle_reason(ChainFacts(CHAIN, CHAIN_STATUS)) == ""


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("1920×1080", "1920×1080", "already at screen size: nothing to enlarge"),
        ("1920×1080", "1280×720", "the screen is smaller than the file"),
        ("1600×900", "1920×1080", "only 1.20× larger than the file"),
        ("", "", "1.00 is not > 1.20"),
    ],
)
def test_sizes_explain_an_idle_chain(before: str, after: str, words: str) -> None:
    """The loudest question of all, "why does nothing happen?", is answered."""
    assert words in idle_reason(_idle(before, after))


def test_switches_and_faults_explain_an_idle_chain() -> None:
    """Switched off, failed and unreadable are told apart."""
    assert "switched off" in idle_reason(_with_verdict(PassVerdict.OFF))
    assert "failed" in idle_reason(_with_verdict(PassVerdict.FAILED))
    broken = ShaderChain("custom", "Custom", (CHAIN.entries[3],))
    assert "could be read" in idle_reason(ChainFacts(broken, ChainStatus()))
    all_off = replace(
        CHAIN, entries=tuple(replace(e, is_on=False) for e in CHAIN.entries)
    )
    assert "every file" in idle_reason(ChainFacts(all_off, ChainStatus()))


def test_another_chains_status_explains_nothing() -> None:
    """A status that speaks of the chain before is no reason."""
    assert idle_reason(ChainFacts(OFF, CHAIN_STATUS)) == ""
    stale = replace(_idle("1×1", "1×1").status, chain_id="another")
    assert idle_reason(ChainFacts(CHAIN, stale)) == ""


def test_a_paused_frame_lasts_as_long() -> None:
    """The budget depends on file and speed, not on whether it plays just now."""
    playing = frame_budget_ms(STATUS)
    assert playing == pytest.approx(1001 / 24)
    assert frame_budget_ms(replace(STATUS, state=PlayState.PAUSED)) == playing
    assert frame_budget_ms(PlaybackStatus()) is None
