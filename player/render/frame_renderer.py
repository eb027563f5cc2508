"""Draws one frame with its chain, and once more without for "before".

Planes go up, become R'G'B', pass the chain, are scaled and brought to 8 bits.
Both pictures come from the same upload and end in the same output pass, so they differ
by the chain alone; with nothing to run they are equal byte for byte.
Thread: drawing. Owns every GL object of its passes.
"""

import logging

from player.errors import GraphicsUnsupportedError
from player.frames import ColourFamily, VideoFrame
from player.geometry import Size
from player.gl.context import DebugLog, GlInfo
from player.gl.gpu_timer import GpuTimer
from player.gl.texture import Texture, TextureFormat
from player.hooks.pass_plan import PlanInputs
from player.hooks.shader_file import HookPoint
from player.log import logger
from player.render.canvas import Canvas
from player.render.chain_executor import ChainExecutor, PictureFacts
from player.render.chain_preparation import ChainPreparation, ReadyChain
from player.render.chain_report import describe_chain
from player.render.colour_pass import ColourPass
from player.render.hook_prelude import dialect_of
from player.render.output_pass import OutputLook, OutputPass, coded_size
from player.render.pass_timings import PassTimings
from player.render.plane_upload import PlaneTextures, PlaneUploader
from player.render.program_store import ProgramStore
from player.render.request import RenderReport, RenderRequest, RenderSettings
from player.render.texture_pool import TexturePool


class FrameRenderer:
    """Draws requests into textures.

    Thread: drawing; its context is current from making to release.

    Args:
        store: Compiles, and keeps programs beyond this renderer.
        textures: What passes keep their results in: half floats, or float32 where a
            picture is held against a calculation.

    Raises:
        GraphicsUnsupportedError: The context cannot do what we need.
    """

    def __init__(
        self, store: ProgramStore, textures: TextureFormat = TextureFormat.RGBA16F
    ) -> None:
        self._canvas = Canvas(store)
        # Asking costs speed on some drivers: only for those who look at the log.
        is_asked = logger("gl").isEnabledFor(logging.DEBUG)
        self._complaints = DebugLog(self.info) if is_asked else None
        self._pool = TexturePool(textures)
        self._timer = GpuTimer(self._canvas.info)
        self._timings = PassTimings()
        self._uploader = PlaneUploader()
        self._colour = ColourPass(self._canvas)
        self._output = OutputPass(self._canvas, self._pool)
        self._executor = ChainExecutor(self._canvas, self._pool, self._timer)
        self._preparation = ChainPreparation(
            store, dialect_of(self.info), self.info.max_texture_size
        )
        self._uploaded: tuple[VideoFrame, PlaneTextures] | None = None
        self._drawn_with: ReadyChain | None = None
        self._pictures = 0

    @property
    def info(self) -> GlInfo:
        """Return what the context said of itself."""
        return self._canvas.info

    def render(
        self, request: RenderRequest, after: Texture, before: Texture | None = None
    ) -> RenderReport:
        """Draw one frame; returns when everything is asked, not when it is done.

        Args:
            request: The frame and how to show it.
            after: RGBA8 of the request's output size, upright: with the chain.
            before: The same without the chain, or None.

        Raises:
            GraphicsUnsupportedError: A size is beyond this GPU.
            UnsupportedFormatError: The frame is not what its layout says.
        """
        self._check_sizes(request.frame.size, after.size)
        inputs = plan_inputs(request.frame, request.settings.output)
        choice = self._preparation.choose(request.settings.chain, inputs)
        if choice.ready is not self._drawn_with:
            if not choice.ready.draws_like(self._drawn_with):
                self._timer.restart()
                self._timings.reset()
            self._drawn_with = choice.ready
        self._timer.begin_picture()
        planes = self._upload(request.frame)
        try:
            self._draw_after(choice.ready, request, planes, after)
            if before is not None:
                with self._timer.section("before"):
                    self._draw_before(choice.ready, request, planes, after, before)
        finally:
            self._pool.end_picture()
            self._pictures += 1
        self._timings.note(self._timer.collect())
        status = describe_chain(
            choice.ready, self._timings, is_compiling=choice.is_compiling
        )
        return RenderReport(status, choice.new_faults)

    def release(self) -> None:
        """Give every GL object back; the programs stay with the store."""
        self._uploaded = None
        self._uploader.release()
        self._output.release()
        self._pool.release()
        self._timer.release()
        if self._complaints is not None:
            self._complaints.release()
        self._canvas.release()

    def _check_sizes(self, picture: Size, output: Size) -> None:
        most = self.info.max_texture_size
        for size in (picture, output):
            if max(size.width, size.height) > most:
                raise GraphicsUnsupportedError(
                    f"A picture of {size} is beyond this GPU ({most} pixels a side)"
                )

    def _upload(self, frame: VideoFrame) -> PlaneTextures:
        """Put a frame up, unless it is there from the last picture (a redraw)."""
        if self._uploaded is None or self._uploaded[0] is not frame:
            self._uploaded = None
            with self._timer.section("upload"):
                self._uploaded = (frame, self._uploader.upload(frame))
        return self._uploaded[1]

    def _draw_after(
        self,
        ready: ReadyChain,
        request: RenderRequest,
        planes: PlaneTextures,
        target: Texture,
    ) -> None:
        look = _look(request)
        if ready.prepared.plan.final is None:
            with self._timer.section("output"):
                self._output.draw_planes(planes, target, look)
            return
        chroma_kernel = request.settings.chroma_scaler

        def draw_stage(stage: HookPoint, source: Texture | None, to: Texture) -> None:
            if stage is HookPoint.NATIVE:
                self._colour.draw_native(planes, to, chroma_kernel)
            elif source is None:
                self._colour.draw_rgb(planes, to, chroma_kernel)
            else:
                self._colour.draw_rgb_from_native(source, planes, to)

        inputs = ready.prepared.plan.inputs
        facts = PictureFacts(self._pictures, inputs.luma, inputs.output)
        enhanced = self._executor.run(ready.prepared, draw_stage, facts)
        try:
            with self._timer.section("output"):
                self._output.draw(enhanced, target, look)
        finally:
            self._pool.give_back(enhanced)

    def _draw_before(
        self,
        ready: ReadyChain,
        request: RenderRequest,
        planes: PlaneTextures,
        after: Texture,
        before: Texture,
    ) -> None:
        if ready.prepared.plan.final is None:
            # Nothing was enhanced: the same bytes, at a fraction of the price.
            self._canvas.copy(after, before)
        else:
            self._output.draw_planes(planes, before, _look(request))


def plan_inputs(frame: VideoFrame, output: Size) -> PlanInputs:
    """Return the sizes on which a chain is planned for a frame.

    Args:
        frame: What will be drawn.
        output: Upright, in pixels of the screen.
    """
    chroma = None
    if frame.layout.family is ColourFamily.YUV:
        for plane, layout in zip(frame.planes, frame.layout.planes, strict=False):
            if 1 in layout.components:
                chroma = plane.size
                break
    return PlanInputs(
        luma=frame.size,
        chroma=chroma,
        is_rgb=frame.layout.family is ColourFamily.RGB,
        output=coded_size(output, frame.rotation_degrees),
    )


def _look(request: RenderRequest) -> OutputLook:
    settings: RenderSettings = request.settings
    return OutputLook(
        colour=request.frame.colour,
        rotation_degrees=request.frame.rotation_degrees,
        kernel=settings.scaler,
        chroma_kernel=settings.chroma_scaler,
        is_dithered=settings.is_dithered,
    )
