"""Start and end of the program with a window. Thread: main (the GUI's)."""

import os
import signal
import sys

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QSurfaceFormat
from PySide6.QtWidgets import QApplication

from player.errors import GraphicsUnsupportedError
from ui import theme
from ui.cli import Arguments
from ui.ending import LastResort, closed_by_signals
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
    last_resort = LastResort()
    if unattended is None:
        program.saved.connect(lambda: last_resort.arm(0))
    program.start()
    if unattended is not None:
        unattended.start()
    try:
        with closed_by_signals(program.window.close, last_resort.arm) as heard:
            code = application.exec()
    finally:
        program.shutdown()
    if signal.SIGINT in heard:
        return 128 + signal.SIGINT
    if unattended is not None:
        code = unattended.finish()
        last_resort.arm(code)
    return code


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
