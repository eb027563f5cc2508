"""A real GL context for tests that draw, and the laws that hold after each of them."""

from collections.abc import Iterator

import pytest

from player.gl.api import take_error
from player.gl.context import GlInfo
from player.gl.headless import headless_context
from player.gl.live_objects import live_objects


@pytest.fixture
def gl() -> Iterator[GlInfo]:
    """Have a headless context current; fail on GL errors and on forgotten objects."""
    before = live_objects()
    with headless_context() as info:
        assert take_error() == 0
        yield info
        assert take_error() == 0, "the test left a GL error behind"
    assert live_objects() == before, "GL objects were not released"
