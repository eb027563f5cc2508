"""The icons of `resources/icons`, in any colour, sharp at any scale. Thread: main.

They are drawn by this project: 20 × 20, one weight of 1.5, round ends.
"""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.theme import read_resource

ICON_PX = 20
_SCALES = (1.0, 1.5, 2.0, 3.0)


@lru_cache(maxsize=256)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    text = read_resource(f"icons/{name}.svg").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(text.encode()))


def draw_icon(painter: QPainter, name: str, colour: str, rect: QRectF) -> None:
    """Draw an icon straight into a painter: vectors, so sharp at every scale.

    Args:
        painter: Open painter.
        name: File in `resources/icons` without ".svg".
        colour: "#rrggbb".
        rect: Where, in the painter's coordinates.
    """
    _renderer(name, colour).render(painter, rect)


def program_icon() -> QIcon:
    """Return the program's own icon: a soft line, a divider, the line made clean."""
    renderer = QSvgRenderer(QByteArray(read_resource("sakuga.svg").encode()))
    made = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(size_px, size_px)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size_px, size_px))
        painter.end()
        made.addPixmap(pixmap)
    return made


@lru_cache(maxsize=256)
def icon(name: str, colour: str, size_px: int = ICON_PX) -> QIcon:
    """Return an icon for menus and lists, with a picture for each usual scale."""
    made = QIcon()
    for scale in _SCALES:
        pixmap = QPixmap(round(size_px * scale), round(size_px * scale))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_icon(painter, name, colour, QRectF(0, 0, pixmap.width(), pixmap.height()))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        made.addPixmap(pixmap)
    return made
