"""A bench for every test of the transport."""

from collections.abc import Iterator

import pytest

from tests.support.transport_bench import Bench


@pytest.fixture
def bench() -> Iterator[Bench]:
    """Give a bench, and end its threads."""
    made = Bench()
    yield made
    made.close()
