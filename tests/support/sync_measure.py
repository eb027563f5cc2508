"""Flashes and beeps: find them, pair them, say how far apart they were. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

ONSET_LEVEL = 0.1  # of full scale; the beeps have 0.5, silence has dither at most
QUIET_S = 0.1  # without sound before an onset; a beep lasts 0.05 s
PAIR_S = 0.2  # further apart, a flash and a beep have nothing to do with each other
SAME_FRAME_S = 0.002

P95_LIMIT_S = 0.015
ALL_LIMIT_S = 0.040


def onsets(
    samples: npt.NDArray[np.float32], rate_hz: int, quiet_s: float = QUIET_S
) -> npt.NDArray[np.int64]:
    """Return where sound begins after silence: sample numbers.

    Args:
        samples: float32 [frames, channels].
        rate_hz: Of the samples.
        quiet_s: How long it must have been silent before.
    """
    loud = np.flatnonzero(np.abs(samples).max(axis=1) > ONSET_LEVEL)
    if not loud.size:
        return loud
    is_first = np.diff(loud, prepend=-(10**9)) > quiet_s * rate_hz
    return loud[is_first]


@dataclass(frozen=True, slots=True)
class Presentation:
    """A frame that reached the screen."""

    media_s: float
    wall_s: float


@dataclass(frozen=True, slots=True)
class Pairing:
    """What belongs together, and what was left over.

    Attributes:
        offsets_s: Flash minus beep for each pair: positive when the picture is late.
        walls_s: When each pair's beep was heard.
        lone_flashes: Flashes without a beep near them.
        lone_beeps: Beeps without a flash near them.
    """

    offsets_s: tuple[float, ...]
    walls_s: tuple[float, ...]
    lone_flashes: int
    lone_beeps: int


def flashes(
    presented: Iterable[Presentation], events_s: Sequence[float]
) -> list[Presentation]:
    """Return the presentations of the white frames."""
    events = np.array(events_s)
    return [
        one for one in presented if np.abs(events - one.media_s).min() < SAME_FRAME_S
    ]


def pair(flash_walls_s: Sequence[float], beep_walls_s: Sequence[float]) -> Pairing:
    """Give each beep the flash nearest to it, each flash once."""
    free = sorted(flash_walls_s)
    offsets, walls, lone_beeps = [], [], 0
    for beep in sorted(beep_walls_s):
        nearest = min(free, key=lambda flash: abs(flash - beep), default=None)
        if nearest is None or abs(nearest - beep) > PAIR_S:
            lone_beeps += 1
            continue
        free.remove(nearest)
        offsets.append(nearest - beep)
        walls.append(beep)
    return Pairing(tuple(offsets), tuple(walls), len(free), lone_beeps)


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of one phase, in seconds."""

    name: str
    count: int
    median_s: float
    p95_s: float
    worst_s: float

    @property
    def is_good(self) -> bool:
        """Whether it keeps the promise: 15 ms for 95 %, 40 ms for all."""
        return (
            self.count > 0 and self.p95_s <= P95_LIMIT_S and self.worst_s <= ALL_LIMIT_S
        )

    def line(self) -> str:
        """Return one line of the report."""
        if not self.count:
            return f"{self.name:<16}    0 events"
        median, p95, worst = (
            1000 * value for value in (self.median_s, self.p95_s, self.worst_s)
        )
        return (
            f"{self.name:<16} {self.count:4d} events   median {median:+6.1f} ms   "
            f"95 % within {p95:5.1f} ms   all within {worst:5.1f} ms   "
            f"{'ok' if self.is_good else 'MISSED'}"
        )


def summary(name: str, offsets_s: Sequence[float]) -> Summary:
    """Return the figures of some offsets."""
    if not offsets_s:
        return Summary(name, 0, 0.0, 0.0, 0.0)
    values = np.array(offsets_s)
    return Summary(
        name,
        len(values),
        float(np.median(values)),
        float(np.percentile(np.abs(values), 95)),
        float(np.abs(values).max()),
    )
