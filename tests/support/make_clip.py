"""Makes test media with PyAV alone: small clips whose frames carry their own number.

A clip is described by a frozen `ClipSpec`; `clip(spec)` makes it once per test run.
Each picture shows a grid of blocks that spells its index (`draw_index`, `read_index`),
so an exact seek can be proven on pixels. DTS and TrueHD cannot be made: the wheel's
FFmpeg has their decoders but no encoders.
"""

import atexit
import functools
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt

from player.frames import VideoFrame

GRID_COLUMNS = 4
GRID_ROWS = 3
INDEX_BITS = GRID_COLUMNS * GRID_ROWS - 1
"""One block stays white, as the reference that the others are compared with."""

CHANNEL_HZ = (440, 660, 880, 60, 1100, 1320, 1540, 1760)
"""Tone of each channel, so that a downmix can be taken apart (LFE gets 60 Hz)."""

TONE_LEVEL = 0.25
BEEP_HZ = 1000
BEEP_S = 0.05
BEEP_LEVEL = 0.5


@dataclass(frozen=True, slots=True)
class ToneSpec:
    """The sound of a clip: one steady sine per channel (`CHANNEL_HZ`).

    Attributes:
        start_s / seconds: Where on the clip's line it begins, and how long it is.
        is_clicks: One full-scale sample each 100 ms instead of tones.
        hz: One frequency for every channel; 0 takes `CHANNEL_HZ`.
        level: Amplitude of each tone.
    """

    codec: str = "flac"
    layout: str = "stereo"
    rate_hz: int = 48000
    start_s: float = 0.0
    seconds: float = 2.0
    is_clicks: bool = False
    hz: int = 0
    level: float = TONE_LEVEL


@dataclass(frozen=True, slots=True)
class ClipSpec:
    """What a clip shall be.

    Attributes:
        codec: FFmpeg's encoder name; "" for sound alone.
        options: The encoder's, as pairs.
        times: Media time of each frame in seconds (variable frame rate); empty means
            steady at `rate`.
        start_s: Where the container's line begins.
        colour: FFmpeg's numbers for matrix, range, primaries, transfer; None: untagged.
        rotation_degrees: Clockwise turn that players must make (mp4 and mov only).
        grain: Amplitude of noise on the pictures, so that files are not tiny.
        is_interlaced: Flagged, and the two fields show two moments of a moving bar.
    """

    suffix: str = ".mkv"
    codec: str = "libx264"
    pixel_format: str = "yuv420p"
    width: int = 64
    height: int = 48
    frames: int = 48
    rate: Fraction = Fraction(24)
    options: tuple[tuple[str, str], ...] = ()
    times: tuple[float, ...] = ()
    start_s: float = 0.0
    colour: tuple[int, int, int, int] | None = None
    sample_aspect: Fraction | None = None
    rotation_degrees: int = 0
    is_interlaced: bool = False
    grain: int = 0
    audio: tuple[ToneSpec, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()


@functools.cache
def clip_folder() -> Path:
    """Return this run's folder for clips; it goes when Python ends."""
    folder = Path(tempfile.mkdtemp(prefix="sakuga-clips-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@functools.cache
def clip(spec: ClipSpec) -> Path:
    """Return a clip made after `spec`, made at the first call."""
    path = clip_folder() / f"clip-{abs(hash(spec)):016x}{spec.suffix}"
    return make_clip(path, spec)


def make_clip(path: Path, spec: ClipSpec) -> Path:
    """Write a clip and return its path."""
    with av.open(str(path), "w") as output:
        output.metadata.update(dict(spec.metadata))
        video = _add_video(output, spec) if spec.codec else None
        tones = [_add_audio(output, tone) for tone in spec.audio]
        packets = [
            *(_encode_pictures(video, spec) if video is not None else ()),
            *(
                packet
                for stream, tone in zip(tones, spec.audio, strict=True)
                for packet in _encode_sound(stream, tone, spec.start_s)
            ),
        ]
        packets.sort(key=_decode_time)
        for packet in packets:
            output.mux(packet)
    if spec.rotation_degrees:
        _write_rotation(path, spec.rotation_degrees)
    return path


def draw_index(index: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Return a gray picture, uint8 [height, width], that spells `index` in blocks."""
    bits = [True, *((index >> bit) & 1 == 1 for bit in range(INDEX_BITS))]
    grid = np.array(bits, dtype=np.uint8).reshape(GRID_ROWS, GRID_COLUMNS) * 255
    rows = np.arange(height) * GRID_ROWS // height
    columns = np.arange(width) * GRID_COLUMNS // width
    picture: npt.NDArray[np.uint8] = grid[rows][:, columns]
    return picture


def read_index(frame: VideoFrame) -> int:
    """Return the number that a decoded frame of a made clip spells."""
    plane = frame.planes[0]
    samples = plane.data
    if frame.layout.sample_bytes == 2:
        samples = samples[: samples.size // 2 * 2].view("<u2")
    stride = plane.stride_bytes // frame.layout.sample_bytes
    channels = len(frame.layout.planes[0].components)
    rows = samples[: stride * plane.size.height].reshape(-1, stride)
    picture = rows[:, : plane.size.width * channels].astype(np.float64)
    blocks = np.array([_middle(block) for block in _blocks(picture)])
    return int(sum(1 << bit for bit in range(INDEX_BITS) if _is_lit(blocks, bit + 1)))


def _blocks(picture: npt.NDArray[np.float64]) -> Iterator[npt.NDArray[np.float64]]:
    for row in np.array_split(picture, GRID_ROWS, axis=0):
        yield from np.array_split(row, GRID_COLUMNS, axis=1)


def _middle(block: npt.NDArray[np.float64]) -> float:
    height, width = block.shape
    centre = block[height // 4 : -height // 4 or None, width // 4 : -width // 4 or None]
    return float(centre.mean())


def _is_lit(blocks: npt.NDArray[np.float64], number: int) -> bool:
    return bool(blocks[number] > 0.6 * blocks[0])


def _add_video(output: Any, spec: ClipSpec) -> Any:
    stream = output.add_stream(spec.codec, rate=spec.rate)
    stream.width, stream.height = spec.width, spec.height
    stream.pix_fmt = spec.pixel_format
    stream.options = dict(spec.options)
    context = stream.codec_context
    context.time_base = Fraction(1, 90000) if spec.times else 1 / spec.rate
    if spec.sample_aspect is not None:
        context.sample_aspect_ratio = spec.sample_aspect
    if spec.colour is not None:
        context.colorspace, context.color_range = spec.colour[:2]
        context.color_primaries, context.color_trc = spec.colour[2:]
    return stream


def _encode_pictures(stream: Any, spec: ClipSpec) -> Iterator[Any]:
    base = Fraction(1, 90000) if spec.times else 1 / spec.rate
    count = len(spec.times) or spec.frames
    for number in range(count):
        time_s = spec.times[number] if spec.times else number / float(spec.rate)
        frame = picture_frame(spec, number)
        frame.time_base = base
        frame.pts = round((time_s + spec.start_s) / float(base))
        yield from stream.encode(frame)
    yield from stream.encode(None)


def picture_frame(spec: ClipSpec, number: int) -> Any:
    """Return picture `number` of a clip as an `av.VideoFrame` in its pixel format."""
    if spec.is_interlaced:
        gray = _woven_bar(number, spec.width, spec.height)
    else:
        gray = draw_index(number, spec.width, spec.height)
    if spec.grain:
        noise = np.random.default_rng(number).integers(0, spec.grain, gray.shape)
        gray = np.where(gray > 127, gray - noise, gray + noise).astype(np.uint8)
    rgb = np.ascontiguousarray(np.repeat(gray[:, :, None], 3, axis=2))
    picture = av.VideoFrame.from_ndarray(rgb, format="rgb24")
    if spec.colour is None:
        return picture.reformat(format=spec.pixel_format)
    return picture.reformat(
        format=spec.pixel_format,
        dst_colorspace=spec.colour[0],
        dst_color_range=spec.colour[1],
    )


def _woven_bar(number: int, width: int, height: int) -> npt.NDArray[np.uint8]:
    """Weave two moments of a bar that moves four columns a field, top field first."""
    picture = np.zeros((height, width), dtype=np.uint8)
    for field in range(2):
        left = (number * 2 + field) * 4 % (width - 8)
        picture[field::2, left : left + 8] = 255
    return picture


def _add_audio(output: Any, tone: ToneSpec) -> Any:
    return output.add_stream(tone.codec, rate=tone.rate_hz, layout=tone.layout)


def sound_of(tone: ToneSpec) -> npt.NDArray[np.float32]:
    """Return the tone's samples, float32 [frames, channels]."""
    channels = len(av.AudioLayout(tone.layout).channels)
    times = np.arange(round(tone.seconds * tone.rate_hz)) / tone.rate_hz
    if tone.is_clicks:
        samples = np.zeros((times.size, channels), dtype=np.float32)
        samples[:: tone.rate_hz // 10] = 0.9
        return samples
    hz = [tone.hz or CHANNEL_HZ[channel] for channel in range(channels)]
    waves = [tone.level * np.sin(2 * np.pi * rate * times) for rate in hz]
    return np.stack(waves, axis=1).astype(np.float32)


def _encode_sound(stream: Any, tone: ToneSpec, start_s: float) -> Iterator[Any]:
    yield from encode_samples(stream, tone, sound_of(tone), start_s + tone.start_s)


def encode_samples(
    stream: Any,
    tone: ToneSpec,
    samples: npt.NDArray[np.float32],
    start_s: float,
) -> Iterator[Any]:
    """Encode float32 [frames, channels] onto an audio stream, yielding packets."""
    first = round(start_s * tone.rate_hz)
    for offset in range(0, len(samples), 1024):
        # Packed, because PyAV 18.1 cannot fill the eighth plane of a planar frame.
        piece = samples[offset : offset + 1024].reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(piece, format="flt", layout=tone.layout)
        frame.sample_rate = tone.rate_hz
        frame.time_base = Fraction(1, tone.rate_hz)
        frame.pts = first + offset
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _decode_time(packet: Any) -> float:
    ticks = packet.dts if packet.dts is not None else packet.pts or 0
    return float(ticks * packet.time_base)


def _write_rotation(path: Path, degrees: int) -> None:
    """Write a turn into the movie's track header (the matrix of ISO 14496-12, tkhd)."""
    content = bytearray(path.read_bytes())
    position = content.index(b"tkhd") + 4
    version = content[position]
    matrix = position + (52 if version else 40)
    one = 1 << 16
    turn = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}
    a, b, c, d = (value * one for value in turn[degrees])
    words = (a, b, 0, c, d, 0, 0, 0, 1 << 30)
    for number, word in enumerate(words):
        start = matrix + 4 * number
        content[start : start + 4] = word.to_bytes(4, "big", signed=True)
    path.write_bytes(content)


def make_flash_beep_clip(
    path: Path,
    seconds: float,
    period_s: float,
    size: tuple[int, int],
    fps: Fraction | int,
) -> tuple[float, ...]:
    """Write a clip for sync tests: a white frame and a 1 kHz beep at the same moment.

    Events lie at 0, `period_s`, 2 × `period_s` … moved to the nearest frame; the beep
    begins on the very sample of the white frame's time and lasts `BEEP_S`; all else is
    black and silent. H.264 and FLAC (stereo, 48 kHz), every frame sharp (CRF 10).

    Returns:
        The events' media times in seconds.
    """
    rate = Fraction(fps)
    count = round(seconds * rate)
    lit = {round(k * period_s * rate) for k in range(int(seconds / period_s) + 1)}
    events = tuple(sorted(float(number / rate) for number in lit if number < count))
    tone = ToneSpec(seconds=seconds)
    with av.open(str(path), "w") as output:
        video: Any = output.add_stream("libx264", rate=rate)
        video.width, video.height = size
        video.pix_fmt = "yuv420p"
        video.options = {"crf": "10", "preset": "ultrafast", "g": "24"}
        sound: Any = output.add_stream(tone.codec, rate=tone.rate_hz, layout="stereo")
        packets = [
            *_encode_flashes(video, {round(event * rate) for event in events}, count),
            *encode_samples(sound, tone, _beeps(events, seconds, tone.rate_hz), 0.0),
        ]
        packets.sort(key=_decode_time)
        for packet in packets:
            output.mux(packet)
    return events


def _encode_flashes(stream: Any, lit: set[int], count: int) -> Iterator[Any]:
    for number in range(count):
        frame = av.VideoFrame(stream.width, stream.height, "yuv420p")
        levels = (235 if number in lit else 16, 128, 128)
        for plane, level in zip(frame.planes, levels, strict=True):
            np.frombuffer(plane, np.uint8)[:] = level
        frame.pts = number
        frame.time_base = 1 / stream.codec_context.framerate
        yield from stream.encode(frame)
    yield from stream.encode(None)


def _beeps(
    events: tuple[float, ...], seconds: float, rate_hz: int
) -> npt.NDArray[np.float32]:
    samples = np.zeros((round(seconds * rate_hz), 2), dtype=np.float32)
    times = np.arange(round(BEEP_S * rate_hz)) / rate_hz
    # A cosine: the first sample is already loud, so the onset is sharp.
    burst = BEEP_LEVEL * np.cos(2 * np.pi * BEEP_HZ * times)
    for event in events:
        first = round(event * rate_hz)
        part = samples[first : first + burst.size]
        part[:] = burst[: len(part), None]
    return samples
