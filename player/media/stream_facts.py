"""Facts of a stream that PyAV does not hand out: chroma siting and rotation.

FFmpeg knows them and prints them in its own description of a file
(`av_dump_format`), so that text is asked for and read. Frames carry neither the
siting (PyAV 18 has no such attribute) nor, before the first is decoded, the rotation.
"""

import re
import threading
from dataclasses import dataclass

import av
import av.logging
from av.container import InputContainer

from player.colour import ChromaSiting

_SITINGS = {
    "left": ChromaSiting.LEFT,
    "center": ChromaSiting.CENTRE,
    "topleft": ChromaSiting.TOP_LEFT,
    "top": ChromaSiting.TOP,
    "bottomleft": ChromaSiting.BOTTOM_LEFT,
    "bottom": ChromaSiting.BOTTOM,
}

_STREAM_LINE = re.compile(r"^\s*Stream #\d+:(\d+)")
_FORMAT = re.compile(r"\b(?:yuv|nv|p0|p2|p4)[a-z0-9]*\(([^)]*)\)")
_ROTATION = re.compile(r"rotation of (-?\d+(?:\.\d+)?) degrees")

_log_level = threading.Lock()
"""Guards FFmpeg's log level, which is one for the whole program."""


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What FFmpeg's description says of one stream.

    Attributes:
        siting: None when the stream does not say.
        rotation_degrees: Clockwise turn that makes it upright: 0, 90, 180 or 270.
    """

    siting: ChromaSiting | None = None
    rotation_degrees: int = 0


def stream_facts(container: InputContainer, index: int) -> StreamFacts:
    """Return the facts of stream `index` of an open container."""
    return parse_facts(_describe(container), index)


def parse_facts(description: str, index: int) -> StreamFacts:
    """Read the facts of one stream out of FFmpeg's description of a file."""
    lines: list[str] = []
    is_inside = False
    for line in description.splitlines():
        match = _STREAM_LINE.match(line)
        if match:
            is_inside = int(match[1]) == index
        if is_inside:
            lines.append(line)
    text = "\n".join(lines)
    return StreamFacts(_siting(text), _rotation(text))


def upright_turn(counter_clockwise_degrees: float) -> int:
    """Return the clockwise quarter turns, in degrees, for FFmpeg's rotation."""
    return round(-counter_clockwise_degrees / 90) % 4 * 90


def _siting(text: str) -> ChromaSiting | None:
    match = _FORMAT.search(text)
    words = [word.strip() for word in match[1].split(",")] if match else []
    return next((_SITINGS[word] for word in words if word in _SITINGS), None)


def _rotation(text: str) -> int:
    match = _ROTATION.search(text)
    return upright_turn(float(match[1])) if match else 0


def _describe(container: InputContainer) -> str:
    """Return FFmpeg's description; the siting is in it only at the verbose level."""
    with _log_level:
        av.logging.set_libav_level(av.logging.VERBOSE)
        av.logging.set_level(av.logging.INFO)
        try:
            describe = getattr(container, "dumps_format", None)
            return str(describe()) if describe is not None else ""
        finally:
            av.logging.set_level(None)
            av.logging.set_libav_level(av.logging.INFO)
