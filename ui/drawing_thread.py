"""The drawing thread and the compile thread: their contexts, start and end.

What they do is in `player.display`. Thread: GUI, but what runs on the two.
"""

from collections.abc import Callable

from player.display.compile_loop import CompileLoop
from player.display.draw_loop import DrawLoop
from player.errors import GraphicsUnsupportedError
from player.log import logger
from player.render.frame_renderer import FrameRenderer
from player.render.program_store import ProgramStore
from ui.gl_thread import GlThread

_log = logger("ui")


class DrawingThread:
    """Runs a `DrawLoop` with a renderer of its own, and compiles beside it."""

    def __init__(self, loop: DrawLoop, on_failure: Callable[[str], None]) -> None:
        """Make contexts and threads; nothing runs yet.

        Args:
            loop: Draws until it is stopped.
            on_failure: Told, on either thread, why drawing ended too early.

        Raises:
            GraphicsUnsupportedError: No context can be had for drawing.
        """
        self._loop = loop
        self._store = ProgramStore()
        self._compile_loop = CompileLoop(loop.redraw)
        self._drawing = GlThread("drawing", self._draw, on_failure)
        self._compiling = self._compile_thread(on_failure)

    def start(self) -> None:
        """Begin to draw."""
        if self._compiling is not None:
            self._store.attach_compiler(self._compile_loop.wake)
            self._compiling.start()
        self._drawing.start()

    def stop(self) -> bool:
        """End both threads and free what they made; False when one hangs."""
        self._loop.stop()
        self._compile_loop.stop()
        return self._drawing.join()

    def _compile_thread(self, on_failure: Callable[[str], None]) -> GlThread | None:
        try:
            return GlThread("compiling", self._compile, on_failure)
        except GraphicsUnsupportedError as error:
            _log.warning("shaders are compiled while drawing: %s", error)
            return None

    def _draw(self) -> None:
        renderer = FrameRenderer(self._store)
        try:
            self._loop.run(renderer)
        finally:
            self._store.detach_compiler()
            self._compile_loop.stop()
            if self._compiling is None or self._compiling.join():
                # Programs go only when nobody can be making another.
                self._store.release()
            renderer.release()

    def _compile(self) -> None:
        self._compile_loop.run(self._store.compile_pending)
