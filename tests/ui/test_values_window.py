"""Turning values in a real window: the picture follows, and the next run knows them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from player.errors import PlayerError
from tests.ui.window_rig import WindowRig
from ui.param_paint import knob_place, slider_rect
from ui.settings_store import SettingsStore

pytestmark = pytest.mark.window

FADE = """//!PARAM LEVEL
//!DESC How bright
//!TYPE float
//!MINIMUM 0
//!MAXIMUM 1
1

//!DESC fade
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() { return vec4(LEVEL * HOOKED_tex(HOOKED_pos).rgb, 1.0); }
"""


@pytest.fixture
def fade(tmp_path: Path) -> str:
    """A shader file whose brightness is a parameter."""
    path = tmp_path / "fade.glsl"
    path.write_text(FADE)
    return str(path)


def _open_drawer(rig: WindowRig, shader: str) -> None:
    """Play, draw with a shader, and open its row in the drawer."""
    rig.open()
    rig.session.open_paths((shader,))
    rig.press(Qt.Key.Key_S)
    panel = rig.overlays.panel
    rig.until(lambda: panel.isVisible() and panel.model.rowCount() == 1)
    panel.view.setExpanded(panel.model.index(0, 0), True)
    rig.until(lambda: _ran(rig))


def _ran(rig: WindowRig) -> bool:
    status = rig.program.loop.status.chain
    return not status.is_compiling and status.chain_id == rig.session.chain.current.id


def _slider(rig: WindowRig) -> QRectF:
    model = rig.overlays.panel.model
    index = model.index(0, 0, model.index(0, 0))
    rect = QRectF(rig.overlays.panel.view.visualRect(index))
    rect.setLeft(0)
    return rect


def _brightest(rig: WindowRig) -> int:
    """Return the brightest of the picture, left of the drawer and above the bar."""
    return int(rig.picture()[60:200, :200].max())


def test_dragging_a_slider_changes_the_drawn_picture(
    qtbot: QtBot, tmp_path: Path, fade: str
) -> None:
    """The picture on the screen follows the hand, and no program is made for it."""
    rig = WindowRig(qtbot, tmp_path / "settings")
    rig.start()
    try:
        _open_drawer(rig, fade)
        rig.until(lambda: _brightest(rig) > 190)
        viewport = rig.overlays.panel.view.viewport()
        rect, left = _slider(rig), Qt.MouseButton.LeftButton
        row = rig.overlays.panel.model.rows[0].params[0]
        y = knob_place(rect, row).y()
        compiled = rig.program.loop.status.chain
        track = slider_rect(rect)
        QTest.mousePress(viewport, left, pos=knob_place(rect, row).toPoint())
        for step in range(20, 9, -1):
            x = track.left() + track.width() * step / 20
            QTest.mouseMove(viewport, QPointF(x, y).toPoint())
            assert not rig.program.loop.status.chain.is_compiling
        rig.until(lambda: 90 < _brightest(rig) < 110)
        QTest.mouseMove(viewport, QPointF(track.left() - 40, y).toPoint())
        rig.until(lambda: _brightest(rig) < 4)
        QTest.mouseRelease(viewport, left, pos=QPointF(track.left(), y).toPoint())
        assert rig.program.loop.status.chain.chain_id == compiled.chain_id
        QTest.mouseDClick(viewport, left, pos=track.center().toPoint())
        rig.until(lambda: _brightest(rig) > 190)
    finally:
        rig.program.shutdown()


def test_what_was_turned_is_there_in_the_next_run(
    qtbot: QtBot, tmp_path: Path, fade: str
) -> None:
    """Values of the own chain and of a preset survive; a reset survives too."""
    first = WindowRig(qtbot, tmp_path / "settings", chain="mode-a-fast")
    first.session.chain.use_files((fade,))
    first.session.chain.turn_value(0, "LEVEL", 0.25)
    first.session.chain.select("mode-b-fast")
    entries = first.session.chain.current.entries
    first.session.chain.switch_entry(0, is_on=False)
    first.session.chain.move_entry(0, len(entries) - 1)
    left = first.session.chain.current
    first.program.shutdown()

    second = WindowRig(qtbot, tmp_path / "settings")
    chain = second.session.chain
    assert chain.select("mode-b-fast")
    assert chain.current == left
    assert chain.is_edited
    assert chain.select("custom")
    assert chain.current.entries[0].param_values == {"LEVEL": 0.25}
    chain.reset()
    assert chain.current.entries[0].param_values == {"LEVEL": 1.0}
    chain.select("mode-b-fast")
    chain.reset()
    assert chain.current.entries == entries
    second.program.shutdown()

    third = WindowRig(qtbot, tmp_path / "settings")
    assert third.session.chain.select("mode-b-fast")
    assert not third.session.chain.is_edited
    third.program.shutdown()


def test_edits_that_cannot_be_saved_do_no_harm(qtbot: QtBot, tmp_path: Path) -> None:
    """The place of the settings is a file: the program ends as always."""
    place = tmp_path / "settings"
    place.write_text("in the way")
    rig = WindowRig(qtbot, place)
    rig.session.chain.select("mode-a-fast")
    rig.session.chain.switch_entry(0, is_on=False)
    rig.program.shutdown()
    with pytest.raises(PlayerError):
        SettingsStore(place).save(SettingsStore(tmp_path / "other").load())
