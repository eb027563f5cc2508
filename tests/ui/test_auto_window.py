"""Size Auto in a real window: up, down, shown everywhere, and never a blank picture."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from player.hooks.config_folders import preset_folder
from tests.ui.window_rig import WindowRig

pytestmark = pytest.mark.window

QUICK = """//!DESC quick
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() { return HOOKED_tex(HOOKED_pos); }
"""

SLOW = """//!DESC slow
//!HOOK MAIN
//!BIND HOOKED
vec4 hook() {
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 300; i++)
        sum += sin(HOOKED_tex(HOOKED_pos + vec2(float(i) * 1e-6, 0.0)) * float(i));
    return vec4(HOOKED_tex(HOOKED_pos).rgb + sum.rgb * 1e-9, 1.0);
}
"""

STILL_SPEED = 0.02
"""A frame lasts two seconds: there is room for both."""

LIT = 100
"""Of the hand-turned player's frames something is always lighter."""

LONG_MS = 60_000


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WindowRig:
    """A window that plays a mode of two small lists, as a graphics card would."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("sys.platform", "linux")
    preset_folder().mkdir(parents=True)
    for size, label, text in (("fast", "Fast", QUICK), ("hq", "HQ", SLOW)):
        shader = tmp_path / f"{size}.glsl"
        shader.write_text(text)
        preset = f"label = 'Mine · {label}'\nshaders = ['{shader}']\n"
        (preset_folder() / f"mine-{size}.toml").write_text(preset)
    made = WindowRig(qtbot, tmp_path / "settings", chain="mine-hq")
    made.session.is_software_gl = False
    made.start()
    made.player.is_endless = True
    made.open()
    return made


def _draws(rig: WindowRig, label: str) -> bool:
    """Whether that chain has drawn; the picture on the way to it must not be blank."""
    assert rig.picture().max() > LIT
    status = rig.program.loop.status.chain
    current = rig.session.chain.current
    is_drawn = status.chain_id == current.id and not status.is_compiling
    return is_drawn and current.label == label


def test_auto_steps_in_the_window(rig: WindowRig) -> None:
    """From Fast to HQ where there is room, back where there is none; the chip tells."""
    rig.until(lambda: _draws(rig, "Mine · HQ"), LONG_MS)
    rig.player.show(speed=STILL_SPEED)
    rig.press(Qt.Key.Key_Q)
    chip = rig.overlays.bar.chip
    for label in ("Mine · Auto (Fast)", "Mine · Auto (HQ)"):
        rig.until(lambda: _draws(rig, label), LONG_MS)  # noqa: B023  asked at once
        rig.until(lambda: chip.words[0] == label)  # noqa: B023  asked at once
    rig.player.show(speed=100.0)
    rig.until(lambda: _draws(rig, "Mine · Auto (Fast)"), LONG_MS)
    chip.open_menu()
    menu = chip._menu
    assert menu is not None
    current = menu.list.currentItem()
    assert current is not None
    assert current.text() == "Mine · Auto"
    menu.close()
