"""The same crop twice in a batch, spoilt in two ways: what differs is unrest.

A network may be near the truth in every frame of a still scene and yet make it come
alive. Squared errors hardly hear that; the difference between twins is nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from shaders.training.degrading import DICE, QUALITY_DIE, Codec, Put, Source
from shaders.training.resampling import Array


class Twins:
    """Finds the twins of a batch, and makes them.

    Args:
        sources: of the plan, with their crops of one batch; what is filmed at the end.
        stock: batches made at once; their crops take turns.
        put: moves a NumPy array to where the crops are.

    Attributes:
        partner: [batch], the index of each crop's twin, or its own.
    """

    def __init__(self, sources: Sequence[Source], stock: int, put: Put) -> None:
        own = np.arange(sum(source.crops for source in sources))
        partner, elder = own.copy(), own.copy()
        start = 0
        for source in sources:
            if source.twins:
                stop = start + source.crops
                pairs = own[start:stop].reshape(-1, 2)
                partner[start:stop] = pairs[:, ::-1].ravel()
                elder[start:stop] = pairs[:, :1].repeat(2)
            start += source.crops
        turns = np.arange(stock)
        self.partner = put(partner)
        drawn = sum(s.crops for s in sources if s.codec is not Codec.H264)
        self._elder = put((elder[:drawn, None] * stock + turns).ravel())
        # Decided here, in plain Python: a recorded step cannot ask the GPU.
        self._is_alone = bool((partner == own).all())
        shared = np.ones((1, DICE), np.float32)
        shared[:, QUALITY_DIE] = 0.0
        self._shared = put(shared)

    def made(self, sharp: Array, dice: Array) -> tuple[Array, Array]:
        """Return crops and dice in which the younger twin has all but the quality.

        Those of films are not among them.

        Where the plan has no twins, they are what was given: crops are large.

        Args:
            sharp: [batch * stock, …], the batches' crops in turn.
            dice: [batch * stock, DICE].
        """
        if self._is_alone:
            return sharp, dice
        same = dice[self._elder]
        return sharp[self._elder], dice + self._shared * (same - dice)
