"""The sheet looks where the chains differ."""

import numpy as np

from player.geometry import Rect, Size
from player.quality.crops import enlarged_crop, richest, spread


def test_spread_is_the_deviation() -> None:
    """Pixel by pixel NumPy's standard deviation."""
    lumas = np.random.default_rng(0).uniform(0, 255, (5, 6, 7))
    np.testing.assert_allclose(spread(lumas), lumas.std(0), atol=1e-6)


def test_the_richest_place_is_found_and_no_place_twice() -> None:
    """First the largest sum, then the next that does not overlap, then none."""
    weights = np.zeros((20, 30))
    weights[5:9, 10:16] = 2
    weights[15:19, 2:8] = 1
    first, second = richest(weights, Size(6, 4), 2)
    assert first == Rect(10, 5, 6, 4)
    assert second == Rect(2, 15, 6, 4)
    many = richest(weights, Size(10, 10), 99)
    assert len(many) < 99
    for index, one in enumerate(many):
        for other in many[index + 1 :]:
            apart = abs(one.x - other.x) >= 10 or abs(one.y - other.y) >= 10
            assert apart


def test_a_small_picture_is_one_crop() -> None:
    """A crop is never larger than the picture."""
    assert richest(np.ones((5, 6)), Size(80, 60), 3) == (Rect(0, 0, 6, 5),)


def test_crops_are_enlarged_by_repeating() -> None:
    """Every pixel becomes a square of itself."""
    picture = np.arange(4 * 5 * 3, dtype=np.uint8).reshape(4, 5, 3)
    large = enlarged_crop(picture, Rect(1, 2, 3, 2), 4)
    assert large.shape == (8, 12, 3)
    assert np.array_equal(large[::4, ::4], picture[2:4, 1:4])
    assert np.array_equal(large[3::4, 3::4], picture[2:4, 1:4])
