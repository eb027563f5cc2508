"""A GL context and an executor for tests that draw shipped shaders."""

from collections.abc import Iterator

import pytest

from player.gl.api import take_error
from player.gl.headless import headless_context
from player.gl.live_objects import live_objects
from tests.support.hook_bench import HookBench


@pytest.fixture(scope="module")
def bench() -> Iterator[HookBench]:
    """An executor on a real context; programs are kept for the whole module."""
    before = live_objects()
    with headless_context():
        made = HookBench.make()
        yield made
        made.release()
        assert take_error() == 0, "a test left a GL error behind"
    assert live_objects() == before, "GL objects were not released"
