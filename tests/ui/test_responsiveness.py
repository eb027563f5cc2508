"""The window answers within 100 ms while one frame takes a second to draw."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.support.hand_player import picture_frame
from tests.ui.window_rig import WindowRig

pytestmark = pytest.mark.window

ANSWER_S = 0.1
SLOW_MS = 700

SLOW = """//!DESC far too slow
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() {
    vec4 sum = vec4(0.0);
    for (int i = 0; i < LOOPS; i++)
        sum += sin(HOOKED_tex(HOOKED_pos + vec2(float(i) * 1e-6, 0.0)) * float(i));
    return vec4(HOOKED_tex(HOOKED_pos).rgb + sum.rgb * 1e-9, 1.0);
}
"""


@pytest.fixture
def slow_rig(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRig]:
    """A window whose chain takes about a second a frame, in the middle of drawing."""
    rig = WindowRig(qtbot, tmp_path / "settings", compare="wipe")
    rig.start()
    rig.open()
    rig.until(lambda: rig.view.shown is not None and rig.view.shown.before is not None)
    rig.player.frames += [picture_frame(n, rig.player.epoch) for n in range(1, 60)]
    loops = 3000
    while rig.program.loop.status.draw_ms < SLOW_MS:  # whatever this machine can do
        shader = tmp_path / f"slow-{loops}.glsl"
        shader.write_text(SLOW.replace("LOOPS", str(loops)))
        rig.session.open_paths((str(shader),))
        wanted = rig.session.chain.current.id
        rig.until(lambda: _drawing_chain(rig) == wanted)  # noqa: B023  asked at once
        loops *= 2
    yield rig
    rig.player.frames.clear()
    rig.program.shutdown()


def _drawing_chain(rig: WindowRig) -> str:
    """Return the id of the chain that drew the newest picture, "" while compiling."""
    chain = rig.program.loop.status.chain
    return "" if chain.is_compiling else chain.chain_id


def _answers(
    count: int, act: Callable[[int], None], is_done: Callable[[], bool]
) -> list[float]:
    """Return how long each act took until it was to be seen, in seconds, sorted."""
    took = []
    for number in range(count):
        begin = time.perf_counter()
        act(number)
        while not is_done():
            QApplication.processEvents()
            assert time.perf_counter() - begin < 5, "no answer at all"
        took.append(time.perf_counter() - begin)
        _idle(0.05)
    return sorted(took)


def _idle(seconds: float) -> None:
    """Let the event loop run."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < seconds * 1000:
        QApplication.processEvents()


class PaintCount(QObject):
    """Counts how often a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Count; take nothing away."""
        self.count += event.type() is QEvent.Type.Paint
        return False


def test_keys_and_divider_answer_while_a_frame_takes_a_second(
    slow_rig: WindowRig, capsys: pytest.CaptureFixture[str]
) -> None:
    """From key or drag to the repainted window: the median is below 100 ms."""
    rig = slow_rig
    painted = PaintCount(rig.view.surface)

    def drag(number: int) -> None:
        painted.count = 0
        place = rig.at(0.3 + 0.02 * number, 0.5)
        if number == 0:
            start = rig.at(rig.session.compare.divider, 0.5)
            QTest.mousePress(rig.view, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(rig.view, place)

    def key(_number: int) -> None:
        painted.count = 0
        rig.press(Qt.Key.Key_X)

    serial = rig.view.shown.serial if rig.view.shown else 0
    divider = _answers(30, drag, lambda: painted.count > 0)
    QTest.mouseRelease(rig.view, Qt.MouseButton.LeftButton, pos=rig.at(0.5, 0.5))
    keys = _answers(30, key, lambda: painted.count > 0)
    frame_ms = rig.program.loop.status.draw_ms
    with capsys.disabled():
        for name, took in (("divider", divider), ("key", keys)):
            middle, late, last = (took[i] * 1000 for i in (len(took) // 2, -2, -1))
            sys.stdout.write(
                f"\n{name}: {middle:.1f} ms p50, {late:.1f} p95, {last:.1f} max, "
                f"while a frame takes {frame_ms:.0f} ms\n"
            )
    assert rig.view.shown is not None
    assert rig.view.shown.serial > serial, "no picture came meanwhile"
    assert divider[len(divider) // 2] < ANSWER_S
    assert keys[len(keys) // 2] < ANSWER_S
