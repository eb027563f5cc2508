"""A run without a person: plays, compares, leaves a picture and figures. Thread: GUI.

`make run` does this where there is no screen, under a virtual one.
"""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from player.errors import PlayerError
from player.render.request import CompareMode
from player.status import PlaybackStatus, PlayState, SyncStats
from player.timing import MediaTime
from ui.chain_words import frame_budget_ms
from ui.program import Program

PICTURE = "before-after.png"
REPORT = "run-report.txt"

DIVIDER = 0.5
LONGEST_WAIT_S = 30.0
"""Software GL and a cold shader cache may need long for the first compared picture."""

SETTLE_S = 1.0
"""The chain's first moments (programs, textures, a full queue) are no playing."""

DEMO_PICTURE_S = 13.0
"""The demo's second chapter, the eyes: there before and after differ plainly."""

LOOK_INTERVAL_MS = 100

_NEAR_S = 0.1


class _Stage(Enum):
    WAITING = "waiting for a compared picture"
    SETTLING = "the chain is ready"
    COUNTING = "figures are taken"
    POSING = "waiting for the picture to keep"


class Unattended(QObject):
    """Plays a program for a while and reports."""

    def __init__(self, program: Program, folder: str, play_s: float) -> None:
        super().__init__(program)
        self._program = program
        self._folder = Path(folder)
        self._play_s = play_s
        self._stage = _Stage.WAITING
        self._left_s = LONGEST_WAIT_S
        self._before = SyncStats()
        self._report = ""
        self._failure = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Choose a chain and a comparison, begin to count once something plays."""
        session = self._program.session
        session.choose_showpiece()
        if "compare" not in session.typed:
            session.compare.set_mode(CompareMode.WIPE)
        self._timer.start()

    def finish(self) -> int:
        """Return the exit code: 1 when nothing could be played or left.

        Raises:
            PlayerError: It went wrong, and how.
        """
        if self._failure:
            raise PlayerError(self._failure)
        return 0

    def _look(self) -> None:
        status = self._program.session.playback.status
        failure = self._program.session.failure
        if failure is not None:
            self._end(failure.text)
            return
        self._left_s -= LOOK_INTERVAL_MS / 1000
        is_ended = status.state is PlayState.ENDED
        is_over = self._left_s <= 0 or is_ended
        if self._stage is _Stage.WAITING:
            self._wait()
        elif self._stage is _Stage.POSING:
            if self._left_s <= 0 or self._is_posed():
                self._end(self._leave())
        elif is_over and self._stage is _Stage.SETTLING:
            self._before = status.stats
            self._enter(_Stage.COUNTING, self._play_s)
        elif is_over:
            self._report = self._figures(status)
            self._pose()

    def _wait(self) -> None:
        if self._is_compared():
            self._enter(_Stage.SETTLING, SETTLE_S)
        elif self._left_s <= 0:
            self._end("No picture came")

    def _enter(self, stage: _Stage, for_s: float) -> None:
        self._stage = stage
        self._left_s = for_s

    def _is_compared(self) -> bool:
        shown = self._program.view.shown
        session = self._program.session
        if shown is None or session.chain.status.is_compiling:
            return False
        return shown.before is not None or not session.compare.is_before_wanted

    def _pose(self) -> None:
        """Hold still, where the demo has most to show."""
        program = self._program
        program.wiring.effects.first_look.stop()
        if "divider" not in program.session.typed:
            program.session.compare.set_divider(DIVIDER)
        program.wiring.overlays.banner.hide()
        if program.session.playback.status.state is PlayState.PLAYING:
            program.session.playback.toggle_pause()
        if program.is_demo:
            program.session.playback.seek(MediaTime(DEMO_PICTURE_S))
        self._enter(_Stage.POSING, LONGEST_WAIT_S)

    def _is_posed(self) -> bool:
        shown = self._program.view.shown
        is_there = shown is not None and abs(shown.pts - DEMO_PICTURE_S) < _NEAR_S
        is_said = self._program.wiring.overlays.word.isVisible()
        return (
            self._is_compared()
            and not is_said
            and (is_there or not self._program.is_demo)
        )

    def _leave(self) -> str:
        """Write picture and report; returns what went wrong, or ""."""
        picture = self._program.window.grab()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / REPORT).write_text(self._report, "utf-8")
        except OSError as error:
            return f"The report cannot be written: {error}"
        place = self._folder / PICTURE
        return "" if picture.save(str(place)) else f"{place} cannot be written"

    def _figures(self, status: PlaybackStatus) -> str:
        """Return what happened since the chain was ready."""
        program, stats, before = self._program, status.stats, self._before
        chain = program.session.chain
        media = status.media
        drawn = f"{program.loop.status.draw_ms:.1f} ms"
        budget = frame_budget_ms(status)
        if budget:
            drawn += f", and a frame lasts {budget:.1f} ms"
        is_software = program.graphics.is_software
        kind = "software: the processor draws" if is_software else "graphics card"
        rows = (
            ("file", Path(media.path).name if media else "nothing"),
            ("graphics", f"{program.graphics.renderer} ({kind})"),
            ("chain", f"{chain.current.label}: {chain.current.note or 'no shaders'}"),
            ("sizes", f"{chain.status.input_size} → {chain.status.output_size}"),
            ("counted", self._counted(status)),
            ("frames shown", str(stats.shown - before.shown)),
            ("frames dropped", str(stats.dropped - before.dropped)),
            ("frames repeated", str(stats.repeated - before.repeated)),
            ("audio/video offset", f"{stats.offset_s * 1000:+.1f} ms"),
            ("sound device", status.audio_device or "none (silent, on the wall clock)"),
            ("sound underruns", str(stats.underruns - before.underruns)),
            ("time to draw a frame", drawn),
        )
        return "".join(f"{label + ':':<22} {value}\n" for label, value in rows)

    def _counted(self, status: PlaybackStatus) -> str:
        """Say how long was counted: a short file may be over before that."""
        is_ended = status.state is PlayState.ENDED
        if is_ended and status.stats.shown == self._before.shown:
            return "nothing: the file was over before the chain was ready"
        counted_s = self._play_s - max(self._left_s, 0.0)
        return f"{counted_s:.1f} s, from when the chain was ready"

    def _end(self, failure: str) -> None:
        self._timer.stop()
        self._failure = failure
        self._program.window.close()
