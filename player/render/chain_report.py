"""What each pass of a chain did, in words for the shader panel. Pure."""

from collections.abc import Mapping

from player.hooks.chain import ShaderChain
from player.hooks.pass_plan import HookStep, IdlePass
from player.render.chain_preparation import ReadyChain
from player.render.pass_timings import PassTimings
from player.render.request import ChainFault
from player.status import ChainStatus, PassStatus, PassVerdict

_Key = tuple[int, int]


def describe_chain(
    ready: ReadyChain, timings: PassTimings, *, is_compiling: bool
) -> ChainStatus:
    """Return one line for each pass of every file, in the chain's order.

    Args:
        ready: What drew the picture.
        timings: Smoothed times by (entry, pass index).
        is_compiling: Another chain is on its way.
    """
    plan = ready.prepared.plan
    steps = {
        (step.entry, step.shader.index): step
        for step in plan.steps
        if isinstance(step, HookStep)
    }
    idle = {(item.entry, item.index): item for item in plan.idle}
    return ChainStatus(
        chain_id=ready.chain.id,
        passes=_describe_passes(ready.chain, ready.faults, steps, idle, timings),
        is_compiling=is_compiling,
        total_ms=timings.total(),
        input_size=str(plan.inputs.luma),
        output_size=str(plan.inputs.output),
    )


def _describe_passes(
    chain: ShaderChain,
    faults: Mapping[int, ChainFault],
    steps: Mapping[_Key, HookStep],
    idle: Mapping[_Key, IdlePass],
    timings: PassTimings,
) -> tuple[PassStatus, ...]:
    lines = []
    for entry, item in enumerate(chain.entries):
        for shader in item.file.passes if item.file else ():
            key = (entry, shader.index)
            verdict, reason = _verdict(key, faults.get(entry), steps, idle)
            milliseconds = timings.of(key) if verdict is PassVerdict.RAN else None
            lines.append(
                PassStatus(
                    entry, shader.index, shader.title, verdict, reason, milliseconds
                )
            )
    return tuple(lines)


def _verdict(
    key: _Key,
    fault: ChainFault | None,
    steps: Mapping[_Key, HookStep],
    idle: Mapping[_Key, IdlePass],
) -> tuple[PassVerdict, str]:
    if fault is not None:
        return PassVerdict.FAILED, fault.message
    if key in steps:
        return PassVerdict.RAN, ""
    known = idle.get(key)
    if known is None:
        return PassVerdict.IDLE, "not planned"
    verdict = PassVerdict.OFF if known.is_switched_off else PassVerdict.IDLE
    return verdict, known.reason
