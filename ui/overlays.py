"""What floats over the picture: made, placed, shown and hidden here. Thread: GUI.

Overlays are children of the view; none of them moves the picture or another overlay.
"""

from PySide6.QtCore import QObject

from player.render.request import CompareMode
from player.status import Notice, PlaybackStatus, PlayState
from ui.auto_hide import AutoHide
from ui.error_banner import ErrorBanner
from ui.fade import Fade
from ui.on_screen_word import OnScreenWord
from ui.transport_bar import TransportBar
from ui.video_view import VideoView

MARGIN_PX = 16
WORD_ABOVE_BAR_PX = 12


class Overlays(QObject):
    """The widgets over one view.

    Attributes:
        bar: Controls over the lower edge.
        banner: The notice at the top.
        word: What a key just did.
    """

    def __init__(self, view: VideoView) -> None:
        super().__init__(view)
        self._view = view
        self.bar = TransportBar(view)
        self.banner = ErrorBanner(view)
        self.word = OnScreenWord(view)
        self._bar_fade = Fade(self.bar)
        self.auto_hide = AutoHide(view, self._is_in_use)
        self.auto_hide.watch(self.bar)
        self.auto_hide.changed.connect(self._on_controls)

    def place(self) -> None:
        """Put everything where it belongs in a view of this size."""
        width, height = self._view.width(), self._view.height()
        bar_height = self.bar.sizeHint().height()
        self.bar.setGeometry(0, height - bar_height, width, bar_height)
        self.banner.fit()
        self.banner.move((width - self.banner.width()) // 2, MARGIN_PX)
        self._place_word()

    def say(self, words: str) -> None:
        """Show a word for a moment."""
        self.word.say(words)
        self._place_word()

    def show_notice(self, notice: Notice | None) -> None:
        """Show what waits to be read, or nothing."""
        self.banner.show_notice(notice)
        if notice is not None:
            self.banner.fit()
            self.banner.move((self._view.width() - self.banner.width()) // 2, MARGIN_PX)

    def show_status(self, status: PlaybackStatus) -> None:
        """Show what the player does."""
        self.bar.show_status(status)
        is_playing = status.state is PlayState.PLAYING
        self.auto_hide.note_playing(is_playing=is_playing)

    def show_compare(self, mode: CompareMode) -> None:
        """Show how before and after are compared."""
        self.bar.show_compare(mode)

    def _place_word(self) -> None:
        top = self.bar.y() + self.bar.seek_bar.y() - WORD_ABOVE_BAR_PX
        self.word.move(MARGIN_PX, top - self.word.height())

    def _is_in_use(self) -> bool:
        return self.bar.is_in_use

    def _on_controls(self, is_shown: object) -> None:
        if is_shown:
            self._bar_fade.show()
        else:
            self._bar_fade.hide()
        self._view.show_cursor(is_shown=bool(is_shown))
