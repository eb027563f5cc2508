"""A file without a picture: who plays what, and nothing of the file before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from player.status import PlayState
from tests.support.ui_samples import MEDIA, STATUS
from tests.ui.window_rig import WindowRig, pixels
from ui.sound_screen import SoundScreen

SONG = replace(MEDIA, title="Ink", video=None, artist="Aki", album="Lines")


@pytest.fixture
def rig(qtbot: QtBot, tmp_path: Path) -> Iterator[WindowRig]:
    """A shown window that compares."""
    made = WindowRig(qtbot, tmp_path / "settings", compare="wipe", chain="light")
    made.start()
    yield made
    made.program.shutdown()


def test_it_names_what_is_heard(qtbot: QtBot) -> None:
    """Title, artist and album where they are known, and that this is all."""
    screen = SoundScreen()
    qtbot.addWidget(screen)
    screen.resize(640, 360)
    screen.show_media(SONG)
    assert screen.lines[:2] == ("Ink", "Aki · Lines")
    assert "Sound only" in screen.lines[2]
    screen.show_media(replace(SONG, artist="", album=""))
    assert len(screen.lines) == 2
    assert len(np.unique(pixels(screen.grab().toImage()))) > 20, "drawn, not black"
    screen.show_media(MEDIA)
    assert screen.isHidden()


def test_sound_after_a_film_leaves_nothing_of_it(rig: WindowRig) -> None:
    """The film's sizes, labels and picture go; the mouse still reaches the view."""
    rig.open()
    rig.overlays.toggle_stats()
    rig.until(lambda: rig.session.chain.status.input_size == "320×180")
    rig.player.show(media=SONG, state=PlayState.PLAYING, position=STATUS.position)
    rig.until(rig.overlays.sound.isVisible)
    lines = dict(rig.overlays.stats.lines)
    assert lines["Video"] == "none"
    assert "320×180" not in " ".join(lines.values())
    assert not rig.overlays.compare.before.isVisible()
    assert not rig.overlays.compare.grip.isVisible()
    rig.open("other.mkv")
    rig.until(lambda: not rig.overlays.sound.isVisible())
