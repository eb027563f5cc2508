"""Small letters, dot by dot: strokes and holes of a few pixels, as signs and credits.

Drawn here, seven dots high and five wide.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.floating[Any]]

HIGH, WIDE = 7, 5  # dots of a letter
SIDE_PX = 384  # of a picture, in which all find room
GAP_PX = 8
DOTS = {
    "A": ".###. #...# #...# ##### #...# #...# #...#",
    "B": "####. #...# #...# ####. #...# #...# ####.",
    "C": ".###. #...# #.... #.... #.... #...# .###.",
    "D": "####. #...# #...# #...# #...# #...# ####.",
    "E": "##### #.... #.... ####. #.... #.... #####",
    "F": "##### #.... #.... ####. #.... #.... #....",
    "G": ".###. #...# #.... #.### #...# #...# .###.",
    "H": "#...# #...# #...# ##### #...# #...# #...#",
    "K": "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
    "M": "#...# ##.## #.#.# #...# #...# #...# #...#",
    "N": "#...# ##..# ##..# #.#.# #..## #..## #...#",
    "P": "####. #...# #...# ####. #.... #.... #....",
    "Q": ".###. #...# #...# #...# #.#.# #..#. .##.#",
    "R": "####. #...# #...# ####. #.#.. #..#. #...#",
    "S": ".#### #.... #.... .###. ....# ....# ####.",
    "T": "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
    "U": "#...# #...# #...# #...# #...# #...# .###.",
    "V": "#...# #...# #...# #...# #...# .#.#. ..#..",
    "W": "#...# #...# #...# #.#.# #.#.# ##.## #...#",
    "X": "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
    "Y": "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
    "Z": "##### ....# ...#. ..#.. .#... #.... #####",
    "2": ".###. #...# ....# ..##. .#... #.... #####",
    "3": ".###. #...# ....# ..##. ....# #...# .###.",
    "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
    "5": "##### #.... ####. ....# ....# #...# .###.",
    "6": ".###. #.... #.... ####. #...# #...# .###.",
    "8": ".###. #...# #...# .###. #...# #...# .###.",
    "9": ".###. #...# #...# .#### ....# ....# .###.",
}


def lettered(inside: float, around: float, dot_px: int) -> Values:
    """Return a square with every letter, four times: on even and on odd pixels.

    Args:
        inside: how bright they are.
        around: how bright the rest is.
        dot_px: side of a dot, 2 to 4.
    """
    picture = np.full((SIDE_PX, SIDE_PX), around, np.float32)
    high, wide = HIGH * dot_px, WIDE * dot_px
    gap = dot_px + 2 + dot_px % 2  # rows and columns of letters begin on even pixels
    tops = range(GAP_PX, SIDE_PX - high - 1, high + gap + high % 2)
    lefts = range(GAP_PX, SIDE_PX - wide - 1, wide + gap + wide % 2)
    every = product(DOTS.values(), (0, 1), (0, 1))
    for (top, left), (letter, down, right) in zip(
        product(tops, lefts), every, strict=False
    ):  # more places than letters
        dots = np.array([[dot == "#" for dot in row] for row in letter.split()])
        stroke = np.kron(dots, np.ones((dot_px, dot_px), np.bool_))
        y, x = top + down, left + right
        picture[y : y + high, x : x + wide][stroke] = inside
    return picture
