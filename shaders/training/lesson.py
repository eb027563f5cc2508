"""What a batch asks for, and how far an answer is off.

The target is what must be added to the bilinear (or unchanged) picture. Errors are
squared: luma first, the three channels with a smaller weight. `fairness` divides a
crop's error by a power of what was wrong with it before: without it the hardest
texture of a batch decides everything, clean lines and light compression nothing.
`overshoot` counts once more what is brighter or darker than all of the truth nearby.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from shaders.training.blockiness import blockiness
from shaders.training.degrading import Put
from shaders.training.folding import folded
from shaders.training.plan import NetworkPlan, Plan
from shaders.training.resampling import (
    Array,
    Kernel,
    cored,
    resampled,
    resize_matrix,
)
from shaders.training.shapes import LUMA, Output
from shaders.training.twins import Twins

MARGIN_PX = 8  # of a crop, where its borders are felt, is not counted
TYPICAL_ERROR = 3.7e-4
TOLERATED = 10.0 / 255.0  # that far beyond the truth nearby: no ring that is seen
GAIN = 10.0  # keeps gradients in the middle of float32's range


@dataclass(frozen=True)
class Lesson:
    """One batch.

    Attributes:
        low: what the network sees, [batch, 3, y, x].
        target: [batch, 3, y, x] or [batch, 12, y, x], what is to be added.
        weight: [batch, 1, 1, 1], how much each crop counts.
        blocky: [batch], how blocky each crop is.
        most: [batch, 1 or 4, y, x], what may be added to the luma at most: as much as
            the truth has nearby, and TOLERATED. Empty where nobody asks for it.
        least: the same, at least.
    """

    low: Array
    target: Array
    weight: Array
    blocky: Array
    most: Array
    least: Array

    def part(self, first: int, stock: int, whole: Callable[[Array], Array]) -> Lesson:
        """Return every so many-th crop, each array in one piece of memory."""
        arrays = (getattr(self, one.name) for one in fields(self))
        return Lesson(*(whole(array[first::stock]) for array in arrays))

    def become(self, newer: Lesson) -> None:
        """Take over another batch, in the same places."""
        for one in fields(self):
            getattr(self, one.name)[:] = getattr(newer, one.name)


class Teacher:
    """Makes lessons from pairs of a degraded and a sharp picture.

    Args:
        side_px: of the degraded picture.
        plan: what counts how much.
        twins: of its batches.
        put: moves a float32 NumPy array to where the crops are.
        xp: numpy or torch.
    """

    def __init__(
        self, side_px: int, plan: Plan, twins: Twins, put: Put, xp: Any
    ) -> None:
        self.plan = plan
        self.xp = xp
        self.twins = twins
        self.double = put(resize_matrix(side_px, 2 * side_px, Kernel.BILINEAR))
        self.luma = put(np.array(LUMA, np.float32).reshape(1, 3, 1, 1))
        inner = np.zeros((side_px, side_px), np.float32)
        inner[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX] = 1.0
        self.inner = put(inner / inner.sum())

    def lesson(self, low: Array, sharp: Array) -> Lesson:
        """Return the batch with its targets and weights."""
        if self.plan.factor == 2:
            target = folded(sharp - resampled(self.double, low))
        else:
            target = sharp - low
        luma = self.luma_of(target)
        error = ((luma**2) * self.inner).sum((1, 2, 3)) / luma.shape[1]
        weight = ((error + self.plan.floor) / TYPICAL_ERROR) ** -self.plan.fairness
        blocky = blockiness(low, self.xp, every=1)
        most, least = self._room(low, sharp)
        return Lesson(low, target, weight[:, None, None, None], blocky, most, least)

    def _room(self, low: Array, sharp: Array) -> tuple[Array, Array]:
        """Return what may be added to the luma at most and at least."""
        if not self.plan.overshoot:
            return low[:, :0], low[:, :0]
        before, after = ((one * self.luma).sum(1)[:, None] for one in (low, sharp))
        if self.plan.factor == 2:
            before = resampled(self.double, before)
        limits = (
            self._nearby(pick, after) - before
            for pick in (self.xp.maximum, self.xp.minimum)
        )
        if self.plan.factor == 2:
            limits = map(folded, limits)
        most, least = limits
        return most + TOLERATED, least - TOLERATED

    def _nearby(self, pick: Callable[[Array, Array], Array], picture: Array) -> Array:
        """Return what is greatest or least within two pixels.

        At the crop's border its other end counts too, and no border is looked at.
        """
        roll = self.xp.roll
        for axis in (-1, -2, -1, -2):
            sides = pick(roll(picture, 1, axis), roll(picture, -1, axis))
            picture = pick(picture, sides)
        return picture

    def luma_of(self, values: Array) -> Array:
        """Return [batch, 1 or 4, y, x] of three channels' values."""
        batch, count, height, width = values.shape
        parts = values.reshape(batch, 3, count // 3, height, width)
        return (parts * self.luma[:, :, None]).sum(1)

    def gradient(
        self, one: NetworkPlan, answer: Array, lesson: Lesson
    ) -> tuple[Array, Array]:
        """Return d loss / d answer and the mean squared luma error.

        What a core leaves out still gets a gradient, as if it were not left out:
        else nothing would ever come back from there.

        Args:
            one: what the answer's channels mean, and how calm it shall be.
            answer: [batch, 1 or 4, y, x].
            lesson: what was asked.
        """
        scale = lesson.weight * self.inner * (2.0 * GAIN / answer.shape[0])
        shape = one.shape
        if shape.output is not Output.RGB:
            error = cored(answer, shape.core) - self.luma_of(lesson.target)
            slope = self._calmed(error, one.calm)
            if self.plan.overshoot:
                slope = slope + self._beyond(error, lesson)
            return slope * scale / error.shape[1], self._mean(error)
        error = cored(answer[:, :3], shape.core) - lesson.target
        luma = self.luma_of(error)
        slope = self._spread(luma, error) + self.plan.chroma / 3.0 * error
        slope = self._calmed(slope, one.calm)
        if self.plan.overshoot:
            slope = slope + self._spread(self._beyond(luma, lesson), error)
        filled = answer * 0.0
        filled[:, :3] = slope * scale
        return filled, self._mean(luma)

    def _spread(self, luma: Array, like: Array) -> Array:
        """Return what a slope of the luma means for three channels."""
        return (luma[:, None] * self.luma[:, :, None]).reshape(like.shape)

    def _beyond(self, error: Array, lesson: Lesson) -> Array:
        """Return how far the luma is beyond what is nearby in the truth, weighted."""
        answer = error + self.luma_of(lesson.target)
        above = (answer - lesson.most).clip(0.0, None)
        below = (lesson.least - answer).clip(0.0, None)
        return self.plan.overshoot * (above - below)

    def _calmed(self, slope: Array, calm: float) -> Array:
        """Return the slope with that of what differs between twins.

        Their truth is the same, so their errors differ by what their results do.
        """
        if not calm:
            return slope
        return slope + calm * (slope - slope[self.twins.partner])

    def _mean(self, error: Array) -> Array:
        per_crop = ((error**2) * self.inner).sum((1, 2, 3))
        return per_crop.mean() / error.shape[1]
