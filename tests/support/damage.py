"""Makes broken media out of whole ones: overwritten in the middle, or cut short."""

from pathlib import Path

import numpy as np


def damage(source: Path, target: Path, at: float, length: int = 400) -> Path:
    """Copy a file with `length` bytes overwritten at the fraction `at` of it."""
    content = bytearray(source.read_bytes())
    start = int(len(content) * at)
    noise = np.random.default_rng(7).integers(0, 256, length, dtype=np.uint8)
    content[start : start + length] = noise.tobytes()
    target.write_bytes(content)
    return target


def cut(source: Path, target: Path, at: float) -> Path:
    """Copy the first part of a file, `at` being the fraction that is kept."""
    content = source.read_bytes()
    target.write_bytes(content[: int(len(content) * at)])
    return target
