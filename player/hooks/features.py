"""What of the user-shader format this version does not run, said in words.

Such passes are listed as idle and never touch the picture. A file that needs a missing
feature at a hook point which is run stays idle as a whole: half of it would not draw
what its author meant. Pure.
"""

from player.hooks.parser import has_hook_function
from player.hooks.shader_file import HookPass, HookPoint, ShaderFile

ALIASES = {"MAINPRESUB": HookPoint.MAIN}
"""Names that other renderers use for a point of ours: nothing is drawn between them."""

PLANES = frozenset(
    {"LUMA", "CHROMA", "RGB", "ALPHA", "XYZ", "CHROMA_SCALED", "ALPHA_SCALED"}
)
"""Stages before NATIVE: sizes are known here, pictures are not handed to passes."""

SIZES = PLANES | {"HOOKED", "OUTPUT", "NATIVE_CROPPED"}
"""Names whose size can be asked for, beside hook points and what a file saves."""


def hook_point(name: str) -> HookPoint | None:
    """Return the point that a name after HOOK means, None for one not run here."""
    if name in ALIASES:
        return ALIASES[name]
    return HookPoint(name) if name in HookPoint.__members__ else None


def hook_points(shader: HookPass) -> frozenset[HookPoint]:
    """Return the points at which a pass runs here."""
    points = (hook_point(name) for name in shader.hooks)
    return frozenset(point for point in points if point is not None)


def overwrites(shader: HookPass, point: HookPoint) -> bool:
    """Whether a pass replaces the picture of the stage that it hooks."""
    return shader.save in {"", "HOOKED"} or hook_point(shader.save) is point


def reasons_to_stay_idle(file: ShaderFile) -> dict[int, str]:
    """Return, by index, each pass that cannot run here whatever the sizes, and why."""
    reasons = {}
    for shader in file.passes:
        reason = _missing_hook_point(shader) or _missing_feature(shader, file)
        if reason:
            reasons[shader.index] = reason
    broken = next(
        (
            shader
            for shader in file.passes
            if hook_points(shader) and shader.index in reasons
        ),
        None,
    )
    if broken is not None:
        whole = f"its file stays idle: pass {broken.index + 1} {reasons[broken.index]}"
        for shader in file.passes:
            reasons.setdefault(shader.index, whole)
    return reasons


def reasons_never_to_run(file: ShaderFile) -> dict[int, str]:
    """Return, by index, each pass whose own words keep it from running, ever.

    Other than `reasons_to_stay_idle` this is told to a person and decides nothing: a
    name that nothing can have is a slip of its author.
    """
    reasons = {
        shader.index: _missing_hook_point(shader)
        or _missing_feature(shader, file)
        or _unknown_name(shader, file)
        for shader in file.passes
    }
    return {index: reason for index, reason in reasons.items() if reason}


def _unknown_name(shader: HookPass, file: ShaderFile) -> str:
    """Name a texture or parameter that the file never has, whatever is played."""
    saved = {known.save for known in file.passes}
    values = {name for param in file.params for name in (param.name, *param.choices)}
    for name in shader.binds:
        if name not in saved | {"HOOKED"} and hook_point(name) is None:
            return f"binds {name}, and no such texture is ever there"
    for expression in shader.expressions:
        for name in sorted(expression.size_names - saved - SIZES):
            if hook_point(name) is None:
                return f"asks for the size of {name}, and no such texture is ever there"
        for name in sorted(expression.value_names - values):
            return f"asks for {name}, and the file has no such parameter"
    return ""


def _missing_hook_point(shader: HookPass) -> str:
    if hook_points(shader):
        return ""
    return f"hooks {' and '.join(shader.hooks)}, which this version does not run"


def _missing_feature(shader: HookPass, file: ShaderFile) -> str:
    if shader.compute is not None:
        return "needs COMPUTE, which this version does not run"
    unloaded = [f"TEXTURE {texture.name}" for texture in file.textures]
    unloaded += [f"BUFFER {name}" for name in file.buffers]
    for block in unloaded:
        if block.split()[1] in shader.binds:
            return f"needs {block}, which this version does not load"
    if shader.offset != (0.0, 0.0) and any(
        overwrites(shader, point) for point in hook_points(shader)
    ):
        return "needs OFFSET, which this version does not undo"
    if not has_hook_function(shader.body):
        return "does not define hook()" if shader.body.strip() else "has an empty body"
    return ""
