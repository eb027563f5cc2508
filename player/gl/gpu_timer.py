"""How long the GPU took for parts of a picture, without ever waiting for it.

Timer queries are asked now and read some frames later. Software GL answers them with
nonsense, so there a wall clock around `glFinish` is used, on every eighth picture only
because finishing takes away what the driver could overlap. The first picture after a
restart is never measured: drivers finish compiling while they draw it.
Thread: the one whose context is current.
"""

import time
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from player.gl import live_objects
from player.gl.api import GL
from player.gl.context import GlInfo

MEASURED_EVERY = 8
"""On software GL one picture in this many is measured, beginning with the second."""

MAX_WAITING = 512
"""Queries that may wait for an answer: five pictures of a long chain."""

Timing = tuple[Hashable, float]
"""What was measured, and its milliseconds."""

_DROPPED = object()
"""Label of a query whose answer nobody wants any more."""


class GpuTimer:
    """Measures the sections of pictures; the answers come later through `collect`."""

    def __init__(self, info: GlInfo) -> None:
        self._is_software = info.is_software
        self._picture = -1
        self._waiting: deque[tuple[Hashable, int]] = deque()
        self._spare: list[int] = []
        self._answers: list[Timing] = []
        self._is_open = False

    def restart(self) -> None:
        """Say that other programs draw from now on; call it before `begin_picture`.

        What was asked and not answered yet would be taken for theirs: it is dropped.
        """
        self._picture = -1
        self._answers.clear()
        self._waiting = deque((_DROPPED, query) for _, query in self._waiting)

    def begin_picture(self) -> None:
        """Say that a new picture starts."""
        self._picture += 1

    @contextmanager
    def section(self, label: Hashable) -> Iterator[None]:
        """Measure what is drawn inside; sections do not nest."""
        if self._is_software:
            yield from self._wall_section(label)
        else:
            yield from self._query_section(label)

    def collect(self) -> list[Timing]:
        """Return the answers that have come in since the last call, oldest first."""
        while self._waiting:
            label, query = self._waiting[0]
            nanoseconds = _answer(query)
            if nanoseconds is None:
                break
            self._waiting.popleft()
            self._spare.append(query)
            if label is not _DROPPED:
                self._answers.append((label, nanoseconds / 1e6))
        answers, self._answers = self._answers, []
        return answers

    def release(self) -> None:
        """Give the queries back; calling it again does nothing."""
        queries = [query for _, query in self._waiting] + self._spare
        self._waiting.clear()
        self._spare.clear()
        for query in queries:
            GL.glDeleteQueries(1, [query])
            live_objects.note_released("query")

    def _wall_section(self, label: Hashable) -> Iterator[None]:
        if self._picture % MEASURED_EVERY != 1:
            yield
            return
        GL.glFinish()
        start = time.perf_counter()
        yield
        GL.glFinish()
        self._answers.append((label, (time.perf_counter() - start) * 1e3))

    def _query_section(self, label: Hashable) -> Iterator[None]:
        is_first = self._picture < 1
        if is_first or self._is_open or len(self._waiting) >= MAX_WAITING:
            yield
            return
        query = self._spare.pop() if self._spare else self._new_query()
        self._is_open = True
        GL.glBeginQuery(GL.GL_TIME_ELAPSED, query)
        try:
            yield
        finally:
            GL.glEndQuery(GL.GL_TIME_ELAPSED)
            self._is_open = False
            self._waiting.append((label, query))

    def _new_query(self) -> int:
        live_objects.note_made("query")
        return int(GL.glGenQueries(1)[0])


def _answer(query: int) -> int | None:
    """Return the query's nanoseconds, None while the GPU has not come by."""
    available: Any = (GL.GLint * 1)()
    GL.glGetQueryObjectiv(query, GL.GL_QUERY_RESULT_AVAILABLE, available)
    if not available[0]:
        return None
    # WORKAROUND(PyOpenGL 3.1.10: the forms that make their own array raise KeyError)
    result: Any = (GL.GLuint64 * 1)()
    GL.glGetQueryObjectui64v(query, GL.GL_QUERY_RESULT, result)
    return int(result[0])
