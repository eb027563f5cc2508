"""The passes between planes and screen, for the tests of each."""

from collections.abc import Iterator

import pytest

from player.gl.context import GlInfo
from tests.support.picture_belt import PictureBelt


@pytest.fixture
def belt(gl: GlInfo) -> Iterator[PictureBelt]:
    """Have all passes on a headless context."""
    made = PictureBelt()
    yield made
    made.release()
