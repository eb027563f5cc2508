"""Opens a media file and says what it holds; FFmpeg's errors become ours here.

Every reader opens the file for itself (docs/decisions/0002); nothing is shared.
Thread: any; a container belongs to the thread that reads from it.
"""

import stat
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
from av.container import InputContainer
from av.stream import Disposition

from player.errors import MediaOpenError
from player.frames import AudioInfo, Chapter, MediaInfo, TrackInfo, VideoInfo
from player.geometry import Size, display_size
from player.media.stream_facts import stream_facts
from player.timing import MediaTime

_REFUSED_FORMATS = frozenset(
    {"tty", "concat", "hls", "dash", "sdp", "rtsp", "ffmetadata", "lavfi", "bin"}
)
"""Texts that FFmpeg would play as art, and lists that point at other files."""

_STILL_FORMATS = frozenset({"image2"})
_STILL_SUFFIX = "_pipe"
"""FFmpeg's demuxers for one picture are called image2, png_pipe, webp_pipe …"""

_OPEN_OPTIONS = {"protocol_whitelist": "file,data,crypto"}

_TOLERANT: dict[str, Any] = (
    {"metadata_errors": "replace"} if int(av.__version__.split(".")[0]) < 19 else {}
)
"""Titles in an unknown encoding must not keep a film shut (PyAV 19 asks no more)."""

_SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (4, b"ftyp", "MP4"),
    (4, b"moov", "QuickTime"),
    (8, b"AVI ", "AVI"),
    (8, b"WAVE", "WAV"),
    (0, b"OggS", "Ogg"),
    (0, b"fLaC", "FLAC"),
    (0, b"\x89PNG", "PNG"),
    (0, b"FLV", "FLV"),
)
"""Offset, bytes, and the format that a file beginning so was meant to be."""

_EXTREME_ASPECT = 20.0
"""A sample aspect beyond this (or its inverse) is a mistake in the file."""


def open_container(path: str, hwaccel: Any = None) -> InputContainer:
    """Open a file for reading.

    Args:
        path: On the local disk; never an address.
        hwaccel: `av.codec.hwaccel.HWAccel`, None for software.

    Raises:
        MediaOpenError: With the reason in words.
    """
    _check_file(path)
    options = dict(_OPEN_OPTIONS)
    if "%" in Path(path).name:
        options["pattern_type"] = "none"
    try:
        container: InputContainer = av.open(
            f"file:{path}",
            mode="r",
            options=options,
            hwaccel=hwaccel,
            **_TOLERANT,
        )
    except (av.FFmpegError, OSError, ValueError, RuntimeError) as error:
        raise _open_error(path, error) from error
    if container.format.name in _REFUSED_FORMATS:
        container.close()
        raise MediaOpenError(path, "it is not a media file")
    return container


def probe(path: str) -> MediaInfo:
    """Say what a file holds.

    Raises:
        MediaOpenError: It cannot be opened, or holds neither picture nor sound.
    """
    with open_container(path) as container:
        video, audio = best_video(container), best_audio(container)
        if video is None and audio is None:
            raise MediaOpenError(path, _nothing_reason(container))
        # Ogg has the tags of music on the stream, other formats on the file.
        tags = {**(audio.metadata if audio and not video else {}), **container.metadata}
        title = _text(tags, "title")
        return MediaInfo(
            path=path,
            title=title or Path(path).stem,
            duration_s=duration_s(container),
            video=None if video is None else video_info(container, video),
            audio=None if audio is None else audio_info(audio),
            audio_tracks=tuple(
                track_info(s) for s in container.streams.audio if _is_decodable(s)
            ),
            subtitle_tracks=tuple(track_info(s) for s in container.streams.subtitles),
            chapters=_chapters(container),
            artist=_text(tags, "artist"),
            album=_text(tags, "album"),
        )


def line_start_s(container: InputContainer) -> Fraction:
    """Return the container's time that is media time 0.

    It is the earliest stream's first moment, so that pictures and sound share one
    line. Sound that starts a little below 0 is the encoder's run-in, which decoders
    drop; then the line starts at 0.
    """
    start = Fraction(container.start_time or 0, av.time_base)
    starts = _stream_starts(container.streams)
    # FFmpeg gives the container's start in whole microseconds; the stream it came from
    # knows it exactly.
    exact = next((s for s in starts if abs(s - start) <= Fraction(1, 10**6)), start)
    if exact >= 0:
        return exact
    return min([Fraction(0), *_stream_starts(container.streams.video)])


def _stream_starts(streams: Iterable[Any]) -> list[Fraction]:
    return [
        Fraction(stream.start_time) * stream.time_base
        for stream in streams
        if stream.start_time is not None and stream.time_base is not None
    ]


def duration_s(container: InputContainer) -> float:
    """Return the file's length in seconds, 0 when nobody knows."""
    lengths = [Fraction(container.duration or 0, av.time_base)]
    if not container.duration:
        lengths += [
            Fraction(stream.duration) * stream.time_base
            for stream in container.streams
            if stream.duration and stream.time_base
        ]
    return max(0.0, float(max(lengths)))


def best_video(container: InputContainer) -> Any:
    """Return the stream to show: moving before still, marked as default before not."""
    streams = [s for s in container.streams.video if _is_decodable(s)]
    return min(
        streams,
        key=lambda s: (_is_attached(s), not _has_flag(s, Disposition.default), s.index),
        default=None,
    )


def best_audio(container: InputContainer, track_index: int | None = None) -> Any:
    """Return the stream to hear: the one asked for, else the default, else the first.

    Args:
        container: An open file.
        track_index: `TrackInfo.index`; one that does not exist counts as None.
    """
    streams = [s for s in container.streams.audio if _is_decodable(s)]
    return min(
        streams,
        key=lambda s: (
            s.index != track_index,
            not _has_flag(s, Disposition.default),
            s.index,
        ),
        default=None,
    )


def is_still(container: InputContainer, stream: Any) -> bool:
    """Say whether a video stream is one picture that stays."""
    name = container.format.name
    if _is_attached(stream):
        return True
    is_picture = name in _STILL_FORMATS or name.endswith(_STILL_SUFFIX)
    return is_picture and (stream.frames or 1) == 1


def video_info(container: InputContainer, stream: Any) -> VideoInfo:
    """Return what a video stream says before its first frame."""
    context = stream.codec_context
    size = Size(context.width, context.height)
    facts = stream_facts(container, stream.index)
    return VideoInfo(
        track=track_info(stream),
        size=size,
        display_size=display_size(size, sample_aspect(stream), facts.rotation_degrees),
        frame_rate=nominal_rate(stream),
        pixel_format=context.pix_fmt or "",
        is_still=is_still(container, stream),
    )


def audio_info(stream: Any) -> AudioInfo:
    """Return what an audio stream says of itself."""
    return AudioInfo(
        track=track_info(stream),
        rate_hz=stream.codec_context.sample_rate,
        channels=stream.codec_context.channels,
    )


def track_info(stream: Any) -> TrackInfo:
    """Return how a stream is called, for the list that a person chooses from."""
    context = stream.codec_context
    return TrackInfo(
        index=stream.index,
        codec="" if context is None else context.codec.canonical_name,
        language=_text(stream.metadata, "language"),
        title=_text(stream.metadata, "title"),
        is_default=_has_flag(stream, Disposition.default),
    )


def sample_aspect(stream: Any) -> float:
    """Return width over height of one sample, 1 when unknown or absurd."""
    ratio = float(stream.sample_aspect_ratio or 1)
    if 1 / _EXTREME_ASPECT < ratio < _EXTREME_ASPECT:
        return ratio
    return 1.0


def nominal_rate(stream: Any) -> Fraction:
    """Return frames per second as the file states them, 0 when it does not."""
    rate = stream.guessed_rate or stream.average_rate or stream.base_rate
    return Fraction(rate) if rate and rate < 1000 else Fraction(0)


def _check_file(path: str) -> None:
    if not path:  # which a Path takes for the current folder
        raise MediaOpenError("a file", "its name is empty", "A variable not set?")
    try:
        facts = Path(path).stat()
    except (FileNotFoundError, NotADirectoryError):
        raise MediaOpenError(
            path, "there is no such file", "Check the name and the folder."
        ) from None
    except (OSError, ValueError) as error:
        raise MediaOpenError(path, _lower(str(error))) from error
    if stat.S_ISDIR(facts.st_mode):
        raise MediaOpenError(
            path, "it is a folder", "Give a file, or several files, inside it."
        )
    if not stat.S_ISREG(facts.st_mode):
        raise MediaOpenError(path, "it is a device or a pipe, not a file")
    if facts.st_size == 0:
        raise MediaOpenError(path, "the file is empty")


def _open_error(path: str, error: Exception) -> MediaOpenError:
    """Turn what `av.open` raised into a reason that a person understands."""
    if isinstance(error, PermissionError):
        return MediaOpenError(
            path, "it may not be read", "Check the file's permissions."
        )
    if not isinstance(error, av.InvalidDataError | av.EOFError | ValueError):
        return MediaOpenError(
            path, _lower(getattr(error, "strerror", "") or str(error))
        )
    kind = _meant_to_be(path)
    if kind:
        return MediaOpenError(
            path,
            f"it begins like {kind}, but its header is damaged or cut short",
            "The download or the recording may not have finished.",
        )
    return MediaOpenError(path, "it is not a media file, or is damaged at its start")


def _meant_to_be(path: str) -> str:
    try:
        with Path(path).open("rb") as file:
            head = file.read(16)
    except OSError:
        return ""
    for offset, mark, kind in _SIGNATURES:
        if head[offset : offset + len(mark)] == mark:
            return kind
    return ""


def _nothing_reason(container: InputContainer) -> str:
    streams = [*container.streams.video, *container.streams.audio]
    names = {_codec_name(stream) for stream in streams}
    if streams:
        return f"nothing here can decode it ({', '.join(sorted(names))})"
    return "it holds neither picture nor sound"


def _codec_name(stream: Any) -> str:
    return str(getattr(stream, "name", None) or "unknown codec")


def _chapters(container: InputContainer) -> tuple[Chapter, ...]:
    start = line_start_s(container)
    found = []
    for number, chapter in enumerate(container.chapters(), start=1):
        moment = chapter["start"] * cast("Fraction", chapter["time_base"]) - start
        title = _text(chapter["metadata"], "title") or f"Chapter {number}"
        found.append(Chapter(MediaTime(max(0.0, float(moment))), title))
    return tuple(sorted(found, key=lambda chapter: chapter.start))


def _is_decodable(stream: Any) -> bool:
    context = stream.codec_context
    if context is None:
        return False
    return bool(stream.type != "audio" or context.sample_rate)


def _is_attached(stream: Any) -> bool:
    return _has_flag(stream, Disposition.attached_pic)


def _has_flag(stream: Any, flag: Disposition) -> bool:
    return bool(stream.disposition & flag)


def _text(metadata: Iterable[tuple[str, str]] | Any, key: str) -> str:
    """Return a tag's value; keys differ in case between formats."""
    for name, value in dict(metadata).items():
        if name.lower() == key:
            return str(value).strip()
    return ""


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]
