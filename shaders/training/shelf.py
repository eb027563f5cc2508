"""The drawings and films that a training has at hand, where its crops are made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shaders.training.machines import Machine
from shaders.training.pool import Pool
from shaders.training.resampling import Array


@dataclass(frozen=True)
class Shelf:
    """Arrays that stay where they are: a recorded step knows their addresses.

    Attributes:
        drawings: uint8 [slots, 3, side, side].
        count: how many of them are there, [1].
        low: uint8 [slots, 3, FILM_PX, FILM_PX], films as a viewer has them.
        sharp: the truth of those.
    """

    drawings: Array
    count: Array
    low: Array | None = None
    sharp: Array | None = None

    @classmethod
    def filled(cls, pool: Pool, count: int, machine: Machine) -> Shelf:
        """Return room for all of a pool, with its first pictures in it."""
        pictures = [pool.next() for _ in range(count)]
        first = pictures[0]

        def room(example: Array) -> Array:
            return np.zeros((pool.slots, *example.shape), np.uint8)

        drawings = room(first.drawing)
        films = None if first.film is None else [room(part) for part in first.film]
        for slot, drawing, film in pictures:
            drawings[slot] = drawing
            for kept, part in zip(films or (), film or (), strict=True):
                kept[slot] = part
        put = machine.put
        filled = put(np.full(1, pool.filled, np.float32))
        return cls(put(drawings), filled, *(put(kept) for kept in films or ()))

    def take_newer(self, pool: Pool, most: int, machine: Machine) -> None:
        """Take in what the workers have made, but not more than so many."""
        for _ in range(most):
            if not pool.is_ready:
                break
            slot, drawing, film = pool.next()
            machine.replace(self.drawings, slot, drawing)
            if film is not None:
                machine.replace(self.low, slot, film.low)
                machine.replace(self.sharp, slot, film.sharp)
        self.count[:] = pool.filled
