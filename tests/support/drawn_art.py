"""Drawn art to test with: sprites over backgrounds from a free game, never kept in git.

Where the art cannot be fetched (`free_art.py`), the calling test is skipped.
"""

from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from tests.support.free_art import ArtMissingError, art_folder

Picture = npt.NDArray[np.floating]


@cache
def drawn_art(top: int, left: int, height: int, width: int) -> Picture:
    """Return a cut of a 1280×720 scene, float [height, width, 3], 0…1.

    Skips the calling test when the art cannot be had.
    """
    try:
        folder = art_folder()
    except ArtMissingError as error:
        pytest.skip(str(error))
    scene = _rgba(folder / "bg uni.jpg")[..., :3].copy()
    _paste(scene, _rgba(folder / "sylvie green smile.png"), 300)
    _paste(scene, _rgba(folder / "sylvie blue giggle.png"), 700)
    return scene[top : top + height, left : left + width]


def _paste(scene: Picture, figure: Picture, left: int) -> None:
    top = 20
    figure = figure[: scene.shape[0] - top]
    height, width = figure.shape[:2]
    under = scene[top : top + height, left : left + width]
    alpha = figure[..., 3:]
    under[:] = np.round(255 * (under * (1 - alpha) + figure[..., :3] * alpha)) / 255


def _rgba(path: Path) -> Picture:
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="rgba").astype(np.float64) / 255
