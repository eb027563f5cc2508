"""The program with a window: makes the parts, joins them, ends them. Thread: GUI.

The only place that knows every part. Order of the end: nothing is asked any more, the
drawing thread stops and frees its textures, playback ends its threads, the window's own
GL objects go with the window.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QOffscreenSurface, QOpenGLContext

from player.display.draw_loop import DrawLoop
from player.display.frame_source import FrameSource
from player.display.picture_exchange import PictureExchange
from player.display.timing_log import TimingLog
from player.errors import GraphicsUnsupportedError
from player.gl.context import GlInfo, inspect_context
from player.hooks import library, presets
from player.log import logger
from player.options import Value
from player.playback.transport import Transport, TransportSettings
from player.status import Notice, PlaybackStatus, PlayState
from ui.chain_control import ShaderShelf
from ui.cli import Arguments
from ui.drawing_thread import DrawingThread
from ui.gl_surface import GlSurface
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.playback_control import Player
from ui.raster_surface import RasterSurface
from ui.session import Session
from ui.settings_store import SettingsStore
from ui.transport_bridge import TransportBridge
from ui.video_view import MakeSurface, VideoView
from ui.wakeup import Wakeup
from ui.window_wiring import WindowWiring

_log = logger("ui")


class WindowPlayer(Player, FrameSource, Protocol):
    """What the program needs of playback; `Transport` is one."""

    def shutdown(self) -> None:
        """End all threads."""


class PlayerMaker(Protocol):
    """Makes what plays out of settings and the two wakeups."""

    def __call__(
        self,
        settings: TransportSettings,
        on_wakeup: Callable[[], None],
        on_frame: Callable[[], None],
    ) -> WindowPlayer:
        """Return it, playing nothing yet."""


class Program(QObject):
    """Everything that runs behind one window.

    Signals:
        saved: It is ending, and what is to be remembered is on the disk.

    Raises:
        PlayerError: OpenGL will not do, or a file that was named cannot be written.
    """

    saved = Signal()

    def __init__(
        self,
        arguments: Arguments,
        store: SettingsStore | None = None,
        make_player: PlayerMaker = Transport,
    ) -> None:
        """Make every part; nothing is shown and no thread runs yet.

        Args:
            arguments: The command line.
            store: Where settings are; the platform's place when None.
            make_player: Makes what plays.
        """
        super().__init__()
        self._arguments = arguments
        self._make_player = make_player
        self._memory = Memory(store or SettingsStore())
        self.graphics = graphics = look_at_graphics()
        options = self._memory.options(arguments.options)
        self._is_over = False
        self._has_picture = True
        is_raster = paints_without_gl(str(options["view"]), graphics)
        surface: MakeSurface = RasterSurface if is_raster else GlSurface
        self._make_belt(options, has_pixels=is_raster)
        self.session = Session(self.transport, options, shader_shelf())
        self.session.typed = frozenset(arguments.options)
        self.session.chain.restore_custom(self._memory.chain_files)
        self.session.chain.restore_edits(self._memory.chain_edits)
        self.view = VideoView(self.exchange, surface)
        self.window = MainWindow(self.view)
        self.window.restore(self._memory.geometry)
        self.wiring = WindowWiring(self.session, self.window, self.view)
        self.wiring.effects.dialogs.graphics = (
            f"{graphics.renderer}, OpenGL {graphics.version_text}"
        )
        self._connect()
        for notice in self._memory.notices:
            self.session.notices.post(notice)
        if graphics.is_software:
            self.session.use_software_defaults(graphics.renderer)
        self.session.choose_first_chain()
        self._show_recent()

    def _make_belt(self, options: dict[str, Value], *, has_pixels: bool) -> None:
        self._bridge = TransportBridge(self)
        self._pictures = Wakeup(self._on_picture, self)
        self._drawing_status = Wakeup(self._on_drawing_status, self)
        self._failures = Wakeup(self._on_failure, self)
        self._failure = ""
        log_path = str(options["timing-log"])
        self.transport = self._make_player(
            transport_settings(options), self._bridge.wake, self._wake_loop
        )
        self.exchange = PictureExchange(self._wake_loop)
        self.loop = DrawLoop(
            self.transport,
            self.exchange,
            self._pictures.wake,
            self._drawing_status.wake,
            TimingLog(log_path) if log_path else None,
            has_pixels=has_pixels,
        )
        self._drawing = DrawingThread(self.loop, self._note_failure)

    def _connect(self) -> None:
        self.session.settings_changed.connect(self._draw_anew)
        self.session.playback.changed.connect(self._on_playback)
        self.session.file_left.connect(self._note_left)
        self.wiring.overlays.start.file_asked.connect(self._resume)
        self.view.area_changed.connect(self._draw_anew)
        self.view.visibility_changed.connect(self._on_visibility)
        self.window.closing.connect(self.shutdown)

    @property
    def is_demo(self) -> bool:
        """Return whether the command line asked for the demo."""
        return self._arguments.is_demo

    def start(self) -> None:
        """Show the window, begin to draw, open what was asked for."""
        self._draw_anew()  # so that the right programs are made first
        self._drawing.start()
        self._bridge.follow(self.session.playback)
        if self.session.options["fullscreen"]:
            self.window.showFullScreen()
        else:
            self.window.show()
        self._draw_anew()
        if self._arguments.is_demo:
            self.wiring.effects.play_demo()
        elif self._arguments.paths:
            self.session.open_paths(self._arguments.paths, is_typed=True)

    def shutdown(self) -> None:
        """End everything; calling it again does nothing."""
        if self._is_over:
            return
        self._is_over = True
        self._note_left()
        self.saved.emit()
        self.wiring.effects.release()
        self._bridge.close()
        for wakeup in (self._pictures, self._drawing_status, self._failures):
            wakeup.close()
        self.view.hide()
        if not self._drawing.stop():
            _log.error("the drawing thread does not end")
        self.transport.shutdown()
        self.window.close()

    # -- from other threads ---------------------------------------------------------

    def _wake_loop(self) -> None:
        self.loop.wake()

    def _note_failure(self, words: str) -> None:
        self._failure = words
        self._failures.wake()

    # -- answers --------------------------------------------------------------------

    def _on_picture(self) -> None:
        self.view.refresh()

    def _on_drawing_status(self) -> None:
        self.session.note_drawing(self.loop.status)

    def _on_failure(self) -> None:
        hint = "Sound goes on. Please start the program again."
        self.session.notices.post(Notice("drawing", self._failure, hint, is_error=True))

    def _draw_anew(self) -> None:
        self.loop.set_settings(self.session.render_settings(self.view.picture_area))

    def _on_visibility(self, is_visible: object) -> None:
        self.loop.set_visible(is_visible=bool(is_visible))

    def _on_playback(self, status: PlaybackStatus) -> None:
        media = status.media
        is_pictured = media is not None and media.video is not None
        if media is not None and media.video is not None:
            self.window.fit_to(
                media.video.display_size, is_software_gl=self.session.is_software_gl
            )
        is_settled = status.state not in {PlayState.LOADING, PlayState.SEEKING}
        if is_settled and is_pictured != self._has_picture:
            self._has_picture = is_pictured
            if not is_pictured:
                self.view.clear()

    def _note_left(self) -> None:
        """Remember how far the file that is left was played, and what was changed."""
        if self._arguments.unattended:
            return
        picture = self.view.plain_image() if self._has_picture else None
        self._memory.note_left(self.session.playback.status, picture)
        self._memory.save(self.session, self.window.geometry_text)
        self._show_recent()

    def _show_recent(self) -> None:
        start = self.wiring.overlays.start
        start.show_recent(self._memory.recent, self._memory.frames())

    def _resume(self, path: str) -> None:
        self.session.open_at(path, self._memory.left_at(path))


def look_at_graphics() -> GlInfo:
    """Return what OpenGL is here, asked on a context that is then dropped.

    Raises:
        GraphicsUnsupportedError: There is none, or it is too old.
    """
    surface = QOffscreenSurface()
    surface.create()
    context = QOpenGLContext()
    if not context.create() or not context.makeCurrent(surface):
        raise GraphicsUnsupportedError(
            "OpenGL cannot be used on this screen",
            "Check that a graphics driver is installed (sakuga doctor tells more)",
        )
    try:
        return inspect_context()
    finally:
        context.doneCurrent()


def paints_without_gl(option: str, graphics: GlInfo) -> bool:
    """Return whether the window shows pixels instead of textures."""
    return option == "raster" or (option == "auto" and graphics.is_software)


def shader_shelf() -> ShaderShelf:
    """Return the shaders of this machine."""
    return ShaderShelf(
        presets.load_presets(),
        library.load_shader,
        library.reload_entry,
        presets.find_chain,
    )


def transport_settings(options: dict[str, Value]) -> TransportSettings:
    """Return the part of the options that playback needs."""
    return TransportSettings(
        hwdec=str(options["hwdec"]),
        deinterlace=str(options["deinterlace"]),
        audio_device=str(options["audio-device"]),
        audio_latency_s=float(options["audio-latency"]),
        volume=float(options["volume"]),
        is_muted=bool(options["mute"]),
        speed=float(options["speed"]),
    )
