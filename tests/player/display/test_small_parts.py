"""Smoothed times, the timing log, the compile loop."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from player.display.compile_loop import CompileLoop
from player.display.draw_times import MAX_LEAD_S, DrawTime, PresentationLead
from player.display.finished_picture import FinishedPicture
from player.display.timing_log import HEADING, TimingLog
from player.errors import PlayerError
from player.geometry import Size
from player.timing import Epoch, MediaTime, WallTime


def test_one_hiccup_does_not_change_the_drawing_time() -> None:
    """A compile among ordinary frames is outvoted."""
    time = DrawTime()
    for seconds in (0.01, 0.01, 1.0, 0.01, 0.01):
        time.note(seconds)
    assert time.seconds == 0.01
    time.reset()
    assert time.seconds == 0.0


def test_the_lead_settles_and_is_bounded() -> None:
    """It goes towards what is measured; a stall counts as the bound at most."""
    lead = PresentationLead()
    for _ in range(60):
        lead.note(0.02)
    assert abs(lead.seconds - 0.02) < 1e-3
    for _ in range(200):
        lead.note(9.0)
    assert lead.seconds <= MAX_LEAD_S
    lead.note(-5.0)
    assert lead.seconds >= 0


def _picture(serial: int) -> FinishedPicture:
    return FinishedPicture(
        serial,
        0,
        1,
        None,
        Size(1, 1),
        MediaTime(0.5),
        Epoch(0),
        WallTime(0),
        is_new=True,
        chain_label="",
    )


def test_the_timing_log_has_one_line_per_presentation(tmp_path: Path) -> None:
    """Each line is readable at once, before the log is closed."""
    path = tmp_path / "log.tsv"
    log = TimingLog(str(path))
    log.write(_picture(1), WallTime(2.25), is_new=True)
    log.write(_picture(2), WallTime(2.5), is_new=False)
    lines = path.read_text().splitlines(keepends=True)
    log.close()
    assert lines == [
        HEADING,
        "1\t0.500000\t2.250000\t1\n",
        "2\t0.500000\t2.500000\t0\n",
    ]


def test_a_log_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    """In words, before anything plays."""
    with pytest.raises(PlayerError, match="timing log"):
        TimingLog(str(tmp_path / "missing" / "log.tsv"))


def test_the_compile_loop_compiles_when_woken_and_tells() -> None:
    """Each wake leads to a look at the queue; only what was compiled is told."""
    queued = [3, 0]
    looked = threading.Semaphore(0)
    told: list[int] = []
    loop = CompileLoop(lambda: told.append(1))

    def compile_pending(*, should_stop: Callable[[], bool]) -> int:
        assert not should_stop()
        looked.release()
        return queued.pop(0)

    thread = threading.Thread(target=loop.run, args=(compile_pending,))
    thread.start()
    for _ in range(2):
        loop.wake()
        assert looked.acquire(timeout=5)
    loop.stop()
    thread.join(5)
    assert not thread.is_alive()
    assert told == [1]
