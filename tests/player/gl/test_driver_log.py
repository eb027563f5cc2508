"""Every driver's way to say "line 12" is understood."""

import pytest

from player.gl.driver_log import first_error, for_people, read_driver_log

MESA = "0:1000003(1): warning: unused\n0:12(5): error: `x' undeclared\n"
NVIDIA = (
    '0(1000003) : warning C7050: "y" may be unset\n0(12) : error C1503: undefined "x"\n'
)
AMD = "WARNING: 0:1000003: 'y' : unused\nERROR: 0:12: 'x' : undeclared identifier\n"
INTEL_WINDOWS = "ERROR: 0:12: 'x' : undeclared identifier \n\0"


@pytest.mark.parametrize("log", [MESA, NVIDIA, AMD, INTEL_WINDOWS])
def test_the_error_is_found_at_its_line(log: str) -> None:
    """The first thing shown is the error in the file, not the warning before it."""
    messages = read_driver_log(log)
    first = first_error(messages)
    assert first is not None
    assert first.line == 12
    assert for_people(messages, "mine.glsl").startswith("mine.glsl:12: ")


def test_a_message_without_a_place_is_kept() -> None:
    """Link errors name no line; their words still arrive."""
    messages = read_driver_log("error: unresolved reference to function `gone'")
    assert messages[0].line == 0
    assert "gone" in for_people(messages, "mine.glsl")


def test_an_empty_log_has_no_error() -> None:
    """Nothing said is nothing found."""
    assert first_error(read_driver_log(" \n\0")) is None
