"""The real program in a real window, driven by keys: for measuring from outside.

Thread: main; the window is a process of its own.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from types import TracebackType

from tests.support.eventually import eventually
from tests.support.sync_measure import Presentation
from tests.support.virtual_screen import ensure_screen

END_S = 10.0


class SyncWindow:
    """Plays a clip between `with` and its end; its timing log says what was shown."""

    def __init__(self, clip: Path, folder: Path, *options: str) -> None:
        self._log = folder / "timing.log"
        self._log.unlink(missing_ok=True)
        folder = folder / "home"
        folder.mkdir(exist_ok=True)
        self._environment = {
            **os.environ,
            "DISPLAY": ensure_screen(),
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder),
        }
        self._process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "ui",
                "--timing-log",
                str(self._log),
                *options,
                str(clip),
            ],
            env=self._environment,
            stdin=subprocess.DEVNULL,
        )

    def __enter__(self) -> "SyncWindow":
        eventually(lambda: len(self.presented()) > 1, "the window shows the clip")
        found = self._xdotool(
            "search", "--onlyvisible", "--pid", str(self._process.pid)
        )
        self._xdotool("windowfocus", found.split()[-1])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(END_S)

    def press(self, key: str) -> None:
        """Press and release a key, by its X name."""
        self._xdotool("key", key)

    def presented(self) -> list[Presentation]:
        """Return what reached the screen for the first time so far."""
        if not self._log.exists():
            return []
        lines = self._log.read_text("ascii").splitlines()[1:]
        fields = [line.split("\t") for line in lines if line.count("\t") == 3]
        return [
            Presentation(float(media_s), float(wall_s))
            for _, media_s, wall_s, is_new in fields
            if is_new == "1"
        ]

    def wait_after_event(self, period_s: float) -> None:
        """Wait until the picture is about the middle between two events."""

        def _is_there() -> bool:
            into_s = self.presented()[-1].media_s % period_s
            return 0.35 * period_s < into_s < 0.6 * period_s

        eventually(_is_there)

    def wait(self, seconds: float) -> None:
        """Let the window play."""
        threading.Event().wait(seconds)

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words],
            env=self._environment,
            check=True,
            capture_output=True,
            text=True,
            timeout=END_S,
        )
        return done.stdout
