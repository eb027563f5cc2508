"""A player without files, sound or threads: frames made here, a clock turned by hand.

It stands where `Transport` stands, so that window tests decide what is shown and when.
"""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction

import numpy as np

from player.colour import ColourSpec, Matrix, Range
from player.frames import (
    ColourFamily,
    MediaInfo,
    PixelLayout,
    Plane,
    PlaneLayout,
    TrackInfo,
    VideoFrame,
    VideoInfo,
)
from player.geometry import Size
from player.playback.pacing import FrameChoice
from player.playback.transport import TransportSettings
from player.status import PlaybackStatus, PlayState
from player.timing import Epoch, MediaTime, WallTime

RGB = PixelLayout("rgb24", ColourFamily.RGB, 8, 1, (PlaneLayout((0, 1, 2)),))
PICTURE = Size(320, 180)
FRAME_S = 1 / 24


def picture_frame(number: int, epoch: int, size: Size = PICTURE) -> VideoFrame:
    """Return a frame: a grey ramp with hard lines, shifted by its number."""
    x = np.arange(size.width)[None, :, None]
    y = np.arange(size.height)[:, None, None]
    lines = ((x + number) // 8 + y // 8) % 2
    texels = np.where(lines == 1, 60 + x * 120 // size.width, 200)
    pixels = np.repeat(texels.astype(np.uint8), 3, axis=2)
    flat = np.ascontiguousarray(pixels).reshape(-1)
    return VideoFrame(
        pts=MediaTime(number * FRAME_S),
        duration_s=FRAME_S,
        epoch=Epoch(epoch),
        layout=RGB,
        planes=(Plane(flat, size.width * 3, size),),
        size=size,
        colour=ColourSpec(matrix=Matrix.RGB, range=Range.FULL),
    )


@dataclass
class HandPlayer:
    """What the window commands; remembers it in `asked`.

    Attributes:
        opens_silently: Files are opened as by a player that is slow to tell of it.
    """

    settings: TransportSettings
    on_wakeup: Callable[[], None]
    on_frame: Callable[[], None]
    asked: list[tuple[object, ...]] = field(default_factory=list)
    frames: list[VideoFrame] = field(default_factory=list)
    presented: list[float] = field(default_factory=list)
    epoch: int = 0
    number: int = 0
    is_over: bool = False
    opens_silently: bool = False
    is_endless: bool = False
    """Frames go on by themselves when those that were offered are shown."""
    state: PlaybackStatus = field(default_factory=PlaybackStatus)

    def show(self, **fields: object) -> None:
        """Change the status and wake the window."""
        self.state = replace(self.state, **fields)  # type: ignore[arg-type]  # names are checked by replace
        self.on_wakeup()

    def offer(self, *numbers: int) -> None:
        """Have frames shown, at once."""
        for number in numbers:
            self.frames.append(picture_frame(number, self.epoch))
        self.on_frame()

    def open(self, path: str, *, start_s: float = 0.0, paused: bool = False) -> None:
        """Begin a file and show its first frame."""
        self.asked.append(("open", path))
        self.epoch += 1
        if self.opens_silently:
            return
        video = VideoInfo(TrackInfo(0, "made"), PICTURE, PICTURE, Fraction(24), "rgb24")
        media = MediaInfo(path, "", 60.0, video, None)
        state = PlayState.PAUSED if paused else PlayState.PLAYING
        self.show(state=state, media=media, error=None, position=MediaTime(start_s))
        self.offer(0)

    def close(self) -> None:
        """Play nothing."""
        self.asked.append(("close",))
        self.epoch += 1
        self.show(state=PlayState.EMPTY, media=None)

    def toggle_pause(self) -> None:
        """Hold or go on."""
        self.asked.append(("toggle_pause",))
        is_playing = self.state.state is PlayState.PLAYING
        self.show(state=PlayState.PAUSED if is_playing else PlayState.PLAYING)

    def set_volume(self, volume: float) -> None:
        """Show the volume."""
        self.asked.append(("set_volume", volume))
        self.show(volume=volume)

    def set_muted(self, is_muted: bool) -> None:
        """Show it."""
        self.asked.append(("set_muted", is_muted))
        self.show(is_muted=is_muted)

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Remember every other command."""
        if name.startswith("_"):
            raise AttributeError(name)

        def remember(*values: object, **named: object) -> None:
            self.asked.append((name, *values, *named.values()))

        return remember

    def status(self) -> PlaybackStatus:
        """Return what the test set."""
        return self.state

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Hand out the next frame."""
        if not self.frames and self.is_endless:
            self.number += 1
            self.frames.append(picture_frame(self.number, self.epoch))
        if not self.frames:
            return FrameChoice(None, WallTime(math.inf))
        return FrameChoice(self.frames.pop(0), WallTime(time.perf_counter()))

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return now, or None for what is over."""
        return WallTime(0.0) if epoch == self.epoch else None

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Remember."""
        self.presented.append(pts)

    def shutdown(self) -> None:
        """Remember."""
        self.is_over = True
