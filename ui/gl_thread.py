"""A thread with a GL context of its own that shares with the window's.

Qt makes contexts; `player` uses them without knowing. A context is made on the window's
thread and given to the thread that is to use it, and given back at its end, because Qt
lets only the owner make one current.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

from player.errors import GraphicsUnsupportedError
from player.log import logger

JOIN_S = 10.0
"""A draw in hand on software GL may last seconds; longer means that it hangs."""

_log = logger("ui")


class GlThread:
    """Runs one call with a shared context current. Thread: GUI, but the call itself."""

    def __init__(
        self,
        name: str,
        work: Callable[[], None],
        on_failure: Callable[[str], None],
    ) -> None:
        """Make the context.

        Args:
            name: Of the thread.
            work: What it does; returns when it was told to stop by other means.
            on_failure: Told (in that thread) what ended the work too early.

        Raises:
            GraphicsUnsupportedError: No second context can be had.
        """
        shared = QOpenGLContext.globalShareContext()
        if shared is None:
            raise GraphicsUnsupportedError("OpenGL contexts cannot be shared here")
        self._surface = QOffscreenSurface()
        self._surface.setFormat(shared.format())
        self._surface.create()
        self._context = QOpenGLContext()
        self._context.setFormat(shared.format())
        self._context.setShareContext(shared)
        if not self._context.create():
            raise GraphicsUnsupportedError(
                "A second OpenGL context cannot be made",
                "A newer graphics driver may help",
            )
        self._work = work
        self._on_failure = on_failure
        self._qt_thread: QThread | None = None
        self._is_adopted = threading.Event()
        self._is_given = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name)

    def start(self) -> None:
        """Give the context to the thread and begin."""
        self._thread.start()
        self._is_adopted.wait()
        assert self._qt_thread is not None
        self._context.moveToThread(self._qt_thread)
        self._is_given.set()

    def join(self) -> bool:
        """Wait for the end of the work; False when it does not come."""
        if self._thread.ident is not None:
            self._thread.join(JOIN_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        self._qt_thread = QThread.currentThread()
        self._is_adopted.set()
        self._is_given.wait()
        try:
            if self._context.makeCurrent(self._surface):
                self._work()
            else:
                self._on_failure("OpenGL refuses to draw on a thread of its own")
        except Exception as error:  # noqa: BLE001  the thread's top: tell, do not vanish
            _log.exception("the %s thread ended", self._thread.name)
            self._on_failure(f"Drawing has stopped: {error}")
        finally:
            self._context.doneCurrent()
            application = QCoreApplication.instance()
            if application is not None:
                self._context.moveToThread(application.thread())
