"""Pictures that break careless shaders: tiny, flat, of single lines, at both ends."""

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Picture = npt.NDArray[np.floating]


def opaque(colours: npt.NDArray[np.floating]) -> Picture:
    """Return float [height, width, 3] with alpha 1 added."""
    return np.concatenate([colours, np.ones((*colours.shape[:2], 1))], axis=2)


def flat(value: float, height: int = 12, width: int = 16) -> Picture:
    """Return one gray all over."""
    return opaque(np.full((height, width, 3), value))


def noise(height: int, width: int, seed: int = 1) -> Picture:
    """Return independent random colours that half floats hold exactly."""
    rng = np.random.default_rng(seed)
    return opaque(rng.integers(0, 257, (height, width, 3)) / 256)


def blobs(height: int, width: int, seed: int = 2) -> Picture:
    """Return soft shapes with dark lines, as drawings have them."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(float)
    colours = np.full((height, width, 3), 0.75)
    for _ in range(6):
        middle = rng.uniform((0, 0), (height, width))
        distance = np.hypot(y - middle[0], x - middle[1])
        radius = rng.uniform(3, max(4, min(height, width) / 2))
        inside = np.clip(radius - distance, 0, 1)[..., None]
        line = np.clip(1.5 - np.abs(distance - radius), 0, 1)[..., None]
        colours = colours * (1 - inside) + rng.uniform(0.2, 1, 3) * inside
        colours = colours * (1 - line) + 0.1 * line
    return opaque(np.round(colours * 256) / 256)


def nasty_pictures() -> Mapping[str, Picture]:
    """Return them by name."""
    rows = np.zeros((13, 17, 3))
    rows[6] = 1.0
    slanted = np.ones((16, 16, 3))
    slanted[np.arange(16), np.arange(16)] = 0.0
    ends = np.indices((9, 14)).sum(axis=0)[..., None] % 2 * np.ones(3)
    return {
        "1×1": noise(1, 1),
        "2×3": noise(3, 2),
        "odd": noise(19, 33),
        "wide": noise(2, 40),
        "black": flat(0.0),
        "white": flat(1.0),
        "one row": opaque(rows),
        "one column": opaque(rows.transpose(1, 0, 2)),
        "slanted line": opaque(slanted),
        "both ends": opaque(ends.astype(float)),
        "beyond the ends": opaque(rows * 1.5 - 0.25),
        "drawing": blobs(22, 30),
    }
