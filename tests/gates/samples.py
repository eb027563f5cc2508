"""Pairs of a source and its truth: whole scenes, or two places of each.

Sources are made of whole scenes; then places are cut out on the grid of the codecs.
The rim of a place is drawn but not counted: there a network sees a border that the
scene does not have.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from player.quality.measure import psnr_y
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.shapes import LUMA
from tests.gates.families import Column, Family
from tests.gates.sources import STILL_FRAMES, Pixels, Still, halved, still_clip
from tests.support.free_art import Art, free_scenes

RIM_PX = 16
"""Of a place, at the truth's size."""

PLACE_SIDE_PX = 384

CODEC_GRID_PX = 32
"""A macroblock of 16 pixels, at the truth's size when that is the double."""

STILLS = {"flicker": Still(0.0, 26, 4), "grain": Still(2.0, 16, 250)}
"""Clips of still scenes: what key pictures make of one, and grain left standing."""

STILL_SHOWN = range(4, 12)


@dataclass(frozen=True)
class Place:
    """A part of a scene, in pixels of the truth."""

    scene: int
    left: int
    top: int
    width: int = PLACE_SIDE_PX
    height: int = PLACE_SIDE_PX

    def cut(self, picture: Pixels, shrunk: int = 1) -> Pixels:
        """Return the part of a picture that is so many times smaller."""
        left, top, width, height = (
            side // shrunk for side in (self.left, self.top, self.width, self.height)
        )
        return np.ascontiguousarray(picture[top : top + height, left : left + width])


PLACES = (
    Place(0, 576, 0),  # head and hair before windows
    Place(0, 320, 320),  # rows of chairs, the edge of a dress
    Place(1, 384, 0),  # head before trees
    Place(1, 544, 320),  # bow, bench, paving
    Place(2, 0, 0, 320, 384),  # head on white
    Place(2, 0, 288, 320, 384),  # folds and bow on white
)
STILL_PLACES = PLACES[::2]


@dataclass(frozen=True)
class Sample:
    """What a network gets, and what it should make of it."""

    source: Pixels
    truth: Pixels
    rim_px: int

    def psnr_db(self, drawn: Pixels) -> float:
        """Return how near a picture comes to the truth, rim left out."""
        return psnr_y(self._inner(drawn), self._inner(self.truth))

    def colour_db(self, drawn: Pixels) -> float:
        """Return the same of R-Y and B-Y together."""
        ours, truth = (
            _colour_differences(self._inner(one)) for one in (drawn, self.truth)
        )
        return float(-10 * np.log10(np.mean((ours - truth) ** 2) / 255**2))

    def _inner(self, picture: Pixels) -> Pixels:
        rim = self.rim_px
        return picture[rim:-rim, rim:-rim] if rim else picture


def _colour_differences(picture: Pixels) -> npt.NDArray[np.float64]:
    planes = picture.astype(np.float64)
    return planes[..., ::2] - (planes @ np.array(LUMA))[..., None]


def samples(family: Family, column: Column) -> tuple[Sample, ...]:
    """Return the samples of a column; each is made once.

    Columns of one name are the same in all families of one factor.
    """
    key = (column.name, family.factor, family.is_whole)
    if key not in _made:
        _made[key] = _samples(family, column)
    return _made[key]


_made: dict[tuple[str, int, bool], tuple[Sample, ...]] = {}


def _samples(family: Family, column: Column) -> tuple[Sample, ...]:
    truths = free_scenes(column.art)
    spoiled = [column.make(scene) for scene in truths]
    if family.is_whole:
        return tuple(
            Sample(source, truth, 0)
            for source, truth in zip(spoiled, truths, strict=True)
        )
    return tuple(
        Sample(
            place.cut(spoiled[place.scene], family.factor),
            place.cut(truths[place.scene]),
            RIM_PX,
        )
        for place in _places(column.art)
    )


def _places(art: Art) -> tuple[Place, ...]:
    """Return what is looked at: chosen places, of other art the middle of a scene."""
    if art is Art.SCENES:
        return PLACES
    return tuple(
        Place(number, *(_begin(side) for side in (scene.shape[1], scene.shape[0])))
        for number, scene in enumerate(free_scenes(art))
    )


def _begin(side: int) -> int:
    """Return where the middle of a side begins, on the grid of the codecs."""
    return (side - PLACE_SIDE_PX) // 2 // CODEC_GRID_PX * CODEC_GRID_PX


def mean_db(found: tuple[Sample, ...], drawn: list[Pixels]) -> float:
    """Return the mean PSNR of pictures, which every scene shares evenly."""
    pairs = zip(found, drawn, strict=True)
    return float(np.mean([sample.psnr_db(picture) for sample, picture in pairs]))


@cache
def still_clips(kind: str, factor: int) -> tuple[tuple[list[Pixels], float], ...]:
    """Return frames of still scenes with grain, and how much these flicker.

    Args:
        kind: Which of `STILLS`.
        factor: How much larger the result will be; the scene is shrunk by it.
    """
    assert STILL_SHOWN.stop <= STILL_FRAMES
    clips = []
    for place in STILL_PLACES:
        scene = free_scenes()[place.scene]
        if factor == 2:
            scene = halved(Kernel.AREA)(scene)
        frames = [
            place.cut(frame, factor)
            for frame in still_clip(scene, STILLS[kind], STILL_SHOWN)
        ]
        clips.append((frames, flicker(frames)))
    return tuple(clips)


@cache
def most_flicker(kind: str, factor: int) -> float:
    """Return how much a result may flicker, over the source as it is.

    A still scene must not come alive: no more than in the source, as it is or as the
    window would show it without a network, which is enlarged (bicubic).
    """
    ratios = [1.0]
    if factor > 1:
        clips = still_clips(kind, factor)
        found = [
            flicker([_enlarged(one) for one in frames]) / own for frames, own in clips
        ]
        ratios.append(float(np.mean(found)))
    return max(ratios)


def _enlarged(picture: Pixels) -> Pixels:
    height, width = picture.shape[:2]
    rows = resize_matrix(height, 2 * height, Kernel.BICUBIC)
    columns = resize_matrix(width, 2 * width, Kernel.BICUBIC)
    planes = rows @ picture.transpose(2, 0, 1).astype(np.float64) @ columns.T
    return planes.transpose(1, 2, 0).round().clip(0, 255).astype(np.uint8)


def flicker(frames: list[Pixels]) -> float:
    """Return the mean difference of luma between neighbouring frames, in levels."""
    weights = np.array([0.299, 0.587, 0.114])
    planes = np.stack([frame.astype(np.float64) @ weights for frame in frames])
    inner = planes[:, RIM_PX:-RIM_PX, RIM_PX:-RIM_PX]
    return float(np.abs(np.diff(inner, axis=0)).mean())
