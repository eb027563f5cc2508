"""Short words for tests of sound: clips, all that a reader gives, a tone's level."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from player.frames import AudioBlock
from player.media.audio_reader import AudioReader
from tests.support.make_clip import ClipSpec, ToneSpec

RATE = 48000


def sound(suffix: str, codec: str, tone: ToneSpec, video: str = "mpeg4") -> ClipSpec:
    """Return a clip with pictures and one sound track of the same length."""
    return ClipSpec(
        suffix=suffix,
        codec=video,
        frames=round(24 * tone.seconds),
        audio=(replace(tone, codec=codec),),
    )


def read_all(reader: AudioReader) -> list[AudioBlock]:
    """Return all blocks up to the end, checked for holes."""
    blocks = []
    while (block := reader.read()) is not None:
        assert block.samples.dtype == np.float32
        assert block.samples.ndim == 2
        blocks.append(block)
    for one, following in itertools.pairwise(blocks):
        end = one.media_time + len(one.samples) * one.speed / RATE
        assert following.media_time == pytest.approx(end, abs=1e-6)
    return blocks


def joined(blocks: list[AudioBlock]) -> np.ndarray:
    """Return the samples of a row of blocks."""
    return np.concatenate([block.samples for block in blocks])


def read_some(reader: AudioReader, count: int) -> np.ndarray:
    """Return the next `count` samples, as far as there are any."""
    parts = [np.zeros((0, 2), np.float32)]
    while sum(map(len, parts)) < count and (block := reader.read()) is not None:
        parts.append(block.samples)
    return np.concatenate(parts)[:count]


def level_at(samples: np.ndarray, hz: float) -> float:
    """Return the amplitude of one tone in a row of samples."""
    times = np.arange(len(samples)) / RATE
    window = np.hanning(len(samples))
    phasor = np.exp(-2j * np.pi * hz * times)
    return float(2 * abs(np.sum(samples * window * phasor)) / window.sum())
