"""Smooths what the GPU timer answers, by section. Pure arithmetic."""

from collections.abc import Hashable, Iterable

from player.gl.gpu_timer import Timing

SMOOTHING = 0.15
"""Share of a new answer: a jump is seen within ten pictures, a single one is not."""


class PassTimings:
    """Smoothed milliseconds by section label.

    Thread: drawing.
    """

    def __init__(self) -> None:
        self._smoothed: dict[Hashable, float] = {}

    def note(self, answers: Iterable[Timing]) -> None:
        """Take new answers in."""
        for label, milliseconds in answers:
            known = self._smoothed.get(label)
            if known is None:
                self._smoothed[label] = milliseconds
            else:
                self._smoothed[label] = known + SMOOTHING * (milliseconds - known)

    def of(self, label: Hashable) -> float | None:
        """Return a section's smoothed milliseconds, None while unknown."""
        return self._smoothed.get(label)

    def total(self) -> float | None:
        """Return the sum over all sections, None while nothing is known."""
        return sum(self._smoothed.values()) if self._smoothed else None

    def reset(self) -> None:
        """Forget everything: another chain or other sizes are drawn."""
        self._smoothed.clear()
