"""Is the chain too slow for this video? A pure decision on values, clock given."""

from dataclasses import dataclass, replace

from player.status import Notice
from player.timing import WallTime

KEY = "chain-too-slow"
PATIENCE_S = 1.5
"""Shorter spells (a compile, another program) are nobody's business."""

RELIEF = 0.9
"""The notice goes when drawing fits with this much of the budget: no flicker."""


@dataclass(frozen=True, slots=True)
class Load:
    """What is being drawn and what it costs.

    Attributes:
        draw_s: Smoothed time to draw one picture, 0 while unknown.
        budget_s: Wall time between two frames; 0 when nothing moves.
        chain_id: Which chain draws.
        chain_label: Its name for people.
        has_lighter: A chain that asks for less can be offered.
        slowest: The file that takes the most and its time in ms, ("", 0.0) if unknown.
    """

    draw_s: float
    budget_s: float
    chain_id: str
    chain_label: str
    has_lighter: bool
    slowest: tuple[str, float] = ("", 0.0)


@dataclass(frozen=True, slots=True)
class LoadWatch:
    """What has been seen so far; `watched` returns the next one.

    Attributes:
        chain_id: Chain that this speaks of.
        slow_since: When it began to be too slow, None while it is not.
        notice: What to show now.
    """

    chain_id: str = ""
    slow_since: WallTime | None = None
    notice: Notice | None = None

    def watched(self, load: Load, now: WallTime) -> "LoadWatch":
        """Return what is known after one more look."""
        if load.chain_id != self.chain_id:
            return LoadWatch(load.chain_id).watched(load, now)
        if load.budget_s <= 0 or load.draw_s <= 0:
            return replace(self, slow_since=None)  # paused: keep what was said
        if load.draw_s <= load.budget_s * (RELIEF if self.notice else 1.0):
            return LoadWatch(load.chain_id)
        since = now if self.slow_since is None else self.slow_since
        is_told = self.notice is not None or now - since >= PATIENCE_S
        notice = self.notice or (_notice(load) if is_told else None)
        return replace(self, slow_since=since, notice=notice)


def _notice(load: Load) -> Notice:
    drawing, budget = _ms(load.draw_s), _ms(load.budget_s)
    what = load.chain_label if load.has_lighter else "Drawing"
    text = f"{what}: {drawing} for a frame; this video leaves {budget}."
    file, file_ms = load.slowest
    if file and load.has_lighter:
        text += f" Slowest: {file}, {_ms(file_ms / 1000)}."
    if load.has_lighter:
        hint = "Sound goes on, late frames are left out. A lighter chain helps."
        return Notice(KEY, text, hint, action="lighter-chain")
    return Notice(KEY, text, "A smaller window helps, or a simpler scaler.")


def _ms(seconds: float) -> str:
    ms = seconds * 1000
    return f"{ms:.1f} ms" if ms < 10 else f"{ms:.0f} ms"
