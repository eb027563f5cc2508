"""Turns interlaced pictures into whole ones by FFmpeg's bwdif, one per frame.

`auto` passes pictures through untouched until one is flagged interlaced; from then on
(until the next seek) all go through the filter, which still leaves unflagged ones as
they are. Output is at frame rate, not field rate: twice the pictures would make every
shader chain cost twice as much, and anime is drawn at frame rate or slower anyway.
Thread: its branch.
"""

from enum import Enum
from fractions import Fraction
from typing import Any

import av
from av.filter import Graph

from player.log import logger

_log = logger("media")

TIME_BASE = Fraction(1, 1_000_000)
"""Unit of the pictures' `pts` here: microseconds on the file's line."""


class DeinterlaceMode(Enum):
    """Which pictures are deinterlaced."""

    AUTO = "auto"
    ON = "on"
    OFF = "off"


class Deinterlacer:
    """A filter that gives back as many pictures as it takes, one later."""

    def __init__(self, mode: DeinterlaceMode) -> None:
        self._mode = mode
        self._graph: Graph | None = None
        self._shape: tuple[int, int, str] | None = None
        self._has_failed = False

    def push(self, picture: Any) -> list[Any]:
        """Take a picture (`pts` in `TIME_BASE`), return those that are finished."""
        if not self._is_wanted(picture):
            return [picture]
        finished: list[Any] = []
        shape = (picture.width, picture.height, picture.format.name)
        if self._graph is not None and shape != self._shape:
            finished += self.finish()
        try:
            if self._graph is None:
                self._graph = self._make_graph(picture)
                self._shape = shape
            self._graph.push(picture)
        except (av.FFmpegError, OSError, ValueError) as error:
            _log.warning("deinterlacing is off for this file: %s", error)
            self._has_failed = True
            self.restart()
            return [*finished, picture]
        return finished + self._pull()

    def finish(self) -> list[Any]:
        """Return what is still inside; the next picture starts anew."""
        if self._graph is None:
            return []
        self._graph.push(None)
        finished = self._pull()
        self.restart()
        return finished

    def restart(self) -> None:
        """Forget what is inside: the next picture comes from elsewhere."""
        self._graph = None
        self._shape = None

    def _is_wanted(self, picture: Any) -> bool:
        if self._mode is DeinterlaceMode.OFF or self._has_failed:
            return False
        is_running = self._graph is not None
        return (
            is_running or self._mode is DeinterlaceMode.ON or picture.interlaced_frame
        )

    def _make_graph(self, picture: Any) -> Graph:
        graph = Graph()
        source = graph.add(
            "buffer",
            video_size=f"{picture.width}x{picture.height}",
            pix_fmt=picture.format.name,
            time_base=str(TIME_BASE),
            pixel_aspect="1/1",
            colorspace=str(int(picture.colorspace)),
            range=str(int(picture.color_range)),
        )
        flagged = "all" if self._mode is DeinterlaceMode.ON else "interlaced"
        bwdif = graph.add("bwdif", f"mode=send_frame:parity=auto:deint={flagged}")
        graph.link_nodes(source, bwdif, graph.add("buffersink")).configure()
        return graph

    def _pull(self) -> list[Any]:
        assert self._graph is not None
        pictures: list[Any] = []
        while True:
            try:
                picture: Any = self._graph.vpull()
            except (av.BlockingIOError, av.EOFError):
                return pictures
            if picture.time_base != TIME_BASE and picture.pts is not None:
                picture.pts = round(picture.pts * picture.time_base / TIME_BASE)
                picture.time_base = TIME_BASE
            pictures.append(picture)
