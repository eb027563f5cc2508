"""What the person has set up: list, chain, comparison, time. Thread: GUI.

The one place where intents become effects. Widgets do not know it: the main window
shows its values in them and hands their signals to it, by the table of
`ui.command_table`.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from player.display.picture_maker import DrawStatus
from player.errors import PlayerError
from player.geometry import Size
from player.options import Value
from player.render.request import (
    CompareMode,
    Kernel,
    RenderSettings,
)
from player.status import Notice, PlaybackStatus, PlayState
from ui.chain_control import LIGHT_NAME, ChainControl, ShaderShelf
from ui.chain_words import with_file_name
from ui.compare_control import CompareControl
from ui.load_notice import LoadNotice
from ui.notice_board import NoticeBoard
from ui.playback_control import PlaybackControl, Player
from ui.playlist import Playlist, expand_paths, split_shaders
from ui.size_choice import SizeChoice

AUTO = "auto"
_SKIPPED = "skipped"


class Session(QObject):
    """The person's state, split by subject.

    Attributes:
        playback: Time and sound.
        chain: Shader chains.
        compare: Before and after.
        notices: What waits to be read.
        options: Values of `player.options` as they are now.
        assumed: Options that the program chose by itself, and their values: not
            remembered unless the person changes them.
        typed: Options that were given on the command line; nothing overrules them.
        first_chain: Name of the chain that the options led to at the start.
        failure: Why nothing plays, where no file of the list could be opened.
        is_software_gl: The GPU is a CPU: 'auto' options then choose what it can draw.

    Signals:
        playlist_changed: Another list or another current file.
        settings_changed: The picture must be drawn with `render_settings` anew.
        said: A word for the screen.
        file_left: Another file, or none, will be opened now.
    """

    playlist_changed = Signal()
    settings_changed = Signal()
    said = Signal(str)
    file_left = Signal()

    def __init__(
        self,
        player: Player,
        options: Mapping[str, Value],
        shelf: ShaderShelf,
    ) -> None:
        super().__init__()
        self.options = dict(options)
        self.assumed: dict[str, Value] = {}
        self.failure: Notice | None = None
        self.typed: frozenset[str] = frozenset()
        self.is_software_gl = False
        self.first_chain = ""
        self._renderer = ""
        self._player = player
        self._playlist = Playlist()
        self._step = 1
        self._skipped = 0
        self._answered: PlaybackStatus | None = None
        self._draw_s = 0.0
        self._drawn_id = ""
        self._fault_notices: set[str] = set()
        self.playback = PlaybackControl(player, self)
        self.chain = ChainControl(shelf, self)
        self.compare = CompareControl(
            CompareMode(str(options["compare"])), float(options["divider"]), self
        )
        self.notices = NoticeBoard(self)
        self._load = LoadNotice(self.chain, self.notices)
        self._size = SizeChoice(self.chain)
        self._connect()

    def _connect(self) -> None:
        self.playback.changed.connect(self._on_status)
        self.chain.changed.connect(self._on_chain_changed)
        self._was_before_wanted = self.compare.is_before_wanted
        self.compare.changed.connect(self._on_compare_changed)
        for subject in (self.playback, self.chain, self.compare):
            subject.said.connect(self.said)

    @property
    def playlist(self) -> Playlist:
        """Return the list and its current file."""
        return self._playlist

    @property
    def title(self) -> str:
        """Return the current file's name for people, "" when nothing is open."""
        media = self.playback.status.media
        if media is not None and media.title:
            return media.title
        path = self._playlist.current
        return Path(path).name if path else ""

    def open_paths(self, paths: tuple[str, ...], *, is_typed: bool = False) -> None:
        """Open files and folders as the new list; shader files become the chain.

        What was typed on the command line is for this run alone.
        """
        media, shaders = split_shaders(paths)
        if shaders:
            self.chain.use_files(shaders, is_lent=is_typed)
        if media:
            self._begin_list(Playlist(expand_paths(media)))
            # Where to begin is asked for the first file only.
            start_s = float(self.options["start"])
            is_paused = bool(self.options["paused"])
            self.options.update({"start": 0.0, "paused": False})
            self._play_current(start_s, is_paused=is_paused)

    def open_at(self, path: str, start_s: float) -> None:
        """Open one file as the new list, from a moment on."""
        self._begin_list(Playlist((path,)))
        self._play_current(start_s)

    def add_paths(self, paths: tuple[str, ...]) -> None:
        """Put files behind those of the list; open them when it is empty."""
        if not self._playlist.paths:
            self.open_paths(paths)
            return
        self._playlist = self._playlist.with_added(expand_paths(paths))
        self.playlist_changed.emit()

    def move_in_list(self, step: int) -> None:
        """Play the next (1) or previous (-1) file of the list."""
        moved = self._playlist.moved(step)
        if moved is None:
            self.said.emit("Last file" if step > 0 else "First file")
            return
        self._step = 1 if step > 0 else -1
        self._playlist = moved
        self._play_current()

    def play_at(self, index: int) -> None:
        """Play the file at a place of the list."""
        self.move_in_list(index - self._playlist.index)

    def close_file(self) -> None:
        """Stop playing and show the start screen."""
        self._playlist = Playlist()
        self.file_left.emit()
        self._player.close()
        self.playlist_changed.emit()

    def render_settings(self, area: Size) -> RenderSettings:
        """Return how to draw one picture into `area` device pixels."""
        return RenderSettings(
            chain=self.chain.current,
            output=area,
            is_before_wanted=self.compare.is_before_wanted,
            scaler=self._kernel("scaler", Kernel.LANCZOS),
            chroma_scaler=self._kernel("chroma-scaler", Kernel.BICUBIC),
            is_dithered=bool(self.options["dither"]),
        )

    def set_option(self, name: str, value: Value) -> None:
        """Take over a changed option; what cannot change while playing waits."""
        self.options[name] = value
        effects: dict[str, Callable[[], object]] = {
            "chain": self.choose_first_chain,
            "compare": lambda: self.compare.set_mode(CompareMode(str(value))),
            "divider": lambda: self.compare.set_divider(float(value)),
            "volume": lambda: self.playback.set_volume(float(value)),
            "mute": lambda: self._player.set_muted(bool(value)),
        }
        effects.get(name, self.settings_changed.emit)()

    def use_software_defaults(self, renderer: str) -> None:
        """Tell once that the GPU is software, and draw what it can."""
        self.is_software_gl = True
        self._renderer = renderer
        self._tell_of_software(
            "Chains are off at first and scaling is simple; Ctrl+1…6 still choose one."
        )
        self.settings_changed.emit()

    def choose_showpiece(self) -> None:
        """Select the chain that shows what this is about, if none was asked for.

        The first mode; where the GPU is software, one that it can draw.
        """
        if self.options["chain"] != AUTO or not self.chain.current.is_empty:
            return
        if self.is_software_gl and self.chain.select(LIGHT_NAME):
            label = self.chain.current.label
            self._tell_of_software(
                f"The chain {label} is chosen, which it can draw; Ctrl+1…6 choose "
                "the modes, which need a graphics card."
            )
        else:
            self.chain.select(self._first_mode())
        self.assumed["chain"] = self.chain.current.name

    def choose_first_chain(self) -> None:
        """Select the chain that the options ask for."""
        wanted = str(self.options["chain"])
        if wanted == AUTO:
            wanted = "off" if self.is_software_gl else self._first_mode()
        try:
            self.chain.select_text(wanted)
        except PlayerError as error:
            self.notices.post_error("chain", error)
        self.first_chain = self.chain.current.name
        faults = [entry.fault for entry in self.chain.current.entries if entry.fault]
        if faults:
            hint = "The picture goes on without it; the shader panel (S) has the list."
            words = with_file_name(faults[0])
            self.notices.post(Notice("chain", words, hint, is_error=True))

    def note_drawing(self, status: DrawStatus) -> None:
        """Take what the drawing loop tells of itself."""
        self._draw_s = status.draw_ms / 1000
        for fault in self.chain.note_drawn(status.chain, status.faults):
            key = f"shader-{fault.entry}"
            hint = "It is switched off; the picture goes on without it."
            self.notices.post(Notice(key, fault.message, hint, is_error=True))
            self._fault_notices.add(key)
        if status.notice is not None:
            self.notices.post(status.notice)
        else:
            self.notices.withdraw("draw-failed")

    def _tell_of_software(self, hint: str) -> None:
        text = f"No graphics card is in use: {self._renderer} draws on the processor."
        self.notices.post(Notice("software-gl", text, hint))

    def _first_mode(self) -> str:
        first = next((c.name for c in self.chain.chains if c.key == "1"), None)
        return first or "off"

    def _kernel(self, option: str, best: Kernel) -> Kernel:
        value = str(self.options[option])
        if value == AUTO:
            return Kernel.BILINEAR if self.is_software_gl else best
        return Kernel(value)

    def _play_current(self, start_s: float = 0.0, *, is_paused: bool = False) -> None:
        path = self._playlist.current
        if path is None:
            return
        self.failure = None
        self._answered = self.playback.status
        self.file_left.emit()
        self._player.open(path, start_s=start_s, paused=is_paused)
        self.playlist_changed.emit()

    def _on_status(self, status: PlaybackStatus) -> None:
        notices = status.notices
        if status.error is not None:
            notices = (*notices, status.error)
        self.notices.follow(notices)
        self._size.look(status, self._draw_s, is_software=self.is_software_gl)
        self._load.look(status, self._draw_s)
        self._follow_list(status)

    def _begin_list(self, playlist: Playlist) -> None:
        self._playlist = playlist
        self._step = 1
        self._skipped = 0
        self.notices.withdraw(_SKIPPED)

    def _follow_list(self, status: PlaybackStatus) -> None:
        """Go on at the end of a file, or past one that cannot be played; once each."""
        if status.state not in {PlayState.ENDED, PlayState.FAILED}:
            self._answered = None
            return
        if self._answered is not None and _is_same_end(status, self._answered):
            return
        self._answered = status
        if status.error is not None:
            self._skip(status.error)
        elif self._playlist.moved(1) is not None:
            self.move_in_list(1)

    def _skip(self, error: Notice) -> None:
        """Play the file beyond one that failed; the list stays as it is."""
        if self._playlist.moved(self._step) is None:
            self._step = 1  # before the first file there is nothing: back to the others
        if self._playlist.moved(self._step) is None:
            self.failure = error
            return
        self._skipped += 1
        count = "1 file" if self._skipped == 1 else f"{self._skipped} files"
        hint = f"{count} of the list could not be played; it goes on with the others."
        self.notices.post(Notice(_SKIPPED, error.text, hint, is_error=True))
        self.move_in_list(self._step)

    def _on_chain_changed(self) -> None:
        for key in self._fault_notices:
            self.notices.withdraw(key)  # they spoke of the chain before
        self._fault_notices.clear()
        if self.chain.current.id != self._drawn_id:
            self._drawn_id = self.chain.current.id
            self._load.forget()
        self.settings_changed.emit()

    def _on_compare_changed(self) -> None:
        is_wanted = self.compare.is_before_wanted
        if is_wanted != self._was_before_wanted:
            self._was_before_wanted = is_wanted
            self.settings_changed.emit()


def _is_same_end(one: PlaybackStatus, other: PlaybackStatus) -> bool:
    """Whether two statuses tell of the same end: of one opening, not of one path."""
    return (
        one.state is other.state
        and one.media is other.media
        and one.error is other.error
    )
