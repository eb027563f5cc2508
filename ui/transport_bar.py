"""The controls over the lower edge of the picture, on a soft scrim. Thread: main.

It shows values and says what was asked; when it comes and goes is decided elsewhere
(`ui.auto_hide`).
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from player.hooks.chain import ShaderChain
from player.render.request import CompareMode
from player.status import PlaybackStatus, PlayState
from ui.chain_chip import ChainChip
from ui.chain_words import ChainFacts
from ui.icon_button import IconButton
from ui.seek_bar import SeekBar
from ui.theme import DARK, colour, figures, put_on_picture
from ui.time_words import clock
from ui.volume_control import VolumeControl

_MARGIN_PX = 16
_HEIGHT_PX = 132
"""Controls and the scrim's soft upper part."""

SCRIM = ((0.0, 0.0), (0.25, 0.14), (0.5, 0.58), (0.7, 0.82), (1.0, 0.92))
"""Place from top to bottom and opacity: dark enough for words on a white picture."""

_LEAST_TITLE_PX = 80
"""A title that has less room than this says nothing."""


class TransportBar(QWidget):
    """Seek bar above, buttons below.

    Signals:
        command_asked: Id of a command (`ui.command_table`).
        seek_asked: Seconds, and whether the very frame is wanted.
        volume_asked: 1.0 is the file's own loudness.
        chain_asked: Name of a chain.
        menu_asked: Global place at which to open the menu of everything.
    """

    command_asked = Signal(str)
    seek_asked = Signal(float, bool)
    volume_asked = Signal(float)
    chain_asked = Signal(str)
    menu_asked = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAccessibleName(self.tr("Controls"))
        self.seek_bar = SeekBar(self)
        self.play_button = self._button("play", self.tr("Play (Space)"), "play")
        self.previous_button = self._button(
            "previous", self.tr("Previous file (<)"), "previous-file"
        )
        self.next_button = self._button("next", self.tr("Next file (>)"), "next-file")
        self.compare_button = self._button(
            "compare", self.tr("Compare before and after (C)"), "compare-next"
        )
        self.track_button = self._button(
            "audio-track", self.tr("Next audio track (A)"), "next-audio-track"
        )
        self.drawer_button = self._button(
            "layers", self.tr("Shader drawer (S)"), "shader-panel"
        )
        self.fullscreen_button = self._button(
            "fullscreen", self.tr("Full screen (F)"), "fullscreen"
        )
        self.menu_button = IconButton("menu", self.tr("Menu"), self)
        self.chip = ChainChip(self)
        self.volume = VolumeControl(self)
        self._time = QLabel("00:00 / 00:00", self)
        self._time.setFont(figures(self.font()))
        self._time.setAccessibleName(self.tr("Time"))
        self._title = QLabel(self)
        self._title.setProperty("role", "muted")
        self._title_words = ""
        self._list_buttons = False
        self._track_count = 0
        self._media: object = None
        self._row = QHBoxLayout()
        self.compare_button.setCheckable(True)
        self.drawer_button.setCheckable(True)
        self._lay_out()
        self._connect()

    def _button(self, icon: str, words: str, command: str) -> IconButton:
        button = IconButton(icon, words, self)
        button.clicked.connect(lambda: self.command_asked.emit(command))
        return button

    def _lay_out(self) -> None:
        row = self._row
        row.setSpacing(4)
        for button in (self.previous_button, self.play_button, self.next_button):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self._time)
        row.addSpacing(8)
        row.addWidget(self._title, 1)
        row.addStretch(0)
        for widget in (
            self.chip,
            self.compare_button,
            self.drawer_button,
            self.track_button,
            self.volume,
            self.fullscreen_button,
            self.menu_button,
        ):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN_PX, 0, _MARGIN_PX, 8)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self.seek_bar)
        column.addLayout(row)
        # The title takes what is left and asks for nothing.
        self._title.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )
        self.show_list(has_previous=False, has_next=False)
        self.track_button.hide()

    def _connect(self) -> None:
        self.seek_bar.seek_asked.connect(self.seek_asked)
        self.volume.volume_asked.connect(self.volume_asked)
        self.volume.mute_asked.connect(lambda: self.command_asked.emit("mute"))
        self.chip.chain_asked.connect(self.chain_asked)
        self.chip.drawer_asked.connect(lambda: self.command_asked.emit("shader-panel"))
        self.menu_button.clicked.connect(self._ask_menu)

    def show_status(self, status: PlaybackStatus) -> None:
        """Show what the player does."""
        media = status.media
        if media is not self._media:
            self._media = media
            self.seek_bar.show_media(
                media.duration_s if media else 0.0, media.chapters if media else ()
            )
            self._track_count = len(media.audio_tracks) if media else 0
            self._fit()
        self.seek_bar.show_position(status.position)
        self._show_time(status.position, media.duration_s if media else 0.0)
        self._show_play(status.state)
        self.volume.show_volume(status.volume, is_muted=status.is_muted)

    def show_title(self, words: str) -> None:
        """Show the file's name."""
        self._title_words = words
        self._title.setToolTip(words)
        self._elide_title()

    def show_list(self, *, has_previous: bool, has_next: bool) -> None:
        """Offer the files before and after; without a list the buttons go."""
        self._list_buttons = has_previous or has_next
        self.previous_button.setEnabled(has_previous)
        self.next_button.setEnabled(has_next)
        self._fit()

    def show_chain(self, facts: ChainFacts, chains: tuple[ShaderChain, ...]) -> None:
        """Show the chain as it is."""
        width = self.chip.width()
        self.chip.show_chain(facts, chains)
        if self.chip.width() != width:
            self._fit()

    def show_compare(self, mode: CompareMode) -> None:
        """Show whether a comparison is on."""
        self.compare_button.setChecked(mode is not CompareMode.OFF)

    def show_drawer(self, *, is_open: bool) -> None:
        """Show whether the drawer is open."""
        self.drawer_button.setChecked(is_open)

    def show_fullscreen(self, *, is_full: bool) -> None:
        """Show which way the full screen button goes."""
        self.fullscreen_button.show_icon("fullscreen-exit" if is_full else "fullscreen")
        words = self.tr("Leave full screen (F)")
        self.fullscreen_button.show_words(
            words if is_full else self.tr("Full screen (F)")
        )

    @property
    def is_in_use(self) -> bool:
        """Return whether it must stay: hovered, dragged, or with its menu open."""
        return (
            self.underMouse()
            or self.seek_bar.isSliderDown()
            or self.chip.is_menu_open
            or self._has_keyboard_focus()
        )

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return the height with the scrim."""
        return QSize(640, _HEIGHT_PX)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Let the less needed step aside."""
        super().resizeEvent(event)
        self._fit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Keep clicks between the buttons from the picture; the scrim lets through."""
        if event.position().y() < self.seek_bar.y():
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        """Treat a double click as two clicks."""
        self.mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the scrim."""
        painter = QPainter(self)
        scrim = QLinearGradient(0, 0, 0, self.height())
        for place, alpha in SCRIM:
            scrim.setColorAt(place, colour(DARK.ground, alpha))
        painter.fillRect(self.rect(), scrim)

    def _fit(self) -> None:
        """Show everything, then let the less needed step aside until all fits."""
        row = self._row
        self._title.hide()
        self.chip.show_short(is_short=False)
        self.volume.show()
        self.volume.show_slider(is_shown=True)
        for button in (self.previous_button, self.next_button):
            button.setVisible(self._list_buttons)
        for widget in (self.drawer_button, self.compare_button, self.chip):
            widget.show()
        self.track_button.setVisible(self._track_count > 1)
        room = self.width() - 2 * _MARGIN_PX
        for step_aside in self._steps():
            row.invalidate()
            if row.minimumSize().width() <= room:
                break
            step_aside()
        row.invalidate()
        spare = room - row.minimumSize().width()
        self._title.setVisible(spare >= _LEAST_TITLE_PX)
        self._elide_title()

    def _steps(self) -> tuple[Callable[[], object], ...]:
        """Return what steps aside, the least needed first."""
        return (
            lambda: self.volume.show_slider(is_shown=False),
            self.track_button.hide,
            lambda: self.chip.show_short(is_short=True),
            self.drawer_button.hide,
            self.previous_button.hide,
            self.next_button.hide,
            self.compare_button.hide,
            self.chip.hide,
            self.volume.hide,
        )

    def _elide_title(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        metrics = QFontMetricsF(self._title.font())
        width = max(0, self._title.width() - 4)
        elide = Qt.TextElideMode.ElideRight
        self._title.setText(metrics.elidedText(self._title_words, elide, width))

    def _show_time(self, position_s: float, duration_s: float) -> None:
        with_hours = duration_s >= 3600
        words = clock(position_s, with_hours=with_hours)
        if duration_s > 0:
            words = f"{words} / {clock(duration_s)}"
        if words != self._time.text():
            self._time.setText(words)

    def _show_play(self, state: PlayState) -> None:
        is_playing = state in {PlayState.PLAYING, PlayState.SEEKING}
        icon = "pause" if is_playing else "play"
        if state is PlayState.ENDED:
            icon = "replay"
        self.play_button.show_icon(icon)
        words = {
            "pause": self.tr("Pause (Space)"),
            "play": self.tr("Play (Space)"),
            "replay": self.tr("Play again (Space)"),
        }
        self.play_button.show_words(words[icon])

    def _has_keyboard_focus(self) -> bool:
        window = self.window()
        focused = window.focusWidget() if window is not None else None
        return focused is not None and self.isAncestorOf(focused)

    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.menu_button.mapToGlobal(QPoint(0, -4)))
