"""A real window under keys and mouse: what a person does and sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from player.render.request import CompareMode
from tests.ui.window_rig import WindowRig

pytestmark = pytest.mark.window

INVERT = """//!DESC invert
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() { return vec4(1.0 - HOOKED_tex(HOOKED_pos).rgb, 1.0); }
"""


@pytest.fixture
def inverting(tmp_path: Path) -> str:
    """A shader file whose picture cannot be mistaken for the original."""
    path = tmp_path / "invert.glsl"
    path.write_text(INVERT)
    return str(path)


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRig]:
    """A shown window; closed and joined afterwards."""
    made = WindowRig(qtbot, tmp_path / "settings")
    made.start()
    yield made
    made.program.shutdown()


def test_space_pauses_and_says_so(rig: WindowRig) -> None:
    """One key, one command, one word."""
    rig.open()
    rig.press(Qt.Key.Key_Space)
    assert ("toggle_pause",) in rig.player.asked
    assert rig.overlays.word.words == "Pause"
    assert rig.overlays.word.isVisible()


def test_a_picture_fills_the_window_in_its_shape(rig: WindowRig) -> None:
    """The made frame's 200-grey squares are on the screen."""
    rig.open()
    rig.until(lambda: int(rig.picture().max()) > 190)
    assert rig.view.shown is not None
    size = rig.view.shown.size
    assert abs(size.width / size.height - 16 / 9) < 0.02


@pytest.mark.parametrize("digit", range(1, 7))
def test_modes_switch_by_number(rig: WindowRig, digit: int) -> None:
    """Ctrl+1…6 choose the chain of that key, said on the screen; Ctrl+0 none."""
    rig.press(Qt.Key(Qt.Key.Key_0.value + digit), Qt.KeyboardModifier.ControlModifier)
    chain = rig.session.chain.current
    assert chain.key == str(digit)
    assert rig.overlays.word.words == chain.label
    rig.press(Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert rig.session.chain.current.name == "off"


def test_c_cycles_the_comparison(rig: WindowRig) -> None:
    """Off, wipe, side by side, hold, off; Shift goes back."""
    seen = []
    for _ in range(4):
        rig.press(Qt.Key.Key_C)
        seen.append(rig.session.compare.mode)
    expected = [CompareMode.WIPE, CompareMode.SIDE_BY_SIDE, CompareMode.HOLD]
    assert seen == [*expected, CompareMode.OFF]
    rig.press(Qt.Key.Key_C, Qt.KeyboardModifier.ShiftModifier)
    assert rig.session.compare.mode is CompareMode.HOLD


def test_dragging_the_divider_moves_the_split(rig: WindowRig, inverting: str) -> None:
    """Left of the divider is the original, right of it the inverted picture."""
    rig.open()
    rig.session.open_paths((inverting,))
    rig.press(Qt.Key.Key_C)
    middle = rig.view.height() // 2
    for target in (0.25, 0.7):
        start = rig.at(rig.session.compare.divider, 0.5)
        end = rig.at(target, 0.5)
        QTest.mousePress(rig.view, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(rig.view, end)
        QTest.mouseRelease(rig.view, Qt.MouseButton.LeftButton, pos=end)
        assert abs(rig.session.compare.divider - target) < 0.01
        split = round(target * rig.view.width())
        # Original squares reach 200 grey; inverted, none does.
        rig.until(lambda: _brightest(rig, middle, split + 6, None) < 198)  # noqa: B023  asked at once
        assert _brightest(rig, middle, 0, split - 6) >= 198


def _brightest(rig: WindowRig, row: int, begin: int, end: int | None) -> int:
    return int(rig.picture()[row, begin:end].max())


def test_closing_ends_every_thread(qtbot: QtBot, tmp_path: Path) -> None:
    """After the window is closed nothing runs (the suite's own check) or plays."""
    rig = WindowRig(qtbot, tmp_path / "settings")
    rig.start()
    rig.open()
    rig.window.close()
    assert rig.player.is_over
    rig.program.shutdown()
