"""Runs the text of a user shader on a picture given as an array."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.geometry import Size
from player.gl.gpu_timer import GpuTimer
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.parser import parse_shader
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import PassPlan, PlanInputs
from player.hooks.shader_file import HookPoint
from player.render.canvas import Canvas
from player.render.chain_executor import ChainExecutor, PictureFacts, prepare
from player.render.hook_prelude import dialect_of
from player.render.program_store import ProgramStore
from player.render.texture_pool import TexturePool

Picture = npt.NDArray[np.floating]


def chain_of(*texts: str) -> ShaderChain:
    """Return a chain of files with these texts."""
    entries = (
        ChainEntry(f"file{index}.glsl", parse_shader(text, f"file{index}.glsl"))
        for index, text in enumerate(texts)
    )
    return ShaderChain("test", "Test", tuple(entries))


def rgb_inputs(size: Size, output: Size | None = None) -> PlanInputs:
    """Return the sizes of an RGB source, shown as large as it is or as told."""
    return PlanInputs(luma=size, chroma=None, is_rgb=True, output=output or size)


@dataclass(slots=True)
class HookBench:
    """An executor whose stages come from an array instead of from a file.

    Thread: the test's, a context current.
    """

    canvas: Canvas
    pool: TexturePool
    timer: GpuTimer
    executor: ChainExecutor
    pictures: int = 0

    @classmethod
    def make(cls) -> "HookBench":
        """Set up with a store of its own."""
        canvas, pool = Canvas(ProgramStore()), TexturePool()
        timer = GpuTimer(canvas.info)
        return cls(canvas, pool, timer, ChainExecutor(canvas, pool, timer))

    def plan(self, chain: ShaderChain, inputs: PlanInputs) -> PassPlan:
        """Plan as the renderer would."""
        return plan_passes(chain, inputs)

    def run(self, plan: PassPlan, picture: Picture) -> Picture:
        """Return what the plan makes of a picture.

        Args:
            plan: Of a picture of this size; it must have steps.
            picture: float [height, width, 4]: what NATIVE and MAIN are.
        """
        source = Texture(plan.inputs.luma, TextureFormat.RGBA16F)
        source.upload_array(picture)
        prepared = prepare(plan, dialect_of(self.canvas.info))
        facts = PictureFacts(self.pictures, plan.inputs.luma, plan.inputs.output)

        def draw_stage(_stage: HookPoint, before: Texture | None, to: Texture) -> None:
            read = before or source
            to.upload_array(read.read())

        try:
            final = self.executor.run(prepared, draw_stage, facts)
        finally:
            source.release()
        texels = final.read().astype(np.float64)
        self.pool.give_back(final)
        self.pool.end_picture()
        self.pictures += 1
        return texels

    def run_text(
        self, picture: Picture, *texts: str, output: Size | None = None
    ) -> Picture:
        """Parse, plan and run."""
        height, width = picture.shape[:2]
        inputs = rgb_inputs(Size(width, height), output)
        return self.run(self.plan(chain_of(*texts), inputs), picture)

    def release(self) -> None:
        """Give everything back."""
        self.pool.release()
        self.timer.release()
        self.canvas.store.release()
        self.canvas.release()
