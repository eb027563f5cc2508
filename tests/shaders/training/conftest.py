"""A GL context of its own for tests that draw networks."""

import os
from collections.abc import Iterator

import pytest

from player.gl.context import GlInfo
from player.gl.headless import headless_context


@pytest.fixture(scope="module")
def gl() -> Iterator[GlInfo]:
    """A context to draw in, whatever display there is."""
    before = os.environ.get("EGL_PLATFORM")
    os.environ["EGL_PLATFORM"] = "surfaceless"
    try:
        with headless_context() as info:
            yield info
    finally:
        if before is None:
            del os.environ["EGL_PLATFORM"]
        else:
            os.environ["EGL_PLATFORM"] = before
