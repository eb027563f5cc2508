"""A drawing thread by hand: EGL contexts, a source that the test turns, a renderer."""

import math
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pytest

from player.colour import ColourSpec
from player.display.draw_loop import DrawLoop
from player.display.picture_exchange import PictureExchange
from player.errors import PlayerError
from player.frames import ColourFamily, PixelLayout, PlaneLayout, VideoFrame
from player.geometry import Size
from player.gl.headless import HeadlessContext
from player.gl.texture import Texture
from player.hooks.chain import OFF
from player.playback.pacing import FrameChoice
from player.render.request import RenderReport, RenderRequest, RenderSettings
from player.status import ChainStatus
from player.timing import Epoch, MediaTime, WallTime

AREA = Size(16, 8)
LAYOUT = PixelLayout("gray", ColourFamily.GRAY, 8, 1, (PlaneLayout((0,)),))
PATIENCE_S = 5.0


def make_frame(number: int, epoch: int = 1) -> VideoFrame:
    """Return a frame whose pts is its number; the renderer paints that number."""
    return VideoFrame(
        MediaTime(float(number)), 1.0, Epoch(epoch), LAYOUT, (), AREA, ColourSpec()
    )


@dataclass
class HandSource:
    """Frames as the test hands them out; a clock that the test sets."""

    waiting: list[VideoFrame] = field(default_factory=list)
    due: dict[float, float] = field(default_factory=dict)
    epoch: int = 1
    presented: list[tuple[float, bool]] = field(default_factory=list)
    asked: int = 0

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Hand out the next frame, due now unless the test said otherwise."""
        self.asked += 1
        if not self.waiting:
            return FrameChoice(None, WallTime(math.inf))
        frame = self.waiting.pop(0)
        return FrameChoice(frame, WallTime(self.due.get(frame.pts, 0.0)))

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return what the test set."""
        return None if epoch != self.epoch else WallTime(self.due.get(pts, 0.0))

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Remember."""
        self.presented.append((float(pts), is_new))


@dataclass
class PaintRenderer:
    """Paints red = frame number, green = 7 per chain entry; refuses what it is told."""

    refuses_chain: bool = False
    refuses_all: bool = False
    requests: list[RenderRequest] = field(default_factory=list)

    def render(
        self, request: RenderRequest, after: Texture, before: Texture | None
    ) -> RenderReport:
        """Fill the targets with one colour."""
        if request.frame.epoch >= 0:  # else it only warms up
            self.requests.append(request)
        chain = request.settings.chain
        if self.refuses_all or (self.refuses_chain and chain.entries):
            raise PlayerError("the test refuses")
        for texture, green in ((after, 7 * len(chain.entries)), (before, 0)):
            if texture is not None:
                fill = np.zeros((texture.size.height, texture.size.width, 4), np.uint8)
                fill[:] = (int(request.frame.pts), green, 0, 255)
                texture.upload_array(fill)
        return RenderReport(ChainStatus(chain.id))


class LoopRig:
    """A `DrawLoop` on its thread and the view's side of the exchange on this one."""

    def __init__(self, context: HeadlessContext) -> None:
        self.source = HandSource()
        self.renderer = PaintRenderer()
        self.pictures = threading.Semaphore(0)
        self.exchange = PictureExchange(self._wake)
        self.loop = DrawLoop(
            self.source, self.exchange, self.pictures.release, lambda: None
        )
        self.settings = RenderSettings(OFF, AREA)
        self._own = HeadlessContext(share_with=context)
        self._thread = threading.Thread(target=self._run, name="drawing")

    def start(self) -> None:
        """Begin to draw."""
        self.loop.set_settings(self.settings)
        self._thread.start()

    def offer(self, *frames: VideoFrame) -> None:
        """Give the source frames, as playback does."""
        self.source.waiting.extend(frames)
        self.loop.wake()

    def next_picture(self) -> tuple[int, int]:
        """Wait for a picture, take and present it; return its red and green."""
        assert self.pictures.acquire(timeout=PATIENCE_S), "no picture came"
        return self.take()

    def take(self) -> tuple[int, int]:
        """Take and present the newest picture; return its red and green."""
        picture = self.exchange.take()
        assert picture is not None
        texture = next(
            slot.after
            for slot in self.exchange._slots
            if slot.after and slot.after.name == picture.after
        )
        texel = texture.read()[0, 0]
        self.exchange.note_presented(picture.serial, WallTime(time.perf_counter()))
        return int(texel[0]), int(texel[1])

    def has_picture(self, within_s: float) -> bool:
        """Return whether another picture is published in time."""
        return self.pictures.acquire(timeout=within_s)

    def stop(self) -> None:
        """End the thread."""
        self.loop.stop()
        if self._thread.ident is not None:
            self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive()
        self._own.release()

    def _wake(self) -> None:
        self.loop.wake()

    def _run(self) -> None:
        self._own.make_current()
        try:
            self.loop.run(self.renderer)
        finally:
            self._own.leave()


@pytest.fixture
def context() -> Iterator[HeadlessContext]:
    """A GL context for the view's side, current here."""
    made = HeadlessContext()
    made.make_current()
    yield made
    made.leave()
    made.release()


@pytest.fixture
def rig(context: HeadlessContext) -> Iterator[LoopRig]:
    """A drawing loop, not started yet."""
    made = LoopRig(context)
    yield made
    made.stop()
