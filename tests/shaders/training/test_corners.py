"""Corners of a finished network that are brought to ring less."""

import numpy as np
import pytest

from shaders.training import corners, reference, weights
from shaders.training.blending import BlendError


def _worst(network: weights.Network) -> float:
    """Return how far plain areas are left, in levels."""
    tried = corners._corners()
    engine = corners.NumpyEngine(network.shape)
    answer = engine.forward(network.flat, tried.low, np.zeros(len(tried.low)))
    over = tried.before + corners.cored(answer, network.shape.core) - tried.level
    side = np.where(tried.beside_white, -over, over)
    return float(side.max() * 255)


def test_corners_ring_less_and_the_rest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as is asked for; answers to other pictures change by a level or so."""
    monkeypatch.setattr(corners, "PROJECTIONS", 1)
    network = weights.load("Sakuga_Upscale_CNN_x2_S")
    chance = np.random.default_rng(2)
    lows = np.cumsum(chance.normal(0, 0.05, (8, 3, 24, 24)), -1).astype(np.float32)
    lows = (lows + 0.5).clip(0.0, 1.0)
    before = _worst(network)
    quieter = corners.quieter(network, lows, before - 8.0, seed=3)
    assert _worst(quieter) <= before - 8.0 + 0.01
    pairs = (
        (reference.residual(one.shape, one.flat, low) for one in (network, quieter))
        for low in lows
    )
    change = [float(((old - new) ** 2).mean()) for old, new in pairs]
    assert np.sqrt(np.mean(change)) * 255 < 2.0
    told = quieter.record["training"]["checkpoint"]
    assert told.startswith(network.record["training"]["checkpoint"])
    assert "its corners brought to" in told


def test_only_a_doubled_luma_has_such_corners() -> None:
    """A restorer is refused in words."""
    network = weights.load("Sakuga_Restore_CNN_S")
    lows = np.zeros((1, 3, 24, 24), np.float32)
    with pytest.raises(BlendError, match="writes rgb, not luma-x2"):
        corners.quieter(network, lows, 50.0, seed=1)
