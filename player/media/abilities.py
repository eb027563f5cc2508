"""What the FFmpeg in use can do: versions, decoders, hardware. For `sakuga doctor`."""

import av
from av.codec.hwaccel import hwdevices_available

WATCHED = (
    *("h264", "hevc", "av1", "libdav1d", "vp8", "vp9", "mpeg2video", "mpeg4", "vc1"),
    *("prores", "ffv1", "mjpeg", "aac", "flac", "opus", "vorbis", "ac3", "eac3"),
    *("dca", "truehd", "mp3", "ass", "subrip", "hdmv_pgs_subtitle"),
)
"""Decoders that a viewer of anime meets."""


def versions() -> tuple[tuple[str, str], ...]:
    """Return (name, version) of PyAV and FFmpeg's libraries."""
    libraries = sorted(av.library_versions.items())
    numbers = [(name, ".".join(map(str, parts))) for name, parts in libraries]
    return (("PyAV", av.__version__), *numbers)


def decoders() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the watched decoders that are there, and those that are missing."""
    present = tuple(name for name in WATCHED if _has_decoder(name))
    return present, tuple(name for name in WATCHED if name not in present)


def hardware() -> tuple[str, ...]:
    """Return the kinds of hardware decoding that this FFmpeg was built with."""
    return tuple(hwdevices_available())


def _has_decoder(name: str) -> bool:
    try:
        av.Codec(name, "r")
    except (ValueError, LookupError):
        return False
    return True
