"""What `pass_graph.plan_passes` decides and `render.chain_executor` draws: pure data.

Textures are named by small integers that live from the step that makes them to the
last step that reads them; `HookStep.releases` says when one may be used again.
"""

from dataclasses import dataclass

from player.geometry import Size
from player.hooks.shader_file import HookPass, HookPoint, ShaderParam


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """The sizes a plan depends on.

    Attributes:
        luma: Visible picture in luma samples (the reference plane).
        chroma: Of a chroma plane; None for RGB and gray sources.
        is_rgb: The source is RGB: NATIVE then holds R'G'B', and LUMA does not exist.
        output: Rectangle that the picture occupies on the screen, before rotation is
            undone: it has the orientation of `luma`.
    """

    luma: Size
    chroma: Size | None
    is_rgb: bool
    output: Size


@dataclass(frozen=True, slots=True)
class StageStep:
    """Make a stage's texture out of the planes or of the stage before it.

    Attributes:
        source: Texture of the stage before (NATIVE for MAIN), None for the planes.
        output: Texture to make.
    """

    stage: HookPoint
    source: int | None
    output: int
    size: Size
    releases: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Bind:
    """One texture that a pass reads.

    Attributes:
        names: Every name under which its macros are defined, HOOKED first when it is
            the hooked one: ("HOOKED", "MAIN").
    """

    names: tuple[str, ...]
    texture: int
    size: Size


@dataclass(frozen=True, slots=True)
class ParamValue:
    """A parameter of a shader file and where it stands.

    Attributes:
        value: Within the parameter's limits; whole for all kinds but FLOAT.
    """

    param: ShaderParam
    value: float


@dataclass(frozen=True, slots=True)
class HookStep:
    """Run one shader pass.

    Attributes:
        entry: Index of the file in the chain.
        file: The file's path, for messages.
        binds: What the body reads; a bind that it never mentions is left out, the
            hooked texture too.
        overwrites_stage: The result replaces the stage's texture (alpha is then 1).
        releases: Textures that no later step reads.
        params: Parameters that the body mentions, each with its value.
    """

    entry: int
    file: str
    shader: HookPass
    stage: HookPoint
    binds: tuple[Bind, ...]
    output: int
    size: Size
    components: int
    overwrites_stage: bool
    releases: tuple[int, ...] = ()
    params: tuple[ParamValue, ...] = ()


@dataclass(frozen=True, slots=True)
class IdlePass:
    """A pass that does not run, and why, in words ("1.00 is not > 1.20")."""

    entry: int
    index: int
    title: str
    reason: str
    is_switched_off: bool = False


@dataclass(frozen=True, slots=True)
class PassPlan:
    """All that must be drawn between the planes and the final scaler.

    Attributes:
        steps: In order; empty when nothing runs (the planes then go straight to RGB).
        final: Texture that the final scaler reads, None when `steps` is empty.
        final_size: Its size (`inputs.luma` when there are no steps).
    """

    inputs: PlanInputs
    steps: tuple[StageStep | HookStep, ...]
    idle: tuple[IdlePass, ...]
    final: int | None
    final_size: Size
