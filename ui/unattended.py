"""A run without a person: plays, compares, leaves a picture and figures. Thread: GUI.

`make run` does this where there is no screen, under a virtual one.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from player.errors import PlayerError
from player.render.request import CompareMode
from player.status import PlaybackStatus
from ui.program import Program

PICTURE = "before-after.png"
REPORT = "run-report.txt"

CHAIN_KEY = "1"
DIVIDER = 0.5
LONGEST_WAIT_S = 30.0
"""Software GL and a cold shader cache may need long for the first compared picture."""

LOOK_INTERVAL_MS = 100


class Unattended(QObject):
    """Plays a program for a while and reports."""

    def __init__(self, program: Program, folder: str, play_s: float) -> None:
        super().__init__(program)
        self._program = program
        self._folder = Path(folder)
        self._left_s = play_s
        self._waited_s = 0.0
        self._failure = ""
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_INTERVAL_MS)
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Choose a chain and a comparison, begin to count once something plays."""
        session = self._program.session
        if session.options["chain"] == "auto":
            session.chain.select_key(CHAIN_KEY)
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
        if status.error is not None:
            self._end(status.error.text)
        elif self._is_compared():
            self._left_s -= LOOK_INTERVAL_MS / 1000
            if self._left_s <= 0:
                self._end(self._leave(status))
        else:
            self._waited_s += LOOK_INTERVAL_MS / 1000
            if self._waited_s > LONGEST_WAIT_S:
                self._end("No picture came")

    def _is_compared(self) -> bool:
        shown = self._program.view.shown
        session = self._program.session
        if shown is None or session.chain.status.is_compiling:
            return False
        return shown.before is not None or not session.compare.is_before_wanted

    def _leave(self, status: PlaybackStatus) -> str:
        """Write picture and report; returns what went wrong, or ""."""
        program = self._program
        program.wiring.effects.first_look.stop()
        if "divider" not in program.session.typed:
            program.session.compare.set_divider(DIVIDER)
        program.wiring.overlays.banner.hide()
        picture = program.window.grab()
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / REPORT).write_text(self._report(status), "utf-8")
        except OSError as error:
            return f"The report cannot be written: {error}"
        place = self._folder / PICTURE
        return "" if picture.save(str(place)) else f"{place} cannot be written"

    def _report(self, status: PlaybackStatus) -> str:
        program = self._program
        stats, chain = status.stats, program.session.chain
        media = status.media
        name = Path(media.path).name if media else "nothing"
        sizes = f"{chain.status.input_size} → {chain.status.output_size}"
        rows = (
            ("file", name),
            ("chain", chain.current.label),
            ("sizes", sizes),
            ("frames shown", str(stats.shown)),
            ("frames dropped", str(stats.dropped)),
            ("frames repeated", str(stats.repeated)),
            ("audio/video offset", f"{stats.offset_s * 1000:+.1f} ms"),
            ("sound device", status.audio_device or "none (silent, on the wall clock)"),
            ("sound underruns", str(stats.underruns)),
            ("time to draw a frame", f"{program.loop.status.draw_ms:.1f} ms"),
            ("graphics", program.graphics.renderer),
        )
        return "".join(f"{label + ':':<22} {value}\n" for label, value in rows)

    def _end(self, failure: str) -> None:
        self._timer.stop()
        self._failure = failure
        self._program.window.close()
