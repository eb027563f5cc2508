"""Spoils a source before the chains see it: a codec, a blur, noise.

"jpeg:10" needs Pillow (the extra `quality`); the rest is NumPy. Thread: any.
"""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.errors import OptionError
from player.quality.pillow import need_pillow

ALLOWED = (
    "jpeg:QUALITY (1 to 100), blur:SIGMA (0.1 to 10 pixels), noise:SIGMA (0.1 to 50)"
)

NOISE_SEED = 1
"""The same noise for everybody, so that figures can be repeated."""

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Degradation:
    """One way of spoiling, "jpeg:10"."""

    kind: str
    amount: float

    def __str__(self) -> str:
        return f"{self.kind}:{self.amount:g}"


def parse_degradation(text: str) -> Degradation:
    """Read "jpeg:10".

    Raises:
        OptionError: It is none.
        PlayerError: It needs Pillow, which is not installed.
    """
    kind, _, number = text.strip().lower().partition(":")
    try:
        degradation = Degradation(kind, float(number))
    except ValueError:
        raise OptionError("degrade", text, ALLOWED) from None
    if kind not in _KINDS:
        raise OptionError("degrade", text, ALLOWED)
    least, most, _ = _KINDS[kind]
    if not least <= degradation.amount <= most:
        raise OptionError("degrade", text, ALLOWED)
    if kind == "jpeg":
        need_pillow("--degrade jpeg")
    return degradation


def spoil(picture: Pixels, degradation: Degradation) -> Pixels:
    """Return the picture, uint8 [height, width, 3], spoiled."""
    return _KINDS[degradation.kind][2](picture, degradation.amount)


def _jpeg(picture: Pixels, quality: float) -> Pixels:
    """Return what a JPEG of a quality leaves, chroma halved as JPEGs have it."""
    from PIL import Image  # noqa: PLC0415  an optional extra

    stream = io.BytesIO()
    image = Image.fromarray(picture)
    image.save(stream, "JPEG", quality=round(quality), subsampling="4:2:0")
    return np.asarray(Image.open(stream).convert("RGB"), np.uint8).copy()


def _blur(picture: Pixels, sigma_px: float) -> Pixels:
    """Return the picture under a Gaussian, borders repeated."""
    reach = int(np.ceil(4 * sigma_px))
    offsets = np.arange(-reach, reach + 1)
    weights = np.exp(-0.5 * np.square(offsets / sigma_px))
    weights /= weights.sum()
    values = picture.astype(np.float64)
    for axis in (0, 1):
        places = np.arange(values.shape[axis])
        last = values.shape[axis] - 1
        total = np.zeros(1)
        for offset, weight in zip(offsets, weights, strict=True):
            part = np.take(values, np.clip(places + offset, 0, last), axis)
            total = total + weight * part
        values = total
    return _rounded(values)


def _noise(picture: Pixels, sigma: float) -> Pixels:
    """Return the picture with Gaussian noise of a strength in levels of 255."""
    noise = np.random.default_rng(NOISE_SEED).normal(0, sigma, picture.shape)
    return _rounded(picture + noise)


def _rounded(values: npt.NDArray[np.float64]) -> Pixels:
    return np.floor(np.clip(values, 0, 255) + 0.5).astype(np.uint8)


_KINDS: Mapping[str, tuple[float, float, Callable[[Pixels, float], Pixels]]] = {
    "jpeg": (1, 100, _jpeg),
    "blur": (0.1, 10, _blur),
    "noise": (0.1, 50, _noise),
}
"""By name: least and most amount, and what does it."""
