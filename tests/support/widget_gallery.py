"""Renders every widget with sample values to PNG, for looking at them.

python -m tests.support.widget_gallery FOLDER [NAME…]   (under a virtual screen)
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from player import options
from player.hooks.chain import OFF
from player.render.request import ChainFault, CompareMode
from player.status import PassVerdict
from tests.support import ui_samples as samples
from ui import theme
from ui.about_dialog import AboutDialog
from ui.actions import ActionSet
from ui.chain_chip import ChainChip
from ui.chain_menu import ChainMenu
from ui.command import Menu
from ui.command_table import MENUS
from ui.compare_overlay import CompareOverlay
from ui.error_banner import ErrorBanner
from ui.on_screen_word import OnScreenWord
from ui.playlist import Playlist
from ui.playlist_panel import PlaylistPanel
from ui.settings_dialog import SettingsDialog
from ui.settings_store import RecentFile
from ui.shader_panel import ShaderPanel
from ui.shortcuts_dialog import ShortcutsDialog
from ui.start_screen import StartScreen
from ui.stats_overlay import StatsOverlay
from ui.transport_bar import TransportBar

_kept: list[QWidget] = []
"""Owners of actions that a menu only borrows."""

Maker = Callable[[], QWidget]


class Backdrop(QWidget):
    """A stand-in for a bright picture, the hardest ground for what lies over it."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw a bright sky and a few lines."""
        painter = QPainter(self)
        sky = QLinearGradient(0, 0, 0, self.height())
        sky.setColorAt(0, QColor("#7fb2e8"))
        sky.setColorAt(0.7, QColor("#f7e3c8"))
        sky.setColorAt(1, QColor("#fdfdfb"))
        painter.fillRect(self.rect(), sky)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("#2b2f3a"), 2))
        for step in range(0, self.width(), 48):
            painter.drawLine(step, self.height(), step + 90, self.height() // 2)


def _backdrop(width: int, height: int) -> Backdrop:
    ground = Backdrop()
    ground.resize(width, height)
    return ground


def bar(width: int) -> QWidget:
    """Return the transport bar over a picture."""
    ground = _backdrop(width, 240)
    made = TransportBar(ground)
    made.setGeometry(0, 240 - made.sizeHint().height(), width, 132)
    made.show_status(samples.STATUS)
    made.show_title(samples.MEDIA.title)
    made.show_chain(samples.FACTS, samples.CHAINS)
    made.show_list(has_previous=False, has_next=True)
    return ground


def chips() -> QWidget:
    """Return the chip calm, near, beyond, idle, preparing and off."""
    ground = _backdrop(640, 120)
    idle = tuple(replace(one, verdict=PassVerdict.IDLE) for one in samples.PASSES)
    still = replace(
        samples.CHAIN_STATUS, passes=idle, input_size="8×8", output_size="8×8"
    )
    making = replace(samples.CHAIN_STATUS, is_compiling=True)
    looks = (
        samples.FACTS,
        replace(samples.FACTS, budget_ms=16.0),
        replace(samples.FACTS, budget_ms=9.0),
        replace(samples.FACTS, status=still),
        replace(samples.FACTS, status=making),
        replace(samples.FACTS, chain=OFF),
    )
    for number, facts in enumerate(looks):
        made = ChainChip(ground)
        made.show_chain(facts, samples.CHAINS)
        made.move(12 + 208 * (number % 3), 16 + 44 * (number // 3))
    return ground


def hovered() -> QWidget:
    """Return the bar with the pointer on the line and the focus on the chip."""
    ground = bar(900)
    made = ground.findChild(TransportBar)
    ground.show()
    made.seek_bar._hover_x = 320
    made.seek_bar.update()
    made.chip._focus._is_shown = True
    made.menu_button._focus._is_shown = True
    made.volume.slider._focus._is_shown = True
    return ground


def banners() -> QWidget:
    """Return a notice and an error."""
    ground = _backdrop(700, 240)
    for notice, y in ((samples.NOTICE, 16), (samples.ERROR, 120)):
        made = ErrorBanner(ground)
        made.show_notice(notice)
        made.move(40, y)
    return ground


def word() -> QWidget:
    """Return the word on the screen."""
    theme.switch_motion(is_on=False)
    ground = _backdrop(360, 120)
    made = OnScreenWord(ground)
    made.say("Mode A · Fast")
    made.move(24, 40)
    return ground


def drawer(*, has_faults: bool) -> QWidget:
    """Return the shader drawer with two files open."""
    ground = _backdrop(480, 620)
    made = ShaderPanel(ground)
    made.setGeometry(160, 0, 320, 620)
    made.show_chain(samples.FACTS)
    made.view.setExpanded(made.model.index(1, 0), True)
    if has_faults:
        message = (
            "Clamp highlights.glsl:24: Statistics Y: 'foo' : undeclared identifier"
        )
        made.show_chain(samples.FACTS, {0: ChainFault(0, 1, 24, message)})
    else:
        made.view.setExpanded(made.model.index(2, 0), True)
    return ground


def values() -> QWidget:
    """Return the drawer with every kind of value to turn."""
    ground = _backdrop(480, 620)
    made = ShaderPanel(ground)
    made.setGeometry(160, 0, 320, 620)
    status = replace(samples.CHAIN_STATUS, chain_id=samples.TUNED.id)
    made.show_chain(
        replace(samples.FACTS, chain=samples.TUNED, status=status, is_edited=True)
    )
    made.view.setExpanded(made.model.index(1, 0), True)
    made.view.setFocus(Qt.FocusReason.TabFocusReason)
    made.view.setCurrentIndex(made.model.index(1, 0, made.model.index(1, 0)))
    return ground


def chain_menu() -> QWidget:
    """Return the menu of chains."""
    made = ChainMenu(samples.CHAINS, "mode-a-fast")
    made.show_note("Idle: already at screen size: nothing to enlarge")
    made.adjustSize()
    return made


def start(width: int, height: int) -> QWidget:
    """Return the start screen with recent files."""
    made = StartScreen()
    made.resize(width, height)
    frame = render(_backdrop(320, 180), 1.0)
    files = (
        RecentFile("/films/Episode 01 – The blue pencil.mkv", 612, 1420),
        RecentFile("/films/Episode 02.mkv", 1300, 1420),
        RecentFile("/films/A very long name of an episode that is cut.mkv", 3, 0),
        RecentFile("/films/opening.webm"),
    )
    made.show_recent(files, {one.path: frame for one in files[:2]})
    return made


def compare() -> QWidget:
    """Return the labels of the halves and the grip."""
    ground = _backdrop(640, 360)
    made = CompareOverlay(ground)
    made.show_names("Original", "Mode A · Fast")
    made.show_picture(QRect(0, 0, 640, 360))
    made.show_compare(CompareMode.WIPE, 0.5, is_swapped=False)
    return ground


def stats() -> QWidget:
    """Return the sheet of numbers."""
    ground = _backdrop(640, 360)
    made = StatsOverlay(ground)
    made.move(16, 16)
    made.show()
    made.show_numbers(samples.STATUS, samples.FACTS)
    return ground


def playlist() -> QWidget:
    """Return the play list over a picture."""
    ground = _backdrop(480, 360)
    made = PlaylistPanel(ground)
    made.setGeometry(0, 0, 280, 360)
    names = ("Episode 01.mkv", "A very long name of an episode, version 2.mkv", "03.ts")
    made.show_list(Playlist(tuple(f"/films/{name}" for name in names), 1))
    return ground


def settings() -> QWidget:
    """Return the settings."""
    return SettingsDialog(
        options.defaults(),
        {"chain": {"auto": "Automatic", "mode-a-fast": "Mode A · Fast"}},
    )


def picture_menu() -> QWidget:
    """Return a menu with ticks and keys."""
    window = QWidget()
    actions = ActionSet(window)
    actions.show_checked("mode-2", is_on=True)
    actions.show_checked("shader-panel", is_on=True)
    menu = QMenu()
    for command in MENUS[Menu.PICTURE]:
        menu.addAction(actions.action(command.id))
    menu.setActiveAction(actions.action("mode-3"))
    _kept.append(window)
    menu.resize(menu.sizeHint())
    return menu


MAKERS: dict[str, Maker] = {
    "bar_1280": lambda: bar(1280),
    "bar_640": lambda: bar(640),
    "bar_400": lambda: bar(400),
    "chips": chips,
    "hovered": hovered,
    "banners": banners,
    "word": word,
    "drawer": lambda: drawer(has_faults=False),
    "values": values,
    "drawer_faults": lambda: drawer(has_faults=True),
    "start": lambda: start(960, 540),
    "start_small": lambda: start(480, 300),
    "compare": compare,
    "stats": stats,
    "playlist": playlist,
    "settings": settings,
    "shortcuts": ShortcutsDialog,
    "menu": picture_menu,
    "about": lambda: AboutDialog("llvmpipe, OpenGL 4.5"),
    "chain_menu": chain_menu,
}


def render(widget: QWidget, scale: float) -> QImage:
    """Return the widget's picture at a device pixel ratio."""
    image = QImage(
        round(widget.width() * scale),
        round(widget.height() * scale),
        QImage.Format.Format_RGB32,
    )
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.black)
    painter = QPainter(image)
    widget.render(painter, QPoint(), QRect(QPoint(), widget.size()))
    painter.end()
    return image


def main() -> None:
    """Render what was asked for, in both themes and at two scales."""
    folder, *names = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    app.setStyle("Fusion")
    theme.switch_motion(is_on=False)
    for tones_name, tones in (("dark", theme.DARK), ("light", theme.LIGHT)):
        app.setPalette(theme.palette(tones))
        app.setStyleSheet(theme.style_sheet(tones))
        for name in names or MAKERS:
            widget = MAKERS[name]()
            widget.show()
            app.processEvents()
            app.processEvents()  # words that wrap are laid out once more
            for scale in (1.0, 2.0):
                path = f"{folder}/{name}_{tones_name}_{scale:.0f}x.png"
                render(widget, scale).save(path)
            widget.close()


if __name__ == "__main__":
    main()
