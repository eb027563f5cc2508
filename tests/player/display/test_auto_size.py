"""Which size Auto has: the law as a table, step by step."""

from dataclasses import replace

import pytest

from player.display.auto_size import (
    COST_RATIO,
    DOWN_PATIENCE_S,
    ROOM,
    UP_PATIENCE_S,
    AutoSize,
    Figures,
    resting_size,
)
from player.hooks.sizes import ModeSize
from player.timing import WallTime

FAST, HQ = ModeSize.FAST, ModeSize.HQ
BUDGET_S = 0.04
ROOMY = Figures(("a.mkv", "mode-a"), "2 4", BUDGET_S * ROOM / COST_RATIO, BUDGET_S)
TIGHT = replace(ROOMY, draw_s=ROOMY.draw_s * 1.01)
SLOW = replace(ROOMY, draw_s=BUDGET_S * 1.01)
FITTING = replace(ROOMY, draw_s=BUDGET_S)
PAUSED = replace(ROOMY, budget_s=0.0)
UNKNOWN = replace(ROOMY, draw_s=0.0)
UP, DOWN = UP_PATIENCE_S, DOWN_PATIENCE_S

Look = tuple[float, Figures]

RISE: tuple[Look, ...] = ((0.0, ROOMY), (UP, ROOMY))
FALL: tuple[Look, ...] = (*RISE, (10.0, SLOW), (10.0 + DOWN, SLOW))
OTHER_FILE = replace(ROOMY, subject=("b.mkv", "mode-a"))
OTHER_MODE = replace(ROOMY, subject=("a.mkv", "mode-b"))
SMALLER = replace(ROOMY, sizes="2 3")
HALF_SPEED = replace(ROOMY, budget_s=BUDGET_S * 2)


def _after(*looks: Look) -> AutoSize:
    auto = AutoSize()
    for moment, figures in looks:
        auto = auto.watched(figures, WallTime(moment))
    return auto


@pytest.mark.parametrize(
    ("looks", "size"),
    [
        pytest.param([(0.0, ROOMY)], FAST, id="begins with Fast"),
        pytest.param([(0.0, ROOMY), (UP * 0.9, ROOMY)], FAST, id="waits"),
        pytest.param(RISE, HQ, id="goes up where HQ will fit"),
        pytest.param([(0.0, TIGHT), (99.0, TIGHT)], FAST, id="not where it will not"),
        pytest.param(
            [(0.0, ROOMY), (2.0, TIGHT), (2.1, ROOMY), (UP, ROOMY)],
            FAST,
            id="only an unbroken spell counts",
        ),
        pytest.param(
            [(0.0, ROOMY), (2.0, UNKNOWN), (2.1, ROOMY), (UP, ROOMY)],
            FAST,
            id="what is not known is no spell",
        ),
        pytest.param(
            [(0.0, ROOMY), (2.0, PAUSED), (2.1, ROOMY), (UP, ROOMY)],
            FAST,
            id="a pause is no spell",
        ),
        pytest.param([*RISE, (9.0, FITTING), (99.0, FITTING)], HQ, id="it fits"),
        pytest.param([*RISE, (9.0, SLOW), (9.0 + DOWN * 0.9, SLOW)], HQ, id="hiccup"),
        pytest.param(FALL, FAST, id="goes down where it does not"),
        pytest.param([*FALL, (50.0, ROOMY), (99.0, ROOMY)], FAST, id="no second try"),
        pytest.param(
            [*FALL, (50.0, PAUSED), (60.0, ROOMY), (99.0, ROOMY)],
            FAST,
            id="nor after a pause",
        ),
        pytest.param([*RISE, (9.0, PAUSED), (99.0, PAUSED)], HQ, id="paused it stays"),
        pytest.param([*RISE, (9.0, SMALLER)], HQ, id="another window size keeps it"),
        pytest.param(
            [*FALL, (50.0, SMALLER), (50.0 + UP, SMALLER)], HQ, id="and is a new try"
        ),
        pytest.param(
            [*FALL, (50.0, HALF_SPEED), (50.0 + UP, HALF_SPEED)],
            HQ,
            id="so is another speed",
        ),
        pytest.param([*RISE, (9.0, OTHER_FILE)], FAST, id="another file begins anew"),
        pytest.param([*RISE, (9.0, OTHER_MODE)], FAST, id="so does another mode"),
        pytest.param(
            [*FALL, (50.0, OTHER_FILE), (50.0 + UP, OTHER_FILE)],
            HQ,
            id="another file is a new try",
        ),
        pytest.param(
            [(0.0, replace(ROOMY, is_software=True)), (99.0, ROOMY)],
            FAST,
            id="nothing is kept of software GL",
        ),
        pytest.param([(0.0, replace(PAUSED, is_still=True))], HQ, id="one picture"),
    ],
)
def test_the_size_follows_the_figures(looks: list[Look], size: ModeSize) -> None:
    """Up with foresight and patience, down when it must be, and not up again."""
    assert _after(*looks).size is size


def test_a_processor_draws_fast() -> None:
    """However much room there seems to be, and for one picture too."""
    software = replace(ROOMY, is_software=True)
    assert _after((0.0, software), (UP, software), (99.0, software)).size is FAST
    assert _after((0.0, replace(software, is_still=True))).size is FAST
    assert resting_size(is_software=True) is FAST
    assert resting_size(is_software=False) is HQ
