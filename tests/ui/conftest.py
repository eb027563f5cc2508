"""A screen and an application object for every test of the window's parts."""

import os
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from tests.support.session_desk import Desk
from tests.support.virtual_screen import ensure_screen
from ui.app import set_up_graphics


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Prepare what must stand before the application object is made."""
    ensure_screen()
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
    set_up_graphics()
    return QApplication


@pytest.fixture(autouse=True)
def no_window_is_left() -> Iterator[None]:
    """End every window that a test began, also where the test or its set-up failed."""
    yield
    from tests.ui.window_rig import WindowRig  # noqa: PLC0415  needs the platform set

    while WindowRig.open_ones:
        rig = WindowRig.open_ones.pop()
        rig.player.is_endless = False
        rig.player.frames.clear()
        rig.program.shutdown()


@pytest.fixture
def desk(qapp: QApplication) -> Desk:
    """A session at its defaults."""
    return Desk()
