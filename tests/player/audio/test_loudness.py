"""Loudness: exact at rest, no step when it changes, never over full scale."""

import numpy as np
import pytest

from player.audio.loudness import KNEE, Loudness

BLOCK = 480


def _settled(gain: float) -> Loudness:
    loudness = Loudness(BLOCK, 2)
    loudness.apply(np.zeros((BLOCK, 2), np.float32), gain)
    return loudness


def _tone(level: float) -> np.ndarray:
    line = level * np.sin(np.arange(BLOCK) / 10)
    return np.stack([line, -line], axis=1).astype(np.float32)


def test_the_files_own_loudness_is_bit_exact() -> None:
    """At volume 1 no sample is changed, not even over the knee."""
    samples = _tone(1.0)
    expected = samples.copy()
    _settled(1.0).apply(samples, 1.0)
    assert np.array_equal(samples, expected)


@pytest.mark.parametrize("gain", [0.0, 0.25, 0.8])
def test_a_steady_volume_scales(gain: float) -> None:
    """Below 1 volume is a factor and nothing else."""
    samples = _tone(1.0)
    expected = samples * np.float32(gain)
    _settled(gain).apply(samples, gain)
    assert np.allclose(samples, expected, atol=1e-7)


def test_a_change_has_no_step() -> None:
    """From one volume to another the gain moves a little with every sample."""
    loudness = _settled(1.0)
    ones = np.ones((BLOCK, 2), np.float32)
    loudness.apply(ones, 0.0)
    assert np.abs(np.diff(np.vstack([[[1.0, 1.0]], ones]), axis=0)).max() < 1.1 / BLOCK
    assert np.all(ones[-1] == 0)
    again = np.ones((BLOCK, 2), np.float32)
    loudness.apply(again, 0.0)
    assert not again.any()


def test_the_ceiling_bends() -> None:
    """Over 1, what is loud comes near full scale and never over; quiet is scaled."""
    loudness = _settled(1.3)
    line = np.linspace(-1, 1, BLOCK, dtype=np.float32)
    samples = np.stack([line, line], axis=1)
    loudness.apply(samples, 1.3)
    assert np.abs(samples).max() < 1.0
    assert np.all(np.diff(samples[:, 0]) > 0)
    quiet = np.abs(line) * 1.3 < KNEE
    assert np.allclose(samples[quiet, 0], line[quiet] * 1.3, atol=1e-6)
    assert np.allclose(samples[:, 0], -samples[::-1, 0], atol=1e-6)
