"""Draws contenders through the player's own renderer, without a window.

Thread: the one whose context is current, from making to release.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec, Matrix, Range
from player.errors import PlayerError
from player.frames import ColourFamily, PixelLayout, Plane, PlaneLayout, VideoFrame
from player.geometry import Size
from player.gl.api import finish
from player.gl.context import GlInfo
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import OFF
from player.hooks.pass_graph import plan_passes
from player.quality.contenders import Contender
from player.quality.weights import count_weights
from player.render.frame_renderer import FrameRenderer, plan_inputs
from player.render.program_store import ProgramStore
from player.render.request import Kernel, RenderReport, RenderRequest, RenderSettings
from player.status import ChainStatus, PassVerdict
from player.timing import Epoch, MediaTime

HARDWARE_DRAWINGS = 24
"""A GPU wakes up within ten; the smoothed time then holds 5 % of the first answer."""

SOFTWARE_DRAWINGS = 2
"""The first compiles, the second is measured (player/gl/gpu_timer.py)."""

_LAYOUT = PixelLayout("rgb24", ColourFamily.RGB, 8, 1, (PlaneLayout((0, 1, 2)),))
_COLOUR = ColourSpec(Matrix.RGB, Range.FULL)

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a contender made of a picture.

    Attributes:
        pixels: uint8 [height, width, 3], not dithered.
        gpu_ms: Of a whole picture but its upload (wall time on software GL); None when
            not asked for.
        weights: Trained numbers in the passes that ran, None without a network.
        ran / passes: How many passes ran, of how many.
        enlarged_by: What brought the picture to its size: "chain", a kernel, or both.
        has_grown: Whether the chain made the picture larger, on its way at least.
        fault: Why a file of the chain was switched off, or "".
    """

    pixels: Pixels
    gpu_ms: float | None
    weights: int | None
    ran: int
    passes: int
    enlarged_by: str
    has_grown: bool
    fault: str = ""


class Bench:
    """Draws one picture after the other; programs are compiled once.

    Args:
        info: The current context's.
        is_timed: Draw several times, to know how long it takes.
        textures: What passes keep their results in (FrameRenderer).
    """

    def __init__(
        self,
        info: GlInfo,
        *,
        is_timed: bool = True,
        textures: TextureFormat = TextureFormat.RGBA16F,
    ) -> None:
        self._info = info
        self._textures = textures
        self._store = ProgramStore()
        self._drawings = 1
        if is_timed:
            is_slow = info.is_software
            self._drawings = SOFTWARE_DRAWINGS if is_slow else HARDWARE_DRAWINGS

    def release(self) -> None:
        """Give the programs back."""
        self._store.release()

    def plain(self, frame: VideoFrame) -> Pixels:
        """Return a frame in 8-bit R'G'B', pixel by pixel as it is coded.

        Raises:
            PlayerError: It is beyond this GPU.
        """
        settings = RenderSettings(OFF, frame.size, is_dithered=False)
        return self._draw(RenderRequest(frame, settings), 1)[0]

    def draw(self, contender: Contender, source: Pixels, output: Size) -> Drawing:
        """Let a contender bring a picture to a size.

        Raises:
            PlayerError: The size is beyond this GPU.
        """
        frame = _frame_of(source)
        settings = RenderSettings(
            contender.chain, output, scaler=contender.kernel, is_dithered=False
        )
        request = RenderRequest(frame, settings)
        pixels, report = self._draw(request, self._drawings)
        ran = [p for p in report.chain.passes if p.verdict is PassVerdict.RAN]
        reached = plan_passes(contender.chain, plan_inputs(frame, output)).final_size
        return Drawing(
            pixels=pixels,
            gpu_ms=report.chain.total_ms if self._drawings > 1 else None,
            weights=_weights(contender, report.chain),
            ran=len(ran),
            passes=len(report.chain.passes),
            enlarged_by=_enlarged_by(frame.size, reached, output, contender.kernel),
            has_grown=_area(reached) > _area(frame.size),
            fault="; ".join(fault.message for fault in report.faults),
        )

    def _draw(
        self, request: RenderRequest, drawings: int
    ) -> tuple[Pixels, RenderReport]:
        self._check(request.frame.size, request.settings.output)
        # A renderer for each: no time of one contender gets into another's.
        renderer = FrameRenderer(self._store, self._textures)
        target = Texture(request.settings.output, TextureFormat.RGBA8)
        try:
            report = renderer.render(request, target)
            for _ in range(drawings - 1):
                finish()
                again = renderer.render(request, target)
                report = RenderReport(again.chain, report.faults + again.faults)
            return np.ascontiguousarray(target.read()[..., :3], np.uint8), report
        finally:
            target.release()
            renderer.release()

    def _check(self, *sizes: Size) -> None:
        most = self._info.max_texture_size
        for size in sizes:
            if max(size.width, size.height) > most:
                raise PlayerError(f"{size} is beyond this GPU ({most} pixels a side)")


def _frame_of(picture: Pixels) -> VideoFrame:
    height, width = picture.shape[:2]
    size = Size(width, height)
    data = np.ascontiguousarray(picture).reshape(-1)
    plane = Plane(data, 3 * width, size)
    return VideoFrame(MediaTime(0), 0.0, Epoch(0), _LAYOUT, (plane,), size, _COLOUR)


def _weights(contender: Contender, status: ChainStatus) -> int | None:
    counts = []
    for index, entry in enumerate(contender.chain.entries):
        ran = {
            line.index
            for line in status.passes
            if line.entry == index and line.verdict is PassVerdict.RAN
        }
        counted = count_weights(entry.file, ran) if entry.file and ran else None
        if counted is not None:
            counts.append(counted)
    return sum(counts) if counts else None


def _enlarged_by(source: Size, reached: Size, output: Size, kernel: Kernel) -> str:
    if reached == output:
        return "chain" if reached != source else "–"
    return kernel.value if reached == source else f"chain to {reached}, {kernel.value}"


def _area(size: Size) -> int:
    return size.width * size.height
