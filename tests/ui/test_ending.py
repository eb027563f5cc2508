"""Ctrl+C at any moment: quiet, exit code 130, and soon; no end takes for ever."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.support.eventually import eventually
from tests.support.virtual_screen import ensure_screen
from ui.ending import closed_by_signals

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
HANGING = """
import threading
from ui.ending import LastResort
LastResort(0.1).arm(7)
threading.Thread(target=threading.Event().wait).start()
"""


def _started(tmp_path: Path, *words: str) -> "subprocess.Popen[str]":
    ensure_screen()
    place = {"XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    return subprocess.Popen(
        [sys.executable, "-m", "ui", *words],
        cwd=ROOT,
        env={**os.environ, **place},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _interrupted(process: "subprocess.Popen[str]") -> tuple[int, str, float]:
    """Press Ctrl+C; return exit code, words on standard error, and seconds."""
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, words = process.communicate(timeout=PATIENCE_S)
    return process.returncode, words, time.monotonic() - begun


@pytest.mark.parametrize("after_s", [0.15, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("words", [("--demo",), ("doctor",)])
def test_an_early_ctrl_c_is_quiet(
    tmp_path: Path, words: tuple[str, ...], after_s: float
) -> None:
    """While libraries are imported and Qt starts, and while commands work."""
    process = _started(tmp_path, *words)
    try:
        process.wait(after_s)
    except subprocess.TimeoutExpired:
        code, told, _ = _interrupted(process)
        if code in {1, -signal.SIGINT} and "/ui/" not in told:
            return  # a busy machine: Python itself had not reached our first line
        assert code in {0, 130}, told  # it may have ended by itself just then
        assert "Traceback" not in told
    else:
        process.communicate()  # a fast machine: it was over before
        assert process.returncode == 0


@pytest.mark.window
def test_ctrl_c_closes_a_playing_window(tmp_path: Path) -> None:
    """Everything is saved; the exit code tells what happened."""
    log = tmp_path / "times.log"
    process = _started(tmp_path, "--demo", "--timing-log", str(log))
    eventually(lambda: log.exists() and log.read_text().count("\n") > 3)
    code, told, _ = _interrupted(process)
    assert code == 130
    assert "Traceback" not in told
    assert (tmp_path / "sakuga" / "settings.json").exists()


def test_a_signal_is_answered_in_the_loop(qtbot: QtBot, qapp: QApplication) -> None:
    """Not in the midst of whatever runs; the deadline is set at once."""
    closed: list[str] = []
    armed: list[int] = []
    before = signal.getsignal(signal.SIGINT)
    with closed_by_signals(lambda: closed.append("closed"), armed.append) as heard:
        signal.raise_signal(signal.SIGINT)
        eventually(lambda: armed == [130])
        assert closed == []
        qtbot.waitUntil(lambda: closed == ["closed"])
        assert heard == [signal.SIGINT]
    assert signal.getsignal(signal.SIGINT) is before


def test_the_last_resort_ends_what_hangs() -> None:
    """A thread that answers nobody keeps no process alive."""
    done = subprocess.run([sys.executable, "-c", HANGING], cwd=ROOT, check=False)
    assert done.returncode == 7
