"""Play, pause, seek, step and what wires them: the only object that a window commands.

Calls go down and return at once; the work happens on threads of playback. Upward
there are two wakeups that carry nothing: `on_wakeup` (read `status` again) and
`on_frame` (ask `choose_frame` again). This first version only keeps the settings.
"""

import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from player.playback.pacing import FrameChoice
from player.status import Notice, PlaybackStatus, PlayState
from player.timing import Epoch, MediaTime, WallTime

VOLUME_MAXIMUM = 1.3  # the options' upper limit: 130 %
SPEED_MINIMUM = 0.25
SPEED_MAXIMUM = 4.0


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """What a person chose about playing.

    Attributes:
        hwdec: "off" or "auto".
        deinterlace: "auto", "on" or "off".
        audio_device: Part of the device's name, "" for the system's default.
        audio_latency_s: Buffer of the sound device.
        volume: 1.0 is the file's own loudness, up to 1.3.
        speed: Media seconds per wall second, 0.25 to 4.
    """

    hwdec: str = "off"
    deinterlace: str = "auto"
    audio_device: str = ""
    audio_latency_s: float = 0.15
    volume: float = 1.0
    is_muted: bool = False
    speed: float = 1.0


class Transport:
    """Plays one file at a time.

    Thread: any; no method blocks but `shutdown`.
    """

    def __init__(
        self,
        settings: TransportSettings,
        on_wakeup: Callable[[], None],
        on_frame: Callable[[], None],
    ) -> None:
        self._on_wakeup = on_wakeup
        self._on_frame = on_frame
        self._lock = threading.Lock()
        self._status = PlaybackStatus(
            volume=settings.volume, is_muted=settings.is_muted, speed=settings.speed
        )

    def open(self, path: str, *, start_s: float = 0.0, paused: bool = False) -> None:
        """Replace what plays by `path`; a failure shows as state FAILED."""
        del start_s, paused
        notice = Notice("open", f"Cannot open {path} yet", is_error=True)
        self._change(state=PlayState.FAILED, error=notice)

    def close(self) -> None:
        """Stop playing and forget the file: state EMPTY."""
        self._change(state=PlayState.EMPTY, media=None, error=None)

    def play(self) -> None:
        """Go on; from the end, begin again."""

    def pause(self) -> None:
        """Hold sound and picture where they are."""

    def toggle_pause(self) -> None:
        """Pause when playing, play when not."""

    def seek(self, target: MediaTime, *, exact: bool = True) -> None:
        """Go to `target`; of many calls in a row the newest wins.

        Args:
            target: Clamped to the file.
            exact: To the very frame; False takes the key frame before it (faster).
        """

    def seek_by(self, delta_s: float) -> None:
        """Go `delta_s` media seconds on (or back) from where a seek now leads."""

    def step(self, frames: int) -> None:
        """Pause and show the next (+1) or the previous (-1) frame."""

    def set_speed(self, speed: float) -> None:
        """Play `speed` media seconds a second, pitch kept; clamped to 0.25…4."""
        self._change(speed=min(SPEED_MAXIMUM, max(SPEED_MINIMUM, speed)))

    def set_volume(self, volume: float) -> None:
        """Set the loudness: 0…1.3, 1 is the file's own."""
        self._change(volume=min(VOLUME_MAXIMUM, max(0.0, volume)))

    def set_muted(self, is_muted: bool) -> None:
        """Silence the sound without touching the volume."""
        self._change(is_muted=is_muted)

    def reopen_audio(self) -> None:
        """Look for sound devices anew and go on with sound from here."""

    def set_audio_track(self, index: int) -> None:
        """Hear another stream of the file (FFmpeg's stream index)."""

    def status(self) -> PlaybackStatus:
        """Return a snapshot; cheap."""
        return self._status

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Return the next frame to draw (drawing thread).

        Args:
            earliest: When a picture drawn from now on could reach the screen: now plus
                the drawing estimate plus the presentation lead.

        Returns:
            The frame and when it is due. Without a frame nothing new is wanted; `due`
            is then when to ask again (infinite: `on_frame` will tell).
        """
        del earliest
        return FrameChoice(None, WallTime(math.inf))

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return when a frame that was chosen is due as things stand (drawing thread).

        The drawing loop holds one drawn frame until its time and asks again after each
        `on_frame`: infinite while the clock stands still before it (keep it), a past
        time to show it at once (a step leads to it), None when a seek or another file
        has made it stale (drop it).
        """
        del pts, epoch
        return None

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Take note of when a frame really reached the screen."""

    def shutdown(self) -> None:
        """End all threads and the sound; blocks for at most two seconds."""

    def _change(self, **fields: object) -> None:
        with self._lock:
            self._status = replace(self._status, **fields)  # type: ignore[arg-type]  # names are checked by replace
        self._on_wakeup()
