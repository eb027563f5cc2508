"""A run without a person leaves a picture and figures, and says when it cannot."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from player.errors import PlayerError
from tests.support.make_clip import ClipSpec, clip
from tests.ui.window_rig import pixels
from ui.cli import Arguments
from ui.program import Program
from ui.settings_store import SettingsStore
from ui.unattended import PICTURE, REPORT, Unattended

pytestmark = pytest.mark.window


def _run(qtbot: QtBot, folder: Path, path: str) -> Unattended:
    arguments = Arguments((path,), {}, unattended=str(folder))
    program = Program(arguments, SettingsStore(folder / "settings"))
    run = Unattended(program, str(folder), 0.3)
    program.start()
    run.start()
    try:
        qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=40_000)
    finally:
        program.shutdown()
    return run


def test_it_leaves_a_compared_picture_and_a_report(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """The picture is no empty one; the report has frames and offset; nothing else."""
    run = _run(qtbot, tmp_path, str(clip(ClipSpec(width=320, height=180, frames=48))))
    assert run.finish() == 0
    image = pixels(QImage(str(tmp_path / PICTURE)))
    assert image.std() > 10
    report = (tmp_path / REPORT).read_text("utf-8")
    rows = dict(line.split(":", 1) for line in report.splitlines())
    assert {"frames shown", "frames dropped", "audio/video offset"} <= rows.keys()
    assert "llvmpipe" in rows["graphics"]
    assert "software" in rows["graphics"]
    assert rows["chain"].strip().startswith("Light")
    assert sorted(path.name for path in tmp_path.iterdir()) == [PICTURE, REPORT]


def test_figures_leave_out_the_first_moments(qtbot: QtBot, tmp_path: Path) -> None:
    """No more frames are counted than fit in the span that is named."""
    spec = ClipSpec(width=320, height=180, frames=72)
    _run(qtbot, tmp_path, str(clip(spec)))
    rows = dict(
        line.split(":", 1)
        for line in (tmp_path / REPORT).read_text("utf-8").splitlines()
    )
    assert "0.3 s" in rows["counted"]
    counted = int(rows["frames shown"]) + int(rows["frames dropped"])
    assert 0 < counted < 36, "half of the clip is more than 0.3 s"


def test_a_file_too_short_to_count_is_said_to_be(qtbot: QtBot, tmp_path: Path) -> None:
    """Zeros would look like a fault of the player."""
    spec = ClipSpec(width=320, height=180, frames=3)
    assert _run(qtbot, tmp_path, str(clip(spec))).finish() == 0
    report = (tmp_path / REPORT).read_text("utf-8")
    assert "nothing: the file was over" in report


def test_what_cannot_be_played_is_a_failure(qtbot: QtBot, tmp_path: Path) -> None:
    """The command then ends with the reason and exit code 1."""
    run = _run(qtbot, tmp_path, str(tmp_path / "missing.mkv"))
    with pytest.raises(PlayerError, match=r"missing\.mkv"):
        run.finish()
    assert not (tmp_path / PICTURE).exists()
