"""Every shader that comes with the program follows the rules of `shaders/README.md`."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from player.geometry import Size
from player.hooks.chain import ShaderChain
from player.hooks.library import load_shader, shipped_shaders
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PlanInputs
from player.hooks.presets import load_presets

RATIOS = [
    (Size(854, 480), Size(1920, 1080)),
    (Size(1920, 1080), Size(3840, 2160)),
    (Size(853, 479), Size(1919, 1079)),
    (Size(1, 1), Size(2, 3)),
]
SHADERS = Path(str(files("shaders")))


def _inputs(source: Size, output: Size) -> PlanInputs:
    chroma = Size((source.width + 1) // 2, (source.height + 1) // 2)
    return PlanInputs(source, chroma, is_rgb=False, output=output)


@pytest.mark.parametrize("reference", shipped_shaders())
def test_a_shipped_shader_parses_and_plans_without_a_fault(reference: str) -> None:
    """It has no warnings; what does not run gives the comparison that said so."""
    entry = load_shader(reference)
    assert entry.file is not None, entry.fault
    assert entry.file.warnings == ()
    for source, output in RATIOS:
        chain = ShaderChain("one", "One", (entry,))
        plan = plan_passes(chain, _inputs(source, output))
        assert all(" is not " in idle.reason for idle in plan.idle), plan.idle
        for step in plan.steps:
            if isinstance(step, HookStep):
                assert len(step.binds) == len(
                    {bind for bind in step.shader.binds if bind != "NATIVE"}
                )


@pytest.mark.parametrize("reference", shipped_shaders())
def test_a_shipped_shader_introduces_itself(reference: str) -> None:
    """Purpose, input, output, colour state, cost, source of the idea, licence."""
    head = (SHADERS / reference).read_text("utf-8").split("//!")[0]
    for word in (
        "Purpose:",
        "Input:",
        "Output:",
        "Colour state:",
        "Cost:",
        "Licence: MIT",
    ):
        assert word in head, word
    assert "// Idea" in head or "// Source" in head


@pytest.mark.parametrize("reference", shipped_shaders())
def test_a_shipped_shader_saves_under_names_of_its_own(reference: str) -> None:
    """One space of names holds those of all files in mpv."""
    file = load_shader(reference).file
    assert file is not None
    saved = {shader.save for shader in file.passes} - {"", "MAIN", "NATIVE"}
    assert all(name.startswith("SAKUGA_") for name in saved), saved


@pytest.mark.parametrize("chain", load_presets(), ids=lambda chain: str(chain.name))
def test_a_preset_plans_at_common_ratios(chain: ShaderChain) -> None:
    """A preset that enlarges reaches the screen's size but for less than 1.2."""
    for source, output in RATIOS[:2]:
        plan = plan_passes(chain, _inputs(source, output))
        assert all(" is not " in idle.reason for idle in plan.idle), plan.idle
        if any("Upscale" in entry.reference for entry in chain.entries):
            assert output.width / plan.final_size.width < 1.2
            assert plan.final_size.width <= output.width


def test_the_catalogue_names_every_shader() -> None:
    """Whoever adds a file adds its row; rows of files that have gone are found."""
    page = (SHADERS / "README.md").read_text("utf-8")
    listed = set(re.findall(r"\]\((\w+/Sakuga_\w+\.glsl)\)", page))
    assert listed == set(shipped_shaders())
