"""Several drawings on one canvas, seen from afar.

A drawing of ours is mostly flat; painted and filmed pictures are full of small things
next to each other. What is small and close is hardest to enlarge and first to be taken
for noise, so most of what a network learns from should be like that.
"""

from __future__ import annotations

from collections import deque

import cv2
import numpy as np
import numpy.typing as npt

from shaders.training.drawing.canvas import SIDE

Drawing = npt.NDArray[np.uint8]

SMALLER = (2, 3)  # times; as many drawings stand side by side
KEPT = 48  # small drawings to choose from
SEED = 0x6D6F73


class Mosaics:
    """Turns some of the drawings that come by into mosaics of earlier ones.

    Args:
        share: of the drawings that become mosaics, 0 to 1.
        seed: of what is chosen; the same drawings then give the same pictures.
    """

    def __init__(self, share: float, seed: int) -> None:
        self.share = share
        self.chance = np.random.default_rng((SEED, seed))
        self.small: dict[int, deque[Drawing]] = {
            times: deque(maxlen=KEPT) for times in SMALLER
        }

    def __call__(self, drawing: Drawing) -> Drawing:
        """Return the drawing, or a mosaic in its place; uint8 [3, SIDE, SIDE]."""
        if not self.share:
            return drawing
        for times, kept in self.small.items():
            kept.append(_shrunk(drawing, SIDE // times))
        if self.chance.random() >= self.share:
            return drawing
        return self._mosaic(int(self.chance.choice(SMALLER)))

    def _mosaic(self, times: int) -> Drawing:
        kept = self.small[times]
        rows = [
            np.concatenate([self._one(kept) for _ in range(times)], 2)
            for _ in range(times)
        ]
        whole = np.concatenate(rows, 1)
        rest = SIDE - whole.shape[1]
        return np.pad(whole, ((0, 0), (0, rest), (0, rest)), mode="edge")

    def _one(self, kept: deque[Drawing]) -> Drawing:
        """Return one of the small drawings, mirrored by chance."""
        found = kept[int(self.chance.integers(len(kept)))]
        return found[:, :, ::-1] if self.chance.random() < 0.5 else found


def _shrunk(drawing: Drawing, side: int) -> Drawing:
    """Return the mean of the pixels that fall together, [3, side, side]."""
    planes = [
        cv2.resize(plane, (side, side), interpolation=cv2.INTER_AREA)
        for plane in drawing
    ]
    return np.asarray(planes, np.uint8)
