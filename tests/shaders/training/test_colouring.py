"""Colours follow what a network adds to the luma."""

import numpy as np
import pytest

from shaders.training.colouring import coloured
from shaders.training.folding import luma
from shaders.training.resampling import Kernel, resize_matrix
from shaders.training.shapes import Output, Shape

RED, WHITE = (0.85, 0.1, 0.1), (1.0, 1.0, 1.0)
SIDE_PX = 24


def _line(colour: tuple[float, ...]) -> np.ndarray:
    """Return a picture twice as large, [3, y, x]: a line of two pixels on white."""
    picture = np.ones((3, 2 * SIDE_PX, 2 * SIDE_PX), np.float32)
    picture[:, :, SIDE_PX + 1 : SIDE_PX + 3] = np.array(colour)[:, None, None]
    return picture


def _halved(picture: np.ndarray) -> np.ndarray:
    return picture.reshape(3, SIDE_PX, 2, SIDE_PX, 2).mean((2, 4)).astype(np.float32)


def _luma(picture: np.ndarray) -> np.ndarray:
    return luma(picture[None])[0, 0]


def _doubled(picture: np.ndarray) -> np.ndarray:
    """Return the picture with nothing added, as a window would draw it."""
    matrix = resize_matrix(SIDE_PX, 2 * SIDE_PX, Kernel.BILINEAR)
    return matrix @ picture @ matrix.T


def test_a_red_line_on_white_stays_red() -> None:
    """Right luma given to all channels alike leaves it far paler than the truth."""
    truth = _line(RED)
    small = _halved(truth)
    plain = _doubled(small)
    added = _luma(truth) - _luma(plain)
    alike = plain + added
    followed = plain + coloured(small, added)
    inner = np.s_[:, 4:-4, 4:-4]
    errors = [float((abs(p - truth)[inner] ** 2).mean()) for p in (alike, followed)]
    assert errors[1] < errors[0] / 4
    np.testing.assert_allclose(_luma(followed), _luma(truth), atol=1e-4)


@pytest.mark.parametrize("colour", [(0.0, 0.0, 1.0), (1.0, 0.0, 0.0)])
@pytest.mark.parametrize("ground", [0.0, 1.0])
def test_the_luma_is_what_was_asked_for(
    colour: tuple[float, ...], ground: float
) -> None:
    """Also where a slope is out of its limits: the purest there are."""
    small = _halved(_line(colour))
    small[:, :, : SIDE_PX // 2 - 1] = small[:, :, SIDE_PX // 2 + 2 :] = ground
    chance = np.random.default_rng(6)
    small[:, :4] = chance.random((3, 4, SIDE_PX), np.float32)  # slopes of any kind
    added = chance.normal(0, 0.1, (2 * SIDE_PX, 2 * SIDE_PX)).astype(np.float32)
    np.testing.assert_allclose(_luma(coloured(small, added)), added, atol=1e-4)


def test_gray_stays_gray() -> None:
    """Whatever is added, each channel gets it."""
    chance = np.random.default_rng(4)
    gray = np.repeat(chance.random((1, SIDE_PX, SIDE_PX), np.float32), 3, 0)
    added = chance.normal(0, 0.1, (2 * SIDE_PX, 2 * SIDE_PX)).astype(np.float32)
    np.testing.assert_allclose(coloured(gray, added), np.stack([added] * 3), atol=1e-4)


def test_colour_that_says_nothing_follows_as_gray_does() -> None:
    """In a flat area of any colour, what is added is given to all alike."""
    flat = np.ones((3, SIDE_PX, SIDE_PX), np.float32)
    flat *= np.array(RED, np.float32)[:, None, None]
    added = np.full((2 * SIDE_PX, 2 * SIDE_PX), 0.03, np.float32)
    np.testing.assert_allclose(coloured(flat, added), 0.03, atol=1e-5)


@pytest.mark.parametrize("output", [Output.RGB, Output.LUMA])
def test_only_a_doubled_luma_is_coloured(output: Output) -> None:
    """Other heads have colours of their own, or keep the picture's size."""
    with pytest.raises(ValueError, match="only luma-x2"):
        Shape(8, "999", 0, wide_head=False, output=output, coloured=True)
