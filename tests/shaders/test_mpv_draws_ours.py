"""Our classical shaders give in mpv the picture that they give here.

So does a network behind its gauge, one that is folded, and one that knows how blocky
the picture is. A few chains hold the classical ones all;
`make witness ARGS="shaders/*/*.glsl"` compares each alone.
"""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from player.geometry import Size
from player.hooks.library import shipped_shaders
from tests.witness.cases import EVEN, ODD, Case, SourceKind
from tests.witness.comparison import compare_case
from tests.witness.mpv_picture import is_here, virtual_screen
from tests.witness.our_picture import draw_with_sakuga
from tests.witness.sources import source_file

LEVELS_CHANGED = 8
WIDE = Size(368, 64)  # the gauge looks 160 pixels far
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


SOFT = """//!HOOK MAIN
//!BIND HOOKED
//!DESC the left half made soft
vec4 hook() {
    vec4 sum = vec4(0.0);
    for (int y = -2; y <= 2; y++)
        for (int x = -2; x <= 2; x++)
            sum += HOOKED_texOff(vec2(x, y)) * float((3 - abs(x)) * (3 - abs(y)));
    return HOOKED_pos.x < 0.5 ? sum / 81.0 : HOOKED_tex(HOOKED_pos);
}
"""

BLOCKY = """//!HOOK MAIN
//!BIND HOOKED
//!DESC every second block of 8x8 a little darker
vec4 hook() {
    vec2 block = floor(HOOKED_pos * HOOKED_size / 8.0);
    float odd = mod(block.x + block.y, 2.0);
    return vec4(HOOKED_tex(HOOKED_pos).rgb - odd * 3.0 / 255.0, 1.0);
}
"""


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


def test_mpv_draws_a_folded_network_as_we_do(display: str, tmp_path: Path) -> None:
    """Its textures of half the size have to fall on the same pixels, odd sides too."""
    paths = (str(SHADERS / _reference("Restore_Soft_CNN_S")),)
    case = Case("folded", paths, SourceKind.RGB, ODD, 2.0)
    found = compare_case(case, tmp_path, display)
    assert found.is_near_enough(case), str(found)


@pytest.mark.parametrize("size", [ODD, EVEN, WIDE])
def test_mpv_finds_a_picture_as_blocky_as_we_do(
    size: Size, display: str, tmp_path: Path
) -> None:
    """A texture of one pixel decides about all; sides need not be whole blocks."""
    blocks = tmp_path / "blocks.glsl"
    blocks.write_text(BLOCKY, "utf-8")
    name = _reference("Upscale_Denoise_CNN_x2_M")
    paths = (str(blocks), str(SHADERS / name))
    case = Case("blocky", paths, SourceKind.RGB, size, 2.0)
    found = compare_case(case, tmp_path, display)
    assert found.is_near_enough(case), str(found)


@pytest.mark.parametrize("name", ["Restore_CNN_S", "Deblur_CNN_M"])
def test_mpv_fades_a_network_as_we_do(name: str, display: str, tmp_path: Path) -> None:
    """Where a picture is soft the network works, where it is sharp it does not."""
    softener = tmp_path / "soft.glsl"
    softener.write_text(SOFT, "utf-8")
    paths = (str(softener), str(SHADERS / _reference(name)))
    case = Case(name, paths, SourceKind.RGB, WIDE, 1.0)
    found = compare_case(case, tmp_path, display)
    assert found.is_near_enough(case), str(found)
    source = source_file(tmp_path, case.kind, case.size)
    without, with_network = (
        draw_with_sakuga(source, [Path(path) for path in chain], case.output, tmp_path)
        for chain in (paths[:1], paths)
    )
    change = np.abs(with_network.astype(int) - without)
    assert change[:, : case.size.width // 4].max() > LEVELS_CHANGED
    assert not change[:, -case.size.width // 8 :].any()
