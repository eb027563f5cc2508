"""Our classical shaders give in mpv the picture that they give here.

A few chains hold them all; `make witness ARGS="shaders/*/*.glsl"` compares each alone.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from player.hooks.library import shipped_shaders
from tests.witness.cases import EVEN, ODD, Case, SourceKind
from tests.witness.comparison import compare_case
from tests.witness.mpv_picture import is_here, virtual_screen

SHADERS = Path(str(files("shaders")))

CHAINS = {
    "lines": "RA_Reduce_DoG Darken_HQ Thin_HQ Clamp_Highlights",
    "fast lines": "Deblur_DoG Darken_Fast Thin_Fast Darken_VeryFast Thin_VeryFast",
    "two doublings": "Upscale_DoG_x2 AutoDownscalePre_x2 AutoDownscalePre_x4 "
    "Upscale_Deblur_DoG_x2",
    "DTD": "Denoise_Bilateral_Mean Upscale_DTD_x2",
    "original": "Upscale_Original_x2",
    "deblur original x2": "Upscale_Deblur_Original_x2",
    "deblur original": "Deblur_Original",
    "median": "Denoise_Bilateral_Median",
    "mode": "Denoise_Bilateral_Mode",
}
"""Names without "Sakuga_"; those that choose between neighbours stand alone."""


def _reference(name: str) -> str:
    (found,) = [
        reference
        for reference in shipped_shaders()
        if reference.endswith(f"/Sakuga_{name}.glsl")
    ]
    return found


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    """A virtual screen for mpv; skips where mpv is not installed."""
    if not is_here():
        pytest.skip("mpv or Xvfb is not installed")
    with virtual_screen() as name:
        yield name


def test_the_chains_hold_every_classical_shader() -> None:
    """A new file has to be put into one of them."""
    held = {_reference(name) for names in CHAINS.values() for name in names.split()}
    assert held == {name for name in shipped_shaders() if "_CNN" not in name}


@pytest.mark.parametrize("label", CHAINS)
def test_mpv_draws_ours_as_we_do(label: str, display: str, tmp_path: Path) -> None:
    """Luma agrees to 50 dB, and no pixel inside is off by more than 4 levels."""
    paths = tuple(str(SHADERS / _reference(name)) for name in CHAINS[label].split())
    size, ratio = (EVEN, 3.0) if "doublings" in label else (ODD, 2.0)
    case = Case(label, paths, SourceKind.RGB, size, ratio)
    found = compare_case(case, tmp_path, display)
    assert found.is_near_enough(case), str(found)
