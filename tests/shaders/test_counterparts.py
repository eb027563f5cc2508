"""Each classical shader does what the official one of its name does, for no more work.

Both are drawn by our engine, which draws what mpv draws (`make witness`).
"""

from pathlib import Path

import numpy as np
import pytest

from player.geometry import Size
from player.hooks.library import load_shader, shipped_shaders
from player.hooks.pass_graph import plan_passes
from tests.support.drawn_art import drawn_art
from tests.support.hook_bench import HookBench, chain_of, rgb_inputs
from tests.support.nasty_pictures import Picture, noise, opaque
from tests.support.official_shaders import official_shader
from tests.support.pass_probe import PassProbe, probe_passes

pytestmark = pytest.mark.network

LUMA = np.array([0.299, 0.587, 0.114])

LEAST_DB = 40.0

AGREEMENT_DB = {
    "Upscale_DoG_x2": 60,
    "Upscale_Deblur_DoG_x2": 60,
    "Upscale_DTD_x2": 55,
    "Deblur_DoG": 55,
    "Denoise_Bilateral_Mean": 70,
    "Denoise_Bilateral_Mode": 50,
    "Darken_HQ": 60,
    "Thin_HQ": 65,
    "Clamp_Highlights": 70,
}
"""Where more than the least was reached, so that it is not lost again."""

PAIRS = tuple(
    reference
    for reference in shipped_shaders()
    if "_CNN" not in reference and "RA_Reduce" not in reference
)


def _official_name(reference: str) -> str:
    return reference.rpartition("/")[2].replace("Sakuga_", "Anime4K_")


def _texts(reference: str) -> tuple[str, str]:
    """Return our file and the official one of its name."""
    entry = load_shader(reference)
    assert entry.file is not None
    ours = Path(entry.file.path).read_text("utf-8")
    return ours, official_shader(_official_name(reference)).read_text("utf-8")


def _probes(
    bench: HookBench, text: str, picture: Picture, *, is_counting: bool = False
) -> list[PassProbe]:
    height, width = picture.shape[:2]
    ratio = 1.5 if "AutoDownscale" in text else 2
    if "AutoDownscalePre-x4" in text or "AutoDownscalePre x4" in text:
        ratio = 3
    size = Size(width, height)
    output = Size(round(width * ratio), round(height * ratio))
    plan = plan_passes(chain_of(text), rgb_inputs(size, output))
    return probe_passes(bench, plan, picture, is_counting=is_counting)


MEDIAN = "denoise/Sakuga_Denoise_Bilateral_Median.glsl"


def _as_theirs(reference: str, text: str) -> str:
    """Return our file with what we do differently on purpose undone.

    The official median weighs by luma but sorts by red, which nothing speaks for; on
    gray pictures both are the same.
    """
    if reference != MEDIAN:
        return text
    changed = text.replace("lumas[j] <", "colours[j].r <").replace(
        "lumas[j] ==", "colours[j].r =="
    )
    changed = changed.replace("< lumas[i]", "< colours[i].r")
    changed = changed.replace("== lumas[i]", "== colours[i].r")
    assert changed.count("colours[i].r ?") == 2
    return changed


@pytest.mark.parametrize("reference", PAIRS)
def test_ours_and_the_official_one_agree_on_drawn_art(
    reference: str, bench: HookBench
) -> None:
    """Luma agrees to 40 dB and more at default strength."""
    art = opaque(drawn_art(60, 380, 320, 240))
    our_text, their_text = _texts(reference)
    texts = (_as_theirs(reference, our_text), their_text)
    pictures = [_probes(bench, text, art)[-1].texels for text in texts]
    ours, theirs = (np.clip(picture[..., :3] @ LUMA, 0, 1) for picture in pictures)
    assert ours.shape == theirs.shape
    error = float(np.mean((ours - theirs) ** 2))
    agreement = np.inf if error == 0 else -10 * np.log10(error)
    name = reference.rpartition("/")[2][len("Sakuga_") : -len(".glsl")]
    assert agreement >= AGREEMENT_DB.get(name, LEAST_DB), f"{agreement:.1f} dB"


@pytest.mark.parametrize("reference", PAIRS)
def test_ours_costs_no_more_than_the_official_one(
    reference: str, bench: HookBench
) -> None:
    """Passes, texels read and texels written at 1080 lines: none is more."""
    picture = opaque(np.repeat(np.repeat(noise(270, 6), 4, 0), 4, 1)[..., :3])
    cost = []
    for text in _texts(reference):
        probes = _probes(bench, text, picture, is_counting=True)
        reads = sum(probe.reads for probe in probes)
        written = sum(probe.texels[..., 0].size for probe in probes)
        cost.append((len(probes), reads, written))
    ours, theirs = cost
    assert ours[0] <= theirs[0]
    assert ours[1] <= theirs[1] * 1.01
    assert ours[2] <= theirs[2] * 1.05


def test_our_median_cleans_better_than_the_official_one(bench: HookBench) -> None:
    """Sorting by luma instead of red comes nearer to the clean picture, by 0.2 dB."""
    clean = drawn_art(60, 380, 200, 160)
    rng = np.random.default_rng(4)
    noisy = opaque(np.clip(clean + rng.normal(0, 0.03, clean.shape), 0, 1))
    errors = []
    for text in _texts(MEDIAN):
        result = _probes(bench, text, noisy)[-1].texels[..., :3]
        errors.append(float(np.mean((result - clean) ** 2)))
    ours, theirs = errors
    assert 10 * np.log10(theirs / ours) >= 0.2


def test_our_half_resolution_comes_nearer_to_full_than_the_official_one(
    bench: HookBench,
) -> None:
    """Darken Fast and Thin Fast are meant to look like HQ for less."""
    art = opaque(drawn_art(0, 380, 720, 240))
    for kind in ("Darken", "Thin"):
        _, full = _texts(f"lines/Sakuga_{kind}_HQ.glsl")
        wanted = _probes(bench, full, art)[-1].texels
        ours, theirs = (
            float(np.mean((_probes(bench, text, art)[-1].texels - wanted) ** 2))
            for text in _texts(f"lines/Sakuga_{kind}_Fast.glsl")
        )
        assert 10 * np.log10(theirs / ours) >= 1.0, kind
