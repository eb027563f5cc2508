"""Which size an Auto chain has now: a pure decision on values, clock given.

The law stands in `AutoSize.watched` alone: another policy takes its place there.
"""

from dataclasses import dataclass, replace

from player.display.load_watch import PATIENCE_S
from player.hooks.sizes import ModeSize
from player.timing import WallTime

COST_RATIO = 3.5
"""HQ takes so many times as long as Fast (docs/decisions/0014-auto-size.md)."""

ROOM = 0.75
"""HQ must be expected to fit into this share of the time that a frame lasts."""

UP_PATIENCE_S = 3.0
"""For so long there must have been room; a step is seen, so it is not made lightly."""

DOWN_PATIENCE_S = PATIENCE_S
"""As long as the notice "too slow" would wait, which the step makes needless."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the window knows of the work.

    Attributes:
        subject: Which file and which mode: another one begins anew.
        sizes: Of the frame before and after the chain; another work for both sizes.
        draw_s: Smoothed time to draw one picture in the size of now, 0 while unknown.
        budget_s: Wall time between two frames; 0 when nothing moves.
        is_software: The GPU is a processor.
        is_still: What is open is one picture.
    """

    subject: tuple[str, str]
    sizes: str
    draw_s: float
    budget_s: float
    is_software: bool = False
    is_still: bool = False


@dataclass(frozen=True, slots=True)
class AutoSize:
    """What has been seen so far; `watched` returns the next one.

    Attributes:
        size: What to draw.
        subject: What this speaks of.
        terms: Sizes and budget that were judged last.
        since: When a reason for the other size began, None without one.
        is_settled: HQ was too slow on these terms: no second try.
    """

    size: ModeSize = ModeSize.FAST
    subject: tuple[str, str] = ("", "")
    terms: tuple[str, float] = ("", 0.0)
    since: WallTime | None = None
    is_settled: bool = False

    def watched(self, figures: Figures, now: WallTime) -> "AutoSize":
        """Return what is known after one more look."""
        if figures.is_software or figures.is_still:
            size = resting_size(is_software=figures.is_software)
            return AutoSize(size, figures.subject)
        if figures.subject != self.subject:
            return AutoSize(subject=figures.subject).watched(figures, now)
        if figures.draw_s <= 0 or figures.budget_s <= 0:  # paused, or being prepared
            return replace(self, since=None)
        terms = (figures.sizes, figures.budget_s)
        if terms != self.terms:
            known = AutoSize(self.size, self.subject, terms)
            return known._judged(figures, now)
        return self._judged(figures, now)

    def _judged(self, figures: Figures, now: WallTime) -> "AutoSize":
        """Go up when HQ will fit well, down when it does not; after some patience."""
        share = figures.draw_s / figures.budget_s
        if self.size is ModeSize.HQ:
            other, patience_s, is_due = ModeSize.FAST, DOWN_PATIENCE_S, share > 1.0
        else:
            other, patience_s = ModeSize.HQ, UP_PATIENCE_S
            is_due = not self.is_settled and share * COST_RATIO <= ROOM
        if not is_due:
            return replace(self, since=None)
        since = now if self.since is None else self.since
        if now - since < patience_s:
            return replace(self, since=since)
        return replace(self, size=other, since=None, is_settled=other is ModeSize.FAST)


def resting_size(*, is_software: bool) -> ModeSize:
    """Return the size for pictures that no clock waits for."""
    return ModeSize.FAST if is_software else ModeSize.HQ
