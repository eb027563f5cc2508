"""What floats over the picture: made, placed, shown and hidden here. Thread: GUI.

Overlays are children of the view; none of them moves the picture or another overlay.
"""

from PySide6.QtCore import QObject, QPoint, QRect

from player.render.request import CompareMode
from player.status import Notice, PlaybackStatus, PlayState
from ui.auto_hide import AutoHide
from ui.chain_words import ChainFacts
from ui.compare_control import CompareControl
from ui.compare_overlay import CompareOverlay
from ui.error_banner import ErrorBanner
from ui.fade import Fade
from ui.on_screen_word import OnScreenWord
from ui.playlist_panel import PANEL_PX as LIST_PX
from ui.playlist_panel import PlaylistPanel
from ui.shader_panel import PANEL_PX, ShaderPanel
from ui.sound_screen import SoundScreen
from ui.start_screen import StartScreen
from ui.stats_overlay import StatsOverlay
from ui.transport_bar import TransportBar
from ui.video_view import VideoView

MARGIN_PX = 16

LEAST_FREE_PX = 320
"""The controls need so much beside open drawers."""

LABELS_PX = 48
"""Room that the labels of the halves take at the top."""

WORD_ABOVE_BAR_PX = 12

GAP_PX = 8


class Overlays(QObject):
    """The widgets over one view.

    Attributes:
        sound: Title and artist where the file has no picture.
        start: What stands there while nothing is open.
        compare: Names of the halves and the divider's grip.
        stats: Numbers, top left.
        bar: Controls over the lower edge.
        panel: The shader drawer, at the right.
        list: The play list, at the left.
        word: What a key just did.
        banner: The notice at the top.
    """

    def __init__(self, view: VideoView) -> None:
        super().__init__(view)
        self._view = view
        # In this order from the picture up.
        self.sound = SoundScreen(view)
        self.compare = CompareOverlay(view)
        self.stats = StatsOverlay(view)
        self.bar = TransportBar(view)
        self.start = StartScreen(view)
        self.panel = ShaderPanel(view)
        self.list = PlaylistPanel(view)
        self.word = OnScreenWord(view)
        self.banner = ErrorBanner(view)
        self.stats.hide()
        self.panel.hide()
        self._bar_fade = Fade(self.bar)
        self.list.hide()
        self._panel_fade = Fade(self.panel)
        self._list_fade = Fade(self.list)
        self.auto_hide = AutoHide(view, self._is_in_use)
        self.auto_hide.watch(self.bar)
        self.auto_hide.changed.connect(self._on_controls)

    def place(self) -> None:
        """Put everything where it belongs in a view of this size."""
        width, height = self._view.width(), self._view.height()
        self.sound.setGeometry(0, 0, width, height)
        panel_width = min(PANEL_PX, width)
        self.panel.setGeometry(width - panel_width, 0, panel_width, height)
        self.list.setGeometry(0, 0, min(LIST_PX, width), height)
        self._place_beside_drawers()
        self.follow_picture()

    def follow_picture(self) -> None:
        """Put the names of the halves where the pictures are now."""
        whole = QRect()
        for rect in () if self.sound.isVisible() else self._view.picture_rects:
            whole = whole.united(QRect(rect.x, rect.y, rect.width, rect.height))
        left = self.list.width() if self.is_list_open else 0
        right = self.panel.x() if self.is_panel_open else self._view.width()
        clear = QRect(left, 0, max(0, right - left), self._view.height())
        self.compare.show_picture(whole, clear)

    def say(self, words: str) -> None:
        """Show a word for a moment."""
        self.word.say(words)
        self._place_word()

    def show_notice(self, notice: Notice | None) -> None:
        """Show what waits to be read, or nothing."""
        self.banner.show_notice(notice)
        self._place_banner()

    def show_status(self, status: PlaybackStatus) -> None:
        """Show what the player does."""
        is_empty = status.media is None and status.state is not PlayState.LOADING
        if self.start.isVisible() != is_empty:
            self.start.setVisible(is_empty)
            self._place_banner()
        was_sound = self.sound.isVisible()
        self.sound.show_media(status.media)
        if self.sound.isVisible() != was_sound:
            self.follow_picture()
        self.bar.show_status(status)
        is_playing = status.state is PlayState.PLAYING
        self.auto_hide.note_playing(is_playing=is_playing)

    def show_facts(self, status: PlaybackStatus, facts: ChainFacts) -> None:
        """Show numbers, where they are looked at."""
        if self.stats.isVisible():
            self.stats.show_numbers(status, facts)
            self._place_stats()

    def show_compare(self, control: CompareControl) -> None:
        """Show how before and after are compared."""
        self.bar.show_compare(control.mode)
        mode = control.mode
        if control.is_original_held and mode is CompareMode.WIPE:
            mode = CompareMode.OFF  # one picture fills the window for now
        self.compare.show_compare(mode, control.divider, is_swapped=control.is_swapped)
        self._place_banner()

    def toggle_stats(self) -> None:
        """Show the numbers or hide them."""
        self.stats.setVisible(not self.stats.isVisible())

    @property
    def is_panel_open(self) -> bool:
        """Return whether the shader drawer is open, or on its way to be."""
        return self._panel_fade.is_wanted

    def toggle_panel(self) -> None:
        """Open the shader drawer or close it."""
        if self._panel_fade.is_wanted:
            self._panel_fade.hide()
            self._view.setFocus()
        else:
            self._panel_fade.show()
        self.bar.show_drawer(is_open=self._panel_fade.is_wanted)
        self._place_beside_drawers()
        self.follow_picture()

    @property
    def is_list_open(self) -> bool:
        """Return whether the play list is open, or on its way to be."""
        return self._list_fade.is_wanted

    def toggle_list(self) -> None:
        """Open the play list or close it."""
        if self._list_fade.is_wanted:
            self._list_fade.hide()
            self._view.setFocus()
        else:
            self._list_fade.show()
        self._place_beside_drawers()
        self.follow_picture()

    def _free_span(self) -> tuple[int, int]:
        """Return left and right edge of what open drawers leave free.

        Where that is too narrow for controls, drawers lie over them.
        """
        left = self.list.width() if self.is_list_open else 0
        right = self.panel.x() if self.is_panel_open else self._view.width()
        if right - left < LEAST_FREE_PX:
            return 0, self._view.width()
        return left, right

    def _place_beside_drawers(self) -> None:
        """Put what must stay readable into what open drawers leave free."""
        left, right = self._free_span()
        self.start.setGeometry(left, 0, right - left, self._view.height())
        self._place_bar()
        self._place_banner()

    def _place_bar(self) -> None:
        left, right = self._free_span()
        height = self.bar.sizeHint().height()
        self.bar.setGeometry(left, self._view.height() - height, right - left, height)
        self._place_word()

    def _place_banner(self) -> None:
        left, right = self._free_span()
        is_open = self.is_panel_open or self.is_list_open
        is_covered = is_open and right - left == self._view.width()
        # It waits behind a drawer that leaves it no room.
        self.banner.setVisible(self.banner.notice is not None and not is_covered)
        self.banner.fit(right - left)
        top = LABELS_PX if self.compare.before.isVisible() else MARGIN_PX
        if self.start.isVisible():
            top = self._view.height() - MARGIN_PX - self.banner.height()
        self.banner.move((left + right - self.banner.width()) // 2, top)
        is_shown = not self.banner.isHidden()
        self.start.keep_free(self.banner.height() + MARGIN_PX if is_shown else 0)
        self._place_stats()

    def _place_stats(self) -> None:
        """Put the numbers into their corner, below a notice that reaches into it."""
        left, _ = self._free_span()
        place = QRect(QPoint(left + MARGIN_PX, LABELS_PX), self.stats.size())
        if not self.banner.isHidden() and place.intersects(self.banner.geometry()):
            place.moveTop(self.banner.geometry().bottom() + 1 + GAP_PX)
        self.stats.move(place.topLeft())

    def _place_word(self) -> None:
        top = self.bar.y() + self.bar.seek_bar.y() - WORD_ABOVE_BAR_PX
        self.word.move(self.bar.x() + MARGIN_PX, top - self.word.height())

    def _is_in_use(self) -> bool:
        panels = (self.panel, self.list)
        return self.bar.is_in_use or any(panel.underMouse() for panel in panels)

    def _on_controls(self, is_shown: object) -> None:
        if is_shown:
            self._bar_fade.show()
        else:
            self._bar_fade.hide()
        self._view.show_cursor(is_shown=bool(is_shown))
