"""Joins the session's values to the widgets and their intents to the session.

Widgets know what they show, the session knows what the person wants; only here are
both known. Thread: GUI.
"""

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu

from player.render.compose_pass import CompareView
from player.render.request import CompareMode
from player.status import ChainStatus, PlaybackStatus
from player.timing import MediaTime
from ui.actions import ActionSet
from ui.chain_words import ChainFacts, frame_budget_ms
from ui.command_effects import HELD, effects
from ui.comparison_look import ComparisonLook
from ui.main_window import MainWindow
from ui.overlays import Overlays
from ui.session import Session
from ui.video_view import VideoView
from ui.window_effects import WindowEffects


class WindowWiring(QObject):
    """The joints of one window."""

    def __init__(self, session: Session, window: MainWindow, view: VideoView) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._view = view
        self.overlays = Overlays(view)
        self.effects = WindowEffects(session, window, self.overlays)
        self.actions = ActionSet(window)
        self.actions.connect_handlers(
            {**effects(session, self.effects.table()), HELD: self._hold_original},
        )
        self._connect_session()
        self._connect_view()
        self._connect_overlays()
        self._connect_panel()
        self._show_playback(session.playback.status)
        self._show_comparison()
        self._show_list()

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
        view.picture_placed.connect(self.overlays.follow_picture)
        view.picture_placed.connect(self.effects.begin_first_look)
        window.resized.connect(self.overlays.place)
        window.dropped.connect(session.open_paths)
        window.drag_changed.connect(self._light_zone)
        window.full_screen_changed.connect(self._show_full_screen)
        window.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        window.customContextMenuRequested.connect(self._open_context_menu)

    def _connect_overlays(self) -> None:
        overlays, session = self.overlays, self._session
        overlays.bar.command_asked.connect(self._trigger)
        overlays.bar.seek_asked.connect(self._seek)
        overlays.bar.volume_asked.connect(session.playback.set_volume)
        overlays.bar.chain_asked.connect(session.chain.select)
        overlays.bar.menu_asked.connect(self._open_menu)
        overlays.banner.command_asked.connect(self._trigger)
        overlays.banner.dismissed.connect(session.notices.withdraw)
        overlays.start.command_asked.connect(self._trigger)
        overlays.compare.grip.stepped.connect(self._step_divider)
        overlays.compare.grip.centred.connect(session.compare.centre_divider)

    def _connect_panel(self) -> None:
        panel, chain = self.overlays.panel, self._session.chain
        panel.entry_switched.connect(self._switch_entry)
        panel.pass_switched.connect(self._switch_pass)
        panel.value_turned.connect(chain.turn_value)
        panel.entry_moved.connect(chain.move_entry)
        panel.entry_removed.connect(chain.remove_entry)
        panel.file_opened.connect(self.effects.dialogs.open_in_editor)
        panel.command_asked.connect(self._trigger)
        overlays = self.overlays
        overlays.list.file_asked.connect(self._session.play_at)
        overlays.list.command_asked.connect(self._trigger)
        self.effects.panels_changed.connect(self._show_chain)
        self.effects.panels_changed.connect(self._show_panels)

    # -- intents --------------------------------------------------------------------

    def _trigger(self, command_id: str) -> None:
        self.actions.action(command_id).trigger()

    def _seek(self, seconds: float, is_exact: object) -> None:
        self._session.playback.seek(MediaTime(seconds), is_exact=bool(is_exact))

    def _move_divider(self, place: float, is_final: object) -> None:
        self.effects.first_look.stop()
        self._session.compare.set_divider(place, is_final=bool(is_final))

    def _step_divider(self, step: float) -> None:
        compare = self._session.compare
        compare.set_divider(compare.divider + step)

    def _hold_original(self) -> None:
        self._on_original_held(self.actions.is_checked(HELD))

    def _on_original_held(self, is_held: object) -> None:
        self._session.compare.hold_original(is_held=bool(is_held))

    def _switch_entry(self, index: int, is_on: object) -> None:
        self._session.chain.switch_entry(index, is_on=bool(is_on))

    def _switch_pass(self, index: int, pass_index: int, is_on: object) -> None:
        self._session.chain.switch_pass(index, pass_index, is_on=bool(is_on))

    def _open_menu(self, place: QPoint) -> None:
        menu = self._menu()
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _open_context_menu(self, place: QPoint) -> None:
        self._menu().popup(self._window.mapToGlobal(place))

    def _menu(self) -> QMenu:
        menu = self.actions.context_menu(self._window)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    # -- values ---------------------------------------------------------------------

    def _show_playback(self, status: PlaybackStatus) -> None:
        self.overlays.show_status(status)
        self.actions.show_checked("mute", is_on=status.is_muted)
        self._show_chain()
        self._show_title()

    def _show_title(self) -> None:
        title = self._session.title
        self._window.setWindowTitle(title or "Sakuga")
        self.overlays.bar.show_title(title)

    def _show_list(self) -> None:
        playlist = self._session.playlist
        self.overlays.list.show_list(playlist)
        self.overlays.bar.show_list(
            has_previous=playlist.moved(-1) is not None,
            has_next=playlist.moved(1) is not None,
        )
        self._show_title()

    def _show_chain(self) -> None:
        chain = self._session.chain
        playback = self._session.playback.status
        media = playback.media
        is_pictured = media is not None and media.video is not None
        facts = ChainFacts(
            chain.current,
            # What is known is of the last file that had a picture.
            chain.status if is_pictured else ChainStatus(),
            frame_budget_ms(playback),
            has_picture=is_pictured,
            is_edited=chain.is_edited,
        )
        overlays = self.overlays
        overlays.bar.show_chain(facts, chain.chains)
        overlays.show_facts(playback, facts)
        overlays.compare.show_names(self.tr("Original"), chain.current.label)
        if overlays.panel.isVisible():
            overlays.panel.show_chain(facts, chain.faults)
        self.actions.show_modes(chain.chains, chain.current)

    def _show_comparison(self) -> None:
        compare = self._session.compare
        # Held, one picture fills the window, without a line through it.
        is_whole = compare.is_original_held and compare.mode is CompareMode.WIPE
        view = CompareView(
            mode=CompareMode.OFF if is_whole else compare.mode,
            divider=compare.divider,
            pixel_ratio=self._view.devicePixelRatioF(),
        )
        look = ComparisonLook(view, compare.is_swapped, compare.is_original_held)
        self._view.show_look(look)
        self.overlays.show_compare(compare)
        for mode in CompareMode:
            self.actions.show_checked(
                f"compare-{mode.value}", is_on=mode is compare.mode
            )

    def _show_notice(self) -> None:
        self.overlays.show_notice(self._session.notices.current)

    def _show_panels(self) -> None:
        overlays = self.overlays
        self.actions.show_checked("stats", is_on=overlays.stats.isVisible())
        self.actions.show_checked("shader-panel", is_on=overlays.is_panel_open)
        self.actions.show_checked("playlist", is_on=overlays.is_list_open)

    def _show_full_screen(self, is_full: object) -> None:
        self.overlays.bar.show_fullscreen(is_full=bool(is_full))
        self.actions.show_checked("fullscreen", is_on=bool(is_full))

    def _light_zone(self, is_lit: object) -> None:
        self.overlays.start.light_zone(is_lit=bool(is_lit))
