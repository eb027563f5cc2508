"""The page about the program."""

from PySide6.QtCore import qVersion
from pytestqt.qtbot import QtBot

from ui.about_dialog import AboutDialog, version_of


def test_it_names_licence_and_versions(qtbot: QtBot) -> None:
    """What a bug report needs can be read off: Qt, the decoder, the GPU."""
    dialog = AboutDialog("llvmpipe, OpenGL 4.5")
    qtbot.addWidget(dialog)
    words = dialog.words()
    assert "MIT" in words
    assert f"Qt {qVersion()}" in words
    assert f"PyAV {version_of('av')}" in words
    assert "llvmpipe" in words


def test_a_missing_package_is_no_error() -> None:
    """Run from the source tree, the program itself may not be installed."""
    assert version_of("no-such-package") == ""
