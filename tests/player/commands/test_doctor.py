"""`sakuga doctor` names what a bug report needs."""

import argparse

import pytest

from player.commands import doctor


def test_the_report_names_graphics_media_sound_and_libraries(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each section is there, with the decoders that an episode needs."""
    assert doctor.run(argparse.Namespace()) == 0
    text = capsys.readouterr().out
    for heading in ("program", "graphics", "media", "sound", "libraries"):
        assert f"[{heading}]" in text
    decoders = next(line for line in text.splitlines() if line.startswith("decoders "))
    assert {"h264", "hevc", "av1", "vp9", "aac", "opus"} <= set(decoders.split())


def test_the_report_can_be_pasted(capsys: pytest.CaptureFixture[str]) -> None:
    """It is one fenced block, so that an issue page leaves its lines alone."""
    doctor.run(argparse.Namespace())
    lines = capsys.readouterr().out.strip().splitlines()
    assert lines[0] == lines[-1] == "```"
