"""The official Anime4K files and modes parse and plan as their description says.

Test vectors: what each mode does at each ratio, worked out by hand from the rules that
the files state; nothing of the files is kept here.
"""

from functools import cache

import pytest

from player.geometry import Size
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.parser import parse_shader
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PassPlan, PlanInputs
from player.hooks.shader_file import ShaderFile
from tests.support.official_shaders import official_folder, official_shader

pytestmark = pytest.mark.network

SHORT = {
    "CH": "Clamp_Highlights",
    "AD2": "AutoDownscalePre_x2",
    "AD4": "AutoDownscalePre_x4",
    "R": "Restore_CNN",
    "RS": "Restore_CNN_Soft",
    "U": "Upscale_CNN_x2",
    "UD": "Upscale_Denoise_CNN_x2",
}
MODES = {
    "A": ("CH R_VL U_VL AD2 AD4 U_M", "CH R_M U_M AD2 AD4 U_S"),
    "B": ("CH RS_VL U_VL AD2 AD4 U_M", "CH RS_M U_M AD2 AD4 U_S"),
    "C": ("CH UD_VL AD2 AD4 U_M", "CH UD_M AD2 AD4 U_S"),
    "A+A": ("CH R_VL U_VL R_M AD2 AD4 U_M", "CH R_M U_M R_S AD2 AD4 U_S"),
    "B+B": ("CH RS_VL U_VL AD2 AD4 RS_M U_M", "CH RS_M U_M AD2 AD4 RS_S U_S"),
    "C+A": ("CH UD_VL AD2 AD4 R_M U_M", "CH UD_M AD2 AD4 R_S U_S"),
}
PASSES = {
    "CH": 3, "AD2": 1, "AD4": 1,
    "U_S": 5, "U_M": 9, "U_VL": 18, "UD_S": 5, "UD_M": 9, "UD_VL": 18,
    "R_S": 4, "R_M": 8, "R_VL": 17, "RS_S": 4, "RS_M": 8, "RS_VL": 17,
}  # fmt: skip
RESTORES = ("R_S", "R_M", "R_VL", "RS_S", "RS_M", "RS_VL")


@cache
def _file(short: str) -> ShaderFile:
    base, _, size = short.partition("_")
    name = f"Anime4K_{SHORT[base]}" + (f"_{size}" if size else "")
    return parse_shader(official_shader(name).read_text("utf-8"), name)


def _plan(chain: str, source: tuple[int, int], output: tuple[int, int]) -> PassPlan:
    entries = tuple(ChainEntry(short, _file(short)) for short in chain.split())
    width, height = source
    return plan_passes(
        ShaderChain("test", "Test", entries),
        PlanInputs(
            Size(width, height),
            Size((width + 1) // 2, (height + 1) // 2),
            is_rgb=False,
            output=Size(*output),
        ),
    )


def _events(chain: str, plan: PassPlan) -> list[tuple[str, int, str]]:
    """Return per file that ran: its short name, how many passes, its last size."""
    names = chain.split()
    ran: dict[int, list[HookStep]] = {}
    for step in plan.steps:
        if isinstance(step, HookStep):
            ran.setdefault(step.entry, []).append(step)
    return [
        (names[entry], len(steps), str(steps[-1].size))
        for entry, steps in sorted(ran.items())
    ]


def test_every_official_file_parses() -> None:
    """All families in the pack are understood, run here or not."""
    paths = sorted(official_folder().glob("*.glsl"))
    assert len([path for path in paths if path.name.startswith("Anime4K")]) >= 38
    for path in paths:
        file = parse_shader(path.read_text("utf-8"), str(path))
        assert file.passes, path.name
        assert not file.warnings, path.name


@pytest.mark.parametrize(
    ("source", "output", "wanted"),
    [
        (
            (1280, 720),
            (1920, 1080),
            "CH 3 1920×1080, R_VL 17 1280×720, U_VL 18 2560×1440, AD2 1 1920×1080",
        ),
        (
            (1920, 1080),
            (3840, 2160),
            "CH 3 3840×2160, R_VL 17 1920×1080, U_VL 18 3840×2160",
        ),
        (
            (1280, 720),
            (3840, 2160),
            (
                "CH 3 3840×2160, R_VL 17 1280×720, U_VL 18 2560×1440, AD4 1 1920×1080, "
                "U_M 9 3840×2160"
            ),
        ),
        (
            (960, 540),
            (3840, 2160),
            "CH 3 3840×2160, R_VL 17 960×540, U_VL 18 1920×1080, U_M 9 3840×2160",
        ),
        ((1920, 1080), (1920, 1080), "CH 3 1920×1080, R_VL 17 1920×1080"),
        (
            (640, 480),
            (1440, 1080),
            "CH 3 1280×960, R_VL 17 640×480, U_VL 18 1280×960",
        ),
    ],
)
def test_mode_a_does_at_each_ratio_what_its_rules_say(
    source: tuple[int, int], output: tuple[int, int], wanted: str
) -> None:
    """Doublings, automatic downscales and idle upscalers follow the live sizes."""
    chain = MODES["A"][0]
    events = _events(chain, _plan(chain, source, output))
    assert ", ".join(f"{name} {count} {size}" for name, count, size in events) == wanted


@pytest.mark.parametrize("is_fast", [False, True])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("source", "output", "downscale", "doublings", "final"),
    [
        ((1280, 720), (1920, 1080), "AD2", 1, "1920×1080"),
        ((1920, 1080), (3840, 2160), "", 1, "3840×2160"),
        ((1280, 720), (3840, 2160), "AD4", 2, "3840×2160"),
        ((960, 540), (3840, 2160), "", 2, "3840×2160"),
        ((1920, 1080), (1920, 1080), "", 0, "1920×1080"),
        ((640, 480), (1440, 1080), "", 1, "1280×960"),
        ((853, 480), (1919, 1080), "", 1, "1706×960"),
    ],
)
def test_each_mode_runs_whole_files_and_lands_on_the_right_size(  # noqa: PLR0917
    mode: str,
    is_fast: bool,
    source: tuple[int, int],
    output: tuple[int, int],
    downscale: str,
    doublings: int,
    final: str,
) -> None:
    """A file runs with all its passes or not at all; restores always run."""
    chain = MODES[mode][is_fast]
    plan = _plan(chain, source, output)
    events = _events(chain, plan)
    names = [name for name, _, _ in events]
    assert str(plan.final_size) == final
    assert all(count == PASSES[name] for name, count, _ in events)
    assert [name for name in names if name.startswith("AD")] == [downscale][
        : bool(downscale)
    ]
    assert len([name for name in names if name.startswith("U")]) == doublings
    wanted_restores = [name for name in chain.split() if name in RESTORES]
    assert [name for name in names if name in RESTORES] == wanted_restores


@pytest.mark.parametrize("mode", MODES)
def test_every_idle_pass_of_a_mode_says_why(mode: str) -> None:
    """Where nothing is to be enlarged, each upscaler names the ratio that it saw."""
    plan = _plan(MODES[mode][0], (1920, 1080), (1920, 1080))
    assert plan.idle
    assert {idle.reason for idle in plan.idle} <= {
        "1.00 is not > 1.20",
        "1.00 is not > 2.40",
        "1.00 is not < 2.00",
    }


def test_native_is_not_drawn_for_a_bind_that_nobody_reads() -> None:
    """The downscale rules bind NATIVE for its size alone."""
    plan = _plan(MODES["A"][0], (1280, 720), (1920, 1080))
    stages = [step.stage.value for step in plan.steps if not isinstance(step, HookStep)]
    assert stages == ["MAIN"]


def test_dtd_is_switched_off_as_a_whole_by_a_bind_that_nobody_made() -> None:
    """Its ungated passes stay idle: one misses its input, nothing reads the others."""
    name = "Anime4K_Upscale_DTD_x2"
    file = parse_shader(official_shader(name).read_text("utf-8"), name)
    chain = ShaderChain("dtd", "DTD", (ChainEntry(name, file),))
    size = Size(640, 360)
    plan = plan_passes(chain, PlanInputs(size, Size(320, 180), False, size))
    assert (plan.steps, plan.final, plan.final_size) == ((), None, size)
    reasons = {idle.reason for idle in plan.idle}
    assert "binds MAINTEMPTHIN, which nothing before it has made" in reasons
    assert "nothing reads LINELUMA, which it makes" in reasons
    assert len(plan.idle) == 18


def test_the_largest_network_stays_within_sixteen_samplers() -> None:
    """The restore network UL reads sixteen textures in one pass, which just fits."""
    name = "Anime4K_Restore_CNN_UL"
    file = parse_shader(official_shader(name).read_text("utf-8"), name)
    chain = ShaderChain("ul", "UL", (ChainEntry(name, file),))
    size = Size(640, 360)
    plan = plan_passes(chain, PlanInputs(size, Size(320, 180), False, size))
    steps = [step for step in plan.steps if isinstance(step, HookStep)]
    assert (len(steps), plan.idle) == (25, ())
    assert max(len(step.binds) for step in steps) == 16


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("FSRCNNX_x2_8-0-4-1", "hooks LUMA"),
        ("ArtCNN_C4F16", "hooks LUMA"),
        ("KrigBilateral", "hooks CHROMA"),
        ("SSimDownscaler", "hooks POSTKERNEL"),
        ("NVScaler", "hooks LUMA"),
    ],
)
def test_other_families_are_idle_with_a_reason_and_leave_the_picture_alone(
    name: str, word: str
) -> None:
    """What this version does not run is said, pass by pass."""
    file = parse_shader(official_shader(name).read_text("utf-8"), name)
    chain = ShaderChain("other", "Other", (ChainEntry(name, file),))
    inputs = PlanInputs(Size(640, 360), Size(320, 180), False, Size(1920, 1080))
    plan = plan_passes(chain, inputs)
    assert plan.steps == ()
    assert len(plan.idle) == len(file.passes)
    assert all(word in idle.reason for idle in plan.idle)
