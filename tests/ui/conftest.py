"""A screen and an application object for every test of the window's parts."""

import os

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.virtual_screen import ensure_screen
from ui.app import set_up_graphics


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Prepare what must stand before the application object is made."""
    ensure_screen()
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    set_up_graphics()
    return QApplication
