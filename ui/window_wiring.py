"""Joins the session's values to the widgets and their intents to the session.

Widgets know what they show, the session knows what the person wants; only here are
both known. Thread: GUI.
"""

from contextlib import ExitStack
from importlib.resources import as_file, files

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QFileDialog

from player.render.compose_pass import CompareView
from player.render.request import CompareMode
from player.status import PlaybackStatus
from player.timing import MediaTime
from ui.actions import ActionSet
from ui.chain_words import ChainFacts
from ui.command_effects import HELD, Effect, effects
from ui.comparison_look import ComparisonLook
from ui.load_notice import budget_s
from ui.main_window import MainWindow
from ui.overlays import Overlays
from ui.playlist import MEDIA_SUFFIXES, SHADER_SUFFIXES
from ui.session import Session
from ui.settings_store import RecentFile
from ui.video_view import VideoView

_TWO_PICTURES = CompareMode.SIDE_BY_SIDE


class WindowWiring(QObject):
    """The joints of one window."""

    def __init__(self, session: Session, window: MainWindow, view: VideoView) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._view = view
        self._demo = ExitStack()
        self.overlays = Overlays(view)
        self.actions = ActionSet(window)
        self.actions.connect_handlers(
            {**effects(session, self._window_effects()), HELD: self._hold_original},
        )
        self._connect_session()
        self._connect_view()
        self._connect_overlays()
        self._show_chain()
        self._show_comparison()

    def play_demo(self) -> None:
        """Play the clip that comes with the program."""
        place = files("resources").joinpath("demo/demo.mkv")
        path = self._demo.enter_context(as_file(place))
        self._session.open_paths((str(path),))

    def show_recent(self, recent: tuple[RecentFile, ...]) -> None:
        """Offer files that were played before."""

    # -- joints ---------------------------------------------------------------------

    def _connect_session(self) -> None:
        session = self._session
        session.playback.changed.connect(self._show_playback)
        session.chain.changed.connect(self._show_chain)
        session.chain.reported.connect(self._show_chain)
        session.compare.changed.connect(self._show_comparison)
        session.notices.changed.connect(self._show_notice)
        session.playlist_changed.connect(self._show_list)
        session.said.connect(self.overlays.say)

    def _connect_view(self) -> None:
        view, session, window = self._view, self._session, self._window
        view.clicked.connect(session.playback.toggle_pause)
        view.double_clicked.connect(window.toggle_full_screen)
        view.divider_moved.connect(self._move_divider)
        view.divider_centred.connect(session.compare.centre_divider)
        view.original_held.connect(self._on_original_held)
        view.wheel_turned.connect(session.playback.change_volume)
        window.resized.connect(self.overlays.place)
        window.dropped.connect(session.open_paths)
        window.full_screen_changed.connect(self._show_full_screen)

    def _connect_overlays(self) -> None:
        bar, banner = self.overlays.bar, self.overlays.banner
        bar.command_asked.connect(self._trigger)
        bar.seek_asked.connect(self._seek)
        bar.volume_asked.connect(self._session.playback.set_volume)
        bar.chain_asked.connect(self._session.chain.select)
        bar.menu_asked.connect(self._open_menu)
        banner.command_asked.connect(self._trigger)
        banner.dismissed.connect(self._session.notices.withdraw)

    def _window_effects(self) -> dict[str, Effect]:
        window = self._window
        return {
            "open": self._ask_for_files,
            "open-demo": self.play_demo,
            "add-shader": self._ask_for_shaders,
            "quit": window.close,
            "fullscreen": window.toggle_full_screen,
            "leave-fullscreen": window.leave_full_screen,
        }

    # -- intents --------------------------------------------------------------------

    def _trigger(self, command_id: str) -> None:
        self.actions.action(command_id).trigger()

    def _seek(self, seconds: float, is_exact: object) -> None:
        self._session.playback.seek(MediaTime(seconds), is_exact=bool(is_exact))

    def _move_divider(self, place: float, is_final: object) -> None:
        self._session.compare.set_divider(place, is_final=bool(is_final))

    def _hold_original(self) -> None:
        self._on_original_held(self.actions.is_checked(HELD))

    def _on_original_held(self, is_held: object) -> None:
        self._session.compare.hold_original(is_held=bool(is_held))

    def _open_menu(self, place: QPoint) -> None:
        menu = self.actions.context_menu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _ask_for_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(MEDIA_SUFFIXES))
        filters = f"{self.tr('Video and sound')} ({kinds});;{self.tr('All files')} (*)"
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Open"), "", filters
        )
        if paths:
            self._session.open_paths(tuple(paths))

    def _ask_for_shaders(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in sorted(SHADER_SUFFIXES))
        paths, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Add shaders"), "", f"{self.tr('Shaders')} ({kinds})"
        )
        if paths:
            self._session.chain.add_files(tuple(paths))

    # -- values ---------------------------------------------------------------------

    def _show_playback(self, status: PlaybackStatus) -> None:
        self.overlays.show_status(status)
        self.actions.show_checked("mute", is_on=status.is_muted)

    def _show_list(self) -> None:
        playlist = self._session.playlist
        title = self._session.title
        self._window.setWindowTitle(title or "Sakuga")
        self.overlays.bar.show_title(title)
        self.overlays.bar.show_list(
            has_previous=playlist.moved(-1) is not None,
            has_next=playlist.moved(1) is not None,
        )

    def _show_chain(self) -> None:
        chain = self._session.chain
        playback = self._session.playback.status
        budget = budget_s(playback)
        facts = ChainFacts(
            chain.current,
            chain.status,
            budget * 1000 if budget else None,
            has_picture=playback.media is not None,
        )
        self.overlays.bar.show_chain(facts, chain.chains)
        self.actions.show_modes(chain.chains, chain.current.name)

    def _show_comparison(self) -> None:
        compare = self._session.compare
        # Held, one picture fills the window, without a line through it.
        is_alone = compare.is_original_held and compare.mode is not _TWO_PICTURES
        view = CompareView(
            mode=CompareMode.OFF if is_alone else compare.mode,
            divider=compare.divider,
            pixel_ratio=self._view.devicePixelRatioF(),
        )
        look = ComparisonLook(view, compare.is_swapped, compare.is_original_held)
        self._view.show_look(look)
        self.overlays.show_compare(compare.mode)
        for mode in CompareMode:
            self.actions.show_checked(
                f"compare-{mode.value}", is_on=mode is compare.mode
            )

    def _show_notice(self) -> None:
        self.overlays.show_notice(self._session.notices.current)

    def _show_full_screen(self, is_full: object) -> None:
        self.overlays.bar.show_fullscreen(is_full=bool(is_full))
        self.actions.show_checked("fullscreen", is_on=bool(is_full))
