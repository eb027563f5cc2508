"""Our engine draws what mpv draws (the small part of `make witness`)."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.witness.cases import Case, few_cases
from tests.witness.comparison import compare_case
from tests.witness.difference import compare
from tests.witness.mpv_dialect import for_old_mpv
from tests.witness.mpv_picture import is_here, virtual_screen


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen for mpv; skips where mpv is not installed."""
    if not is_here():
        pytest.skip("mpv or Xvfb is not installed")
    with virtual_screen() as name:
        yield name


@pytest.mark.network
@pytest.mark.parametrize("case", list(few_cases()), ids=lambda case: case.title)
def test_mpv_draws_the_same(case: Case, display: str, tmp_path: Path) -> None:
    """Luma agrees to 50 dB, and no pixel inside is off by more than 4 levels."""
    found = compare_case(case, tmp_path, display)
    assert found.is_near_enough(case), str(found)


def test_a_difference_is_seen() -> None:
    """One wrong pixel of many is beyond, wherever it lies but at the border."""
    flat = np.full((40, 40, 3), 90, np.uint8)
    spot = flat.copy()
    spot[20, 20, 1] += 9
    (case,) = [case for case in few_cases() if case.label == "no shader"]
    found = compare(flat, spot, 1.0)
    assert found.worst == 9
    assert not found.is_near_enough(case)
    assert compare(flat, flat, 1.0).is_near_enough(case)
    assert not compare(flat, flat + 2, 1.0).is_near_enough(case)


def test_parameters_become_defines(tmp_path: Path) -> None:
    """An old mpv gets the same numbers, without PARAM blocks."""
    source = tmp_path / "in.glsl"
    source.write_text(
        "//!PARAM strength\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 2\n0.75\n"
        "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n",
        encoding="utf-8",
    )
    (tmp_path / "out").mkdir()
    text = for_old_mpv(source, tmp_path / "out").read_text(encoding="utf-8")
    assert "PARAM" not in text
    assert "//!HOOK MAIN\n//!BIND HOOKED\n#define strength 0.75\n" in text
