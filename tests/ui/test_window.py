"""A real window under keys and mouse: what a person does and sees."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from player.render.request import CompareMode
from tests.ui.window_rig import WindowRig
from ui.command_effects import HELD, effects
from ui.command_table import COMMANDS

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


def test_the_gl_surface_shows_the_same(
    qtbot: QtBot, tmp_path: Path, inverting: str
) -> None:
    """Composed through OpenGL, both halves are where the pixels put them, too."""
    rig = WindowRig(qtbot, tmp_path / "settings", view="gl", compare="wipe")
    rig.start()
    try:
        rig.open()
        rig.session.open_paths((inverting,))
        rig.session.compare.set_divider(0.25)
        rows = (rig.view.height() // 2, round(rig.view.width() * 0.25))
        rig.until(lambda: _brightest(rig, rows[0], rows[1] + 6, None) < 198)
        assert _brightest(rig, rows[0], 0, rows[1] - 6) >= 198
        rig.until(lambda: bool(rig.player.presented))
    finally:
        rig.program.shutdown()


def test_closing_ends_every_thread(qtbot: QtBot, tmp_path: Path) -> None:
    """After the window is closed nothing runs (the suite's own check) or plays."""
    rig = WindowRig(qtbot, tmp_path / "settings")
    rig.start()
    rig.open()
    rig.window.close()
    assert rig.player.is_over
    rig.program.shutdown()


def test_v_shows_the_original_while_held(rig: WindowRig, inverting: str) -> None:
    """Down: the original alone, drawn if it was not there; up: the chain again."""
    rig.open()
    rig.session.open_paths((inverting,))
    middle = rig.view.height() // 2
    rig.until(lambda: _brightest(rig, middle, 0, None) < 198)
    QTest.keyPress(rig.window, Qt.Key.Key_V)
    rig.until(lambda: _brightest(rig, middle, 0, None) >= 198)
    QTest.keyRelease(rig.window, Qt.Key.Key_V)
    rig.until(lambda: _brightest(rig, middle, 0, None) < 198)
    assert _brightest(rig, middle, 0, None) < 198


def test_side_by_side_fits_both_pictures(rig: WindowRig, inverting: str) -> None:
    """Each half holds a whole picture; X changes their places."""
    rig.open()
    rig.session.open_paths((inverting,))
    rig.session.compare.set_mode(CompareMode.SIDE_BY_SIDE)
    middle, half = rig.view.height() // 2, rig.view.width() // 2
    rig.until(lambda: len(rig.view.picture_rects) == 2)
    rig.until(lambda: _brightest(rig, middle, half, None) < 198)
    assert _brightest(rig, middle, 0, half - 2) >= 198
    assert rig.view.shown is not None
    assert abs(rig.view.shown.size.width - half) <= 1
    rig.press(Qt.Key.Key_X)
    rig.until(lambda: _brightest(rig, middle, 0, half - 2) < 198)
    assert _brightest(rig, middle, half, None) >= 198


def test_hold_mode_shows_the_original_under_a_press(
    rig: WindowRig, inverting: str
) -> None:
    """The mouse held on the picture is the other half of the comparison."""
    rig.open()
    rig.session.open_paths((inverting,))
    rig.session.compare.set_mode(CompareMode.HOLD)
    middle = rig.view.height() // 2
    rig.until(lambda: _brightest(rig, middle, 0, None) < 198)
    place = rig.at(0.5, 0.4)
    QTest.mousePress(rig.view, Qt.MouseButton.LeftButton, pos=place)
    rig.until(lambda: _brightest(rig, middle, 0, None) >= 198)
    QTest.mouseRelease(rig.view, Qt.MouseButton.LeftButton, pos=place)
    rig.until(lambda: _brightest(rig, middle, 0, None) < 198)
    assert ("toggle_pause",) not in rig.player.asked


def test_a_click_pauses_and_a_double_click_does_not(rig: WindowRig) -> None:
    """One click acts after a moment; two make the screen full and pause nothing."""
    rig.open()
    place = rig.at(0.3, 0.4)
    QTest.mouseClick(rig.view, Qt.MouseButton.LeftButton, pos=place)
    rig.until(lambda: ("toggle_pause",) in rig.player.asked)
    rig.player.asked.clear()
    QTest.mouseClick(rig.view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(rig.view, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseRelease(rig.view, Qt.MouseButton.LeftButton, pos=place)
    rig.until(rig.window.isFullScreen)
    QTest.qWait(300)  # longer than a click waits
    assert ("toggle_pause",) not in rig.player.asked
    rig.press(Qt.Key.Key_Escape)
    rig.until(lambda: not rig.window.isFullScreen())


def test_controls_and_pointer_go_while_playing(rig: WindowRig) -> None:
    """After a rest nothing but the picture is left; a movement brings it back."""
    rig.open()
    rig.overlays.auto_hide._rest.setInterval(50)
    QTest.mouseMove(rig.view, rig.at(0.5, 0.3))
    rig.until(lambda: not rig.overlays.bar.isVisible())
    assert rig.view.cursor().shape() is Qt.CursorShape.BlankCursor
    QTest.mouseMove(rig.view, rig.at(0.4, 0.3))
    rig.until(rig.overlays.bar.isVisible)
    assert rig.view.cursor().shape() is not Qt.CursorShape.BlankCursor


def test_a_broken_shader_is_named_and_the_picture_goes_on(
    rig: WindowRig, tmp_path: Path
) -> None:
    """The banner says file, line and the driver's words; frames keep coming."""
    rig.open()
    broken = tmp_path / "broken.glsl"
    broken.write_text("//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return nothing; }\n")
    rig.session.open_paths((str(broken),))
    rig.until(lambda: rig.session.notices.current is not None)
    rig.until(lambda: "broken.glsl:3" in _notice_text(rig))
    rig.player.offer(1)
    rig.until(lambda: rig.view.shown is not None and rig.view.shown.pts > 0)
    assert "broken.glsl:3" in _notice_text(rig)


def _notice_text(rig: WindowRig) -> str:
    notice = rig.session.notices.current
    return notice.text if notice else ""


def test_resizing_asks_for_pictures_of_the_new_size(rig: WindowRig) -> None:
    """After a resize the picture is drawn for it, pixel by pixel."""
    rig.open()
    rig.window.resize(500, 400)
    rig.until(lambda: rig.view.shown is not None and rig.view.shown.size.width == 500)
    assert rig.view.shown is not None
    assert rig.view.shown.size.height <= 400


def test_every_command_has_an_effect(rig: WindowRig) -> None:
    """Nothing in the menus does nothing."""
    declared = {command.id for command in COMMANDS} - {HELD}
    table = effects(rig.session, rig.program.wiring.effects.table())
    assert table.keys() == declared
