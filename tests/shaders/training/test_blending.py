"""What is done to finished networks."""

import dataclasses
import re
import sys
from pathlib import Path

import numpy as np
import pytest

from shaders.training import reference, weights
from shaders.training.__main__ import main
from shaders.training.blending import (
    BlendError,
    blended,
    firmer,
    grayer,
    pruned,
    recored,
)
from shaders.training.glsl import shader_text
from shaders.training.shapes import LUMA


def test_a_blend_lies_between_and_says_of_what() -> None:
    """Numbers are weighed, the record names both origins and the shares."""
    first = weights.load("Sakuga_Upscale_CNN_x2_S")
    second = dataclasses.replace(first, flat=first.flat + 1.0)
    between = blended(first, second, 0.25)
    np.testing.assert_allclose(between.flat, first.flat + 0.25, atol=1e-6)
    told = first.record["training"]
    origin = f"{told['plan']} ({told['checkpoint']})"
    words = between.record["training"]["checkpoint"]
    assert words == f"0.75 of {origin} and 0.25 of {origin}"


def test_a_blend_keeps_what_was_done_to_both() -> None:
    """Gains and cores of before stay in the record, also through two blends."""
    plain = weights.load("Sakuga_Upscale_CNN_x2_S")
    first, second = firmer(plain, 1.25), recored(firmer(plain, 1.5), 2.5)
    between = blended(first, second, 0.25)
    words = between.record["training"]["checkpoint"]
    earlier, later = words.split(" and 0.25 of ")
    assert earlier.endswith(", its answer times 1.25)")
    core = f"its core 2.5 instead of {plain.shape.core:g}"
    assert later.endswith(f", its answer times 1.5, {core})")
    again = blended(plain, firmer(between, 1.1), 0.5)
    told = again.record["training"]["checkpoint"]
    assert f"({words}, its answer times 1.1)" in told


def test_a_blend_goes_on_beyond_the_second_and_has_its_core() -> None:
    """A share over 1 goes the same way further."""
    first = weights.load("Sakuga_Upscale_CNN_x2_S")
    second = recored(dataclasses.replace(first, flat=first.flat + 1.0), 2.5)
    beyond = blended(first, second, 1.5)
    np.testing.assert_allclose(beyond.flat, first.flat + 1.5, atol=1e-6)
    assert beyond.shape.core == 2.5


def test_other_constructions_are_refused() -> None:
    """There is nothing between an S and an M."""
    pair = [weights.load(f"Sakuga_Upscale_CNN_x2_{size}") for size in "SM"]
    with pytest.raises(BlendError, match="999"):
        blended(*pair, 0.5)


def test_a_firmer_answer_is_larger_everywhere() -> None:
    """What is added to the picture grows by the gain, and the record says so."""
    network = weights.load("Sakuga_Upscale_CNN_x2_S")
    louder = firmer(network, 1.5)
    picture = np.random.default_rng(0).random((3, 9, 12), np.float32)
    before = reference.residual(network.shape, network.flat, picture)
    after = reference.residual(louder.shape, louder.flat, picture)
    np.testing.assert_allclose(after, before * 1.5, atol=1e-5)
    assert louder.record["training"]["checkpoint"].endswith("its answer times 1.5")


def test_a_grayer_network_hears_luma_alone_and_gray_as_before() -> None:
    """All of colour left out: a picture does what its luma does."""
    network = weights.load("Sakuga_Upscale_CNN_x2_VL")
    deaf = grayer(network, 1.0)
    chance = np.random.default_rng(0)
    picture = chance.random((3, 9, 12), np.float32)
    gray = np.repeat(np.einsum("c,cyx->yx", LUMA, picture)[None], 3, 0)
    heard, same, before = (
        reference.residual(one.shape, one.flat, shown)
        for one, shown in ((deaf, picture), (deaf, gray), (network, gray))
    )
    np.testing.assert_allclose(same, before, atol=1e-5)
    assert np.abs(heard - same).max() < 1e-5
    told = deaf.record["training"]["checkpoint"]
    assert told.endswith("1 of what it hears of colour left out")


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_no_more_than_all_of_colour_is_left_out(share: float) -> None:
    """And nothing of a network that writes colours."""
    with pytest.raises(BlendError, match="is no share"):
        grayer(weights.load("Sakuga_Upscale_CNN_x2_VL"), share)
    with pytest.raises(BlendError, match="writes rgb, not luma-x2"):
        grayer(weights.load("Sakuga_Restore_CNN_S"), 0.5)


def test_another_core_leaves_more_out_and_is_told() -> None:
    """Numbers stay; shape and record have the new core."""
    network = weights.load("Sakuga_Upscale_CNN_x2_UL")
    calmer = recored(network, 3.0)
    assert np.array_equal(calmer.flat, network.flat)
    assert calmer.shape == dataclasses.replace(network.shape, core=3.0)
    assert calmer.record["shape"]["core"] == 3.0
    words = calmer.record["training"]["checkpoint"]
    assert words.endswith(f"its core 3 instead of {network.shape.core:g}")
    picture = np.random.default_rng(0).random((3, 9, 12), np.float32)
    before, after = (
        reference.enhanced(one.shape, one.flat, picture) for one in (network, calmer)
    )
    plain = reference.enhanced(network.shape, network.flat * 0.0, picture)
    assert np.abs(after - plain).sum() < np.abs(before - plain).sum()


def _products(network: weights.Network) -> np.ndarray:
    """Return all numbers of the matrices in a network's file."""
    found = re.findall(r"mat4\(([^)]*)\)", shader_text(network))
    return np.array([float(value) for one in found for value in one.split(",")])


@pytest.mark.parametrize("size", ["S", "L"])  # of one texture a layer, and of two
def test_what_is_pruned_is_0_in_the_file_and_hardly_seen(size: str) -> None:
    """Only faint products go; the record counts them; biases stay."""
    network = weights.load(f"Sakuga_Upscale_CNN_x2_{size}")
    thin = pruned(network, 0.004)
    before, after = _products(network), _products(thin)
    faint = np.abs(before) < 0.0039
    assert not after[faint].any()
    strong = np.abs(before) > 0.0041
    np.testing.assert_allclose(after[strong], before[strong], rtol=2e-5)
    left_out = np.count_nonzero(before) - np.count_nonzero(after)
    words = f"{left_out} products with numbers below 0.004 left out"
    assert left_out > 20
    assert thin.record["training"]["checkpoint"].endswith(words)
    for block in network.shape.blocks():
        assert np.array_equal(block.of(thin.flat)[1], block.of(network.flat)[1])
    picture = np.random.default_rng(0).random((3, 9, 12), np.float32)
    drawn = [
        reference.enhanced(one.shape, one.flat, picture) for one in (network, thin)
    ]
    assert 0.0 < np.abs(drawn[1] - drawn[0]).max() < 0.02


@pytest.mark.parametrize("below", [-0.1, 0.5, 99.0, float("nan"), float("inf")])
def test_not_all_is_pruned(below: float) -> None:
    """Nor anything below nothing."""
    with pytest.raises(BlendError, match=r"nothing to leave out|would be nothing"):
        pruned(weights.load("Sakuga_Upscale_CNN_x2_S"), below)
    with pytest.raises(BlendError, match="there is nothing below 1e-09"):
        pruned(weights.load("Sakuga_Upscale_CNN_x2_S"), 1e-9)


@pytest.mark.parametrize("share", [-11.0, 1000.0, float("nan"), float("inf")])
def test_a_share_is_not_beyond_all_bounds(share: float) -> None:
    """Ten steps on there is nothing left of either."""
    network = weights.load("Sakuga_Upscale_CNN_x2_S")
    with pytest.raises(BlendError, match="10 at most"):
        blended(network, network, share)


@pytest.mark.parametrize("gain", [0.0, -1.0, float("nan"), float("inf")])
def test_an_answer_cannot_be_made_nothing(gain: float) -> None:
    """A gain is over 0; no network is ruined by a slip."""
    with pytest.raises(BlendError, match="a gain of"):
        firmer(weights.load("Sakuga_Upscale_CNN_x2_S"), gain)


@pytest.mark.parametrize("levels", [-0.5, float("nan"), float("inf")])
def test_a_core_is_not_under_nothing(levels: float) -> None:
    """Nor is it without an end."""
    with pytest.raises(BlendError, match="a core of"):
        recored(weights.load("Sakuga_Upscale_CNN_x2_S"), levels)


def test_an_empty_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command ends with a sentence and 1, not with nothing done in silence."""
    command = ["training", "blend", str(weights.FOLDER), str(tmp_path)]
    monkeypatch.setattr(sys, "argv", command)
    assert main() == 1
    assert "there are no networks" in capsys.readouterr().err
