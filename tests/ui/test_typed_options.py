"""What is typed wins over what is remembered, and is for this run alone."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from player.render.request import CompareMode
from tests.ui.window_rig import WindowRig
from ui.settings_store import Remembered, SettingsStore

pytestmark = pytest.mark.window


def _shader(path: Path) -> str:
    path.write_text("//!HOOK MAIN\nvec4 hook() { return vec4(1.0); }\n", "utf-8")
    return str(path)


@pytest.mark.parametrize("sign", [",", ":"])
def test_a_typed_list_of_files_is_the_chain(
    qtbot: QtBot, tmp_path: Path, sign: str
) -> None:
    """As the README writes it; the chain of an earlier run stays remembered."""
    folder = tmp_path / "settings"
    kept = _shader(tmp_path / "kept.glsl")
    SettingsStore(folder).save(Remembered(chain_files=(kept,)))
    files = [_shader(tmp_path / name) for name in ("one.glsl", "two.glsl")]
    rig = WindowRig(qtbot, folder, chain=sign.join(files))
    entries = rig.session.chain.current.entries
    assert [entry.reference for entry in entries] == files
    assert not any(entry.fault for entry in entries)
    rig.program.shutdown()
    after = SettingsStore(folder).load()
    assert after.chain_files == (kept,)
    assert "chain" not in after.options


def test_a_file_that_is_no_shader_is_said_in_the_window(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """The picture stays without a chain."""
    page = tmp_path / "README.md"
    page.write_text("# A page\n")
    rig = WindowRig(qtbot, tmp_path / "settings", chain=str(page))
    notice = rig.session.notices.current
    assert notice is not None
    assert "README.md is not a shader file" in notice.text
    assert rig.session.chain.current.is_empty
    rig.program.shutdown()


def test_the_demo_compares_unless_something_else_is_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """`--demo --compare off` shows one picture."""
    for typed, wanted in (
        ({"compare": "off"}, CompareMode.OFF),
        ({}, CompareMode.WIPE),
    ):
        rig = WindowRig(qtbot, tmp_path / "settings", **typed)
        rig.program.wiring.effects.play_demo()
        assert rig.session.compare.mode is wanted
        rig.program.shutdown()
