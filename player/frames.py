"""What travels on the belt: frames, sound, and what a file says of itself.

All values are frozen; a frame keeps its decoder's memory alive through its planes and
gives it back when the last reference goes. Safe to hand between threads.
"""

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from player.colour import ColourSpec
from player.geometry import Size
from player.timing import Epoch, MediaTime


class ColourFamily(Enum):
    """What the components of a pixel are."""

    YUV = "yuv"
    RGB = "rgb"
    GRAY = "gray"


@dataclass(frozen=True, slots=True)
class PlaneLayout:
    """One plane of a pixel format.

    Attributes:
        components: What its channels hold, in memory order: 0 = Y or R, 1 = U or G,
            2 = V or B, 3 = alpha, -1 = padding.
        shift_x: log2 of how many picture columns share one sample.
        shift_y: log2 of how many picture rows share one sample.
    """

    components: tuple[int, ...]
    shift_x: int = 0
    shift_y: int = 0


@dataclass(frozen=True, slots=True)
class PixelLayout:
    """A pixel format that goes to the GPU as it is.

    Attributes:
        name: FFmpeg's name, for messages.
        depth_bits: Meaningful bits of a sample.
        sample_bytes: 1 or 2 (little-endian).
        left_shift: How far the meaningful bits stand above bit 0 (P010: 6).
    """

    name: str
    family: ColourFamily
    depth_bits: int
    sample_bytes: int
    planes: tuple[PlaneLayout, ...]
    left_shift: int = 0

    @property
    def sample_scale(self) -> float:
        """Factor from a normalised GPU read (0…1 of the word) to 0…1 of the depth."""
        word = (1 << (8 * self.sample_bytes)) - 1
        return word / (((1 << self.depth_bits) - 1) << self.left_shift)


@dataclass(frozen=True, slots=True)
class Plane:
    """Samples of one plane, borrowed from the decoder: read only.

    Attributes:
        data: uint8, one-dimensional, at least `stride_bytes * height` long except that
            the last row may end early.
        stride_bytes: Distance between rows.
        size: In samples of this plane.
    """

    data: npt.NDArray[np.uint8]
    stride_bytes: int
    size: Size


@dataclass(frozen=True, slots=True)
class VideoFrame:
    """One decoded picture, ready for upload.

    Attributes:
        pts: When it is due.
        duration_s: How long it stays, as well as the file lets us know.
        size: Visible picture in luma samples, before aspect and rotation.
        sample_aspect: Width over height of one sample, 1 for square ones.
        rotation_degrees: Clockwise turn that makes it upright: 0, 90, 180 or 270.
    """

    pts: MediaTime
    duration_s: float
    epoch: Epoch
    layout: PixelLayout
    planes: tuple[Plane, ...]
    size: Size
    colour: ColourSpec
    sample_aspect: float = 1.0
    rotation_degrees: int = 0


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """Sound that follows without a gap on the block before it.

    Attributes:
        media_time: Of its first sample.
        samples: float32 [frames, channels], -1…1, at the device's rate, already
            stretched to `speed`.
        speed: Media seconds per second of sound.
    """

    media_time: MediaTime
    epoch: Epoch
    samples: npt.NDArray[np.float32]
    speed: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A named mark on the file's line."""

    start: MediaTime
    title: str


@dataclass(frozen=True, slots=True)
class TrackInfo:
    """A stream that a person can choose.

    Attributes:
        index: FFmpeg's stream index in the file.
    """

    index: int
    codec: str
    language: str = ""
    title: str = ""
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What the video stream says before the first frame.

    Attributes:
        frame_rate: Nominal, 0 when unknown.
        is_still: Cover art or a picture file: one frame that stays.
    """

    track: TrackInfo
    size: Size
    display_size: Size
    frame_rate: Fraction
    pixel_format: str
    is_still: bool = False


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """What an audio stream says of itself."""

    track: TrackInfo
    rate_hz: int
    channels: int


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """What a file holds.

    Attributes:
        duration_s: 0 when unknown.
        video: The stream that is shown, None for sound alone.
        audio: The stream that is heard first, None for a silent file.
        artist / album: Of music that says so, else "".
    """

    path: str
    title: str
    duration_s: float
    video: VideoInfo | None
    audio: AudioInfo | None
    audio_tracks: tuple[TrackInfo, ...] = ()
    subtitle_tracks: tuple[TrackInfo, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    artist: str = ""
    album: str = ""
