"""Compiled programs, shared by all chains; compiles behind the drawing thread's back.

A program is asked for by its text. With a compiler attached (a thread whose context
shares with the drawing one), `request` only queues and the compiler's thread does the
work; without one, `request` compiles at once. A refusal is remembered like a program.
Thread: any, see each method; one lock, never held while GL works.
"""

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable

from player.errors import ShaderCompileError
from player.gl.api import finish
from player.gl.program import Program, ProgramSource

CAPACITY = 1024
"""Programs kept. The largest known chains need some 200; mpv's former limit of 48 made
large chains compile on every frame."""

Outcome = Program | ShaderCompileError


class ProgramStore:
    """Programs by source text.

    Thread: drawing owns it; `compile_pending` runs where a shared context is current,
    `attach_compiler` and `detach_compiler` anywhere.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._outcomes: OrderedDict[tuple[str, str], Outcome] = OrderedDict()
        self._queue: deque[ProgramSource] = deque()
        self._queued: set[tuple[str, str]] = set()
        self._wake_compiler: Callable[[], None] | None = None

    # -- drawing thread -------------------------------------------------------------

    def request(self, sources: Iterable[ProgramSource]) -> None:
        """Make sure that programs will be there; compiles now without a compiler."""
        missing = self._enqueue(sources)
        with self._lock:
            wake = self._wake_compiler
        if wake is None:
            self.compile_pending()
        elif missing:
            wake()

    def forget_requests(self) -> None:
        """Drop what is queued and not begun: a newer chain is wanted."""
        with self._lock:
            self._queue.clear()
            self._queued.clear()

    def find(self, source: ProgramSource) -> Outcome | None:
        """Return the program, the refusal, or None while it is not compiled yet.

        A refusal speaks of `source`'s own file and title, whoever asked first.
        """
        with self._lock:
            outcome = self._outcomes.get(source.text)
            if outcome is not None:
                self._outcomes.move_to_end(source.text)
        if isinstance(outcome, ShaderCompileError):
            return ShaderCompileError(
                source.file, source.title, outcome.line, outcome.log
            )
        return outcome

    def are_ready(self, sources: Iterable[ProgramSource]) -> bool:
        """Whether each was compiled or refused."""
        with self._lock:
            return all(source.text in self._outcomes for source in sources)

    def compile_now(self, source: ProgramSource) -> Program:
        """Return a program at once; for our own, which every picture needs.

        Raises:
            ShaderCompileError: The driver refused.
        """
        outcome = self.find(source)
        if outcome is None:
            outcome = self._compile(source)
            self._keep(source, outcome)
        if isinstance(outcome, ShaderCompileError):
            raise outcome
        return outcome

    def trim(self, in_use: Iterable[ProgramSource] = ()) -> None:
        """Release the programs that were asked for longest ago, above the capacity."""
        kept = {source.text for source in in_use}
        with self._lock:
            surplus = len(self._outcomes) - self._capacity
            old = [text for text in self._outcomes if text not in kept]
            dropped = [self._outcomes.pop(text) for text in old[: max(0, surplus)]]
        _release(dropped)

    def release(self) -> None:
        """Give every program back; the compiler must be detached."""
        self.forget_requests()
        with self._lock:
            dropped = list(self._outcomes.values())
            self._outcomes.clear()
        _release(dropped)

    def __len__(self) -> int:
        with self._lock:
            return len(self._outcomes)

    # -- the compiler's thread ------------------------------------------------------

    def attach_compiler(self, wake: Callable[[], None]) -> None:
        """Leave compiling to a thread that calls `compile_pending`.

        Args:
            wake: Tells that thread that something is queued; returns at once.
        """
        with self._lock:
            self._wake_compiler = wake

    def detach_compiler(self) -> None:
        """Compile at once from now on; what is queued waits for the next request."""
        with self._lock:
            self._wake_compiler = None

    def compile_pending(
        self,
        after_link: Callable[[Program], None] | None = None,
        should_stop: Callable[[], bool] = lambda: False,
    ) -> int:
        """Compile what is queued and return how many programs that were.

        Args:
            after_link: Called with each new program before anyone else sees it; a
                place to draw once, because drivers finish compiling at the first draw.
            should_stop: Asked between programs.
        """
        count = 0
        while not should_stop():
            with self._lock:
                if not self._queue:
                    break
                source = self._queue.popleft()
            outcome = self._compile(source)
            if after_link is not None and isinstance(outcome, Program):
                after_link(outcome)
            # Another context may use it only when this one's commands are through.
            finish()
            self._keep(source, outcome)
            count += 1
        return count

    def _enqueue(self, sources: Iterable[ProgramSource]) -> int:
        count = 0
        with self._lock:
            for source in sources:
                if source.text in self._outcomes or source.text in self._queued:
                    continue
                self._queue.append(source)
                self._queued.add(source.text)
                count += 1
        return count

    def _keep(self, source: ProgramSource, outcome: Outcome) -> None:
        with self._lock:
            self._queued.discard(source.text)
            known = self._outcomes.setdefault(source.text, outcome)
        if known is not outcome:
            _release([outcome])

    @staticmethod
    def _compile(source: ProgramSource) -> Outcome:
        try:
            return Program(source)
        except ShaderCompileError as refusal:
            return refusal


def _release(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, Program):
            outcome.release()
