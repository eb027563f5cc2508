"""From a sharp crop to what a viewer is given: shrunk, softened, noisy, compressed.

A plan lists sources; each takes a fixed number of the crops of a batch, so a batch
always has the same make-up and a GPU can replay it without asking the CPU. All
chance comes in as numbers ("dice", noise), all else is a pure function that runs on
NumPy arrays and on torch tensors alike.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import numpy as np

from shaders.training import panes
from shaders.training.codec import (
    CHROMA_420_SHARE,
    CodecTables,
    through_jpeg,
    through_video,
)
from shaders.training.resampling import (
    Array,
    Kernel,
    Matrix,
    blur_matrix,
    magnify_matrix,
    resampled,
    resize_matrix,
    rounded,
)

Put = Callable[[Matrix], Array]

QUALITY_DIE = 5
FINISH_DICE = 8  # the first die that a finish uses
PANE_DICE = 16
DICE = PANE_DICE + panes.DICE  # random numbers that one crop uses up here
SIGMAS = 16  # strengths of blur that are kept ready as matrices
RATIOS = 6  # ratios of a resampling that are kept ready as matrices
SMALLEST_BLUR_PX = 0.2


class Codec(StrEnum):
    """What compressed a source: files of JPEG, two imitations of H.264, H.264 itself.

    The last is not done here: workers do it (`filming.py`).
    """

    NONE = "none"
    JPEG = "jpeg"
    VIDEO4 = "video4"
    VIDEO8 = "video8"
    H264 = "h264"


@dataclass(frozen=True, slots=True)
class Resampling:
    """A picture that was made smaller and then larger again before it reached us.

    Attributes:
        down: scalers that shrank it.
        up: scalers that enlarged it.
        ratio: least and greatest factor.
        double: share of crops with the factor 2 exactly.
    """

    down: tuple[Kernel, ...]
    up: tuple[Kernel, ...]
    ratio: tuple[float, float]
    double: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of source and how many crops of a batch come from it.

    Attributes:
        crops: of a batch.
        shrink: shares of the scalers that halved the picture (families that double).
        resampling: what happened at the full size (families that keep the size).
        blur_px: least and greatest Gaussian sigma, 0 for none.
        sharpen: least and greatest amount of an unsharp mask (leaves ringing).
        noise: greatest standard deviation of Gaussian noise, 1 is white.
        codec: what compressed it.
        quality: least and greatest JPEG quality, quantiser of an imitation, or crf.
        twins: every second crop is the one before it, with other noise and another
            quality: what differs between their results is unrest (`NetworkPlan.calm`).
        weight: of its errors, where a finished network is settled.
        truth: there too, how far its answers go from what they are (0) to the truth.
    """

    crops: int
    shrink: dict[Kernel, float] = field(default_factory=dict)
    resampling: Resampling | None = None
    blur_px: tuple[float, float] = (0.0, 0.0)
    sharpen: tuple[float, float] = (0.0, 0.0)
    noise: float = 0.0
    codec: Codec = Codec.NONE
    quality: tuple[float, float] = (50.0, 90.0)
    twins: bool = False
    weight: float = 1.0
    truth: float = 0.0


@dataclass(frozen=True, slots=True)
class Finish:
    """How sharp art is before anything happens to it: what a network gives back.

    Shares are of all crops of a batch and independent of each other. Drawn art is
    soft or resized or sharpened in ways that look like what scalers do to a source; a
    network that has seen crisp drawings only takes one for the other.

    Attributes:
        magnified: share that was drawn smaller and enlarged.
        ratio: least and greatest factor of that.
        up: scalers that enlarged it.
        blurred: share that has a soft pen.
        blur_px: least and greatest Gaussian sigma.
        sharpened: share with an unsharp mask, and so with pale rims.
        amount: least and greatest amount of it.
        radius_px: least and greatest sigma of it.
        stored: share that was kept as a JPEG file before, and still shows it: a
            painted background often has been. Such noise belongs to the art; who
            takes it away from a good source is further off than who does nothing.
        quality: least and greatest of that file.
        panes: share that has plain rectangles before it, with hard edges (panes.py).
    """

    magnified: float
    ratio: tuple[float, float]
    up: tuple[Kernel, ...]
    blurred: float
    blur_px: tuple[float, float]
    sharpened: float
    amount: tuple[float, float]
    radius_px: tuple[float, float]
    stored: float = 0.0
    quality: tuple[float, float] = (80.0, 97.0)
    panes: float = 0.0


@dataclass(frozen=True)
class _Table:
    """Matrices of which each crop takes one, with the running sum of their shares."""

    matrices: Array
    running_share: Array

    def pick(self, die: Array) -> Array:
        index = (die[:, None] > self.running_share[None]).sum(1)
        return self.matrices[index]


def _table(matrices: Sequence[Matrix], shares: Sequence[float], put: Put) -> _Table:
    running = np.cumsum(np.array(shares) / np.sum(shares))[:-1]
    return _Table(put(np.stack(matrices)), put(running.astype(np.float32)))


def _resampling_table(resampling: Resampling, side: int, put: Put) -> _Table:
    matrices: list[Matrix] = []
    shares: list[float] = []
    pairs = [(d, u) for d in resampling.down for u in resampling.up]
    rest = (1.0 - resampling.double) / RATIOS
    ratios = [(r, rest) for r in np.linspace(*resampling.ratio, RATIOS)]
    if resampling.double:
        ratios.append((2.0, resampling.double))
    for ratio, share in ratios:
        small = round(side / ratio)
        for down, up in pairs:
            shrink = resize_matrix(side, small, down)
            matrices.append(resize_matrix(small, side, up) @ shrink)
            shares.append(share / len(pairs))
    return _table(matrices, shares, put)


def _blur_table(reach: tuple[float, float], side: int, put: Put) -> _Table:
    sigmas = np.linspace(max(reach[0], SMALLEST_BLUR_PX), reach[1], SIGMAS)
    return _table([blur_matrix(side, float(s)) for s in sigmas], [1.0] * SIGMAS, put)


def _between(reach: tuple[float, float], die: Array) -> Array:
    return reach[0] + (reach[1] - reach[0]) * die


class _Road:
    """What one source does to its crops."""

    def __init__(self, source: Source, side: int, factor: int, put: Put) -> None:
        if source.codec is Codec.H264:
            raise ValueError("H.264 is filmed, not degraded")
        self.source = source
        self.shrink: _Table | None = None
        self.resampling: _Table | None = None
        self.blur: _Table | None = None
        self.mask: Array | None = None
        if factor == 2:
            shares = source.shrink or {Kernel.AREA: 1.0}
            kernels = [resize_matrix(side, side // 2, Kernel(k)) for k in shares]
            self.shrink = _table(kernels, list(shares.values()), put)
        if source.resampling is not None:
            self.resampling = _resampling_table(source.resampling, side, put)
        if source.blur_px[1] > 0:
            self.blur = _blur_table(source.blur_px, side, put)
        if source.sharpen[1] > 0:
            self.mask = put(blur_matrix(side, 1.0))

    def before_codec(self, crop: Array, dice: Array) -> Array:
        if self.blur is not None:
            crop = resampled(self.blur.pick(dice[:, 0]), crop)
        if self.resampling is not None:
            crop = resampled(self.resampling.pick(dice[:, 1]), crop)
        if self.mask is not None:
            amount = _between(self.source.sharpen, dice[:, 3])[:, None, None, None]
            crop = crop + amount * (crop - resampled(self.mask, crop))
        if self.shrink is not None:
            crop = resampled(self.shrink.pick(dice[:, 2]), crop)
        return crop

    def compressed(self, tables: CodecTables, crop: Array, dice: Array) -> Array:
        codec = self.source.codec
        if codec is Codec.NONE:
            return crop
        level = _between(self.source.quality, dice[:, QUALITY_DIE])
        if codec is Codec.JPEG:
            whole = (dice[:, 6] > CHROMA_420_SHARE) * 1.0
            return through_jpeg(tables, crop.clip(0.0, 1.0), level, whole)
        size = 4 if codec is Codec.VIDEO4 else 8
        return through_video(tables, crop.clip(0.0, 1.0), level, size)


class _Finisher:
    """Gives crops the finish that a plan asks for."""

    def __init__(self, finish: Finish, side: int, xp: Any, put: Put) -> None:
        self.finish = finish
        self.tables = CodecTables.for_size(side, xp, put)
        ratios = np.linspace(*finish.ratio, RATIOS)
        grown = [magnify_matrix(side, float(r), k) for r in ratios for k in finish.up]
        same = np.eye(side, dtype=np.float32)
        rest = 1.0 - finish.magnified
        shares = [finish.magnified / len(grown)] * len(grown)
        self.grown = _table([*grown, same], [*shares, rest], put)
        soft = [
            blur_matrix(side, float(s)) for s in np.linspace(*finish.blur_px, SIGMAS)
        ]
        shares = [finish.blurred / SIGMAS] * SIGMAS
        self.soft = _table([*soft, same], [*shares, 1.0 - finish.blurred], put)
        self.masks = _blur_table(finish.radius_px, side, put)
        self.steps = put(np.arange(side, dtype=np.float32))

    def __call__(self, sharp: Array, dice: Array) -> Array:
        first, second, third, fourth, fifth = (
            dice[:, FINISH_DICE + k] for k in range(5)
        )
        crop = resampled(self.grown.pick(first), sharp)
        crop = resampled(self.soft.pick(second), crop)
        amount = _between(self.finish.amount, fourth)
        amount = amount * (third < self.finish.sharpened)
        rim = crop - resampled(self.masks.pick(fifth), crop)
        crop = rounded(crop + amount[:, None, None, None] * rim)
        crop = self._stored(crop, dice) if self.finish.stored else crop
        if not self.finish.panes:
            return crop
        return panes.paned(crop, self.steps, self.finish.panes, dice[:, PANE_DICE:])

    def _stored(self, crop: Array, dice: Array) -> Array:
        """Return the crops, some of them as they come out of a JPEG file."""
        share, level, chroma = (dice[:, FINISH_DICE + k] for k in (5, 6, 7))
        whole = (chroma > CHROMA_420_SHARE) * 1.0
        quality = _between(self.finish.quality, level)
        kept = through_jpeg(self.tables, crop, quality, whole)
        is_kept = ((share < self.finish.stored) * 1.0)[:, None, None, None]
        return rounded(crop + is_kept * (kept - crop))


class Degrader:
    """Turns a batch of sharp crops into the pairs a family is trained on.

    Args:
        sources: of the plan; their crops add up to the batch.
        side_px: of a pair's degraded picture; sharp crops are twice as wide.
        factor: 2 for families that double the picture, 1 for the others.
        xp: numpy or torch.
        put: moves a float32 NumPy array to where the crops are.
        finish: of the sharp crops; None leaves them as drawn.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        side_px: int,
        factor: int,
        xp: Any,
        put: Put,
        finish: Finish | None = None,
    ) -> None:
        self.finisher = finish and _Finisher(finish, 2 * side_px, xp, put)
        self.side_px = side_px
        self.factor = factor
        self.xp = xp
        self.roads = [_Road(s, 2 * side_px, factor, put) for s in sources]
        self.tables = CodecTables.for_size(side_px, xp, put)
        self.batch = sum(source.crops for source in sources)

    def __call__(self, sharp: Array, dice: Array, noise: Array) -> tuple[Array, Array]:
        """Return the degraded batch and the sharp one it should be turned into.

        Args:
            sharp: float32 [batch, 3, 2 side, 2 side], 0..1.
            dice: [batch, DICE], even chances in 0..1.
            noise: [batch, 3, side, side], normal.
        """
        if self.finisher is not None:
            sharp = self.finisher(sharp, dice)
        quarter = self.side_px // 2
        middle = slice(quarter, quarter + self.side_px)
        done: list[Array] = []
        start = 0
        for road in self.roads:
            own = slice(start, start + road.source.crops)
            start = own.stop
            crop = road.before_codec(sharp[own], dice[own])
            if self.factor == 1:
                crop = crop[:, :, middle, middle]
            if road.source.noise:
                strength = road.source.noise * dice[own, 4] ** 2
                crop = crop + noise[own] * strength[:, None, None, None]
            done.append(road.compressed(self.tables, crop, dice[own]))
        if self.factor == 1:
            sharp = sharp[:, :, middle, middle]
        return rounded(self.xp.concatenate(done, 0)), sharp
