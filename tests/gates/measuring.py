"""Takes the figures of one network, ours or official, column by column."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from player.gl.texture import TextureFormat
from shaders.training import reference
from shaders.training.glsl import KEPT, shader_text
from shaders.training.weights import Network
from tests.gates.artefacts import fringe, letters, rings, tint
from tests.gates.families import Against, Column, Family
from tests.gates.painter import Painter
from tests.gates.samples import (
    STILLS,
    Sample,
    flicker,
    mean_db,
    most_flicker,
    samples,
    still_clips,
)
from tests.support.free_art import free_scenes

HALF_DB, FLOAT_PX = "half dB", "float px"
ARTEFACTS = {"rings": rings, "letters": letters, "tint": tint, "fringe": fringe}
COLOUR = "colour"
"""R-Y and B-Y of sources halved by area: of enlargers alone."""

EXTRAS = (*STILLS, *ARTEFACTS, HALF_DB, FLOAT_PX)
"""Columns that every family has after its own."""

LEAST_COLOUR_DB = -0.05
"""Over the official file's, for enlargers: what writes luma alone differs by less."""

MOST_HALF_DB = 0.02
MOST_FLOAT_PX = 1
HALF_SIDE_PX = 128
HALF_LEFT, HALF_TOP = 96, 32
"""Where the figure's face is in the last scene."""


class MissingFigureError(Exception):
    """A column is held against a figure that nobody has measured."""

    def __init__(self, column: str, against: Against) -> None:
        hint = "--measure-official takes official ones"
        super().__init__(f"{column}: no figure of the {against.value}; {hint}")


@dataclass(frozen=True)
class Figure:
    """What a network reached in a column, and what it had to reach.

    Attributes:
        ours: dB; flicker, grain: ratios; of artefacts and "float px": levels.
        official: The official file's figure beside it, None without one.
        source: That of the source as it is, None where it has no size or no end.
        limit: What `ours` must reach, None where nothing is asked.
        is_less_better: `ours` must not be above the limit, instead of below.
    """

    network: str
    family: str
    size: str
    column: str
    ours: float
    official: float | None = None
    source: float | None = None
    limit: float | None = None
    is_less_better: bool = False

    @property
    def over(self) -> float | None:
        """Return how far it is on the good side of its limit; below 0 is missed."""
        if self.limit is None:
            return None
        if self.is_less_better:
            return self.limit - self.ours
        return self.ours - self.limit

    @property
    def is_missed(self) -> bool:
        """Return whether a gate is missed."""
        return self.over is not None and self.over < 0


def columns_of(family: Family) -> list[str]:
    """Return the names of all columns of a family, in order."""
    colour = [COLOUR] if family.factor == 2 else []
    return [*(column.name for column in family.columns), *colour, *EXTRAS]


def all_columns(family: Family) -> tuple[Column, ...]:
    """Return the columns of a family on the gates' scenes and on other art."""
    return (*family.columns, *family.on_other_art())


def plain_figures(
    painter: Painter, family: Family, wanted: Collection[str]
) -> Iterator[tuple[str, float]]:
    """Yield (column, figure) of whatever a painter draws; no halves."""
    for column in all_columns(family):
        if column.name in wanted:
            found = samples(family, column)
            drawn = [painter.draw(one.source, family.factor) for one in found]
            yield column.name, mean_db(found, drawn)
    for kind in STILLS:
        if kind in wanted:
            yield kind, flicker_ratio(painter, family.factor, kind)
    if COLOUR in wanted and family.factor == 2:
        found = samples(family, family.columns[0])
        drawn = [painter.draw(one.source, family.factor) for one in found]
        pairs = zip(found, drawn, strict=True)
        yield COLOUR, float(np.mean([one.colour_db(picture) for one, picture in pairs]))
    for name, measure in ARTEFACTS.items():
        if name in wanted:
            yield name, measure(painter, family.factor)


def figures(
    painter: Painter,
    network: Network,
    family: Family,
    official: dict[str, float],
    wanted: Collection[str],
) -> Iterator[Figure]:
    """Yield what a network of ours reaches, judged.

    Args:
        painter: Draws it.
        network: Its numbers, for the comparison with the reference.
        family: Its columns and bars.
        official: Figures of the official file beside it, by column.
        wanted: Names of columns.
    """
    size = network.record["size"]
    named = {column.name: column for column in all_columns(family)}
    place = (network.name, family.name, size)
    for name, ours in plain_figures(painter, family, wanted):
        theirs = official.get(name)
        if name in named:
            source = source_db(family, named[name])
            limit = _limit(named[name], size, theirs, source)
            yield Figure(*place, name, ours, theirs, source, limit)
        else:
            limit = _extra_limit(name, family, theirs)
            less = name != COLOUR
            yield Figure(*place, name, ours, theirs, None, limit, is_less_better=less)
    if {HALF_DB, FLOAT_PX} & set(wanted):
        db, px = reference_distance(painter, network, family)
        found = (
            Figure(*place, HALF_DB, db, limit=MOST_HALF_DB, is_less_better=True),
            Figure(*place, FLOAT_PX, px, limit=MOST_FLOAT_PX, is_less_better=True),
        )
        yield from (figure for figure in found if figure.column in wanted)


def _limit(
    column: Column, size: str, official: float | None, source: float | None
) -> float | None:
    """Return what a column asks of a size: the highest of its bars."""
    bases = {Against.OFFICIAL: official, Against.INPUT: source}
    limits = []
    for bar in column.bars:
        base = bases[bar.against]
        if base is None:
            raise MissingFigureError(column.name, bar.against)
        limits.append(base + bar.margin(size))
    return max(limits, default=None)


def _extra_limit(name: str, family: Family, official: float | None) -> float | None:
    """Return what is asked besides: still scenes still, no rings, no lost colour."""
    if name in STILLS:
        return most_flicker(name, family.factor)
    if official is None:
        raise MissingFigureError(name, Against.OFFICIAL)
    if name == COLOUR:
        return official + LEAST_COLOUR_DB
    return official


def source_db(family: Family, column: Column) -> float | None:
    """Return how near the sources are to the truth; None for halves and whole ones."""
    if family.factor != 1:
        return None
    found = samples(family, column)
    if any(np.array_equal(one.source, one.truth) for one in found):
        return None
    return mean_db(found, [one.source for one in found])


def flicker_ratio(painter: Painter, factor: int, kind: str) -> float:
    """Return the flicker of the result over that of the source, mean of the scenes."""
    ratios = []
    for frames, own in still_clips(kind, factor):
        drawn = [painter.draw(frame, factor) for frame in frames]
        ratios.append(flicker(drawn) / own)
    return float(np.mean(ratios))


def reference_distance(
    painter: Painter, network: Network, family: Family
) -> tuple[float, float]:
    """Return what lies between the engine and the reference, NumPy in float32.

    Returns:
        dB, as the engine draws, with its half floats; and the worst pixel in levels of
        what the file calculates, drawn without them.
    """
    sample = _small_sample(family)
    planes = (sample.source / 255).transpose(2, 0, 1).astype(np.float32)
    exact = reference.enhanced(network.shape, network.flat, planes)
    wanted = (exact.transpose(1, 2, 0) * 255).round().astype(np.uint8)
    halves = painter.draw(sample.source, family.factor)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{network.name}.glsl"
        path.write_text(shader_text(_uncut(network)), encoding="utf-8")
        with Painter(painter.info, path, TextureFormat.RGBA32F) as plain:
            floats = plain.draw(sample.source, family.factor)
    worst = np.abs(floats.astype(int) - wanted).max()
    return abs(sample.psnr_db(halves) - sample.psnr_db(wanted)), float(worst)


def _uncut(network: Network) -> Network:
    """Return the network whose file makes up for nothing that halves cut off."""
    flat = network.flat.copy()
    for block in list(network.shape.blocks())[1:]:
        block.of(flat)[0][:] *= KEPT
    return replace(network, flat=flat)


def _small_sample(family: Family) -> Sample:
    """Return a face as the family's first column has it."""
    side = HALF_SIDE_PX * family.factor
    rows = slice(HALF_TOP, HALF_TOP + side)
    columns = slice(HALF_LEFT, HALF_LEFT + side)
    truth = np.ascontiguousarray(free_scenes()[-1][rows, columns])
    return Sample(family.columns[0].make(truth), truth, 0)
