"""Our networks beside Anime4K v4's of the same class, on art nobody trained on.

The quick part of `make gates`: every family, its small sizes, the columns that decide
most. What the committed networks miss stands in tests/gates/known.toml, and nowhere
else: a gate missed that is not listed fails, and so does one listed that is met.
"""

import pytest

from player.gl.context import GlInfo
from shaders.training import weights
from shaders.training.export import shader_path
from tests.gates import stored
from tests.gates.families import FAMILIES
from tests.gates.measuring import FLOAT_PX, HALF_DB, Figure, figures
from tests.gates.painter import Painter
from tests.support.free_art import ArtMissingError, free_scenes

pytestmark = [pytest.mark.network, pytest.mark.timeout(600)]

HALVES = (HALF_DB, FLOAT_PX)
QUICK = {
    "Sakuga_Upscale_CNN_x2": (
        "S M",
        ("area", "bicubic", "lanczos", "bilinear", "colour", "rings"),
    ),
    "Sakuga_Upscale_Area_CNN_x2": ("S M L VL UL", ("area", "rings")),
    "Sakuga_Upscale_Denoise_CNN_x2": (
        "S M",
        ("area", "jpeg 20", "jpeg 90", "h264 24", "rings"),
    ),
    "Sakuga_Restore_CNN": ("S M", ("bil/area", "bic/area", "jpeg 80", "flicker")),
    "Sakuga_Restore_Soft_CNN": ("S M", ("jpeg 10", "jpeg 80", "bil/area")),
    "Sakuga_Deblur_CNN": ("M", ("gauss 1.0",)),
    "Sakuga_RA_Reduce_CNN": ("M", ("bil/area", "bil 1.5")),
    "Sakuga_Denoise_CNN": ("L", ("jpeg 10",)),
}
"""Sizes and columns of each family that the suite measures."""

CASES = {
    f"{family}_{size}": columns + HALVES
    for family, (sizes, columns) in QUICK.items()
    for size in sizes.split()
}

WOBBLE = 0.005
"""Another driver, decoder or codec moves a figure by so many dB (or of a ratio)."""


@pytest.fixture(scope="module")
def graphics(gl: GlInfo) -> GlInfo:
    """A context to draw in, and the scenes fetched."""
    try:
        free_scenes()
    except ArtMissingError as error:
        pytest.skip(str(error))
    return gl


def _complaint(figure: Figure, known: dict[str, float]) -> str:
    """Return what is wrong with the list of known misses, or nothing."""
    over = figure.over
    if over is None:
        return ""
    if figure.column in known:
        if over > WOBBLE:
            return f"{figure.column}: listed as missed, but met by {over:.3f}"
    elif over < -WOBBLE:
        return f"{figure.column}: missed by {-over:.3f}"
    return ""


@pytest.mark.parametrize("name", CASES)
def test_gates_are_met_but_for_those_known(name: str, graphics: GlInfo) -> None:
    """Through the real engine, float reference beside it."""
    columns = CASES[name]
    network = weights.load(name)
    family = FAMILIES[network.record["family"]]
    official = stored.read_official()[family.official_name(network.record["size"])]
    known = stored.read_known().get(name, {})
    with Painter(graphics, shader_path(network)) as painter:
        found = list(figures(painter, network, family, official, columns))
    assert {figure.column for figure in found} == set(columns)
    complaints = [_complaint(figure, known) for figure in found]
    assert not any(complaints), "; ".join(filter(None, complaints))
