"""Chain and sizes to `PassPlan`: which passes run, on what, and why the others do not.

Walks the pipeline as a renderer would, stage by stage and in load order, on live sizes:
after a pass has replaced MAIN, `MAIN` means the new picture for everyone behind it.
Knows no GL and draws nothing. Pure.
Source: mpv manual, user shaders; the differences are in docs/shader-format.md.
"""

import math
import re
from dataclasses import dataclass, field

from player.errors import ShaderPlanError
from player.geometry import Size
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.expression import Expression, evaluate, explain_false
from player.hooks.features import (
    ALIASES,
    PLANES,
    hook_point,
    overwrites,
    reasons_to_stay_idle,
)
from player.hooks.pass_plan import (
    Bind,
    HookStep,
    IdlePass,
    ParamValue,
    PassPlan,
    PlanInputs,
    StageStep,
)
from player.hooks.plan_pruning import prune
from player.hooks.shader_file import HookPass, HookPoint

MAX_SIDE_PX = 16384
"""The largest texture side that OpenGL 4 class hardware promises."""

MAX_AREA_PX = 1 << 27
"""One half-float texture of 1 GiB; 8K doubled just fits."""

MAX_BINDS = 16
"""Samplers that OpenGL promises to a fragment shader."""

PICTURE_COMPONENTS = 3

_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Version:
    """What a name means at a moment: a texture and its size."""

    texture: int
    size: Size
    components: int


class _IdleError(Exception):
    """A pass does not run; the text says why. Never leaves this module."""


@dataclass(slots=True)
class _Walk:
    """Where the walk through the pipeline stands.

    Attributes:
        picture: The newest version of the picture itself.
        stages: Newest version of each stage reached, shared by all files.
        saved: Per file of the chain, what its passes have put aside.
        reasons: Why passes did not run, (entry, index) to texts.
    """

    chain: ShaderChain
    inputs: PlanInputs
    point: HookPoint
    picture: Version
    stages: dict[str, Version] = field(default_factory=dict)
    saved: list[dict[str, Version]] = field(default_factory=list)
    steps: list[StageStep | HookStep] = field(default_factory=list)
    reasons: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    textures: int = 0

    def new_texture(self) -> int:
        """Return a number that no other texture of this plan has."""
        self.textures += 1
        return self.textures - 1


def plan_passes(chain: ShaderChain, inputs: PlanInputs) -> PassPlan:
    """Decide which passes of a chain run, in what order, on which textures.

    A pass that cannot run is listed as idle with the reason; nothing is raised.
    """
    walk = _Walk(
        chain, inputs, HookPoint.NATIVE, Version(-1, inputs.luma, PICTURE_COMPONENTS)
    )
    walk.saved = [{} for _ in chain.entries]
    fixed = [
        reasons_to_stay_idle(entry.file) if entry.file else {}
        for entry in chain.entries
    ]
    for point in HookPoint:
        _enter(walk, point)
        for index, entry in enumerate(chain.entries):
            _run_file(walk, index, entry, fixed[index])
    for index, reasons in enumerate(fixed):
        for pass_index, reason in reasons.items():
            walk.reasons.setdefault((index, pass_index), [reason])
    pruned = prune(tuple(walk.steps), walk.picture.texture)
    return PassPlan(
        inputs=inputs,
        steps=pruned.steps,
        idle=_idle_passes(walk, pruned.steps, pruned.unused),
        final=pruned.final,
        final_size=walk.picture.size if pruned.steps else inputs.luma,
    )


def _enter(walk: _Walk, point: HookPoint) -> None:
    """Reach a stage: the picture gets its name, and a new texture where it changes."""
    walk.point = point
    if point is not HookPoint.PREKERNEL:  # PREKERNEL begins as the finished MAIN itself
        source = walk.picture.texture if point is HookPoint.MAIN else None
        texture = walk.new_texture()
        size = walk.picture.size
        walk.steps.append(StageStep(point, source, texture, size))
        walk.picture = Version(texture, size, PICTURE_COMPONENTS)
    walk.stages[point.value] = walk.picture


def _run_file(
    walk: _Walk, index: int, entry: ChainEntry, fixed: dict[int, str]
) -> None:
    """Run the passes of one file that hook the current stage."""
    if entry.file is None or not entry.is_on:
        return
    for shader in entry.file.passes:
        is_here = any(hook_point(name) is walk.point for name in shader.hooks)
        if not is_here or shader.index in entry.passes_off or shader.index in fixed:
            continue
        try:
            _run_pass(walk, index, entry, shader)
        except _IdleError as idle:
            walk.reasons.setdefault((index, shader.index), []).append(str(idle))


def _run_pass(walk: _Walk, index: int, entry: ChainEntry, shader: HookPass) -> None:
    """Add one pass's step and give its result a name.

    Raises:
        _IdleError: It does not run on these sizes.
    """
    sizes = _known_sizes(walk, index)
    values = _known_values(entry)
    _check_condition(shader, sizes, values)
    binds = _resolve_binds(walk, index, shader)
    size = Size(
        _side(shader.width, walk.picture.size.width, sizes, values, "WIDTH"),
        _side(shader.height, walk.picture.size.height, sizes, values, "HEIGHT"),
    )
    is_overwriting = overwrites(shader, walk.point)
    _check_size(walk, size, is_overwriting=is_overwriting)
    result = Version(
        walk.new_texture(), size, shader.components or walk.picture.components
    )
    walk.steps.append(
        HookStep(
            entry=index,
            file=entry.file.path if entry.file else entry.reference,
            shader=shader,
            stage=walk.point,
            binds=binds,
            output=result.texture,
            size=size,
            components=result.components,
            overwrites_stage=is_overwriting,
            params=_mentioned_params(entry, shader.body),
        )
    )
    _store(walk, index, shader, result)


def _store(walk: _Walk, index: int, shader: HookPass, result: Version) -> None:
    """Give a result its name: this stage's, another's, or one of the file's own."""
    if overwrites(shader, walk.point):
        walk.picture = result
        walk.stages[walk.point.value] = result
        return
    point = hook_point(shader.save)
    if point is not None:
        walk.stages[point.value] = result
    else:
        walk.saved[index][shader.save] = result


def _find(walk: _Walk, index: int, name: str) -> Version | None:
    """Return what a name means now to a file of the chain."""
    if name == "HOOKED":
        return walk.picture
    if name in walk.saved[index]:
        return walk.saved[index][name]
    point = hook_point(name)
    return walk.stages.get(point.value) if point is not None else None


def _known_sizes(walk: _Walk, index: int) -> dict[str, Size]:
    """Return every size that an expression of a file may ask for at this moment."""
    inputs = walk.inputs
    sizes = {"RGB": inputs.luma} if inputs.is_rgb else {"LUMA": inputs.luma}
    if inputs.chroma is not None:
        sizes |= {"CHROMA": inputs.chroma, "CHROMA_SCALED": inputs.luma}
    sizes |= {name: version.size for name, version in walk.stages.items()}
    for alias, point in ALIASES.items():
        if point.value in walk.stages:
            sizes[alias] = walk.stages[point.value].size
    sizes |= {name: version.size for name, version in walk.saved[index].items()}
    return sizes | {
        "HOOKED": walk.picture.size,
        "NATIVE_CROPPED": walk.picture.size,
        "OUTPUT": inputs.output,
    }


def _known_values(entry: ChainEntry) -> dict[str, float]:
    """Return the parameters of a file and the names of their choices."""
    values = entry.param_values
    for param in entry.file.params if entry.file else ():
        values |= {name: float(place) for place, name in enumerate(param.choices)}
    return values


def _check_condition(
    shader: HookPass, sizes: dict[str, Size], values: dict[str, float]
) -> None:
    if shader.when is None:
        return
    try:
        reason = explain_false(shader.when, sizes, values)
    except ShaderPlanError as error:
        raise _IdleError(f"WHEN cannot be decided: {error}") from error
    if reason:
        raise _IdleError(reason)


def _side(
    expression: Expression | None,
    default: int,
    sizes: dict[str, Size],
    values: dict[str, float],
    word: str,
) -> int:
    """Return one side of a result in pixels, rounded half up, at least one."""
    if expression is None:
        return default
    try:
        pixels = evaluate(expression, sizes, values)
    except ShaderPlanError as error:
        raise _IdleError(f"{word} has no value: {error}") from error
    if pixels <= 0:
        raise _IdleError(f"{word} is {pixels:.2f}, nothing to draw")
    return max(1, math.floor(pixels + 0.5))


def _check_size(walk: _Walk, size: Size, *, is_overwriting: bool) -> None:
    if max(size.width, size.height) > MAX_SIDE_PX:
        raise _IdleError(
            f"would make a picture of {size}; {MAX_SIDE_PX} a side is the most"
        )
    if size.width * size.height > MAX_AREA_PX:
        raise _IdleError(f"would make a picture of {size}, more than a GPU can hold")
    if is_overwriting and not walk.point.may_resize and size != walk.picture.size:
        raise _IdleError(
            f"would resize {walk.point.value} from {walk.picture.size} to {size}, "
            "which only NATIVE and MAIN allow"
        )


def _resolve_binds(walk: _Walk, index: int, shader: HookPass) -> tuple[Bind, ...]:
    """Return the textures that a pass reads, each once with all its names.

    Binds that the body never mentions are left out: AutoDownscalePre binds NATIVE only
    to make mpv keep its size.
    """
    found: dict[int, tuple[list[str], Size]] = {}
    for name in sorted(shader.binds, key=lambda bound: bound != "HOOKED"):
        version = _find(walk, index, name)
        if version is None:
            raise _IdleError(_missing_bind(name))
        names, _ = found.setdefault(version.texture, ([], version.size))
        names.append(name)
        if name == "HOOKED":
            names += [hook for hook in shader.hooks if hook_point(hook) is walk.point]
    binds = tuple(
        Bind(tuple(dict.fromkeys(names)), texture, size)
        for texture, (names, size) in found.items()
        if "##" in shader.body or any(f"{name}_" in shader.body for name in names)
    )
    if len(binds) > MAX_BINDS:
        raise _IdleError(f"reads {len(binds)} textures; {MAX_BINDS} is the most")
    return binds


def _missing_bind(name: str) -> str:
    if name in PLANES:
        return f"binds {name}, a plane that this version does not hand to passes"
    return f"binds {name}, which nothing before it has made"


def _mentioned_params(entry: ChainEntry, body: str) -> tuple[ParamValue, ...]:
    """Return the parameters that a body needs declared."""
    if entry.file is None or not entry.file.params:
        return ()
    words = set(_WORD.findall(body))
    values = entry.param_values
    return tuple(
        ParamValue(param, values[param.name])
        for param in entry.file.params
        if words & {param.name, *param.choices}
    )


def _idle_passes(
    walk: _Walk, steps: tuple[StageStep | HookStep, ...], unused: tuple[HookStep, ...]
) -> tuple[IdlePass, ...]:
    """Return every pass that has no step, with what kept it from running."""
    ran = {
        (step.entry, step.shader.index) for step in steps if isinstance(step, HookStep)
    }
    for step in unused:
        reason = f"nothing reads {step.shader.save or step.stage.value}, which it makes"
        walk.reasons.setdefault((step.entry, step.shader.index), []).append(reason)
    idle = []
    for index, entry in enumerate(walk.chain.entries):
        for shader in entry.file.passes if entry.file else ():
            key = (index, shader.index)
            if key in ran:
                continue
            is_off = not entry.is_on or shader.index in entry.passes_off
            reasons = ["switched off"] if is_off else walk.reasons.get(key, [])
            text = "; ".join(dict.fromkeys(reasons))
            idle.append(IdlePass(index, shader.index, shader.title, text, is_off))
    return tuple(idle)
