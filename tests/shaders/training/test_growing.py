"""Networks that are made deeper before they learn on."""

import numpy as np
import pytest

from shaders.training import reference
from shaders.training.growing import GrowthError, grown
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights

PAIRS = (
    (
        Shape(4, "9999", 0, wide_head=False, output=Output.LUMA_X2),
        Shape(4, "99p999", 0, wide_head=False, output=Output.LUMA_X2),
    ),
    (
        Shape(8, "9p9x9p", 3, wide_head=False, output=Output.RGB_X2),
        Shape(8, "9p9xp9x9p", 6, wide_head=False, output=Output.RGB_X2),
    ),
    (
        Shape(4, "999", 0, wide_head=True, output=Output.RGB),
        Shape(4, "999x9", 0, wide_head=True, output=Output.RGB),
    ),
)


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda shape: shape.layers)
def test_a_grown_network_computes_the_same(old: Shape, new: Shape) -> None:
    """Layers put in hand on what they read."""
    chance = np.random.default_rng(2)
    flat = first_weights(old, 2)
    flat += chance.normal(0, 0.1, flat.shape).astype(np.float32)
    flat *= old.mask()
    picture = chance.random((3, 10, 12), np.float32)
    before = reference.residual(old, flat, picture)
    after = reference.residual(new, grown(old, flat, new), picture)
    np.testing.assert_allclose(after, before, atol=1e-5)


def test_another_construction_is_refused() -> None:
    """Nothing is guessed where shapes do not fit."""
    old, new = PAIRS[0][0], PAIRS[1][1]
    with pytest.raises(GrowthError, match="is not 9999 with layers put in"):
        grown(old, first_weights(old, 0), new)
