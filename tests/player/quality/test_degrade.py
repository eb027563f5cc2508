"""Sources are spoiled as asked, the same way each time."""

import numpy as np
import pytest

from player.errors import OptionError
from player.quality.degrade import parse_degradation, spoil
from player.quality.measure import psnr_y

RAMP = (
    np.add.outer(np.arange(48), np.arange(64))[..., None].repeat(3, 2).astype(np.uint8)
)


def test_a_worse_jpeg_is_worse() -> None:
    """Quality is libjpeg's: less of it, less picture."""
    picture = RAMP.copy()
    picture[10:20, 10:30] = (250, 20, 60)
    losses = [
        psnr_y(picture, spoil(picture, parse_degradation(f"jpeg:{quality}")))
        for quality in (95, 50, 10)
    ]
    assert losses == sorted(losses, reverse=True)
    assert losses[0] > losses[2] + 5


def test_blur_spreads_a_point_as_a_gaussian() -> None:
    """A white point becomes 255 g(x) g(y); flat pictures stay."""
    point = np.zeros((21, 21, 3), np.uint8)
    point[10, 10] = 255
    offsets = np.arange(-10, 11)
    bell = np.exp(-0.5 * (offsets / 1.2) ** 2)
    bell /= bell.sum()
    expected = np.floor(255 * np.outer(bell, bell) + 0.5)
    drawn = spoil(point, parse_degradation("blur:1.2"))
    assert np.abs(drawn[..., 0] - expected).max() <= 1
    flat = np.full((9, 9, 3), 200, np.uint8)
    assert np.array_equal(spoil(flat, parse_degradation("blur:5")), flat)


def test_noise_is_as_strong_as_asked_and_the_same_again() -> None:
    """Its deviation is the number; two runs are equal."""
    gray = np.full((100, 100, 3), 128, np.uint8)
    noise = parse_degradation("noise:5")
    drawn = spoil(gray, noise)
    assert drawn.astype(float).std() == pytest.approx(5, rel=0.05)
    assert np.array_equal(drawn, spoil(gray, noise))


@pytest.mark.parametrize("text", ["jpeg", "jpeg:0", "blur:x", "blur:nan", "rain:3", ""])
def test_wrong_words_are_refused(text: str) -> None:
    """What is allowed is told."""
    with pytest.raises(OptionError) as refused:
        parse_degradation(text)
    assert "jpeg:QUALITY" in refused.value.hint
