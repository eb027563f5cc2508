"""Draws the steps of a `PassPlan`: stages through a callback, hook passes by itself.

Decides nothing: which passes run, on what and at which sizes stands in the plan.
Thread: drawing.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from player.errors import ShaderCompileError
from player.geometry import Size
from player.gl.gpu_timer import GpuTimer
from player.gl.program import Program, ProgramSource
from player.gl.texture import Sampling, Texture
from player.hooks.pass_plan import Bind, HookStep, PassPlan, StageStep
from player.hooks.shader_file import HookPoint, ParamKind
from player.render.builtin_glsl import fullscreen_vertex
from player.render.canvas import Canvas
from player.render.hook_prelude import GlslDialect, sampler_name, wrap_body
from player.render.program_store import ProgramStore
from player.render.texel_reads import reads_whole_texels
from player.render.texture_pool import TexturePool

StageDrawer = Callable[[HookPoint, Texture | None, Texture], None]
"""Draws a stage into the last argument: from the stage before it, or (None) from the
planes."""


@dataclass(frozen=True, slots=True)
class PreparedPlan:
    """A plan with what each of its hook steps is drawn with, in their order.

    Attributes:
        sources: Program texts.
        samplings: How each bind of the step is read.
    """

    plan: PassPlan
    sources: tuple[ProgramSource, ...]
    samplings: tuple[tuple[Sampling, ...], ...]

    @property
    def hook_steps(self) -> tuple[HookStep, ...]:
        """Return the steps that `sources` belong to."""
        return tuple(step for step in self.plan.steps if isinstance(step, HookStep))


@dataclass(frozen=True, slots=True)
class PassRefusal:
    """A pass that the driver refused."""

    step: HookStep
    error: ShaderCompileError


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What passes may ask about the picture besides their textures.

    Attributes:
        frame: Pictures drawn before this one.
        input_size: Of the source.
        output_size: Where the picture will be shown, in the source's orientation.
    """

    frame: int
    input_size: Size
    output_size: Size


def prepare(plan: PassPlan, dialect: GlslDialect) -> PreparedPlan:
    """Write the programs that a plan needs. Pure."""
    vertex = fullscreen_vertex()
    steps = [step for step in plan.steps if isinstance(step, HookStep)]
    return PreparedPlan(
        plan,
        tuple(wrap_body(step, vertex, dialect) for step in steps),
        tuple(tuple(_sampling(step, bind) for bind in step.binds) for step in steps),
    )


def _sampling(step: HookStep, bind: Bind) -> Sampling:
    if bind.size == step.size and reads_whole_texels(step.shader.body, bind.names):
        return Sampling.NEAREST
    return Sampling.LINEAR


def refusals(prepared: PreparedPlan, store: ProgramStore) -> tuple[PassRefusal, ...]:
    """Return the passes whose programs were refused, in drawing order."""
    found = []
    for step, source in zip(prepared.hook_steps, prepared.sources, strict=True):
        outcome = store.find(source)
        if isinstance(outcome, ShaderCompileError):
            found.append(PassRefusal(step, outcome))
    return tuple(found)


class ChainExecutor:
    """Draws plans whose programs are ready.

    Thread: drawing, its context current.
    """

    def __init__(self, canvas: Canvas, pool: TexturePool, timer: GpuTimer) -> None:
        self._canvas = canvas
        self._pool = pool
        self._timer = timer
        # Fixed, so that a still comes out the same twice.
        self._random = random.Random(1)

    def run(
        self, prepared: PreparedPlan, draw_stage: StageDrawer, facts: PictureFacts
    ) -> Texture:
        """Draw a plan that has steps; every program must have been compiled.

        Returns:
            The plan's final texture, lent by the pool: the caller gives it back.
        """
        lent: dict[int, Texture] = {}
        hooks = iter(zip(prepared.sources, prepared.samplings, strict=True))
        try:
            for step in prepared.plan.steps:
                target = self._pool.take(step.size)
                lent[step.output] = target
                if isinstance(step, StageStep):
                    source = None if step.source is None else lent[step.source]
                    with self._timer.section(step.stage):
                        draw_stage(step.stage, source, target)
                else:
                    source_text, samplings = next(hooks)
                    textures = [lent[bind.texture] for bind in step.binds]
                    for texture, sampling in zip(textures, samplings, strict=True):
                        texture.set_sampling(sampling)
                    self._run_hook(step, source_text, textures, target, facts)
                for number in step.releases:
                    self._pool.give_back(lent.pop(number))
            assert prepared.plan.final is not None, (
                "a plan with steps ends in a texture"
            )
            return lent.pop(prepared.plan.final)
        finally:
            for texture in lent.values():
                self._pool.give_back(texture)

    def _run_hook(
        self,
        step: HookStep,
        source: ProgramSource,
        textures: Sequence[Texture],
        target: Texture,
        facts: PictureFacts,
    ) -> None:
        program = self._canvas.store.compile_now(source)
        _set_textures(program, textures)
        _set_facts(program, facts, self._random.random())
        _set_params(program, step)
        with self._timer.section((step.entry, step.shader.index)):
            self._canvas.draw(program, target, textures)


def _set_textures(program: Program, textures: Sequence[Texture]) -> None:
    for unit, texture in enumerate(textures):
        sampler = sampler_name(unit)
        width, height = texture.size.width, texture.size.height
        program.set_int(sampler, unit)
        program.set_vec2(f"{sampler}_size", width, height)
        program.set_vec2(f"{sampler}_pt", 1 / width, 1 / height)


def _set_facts(program: Program, facts: PictureFacts, chance: float) -> None:
    program.set_int("frame", facts.frame)
    program.set_float("random", chance)
    program.set_vec2("input_size", facts.input_size.width, facts.input_size.height)
    program.set_vec2("target_size", facts.output_size.width, facts.output_size.height)


def _set_params(program: Program, step: HookStep) -> None:
    for item in step.params:
        name = item.param.name
        if item.param.kind is ParamKind.FLOAT:
            program.set_float(name, item.value)
        elif item.param.kind is ParamKind.INT:
            program.set_int(name, int(item.value))
        elif item.param.kind is ParamKind.UINT:
            program.set_uint(name, int(item.value))
