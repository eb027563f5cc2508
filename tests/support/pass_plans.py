"""Short words for tests of planning: chains of made-up passes and their plans."""

from player.geometry import Size
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.parser import parse_shader
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PassPlan, PlanInputs

INPUTS = PlanInputs(Size(640, 360), Size(320, 180), False, Size(1280, 720))
DOUBLE = ("HOOK MAIN", "WIDTH MAIN.w 2 *", "HEIGHT MAIN.h 2 *")
GATE = "WHEN OUTPUT.w MAIN.w / 1.2 > OUTPUT.h MAIN.h / 1.2 > *"


def written(*lines: str, reads: str = "HOOKED", body: str = "") -> str:
    """Return a pass: header lines ("HOOK MAIN"), BINDs for `reads`, and a body."""
    names = reads.split()
    header = [*lines, *(f"BIND {name}" for name in names)]
    samples = " + ".join(f"{name}_tex({name}_pos)" for name in names) or "vec4(1.0)"
    text = body or f"vec4 hook() {{ return {samples}; }}"
    return "".join(f"//!{line}\n" for line in header) + text + "\n"


def chained(*files: str) -> ShaderChain:
    """Return a chain of files with these texts."""
    entries = tuple(
        ChainEntry(f"{place}.glsl", parse_shader(text, f"{place}.glsl"))
        for place, text in enumerate(files)
    )
    return ShaderChain("test", "Test", entries)


def planned(*files: str, inputs: PlanInputs = INPUTS) -> PassPlan:
    """Return the plan of a chain of files with these texts."""
    return plan_passes(chained(*files), inputs)


def hooks_of(plan: PassPlan) -> list[HookStep]:
    """Return the passes that run, in order."""
    return [step for step in plan.steps if isinstance(step, HookStep)]


def reasons_of(plan: PassPlan) -> list[str]:
    """Return why the others do not."""
    return [idle.reason for idle in plan.idle]
