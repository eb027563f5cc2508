"""Snapshots for readers: what plays, how well, and what each shader pass did.

Frozen values, replaced whole by their one writer; any thread may read them.
"""

from dataclasses import dataclass, field
from enum import Enum

from player.frames import MediaInfo
from player.timing import FILE_START, MediaTime


class PlayState(Enum):
    """What the transport is doing."""

    EMPTY = "empty"
    LOADING = "loading"
    PLAYING = "playing"
    PAUSED = "paused"
    SEEKING = "seeking"
    ENDED = "ended"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a person should know, in words.

    Attributes:
        key: Stable name, so that the same notice is not shown twice at once.
        is_error: True when something was given up, False when it goes on degraded.
        action: Id of the command that helps, or "".
    """

    key: str
    text: str
    hint: str = ""
    is_error: bool = False
    action: str = ""


@dataclass(frozen=True, slots=True)
class SyncStats:
    """Counters since the file was opened.

    Attributes:
        shown: Frames that reached the screen for the first time.
        dropped: Frames that were never shown because their time had passed.
        repeated: Presentations of a frame past its own duration.
        underruns: Times the sound device found no samples while playing.
        offset_s: Presentation of the newest frame against the sound heard then:
            positive when the picture is late.
        draw_ms: Smoothed time to draw one frame.
    """

    shown: int = 0
    dropped: int = 0
    repeated: int = 0
    underruns: int = 0
    offset_s: float = 0.0
    draw_ms: float = 0.0


class PassVerdict(Enum):
    """What became of a shader pass on the newest frame."""

    RAN = "ran"
    IDLE = "idle"
    OFF = "off"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PassStatus:
    """One line of the shader panel.

    Attributes:
        entry: Index of the file in the chain.
        index: Index of the pass in the file.
        title: The pass's DESC line.
        reason: Why it did not run ("1.00 is not > 1.20"), the error, or "".
        gpu_ms: Smoothed GPU time; None until known or when it did not run.
    """

    entry: int
    index: int
    title: str
    verdict: PassVerdict
    reason: str = ""
    gpu_ms: float | None = None


@dataclass(frozen=True, slots=True)
class ChainStatus:
    """What the chain did on the newest frame.

    Attributes:
        chain_id: `ShaderChain.id` that this speaks of.
        is_compiling: A newer chain is being prepared; this one still draws.
        total_ms: Smoothed GPU time of the whole frame (wall time on software GL).
        input_size / output_size: "1280×720" as the chain saw them, "" before a frame.
    """

    chain_id: str = ""
    passes: tuple[PassStatus, ...] = ()
    is_compiling: bool = False
    total_ms: float | None = None
    input_size: str = ""
    output_size: str = ""


@dataclass(frozen=True, slots=True)
class PlaybackStatus:
    """What the window shows of the transport.

    Attributes:
        position: Media time heard (or shown) now.
        volume: 1.0 is the file's own loudness, up to 1.3.
        audio_device: Name of the open device, "" when silent.
        error: Why the state is FAILED.
    """

    state: PlayState = PlayState.EMPTY
    media: MediaInfo | None = None
    position: MediaTime = FILE_START
    speed: float = 1.0
    volume: float = 1.0
    is_muted: bool = False
    audio_device: str = ""
    notices: tuple[Notice, ...] = ()
    error: Notice | None = None
    stats: SyncStats = field(default_factory=SyncStats)
