"""The fixed pattern that turns fine shades into 8 bits: blue noise, made here.

Void and cluster (Ulichney, 1993): points are ranked so that any number of the first
ones lies evenly, without order that an eye would find. Pure, deterministic.
"""

import numpy as np
import numpy.typing as npt

SIDE_PX = 64
"""Side of the tile: beyond what one notices repeating; 4096 thresholds."""

_SPREAD_PX = 1.5
"""Width of a point's influence. Source: Ulichney recommends 1.5."""

_FIRST_POINTS = SIDE_PX * SIDE_PX // 10
"""Points of the first, even pattern; a tenth, as in the paper."""

Array = npt.NDArray[np.float64]


def dither_pattern() -> npt.NDArray[np.float32]:
    """Return float32 [SIDE_PX, SIDE_PX]: each of 4096 thresholds within 0…1 once."""
    ranks = _ranks(_even_points())
    return ((ranks + 0.5) / ranks.size).astype(np.float32)


class _Field:
    """Points on a torus and how crowded each place is."""

    def __init__(self, points: npt.NDArray[np.bool_]) -> None:
        axis = np.arange(2 * SIDE_PX)
        away = np.minimum(axis % SIDE_PX, SIDE_PX - axis % SIDE_PX)
        bell = np.exp(-(away**2) / (2 * _SPREAD_PX**2))
        self._influence = np.outer(bell, bell)
        self.points = np.zeros_like(points)
        self._crowd = np.zeros(points.shape)
        for place in np.flatnonzero(points):
            self.flip(int(place))

    def flip(self, place: int) -> None:
        """Add the point at a flat index, or take it away."""
        y, x = divmod(place, SIDE_PX)
        window = self._influence[
            SIDE_PX - y : 2 * SIDE_PX - y, SIDE_PX - x : 2 * SIDE_PX - x
        ]
        if self.points[y, x]:
            self._crowd -= window
        else:
            self._crowd += window
        self.points[y, x] = not self.points[y, x]

    def tightest(self) -> int:
        """Return the point that has most company."""
        return int(np.argmax(np.where(self.points, self._crowd, -np.inf)))

    def emptiest(self) -> int:
        """Return the place without a point that has least company."""
        return int(np.argmin(np.where(self.points, np.inf, self._crowd)))


def _even_points() -> npt.NDArray[np.bool_]:
    """Spread some random points until none can be moved to a better place."""
    chosen = np.random.default_rng(1993).permutation(SIDE_PX**2)[:_FIRST_POINTS]
    points = np.zeros(SIDE_PX**2, dtype=bool)
    points[chosen] = True
    field = _Field(points.reshape(SIDE_PX, SIDE_PX))
    for _ in range(SIDE_PX**2):
        taken = field.tightest()
        field.flip(taken)
        given = field.emptiest()
        field.flip(given)
        if taken == given:
            break
    return field.points


def _ranks(first: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Rank every place: the first points by removal, the others by filling voids."""
    ranks = np.zeros(SIDE_PX**2, dtype=np.int64)
    count = int(first.sum())
    field = _Field(first)
    for rank in range(count - 1, -1, -1):
        place = field.tightest()
        field.flip(place)
        ranks[place] = rank
    field = _Field(first)
    for rank in range(count, SIDE_PX**2):
        place = field.emptiest()
        field.flip(place)
        ranks[place] = rank
    return ranks.reshape(SIDE_PX, SIDE_PX)
