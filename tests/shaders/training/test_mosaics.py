"""Several drawings on one canvas."""

from pathlib import Path

import numpy as np
import pytest

from shaders.training.drawing.canvas import SIDE
from shaders.training.drawing.mosaics import Mosaics
from shaders.training.plan import FOLDER, PlanError, read_plan
from shaders.training.pool import Pool


def _plain(level: int) -> np.ndarray:
    return np.full((3, SIDE, SIDE), level, np.uint8)


def test_without_a_share_drawings_stay_as_they_are() -> None:
    """Nothing is copied or kept."""
    mosaics = Mosaics(0.0, 1)
    drawing = _plain(9)
    assert mosaics(drawing) is drawing
    assert not any(mosaics.small.values())


def test_a_mosaic_shows_several_drawings_small() -> None:
    """Each part is one of those that came by, all of it, mirrored or not."""
    mosaics = Mosaics(1.0, 1)
    ramp = np.broadcast_to(np.arange(SIDE) // 2, (3, SIDE, SIDE)).astype(np.uint8)
    levels = set()
    for level in range(0, 240, 10):
        mosaics(_plain(level))
    for _ in range(8):
        made = mosaics(_plain(250))
        assert made.shape == (3, SIDE, SIDE)
        assert made.dtype == np.uint8
        levels |= set(np.unique(made).tolist())
    assert levels <= {*range(0, 240, 10), 250}
    assert len(levels) > 12
    for _ in range(60):
        mosaics(ramp)
    row = mosaics(ramp)[0, 5].astype(int)
    steps = np.abs(np.diff(row))
    assert (steps > 100).sum() <= 2  # only where two of them meet
    assert {0, 255} & set(row.tolist())  # each is there as a whole


def test_the_same_drawings_give_the_same_mosaics() -> None:
    """A training's pictures depend on its seed alone."""
    drawings = np.random.default_rng(2).integers(0, 255, (9, 3, SIDE, SIDE), np.uint8)
    runs = [[mosaics(one) for one in drawings] for mosaics in _two()]
    assert all((a == b).all() for a, b in zip(*runs, strict=True))


def _two() -> tuple[Mosaics, Mosaics]:
    return Mosaics(0.7, 4), Mosaics(0.7, 4)


def test_a_pool_hands_mosaics_out() -> None:
    """A share of one leaves no drawing whole."""
    shares = {"figure": 1.0}
    with Pool(shares, 5, 4, workers=0) as plain, Pool(shares, 5, 4, 0, 1.0) as mosaic:
        drawing = plain.next().drawing
        pieces = mosaic.next().drawing
    assert (drawing != pieces).any()
    # Of one drawing alone every piece is that one, small.
    assert abs(drawing.mean() - pieces.mean()) < 2.0


@pytest.mark.parametrize("share", ["1.5", "-0.1", "nan", "true", '"half"'])
def test_a_share_that_is_none_is_refused(share: str, tmp_path: Path) -> None:
    """A plan with a slip is told, not trained."""
    text = (FOLDER / "upscale-panes.toml").read_text(encoding="utf-8")
    path = tmp_path / "slip.toml"
    assert "mosaic = 0.5" in text
    slip = text.replace("mosaic = 0.5", f"mosaic = {share}")
    path.write_text(slip, encoding="utf-8")
    with pytest.raises(PlanError, match=r"mosaic is .*, which is no share"):
        read_plan(path)
