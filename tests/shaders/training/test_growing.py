"""Networks that are made deeper or cheaper before they learn on."""

import dataclasses

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
        Shape(8, "9p9x9p", 3, wide_head=False, output=Output.LUMA_X2),
        Shape(8, "9p9xp9x9p", 6, wide_head=False, output=Output.LUMA_X2),
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
    with pytest.raises(GrowthError, match=r"is not 9999 \(.* left out"):
        grown(old, first_weights(old, 0), new)


@pytest.mark.parametrize(("old", "new"), PAIRS, ids=lambda shape: shape.layers)
@pytest.mark.parametrize("block_aware", [False, True])
def test_what_was_put_in_can_be_left_out(
    old: Shape, new: Shape, block_aware: bool
) -> None:
    """Of layers that hand on what they read, nothing is missed."""
    old, new = (dataclasses.replace(s, block_aware=block_aware) for s in (old, new))
    chance = np.random.default_rng(5)
    flat = chance.normal(0, 0.1, old.stored_size).astype(np.float32) * old.mask()
    assert (grown(new, grown(old, flat, new), old) == flat).all()


@pytest.mark.parametrize("block_aware", [False, True])
def test_taps_can_be_left_out(block_aware: bool) -> None:
    """Those that the new shape has stay as they were; the others come back as 0."""
    old = Shape(4, "9p99", 0, wide_head=False, output=Output.LUMA_X2)
    old = dataclasses.replace(old, block_aware=block_aware)
    new = dataclasses.replace(old, layers="9p9p")
    flat = np.ones(old.stored_size, np.float32)
    thinner = grown(old, flat, new)
    assert (thinner == new.mask()).all()
    assert old.mask().sum() - thinner.sum() == 4 * 8 * 4
    assert (grown(new, thinner, old) == thinner).all()


def test_a_layer_that_does_something_can_be_left_out() -> None:
    """The others keep their numbers, and so do their rows of the head."""
    old = Shape(4, "9p9x9", 2, wide_head=False, output=Output.LUMA_X2)
    new = Shape(4, "9p9x", 2, wide_head=False, output=Output.LUMA_X2)
    old = dataclasses.replace(old, layers="9p99x", block_aware=True)
    new = dataclasses.replace(new, layers="9p9x", block_aware=True)
    flat = np.arange(1, old.stored_size + 1).astype(np.float32)
    made = grown(old, flat, new)
    olds = {block.name: block.of(flat) for block in old.blocks()}
    news = {block.name: block.of(made) for block in new.blocks()}
    for here, there in enumerate((0, 1, 2, 4)):
        one, other = news[f"layer{here:02d}"], olds[f"layer{there:02d}"]
        assert (one[0] == other[0]).all()
        assert (one[1] == other[1]).all()
        assert (new.shifts(made, here) == old.shifts(flat, there)).all()
    rows = [*range(4), *range(8, 12), *range(12, 16), *range(20, 24)]
    assert (news["head"][0] == olds["head"][0][rows]).all()
    assert (news["head"][1] == olds["head"][1]).all()
    assert (new.shifts(made, 4) == old.shifts(flat, 5)).all()


def test_a_wide_head_does_not_change_what_its_bias_is() -> None:
    """A head at the centre owns the bias of both; it neither comes nor goes."""
    narrow = Shape(4, "999", 2, wide_head=True, output=Output.RGB)
    both = Shape(4, "99999", 2, wide_head=True, output=Output.RGB)
    for old, new in ((narrow, both), (both, narrow)):
        with pytest.raises(GrowthError, match="put in or left out"):
            grown(old, first_weights(old, 1), new)
