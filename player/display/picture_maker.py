"""Draws one frame into a slot of the exchange and tells how it went.

A picture that cannot be drawn with its chain is tried without; what cannot be drawn at
all leaves the last picture where it is.
Thread: drawing; `status` from any.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from player.display.draw_times import DrawTime
from player.display.finished_picture import FinishedPicture
from player.display.frame_source import PictureRenderer
from player.display.picture_exchange import PictureExchange, PictureSlot
from player.errors import PlayerError
from player.frames import VideoFrame
from player.geometry import Rect, Size, display_size, fit_inside
from player.gl.fence import Fence
from player.gl.texture import Texture
from player.hooks.chain import OFF
from player.log import logger
from player.render.request import (
    ChainFault,
    RenderReport,
    RenderRequest,
    RenderSettings,
)
from player.status import ChainStatus, Notice
from player.timing import WallTime

GPU_TICK_S = 0.1
"""How often a wait for the GPU looks whether the loop is to end."""

_log = logger("display")


@dataclass(frozen=True, slots=True)
class DrawStatus:
    """How drawing goes; replaced whole.

    Attributes:
        chain: What the chain did on the newest picture.
        faults: Files of this chain that failed, since it was chosen.
        draw_ms: Smoothed time to draw one picture, 0 while unknown.
        notice: Why the newest picture could not be drawn as asked.
    """

    chain: ChainStatus
    faults: tuple[ChainFault, ...] = ()
    draw_ms: float = 0.0
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A picture that waits for its time, and the slot it lies in."""

    slot: PictureSlot
    picture: FinishedPicture


class PictureMaker:
    """Makes finished pictures out of frames."""

    def __init__(
        self,
        exchange: PictureExchange,
        on_status: Callable[[], None],
        *,
        has_pixels: bool,
    ) -> None:
        self._exchange = exchange
        self._on_status = on_status
        self._has_pixels = has_pixels
        self._serial = 0
        self._failed_chain = ""
        self._draw_time = DrawTime()
        self._status = DrawStatus(ChainStatus())
        self.is_stopped = False

    @property
    def status(self) -> DrawStatus:
        """Return how drawing goes."""
        return self._status

    @property
    def draw_s(self) -> float:
        """Return the smoothed time to draw one picture, 0 while unknown."""
        return self._draw_time.seconds

    def begin_chain(self) -> None:
        """Another chain is wanted; until it is ready, the one before still draws."""
        self._failed_chain = ""
        waiting = replace(self._status.chain, is_compiling=True)
        self._tell(DrawStatus(waiting, draw_ms=self._status.draw_ms))

    def make(
        self,
        renderer: PictureRenderer,
        frame: VideoFrame,
        settings: RenderSettings,
        due: WallTime,
    ) -> DrawnPicture | None:
        """Draw and wait until the GPU has finished.

        Args:
            renderer: Draws.
            frame: What to draw.
            settings: How; `output` is the area that the picture is fitted into.
            due: When it shall be on the screen.

        Returns:
            None when it could not be drawn; `status` says why.
        """
        fitted = replace(settings, output=output_size(frame, settings.output))
        drawn = self._try(renderer, frame, fitted, due)
        if drawn is None and not fitted.chain.is_empty:
            self._failed_chain = settings.chain.id
            drawn = self._try(renderer, frame, fitted, due)
        return drawn

    def _try(
        self,
        renderer: PictureRenderer,
        frame: VideoFrame,
        settings: RenderSettings,
        due: WallTime,
    ) -> DrawnPicture | None:
        if settings.chain.id == self._failed_chain:
            settings = replace(settings, chain=OFF)
        slot = self._exchange.acquire(
            settings.output, is_before_wanted=settings.is_before_wanted
        )
        if slot is None or slot.after is None:
            return None
        begin = time.perf_counter()
        request = RenderRequest(frame, settings)
        try:
            report = renderer.render(request, slot.after, slot.before)
        except PlayerError as error:
            self._exchange.give_back(slot)
            self._note_failure(error)
            return None
        self._wait_for_gpu()
        drawn = DrawnPicture(slot, self._described(slot, request, due))
        if report.chain.chain_id != self._status.chain.chain_id:
            self._draw_time.reset()  # the times were the other chain's
        self._draw_time.note(time.perf_counter() - begin)
        self._note_report(report)
        return drawn

    def _described(
        self, slot: PictureSlot, request: RenderRequest, due: WallTime
    ) -> FinishedPicture:
        assert slot.after is not None
        self._serial += 1
        return FinishedPicture(
            serial=self._serial,
            slot=slot.index,
            after=slot.after.name,
            before=slot.before.name if slot.before else None,
            size=request.settings.output,
            pts=request.frame.pts,
            epoch=request.frame.epoch,
            due=due,
            is_new=True,
            chain_label=request.settings.chain.label,
            after_pixels=self._pixels(slot.after),
            before_pixels=self._pixels(slot.before),
        )

    def _pixels(self, texture: Texture | None) -> npt.NDArray[np.uint8] | None:
        if texture is None or not self._has_pixels:
            return None
        return texture.read().astype(np.uint8, copy=False)

    def _wait_for_gpu(self) -> None:
        fence = Fence()
        while not fence.wait(GPU_TICK_S) and not self.is_stopped:
            pass
        fence.release()

    def _note_failure(self, error: PlayerError) -> None:
        notice = Notice("draw-failed", str(error), error.hint, is_error=True)
        if notice != self._status.notice:  # once, not for each frame
            _log.error("cannot draw: %s", error)
            self._tell(replace(self._status, notice=notice))

    def _note_report(self, report: RenderReport) -> None:
        known = self._status.faults
        self._tell(
            DrawStatus(
                chain=report.chain,
                faults=known + tuple(f for f in report.faults if f not in known),
                draw_ms=self._draw_time.seconds * 1000,
                notice=self._status.notice if self._failed_chain else None,
            ),
        )

    def _tell(self, status: DrawStatus) -> None:
        self._status = status
        self._on_status()


def output_size(frame: VideoFrame, area: Size) -> Size:
    """Return the pixels that `frame` occupies in `area`, upright and in its shape."""
    upright = display_size(frame.size, frame.sample_aspect, frame.rotation_degrees)
    fitted = fit_inside(upright, Rect(0, 0, area.width, area.height)).size
    return Size(max(1, fitted.width), max(1, fitted.height))
