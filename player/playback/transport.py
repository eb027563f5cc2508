"""Play, pause, seek, step and what wires them: the only object that a window commands.

Calls go down and return at once; the work happens on threads of playback. Upward
there are two wakeups that carry nothing: `on_wakeup` (read `status` again) and
`on_frame` (ask `choose_frame` again).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from player.audio.devices import renew
from player.audio.order import AnchorSink, SoundOutput
from player.audio.output import AudioOutput
from player.log import logger
from player.playback.clock import MasterClock
from player.playback.conductor import Conductor, next_epoch
from player.playback.device_caller import DeviceOpener
from player.playback.facts import Facts
from player.playback.intents import (
    ChooseTrack,
    CloseFile,
    Intent,
    OpenFile,
    ReopenAudio,
    SeekBy,
    SeekTo,
    SetPaused,
    SetSpeed,
    StepBy,
)
from player.playback.pacing import FrameChoice
from player.playback.performance import Surroundings
from player.playback.sound_stage import SoundStage
from player.playback.sources import MediaReaders, Readers
from player.status import PlaybackStatus
from player.timing import FILE_START, Epoch, MediaTime, WallTime

_log = logger("playback")

SHUTDOWN_S = 2.0
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


@dataclass(frozen=True, slots=True)
class Edges:
    """What a transport meets at its edges; a test puts its own there."""

    readers: Readers
    open_device: DeviceOpener
    now: Callable[[], WallTime]


def real_edges(settings: TransportSettings) -> Edges:
    """Return FFmpeg, PortAudio and the wall clock."""

    def _open_device(post: AnchorSink, *, is_renewed: bool) -> SoundOutput:
        if is_renewed:
            renew()
        return AudioOutput(settings.audio_device, settings.audio_latency_s, post)

    return Edges(
        MediaReaders(settings.hwdec, settings.deinterlace),
        _open_device,
        lambda: WallTime(time.perf_counter()),
    )


class Transport:
    """Plays one file at a time.

    Thread: any; no method blocks but `shutdown`.
    """

    def __init__(
        self,
        settings: TransportSettings,
        on_wakeup: Callable[[], None],
        on_frame: Callable[[], None],
        edges: Edges | None = None,
    ) -> None:
        """Start the transport's thread; nothing is opened yet.

        Args:
            settings: Start values; `set_…` change some of them.
            on_wakeup: `status` has changed (any thread, carries nothing).
            on_frame: What to draw may have changed (any thread, carries nothing).
            edges: For tests.
        """
        edges = real_edges(settings) if edges is None else edges
        self._now = edges.now
        self._clock = MasterClock()
        self._on_wakeup = on_wakeup
        self._lock = threading.Lock()
        self._volume = settings.volume
        self._is_muted = settings.is_muted
        self._position = (Epoch(0), FILE_START)  # told last: it only grows
        self._sound = SoundStage(
            self._clock, self._now, edges.open_device, self._gain()
        )
        around = Surroundings(self._clock, self._sound, self._now, next_epoch, on_frame)
        self._conductor = Conductor(around, edges.readers, on_wakeup)
        self.set_speed(settings.speed)

    def open(self, path: str, *, start_s: float = 0.0, paused: bool = False) -> None:
        """Replace what plays by `path`; a failure shows as state FAILED."""
        start = MediaTime(max(0.0, start_s))
        self._want(OpenFile(path, start, is_paused=paused))

    def close(self) -> None:
        """Stop playing and forget the file: state EMPTY."""
        self._want(CloseFile())

    def play(self) -> None:
        """Go on; from the end, begin again."""
        self._want(SetPaused(is_paused=False))

    def pause(self) -> None:
        """Hold sound and picture where they are."""
        self._want(SetPaused(is_paused=True))

    def toggle_pause(self) -> None:
        """Pause when playing, play when not."""
        self._want(SetPaused(is_paused=None))

    def seek(self, target: MediaTime, *, exact: bool = True) -> None:
        """Go to `target`; of many calls in a row the newest wins.

        Args:
            target: Clamped to the file.
            exact: To the very frame; False takes the key frame before it (faster).
        """
        self._want(SeekTo(target, is_exact=exact))

    def seek_by(self, delta_s: float) -> None:
        """Go `delta_s` media seconds on (or back) from where a seek now leads."""
        self._want(SeekBy(delta_s))

    def step(self, frames: int) -> None:
        """Pause and show the next (+1) or the previous (-1) frame."""
        self._want(StepBy(frames))

    def set_speed(self, speed: float) -> None:
        """Play `speed` media seconds a second, pitch kept; clamped to 0.25…4."""
        self._want(SetSpeed(min(SPEED_MAXIMUM, max(SPEED_MINIMUM, speed))))

    def set_volume(self, volume: float) -> None:
        """Set the loudness: 0…1.3, 1 is the file's own."""
        self._volume = min(VOLUME_MAXIMUM, max(0.0, volume))
        self._sound.set_gain(self._gain())
        self._on_wakeup()

    def set_muted(self, is_muted: bool) -> None:
        """Silence the sound without touching the volume."""
        self._is_muted = is_muted
        self._sound.set_gain(self._gain())
        self._on_wakeup()

    def reopen_audio(self) -> None:
        """Look for sound devices anew and go on with sound from here."""
        self._want(ReopenAudio())

    def set_audio_track(self, index: int) -> None:
        """Hear another stream of the file (FFmpeg's stream index)."""
        self._want(ChooseTrack(index))

    def status(self) -> PlaybackStatus:
        """Return a snapshot; cheap."""
        facts = self._conductor.facts
        stats = self._conductor.picture.stats
        return PlaybackStatus(
            state=facts.state,
            media=facts.media,
            position=self._told_position(facts),
            speed=facts.speed,
            volume=self._volume,
            is_muted=self._is_muted,
            audio_device=facts.audio_device,
            notices=facts.notices,
            error=facts.error,
            stats=replace(stats, underruns=self._sound.underruns),
        )

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Return the next frame to draw (drawing thread).

        Args:
            earliest: When a picture drawn from now on could reach the screen: now plus
                the drawing estimate plus the presentation lead.

        Returns:
            The frame and when it is due. Without a frame nothing new is wanted; `due`
            is then when to ask again (infinite: `on_frame` will tell).
        """
        return self._conductor.picture.choose_frame(earliest)

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return when a frame that was chosen is due as things stand (drawing thread).

        The drawing loop holds one drawn frame until its time and asks again after each
        `on_frame`: infinite while the clock stands still before it (keep it), a past
        time to show it at once (a step leads to it), None when a seek or another file
        has made it stale (drop it).
        """
        return self._conductor.picture.due_time(pts, epoch)

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Take note of when a frame really reached the screen (drawing thread)."""
        self._conductor.picture.note_presented(pts, epoch, wall_time, is_new=is_new)

    def shutdown(self) -> None:
        """End all threads and the sound; blocks for at most two seconds."""
        if not self._conductor.shutdown(SHUTDOWN_S):
            _log.warning("playback did not end in time")

    def _want(self, intent: Intent) -> None:
        self._conductor.intents.post(intent)

    def _gain(self) -> float:
        return 0.0 if self._is_muted else self._volume

    def _told_position(self, facts: Facts) -> MediaTime:
        """Return the position; while playing it never goes back, whatever jitters."""
        if not facts.is_clock_told:
            return facts.target
        epoch = self._clock.epoch
        position = self._clock.media_time_at(self._now())
        if facts.media is not None and facts.media.duration_s > 0:
            position = MediaTime(min(position, facts.media.duration_s))
        with self._lock:
            old_epoch, old_position = self._position
            if epoch == old_epoch:
                position = max(position, old_position)
            self._position = (epoch, position)
        return position
