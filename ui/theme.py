"""Colours, style sheet, fonts and motion: how everything in the window looks.

What lies over the picture is always dark; menus and dialogs follow the system. Every
colour has its name in `Tones` and nowhere else. Thread: main.
"""

from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QWidget

GRID_PX = 4
RADIUS_PX = 8
FADE_MS = 120
"""The longest motion is 150 ms; this is the usual one."""

_MOTION_SWITCH = "sakugaMotion"


@dataclass(frozen=True, slots=True)
class Tones:
    """The colours of one theme, as "#rrggbb".

    Attributes:
        ground: Behind everything; the window where there is no picture.
        surface: Panels, menus, dialogs.
        raised: What lies on a surface: fields, cards, a hovered row.
        line: Hair lines and borders of fields.
        text: Words to read (87 % white on dark).
        muted: Words that may be passed over.
        accent: Position and focus, nothing else; also a main button's ground.
        on_accent: Words on `accent`.
        calm / amber / red: Within the frame's budget, near it, beyond it.
    """

    ground: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    calm: str
    amber: str
    red: str


DARK = Tones(
    ground="#0b0d12",
    surface="#14171e",
    raised="#20252f",
    line="#353b48",
    text="#e0e1e4",
    muted="#a2a8b4",
    accent="#7ab8ff",
    on_accent="#0b1a2b",
    calm="#8fd6ae",
    amber="#f2bd5a",
    red="#ff8b82",
)
"""Near-black with a touch of blue; the accent is an animator's blue pencil."""

LIGHT = Tones(
    ground="#eceef2",
    surface="#f7f8fa",
    raised="#ffffff",
    line="#c3c8d2",
    text="#1b1e25",
    muted="#565d6b",
    accent="#1b64c0",
    on_accent="#ffffff",
    calm="#1a6d42",
    amber="#855400",
    red="#b3261e",
)


def read_resource(name: str) -> str:
    """Return the text of a file in `resources/`."""
    return files("resources").joinpath(name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)
def style_sheet(tones: Tones) -> str:
    """Return `resources/style.qss` with the names of colours filled in."""
    sheet = read_resource("style.qss")
    # Longest first: "@on_accent" must not be taken for "@on" of a shorter name.
    for name, colour in sorted(asdict(tones).items(), key=lambda i: -len(i[0])):
        sheet = sheet.replace(f"@{name}", colour)
    return sheet


def palette(tones: Tones) -> QPalette:
    """Return the Qt palette of a theme, for what the style sheet does not reach."""
    roles = {
        QPalette.ColorRole.Window: tones.surface,
        QPalette.ColorRole.WindowText: tones.text,
        QPalette.ColorRole.Base: tones.raised,
        QPalette.ColorRole.Mid: tones.line,
        QPalette.ColorRole.AlternateBase: tones.surface,
        QPalette.ColorRole.Text: tones.text,
        QPalette.ColorRole.PlaceholderText: tones.muted,
        QPalette.ColorRole.Button: tones.raised,
        QPalette.ColorRole.ButtonText: tones.text,
        QPalette.ColorRole.ToolTipBase: tones.raised,
        QPalette.ColorRole.ToolTipText: tones.text,
        QPalette.ColorRole.Highlight: tones.accent,
        QPalette.ColorRole.HighlightedText: tones.on_accent,
        QPalette.ColorRole.Link: tones.accent,
        QPalette.ColorRole.Accent: tones.accent,
    }
    made = QPalette()
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tones.muted))
    return made


def system_tones() -> Tones:
    """Return the theme that the system asks for; dark when it does not say."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return LIGHT if scheme is Qt.ColorScheme.Light else DARK


def apply(app: QApplication) -> None:
    """Dress the application, and again whenever the system changes its mind."""
    app.setStyle("Fusion")
    app.styleHints().colorSchemeChanged.connect(lambda _scheme: _dress(app))
    _dress(app)


def _dress(app: QApplication) -> None:
    tones = system_tones()
    app.setPalette(palette(tones))
    app.setStyleSheet(style_sheet(tones))


def put_on_picture(widget: QWidget) -> None:
    """Dress a widget that lies over the picture: dark, whatever the system says."""
    widget.setPalette(palette(DARK))
    widget.setStyleSheet(style_sheet(DARK))


def colour(name: str, alpha: float = 1.0) -> QColor:
    """Return a colour for painting, alpha 0…1."""
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def figures(font: QFont) -> QFont:
    """Return the font with figures of one width, so that numbers do not jump."""
    made = QFont(font)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def monospaced(font: QFont) -> QFont:
    """Return the system's fixed font at the size of `font`."""
    made = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    made.setPointSizeF(font.pointSizeF())
    return made


def scaled(font: QFont, factor: float, *, is_bold: bool = False) -> QFont:
    """Return the font larger or smaller by `factor`."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    made.setWeight(QFont.Weight.DemiBold if is_bold else font.weight())
    return made


def switch_motion(*, is_on: bool) -> None:
    """Let things move and fade, or (the person's option) not."""
    app = QGuiApplication.instance()
    assert app is not None, "an application is made before its widgets"
    app.setProperty(_MOTION_SWITCH, is_on)


def motion_ms(wanted_ms: int) -> int:
    """Return how long a motion may take: 0 where the system or person wants none."""
    app = QGuiApplication.instance()
    if app is None or app.property(_MOTION_SWITCH) is False:
        return 0
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    return wanted_ms if QApplication.style().styleHint(hint) > 0 else 0
