"""Start and end of the program with a window. Thread: main (the GUI's)."""

import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt
from PySide6.QtGui import QSurfaceFormat
from PySide6.QtWidgets import QApplication

from player.errors import GraphicsUnsupportedError
from ui import theme
from ui.cli import Arguments
from ui.icons import program_icon

GIL_SWITCH_S = 0.001
"""How long a Python thread may keep others waiting. The default of 5 ms makes each GL
call that lets others run cost up to that (stack measurements: 300 calls, 11 ms → 2 ms)
and is a third of the time between two frames at 60 Hz."""

NO_SCREEN = "There is no screen to show a window"
NO_SCREEN_HINT = (
    "Set DISPLAY or start it from a desktop; `sakuga still` works without a screen"
)


def run(arguments: Arguments) -> int:
    """Show the window until it is closed; return the exit code.

    Raises:
        PlayerError: There is no screen, or no OpenGL that will do.
    """
    sys.setswitchinterval(GIL_SWITCH_S)
    application = make_application()
    # Only now is it known which of its platforms PyOpenGL must take.
    from ui.program import Program  # noqa: PLC0415  imports OpenGL
    from ui.unattended import Unattended  # noqa: PLC0415  the same

    program = Program(arguments)
    unattended = None
    if arguments.unattended:
        unattended = Unattended(program, arguments.unattended, arguments.play_s)
    program.start()
    if unattended is not None:
        unattended.start()
    try:
        with closed_by_signals(program.window.close):
            code = application.exec()
    finally:
        program.shutdown()
    return unattended.finish() if unattended is not None else code


@contextmanager
def closed_by_signals(close: Callable[[], object]) -> Iterator[None]:
    """Let Ctrl+C in the terminal, or an ended desktop session, close the window.

    Qt's loop keeps Python from seeing a signal, so it is woken through a socket.
    """
    reading, writing = socket.socketpair()
    writing.setblocking(False)
    old_descriptor = signal.set_wakeup_fd(writing.fileno())
    notifier = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reading.recv(64))
    kinds = (signal.SIGINT, signal.SIGTERM)
    old = [signal.signal(kind, lambda *_: close()) for kind in kinds]
    try:
        yield
    finally:
        for kind, handler in zip(kinds, old, strict=True):
            signal.signal(kind, handler)
        signal.set_wakeup_fd(old_descriptor)
        notifier.setEnabled(False)
        reading.close()
        writing.close()


def make_application() -> QApplication:
    """Return the application object, with everything set that must come before it.

    Raises:
        GraphicsUnsupportedError: There is no screen.
    """
    existing = QCoreApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    set_up_graphics()
    is_platform_chosen = "QT_QPA_PLATFORM" in os.environ
    if not is_platform_chosen and os.environ.get("DISPLAY"):
        # Qt ends the process when it reaches no screen; with a last resort in the list
        # it comes back to us instead.
        if not os.environ.get("WAYLAND_DISPLAY"):
            os.environ["QT_QPA_PLATFORM"] = "xcb;offscreen"
    elif not is_platform_chosen and not _may_have_screen():
        raise GraphicsUnsupportedError(NO_SCREEN, NO_SCREEN_HINT)
    application = QApplication(["sakuga"])
    if not is_platform_chosen:
        os.environ.pop("QT_QPA_PLATFORM", None)
        if application.platformName() == "offscreen":
            raise GraphicsUnsupportedError(NO_SCREEN, NO_SCREEN_HINT)
    theme.apply(application)
    application.setWindowIcon(program_icon())
    application.setApplicationName("sakuga")
    application.setApplicationDisplayName("Sakuga")
    application.setDesktopFileName("sakuga")
    if application.platformName() in {"xcb", "wayland"}:
        # PyOpenGL guesses from the environment; Qt's choice is what counts.
        is_egl = application.platformName() == "wayland"
        os.environ["PYOPENGL_PLATFORM"] = "egl" if is_egl else "glx"
    return application


def _may_have_screen() -> bool:
    """Return whether Qt may look for a screen by its own means."""
    return not sys.platform.startswith("linux") or bool(
        os.environ.get("WAYLAND_DISPLAY")
    )


def set_up_graphics() -> None:
    """Set what must be set before there is an application object."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
    QSurfaceFormat.setDefaultFormat(surface_format())


def surface_format() -> QSurfaceFormat:
    """Return what every context of the program is: 3.3 core, or newer if that is all.

    Drivers answer with the newest version that is compatible to it.
    """
    wanted = QSurfaceFormat()
    wanted.setVersion(3, 3)
    wanted.setProfile(QSurfaceFormat.OpenGLContextProfile.CoreProfile)
    wanted.setSwapInterval(1)
    wanted.setDepthBufferSize(0)
    wanted.setStencilBufferSize(0)
    return wanted
