"""The chip that names the chain, its time per frame, and why it is idle. Thread: main.

Its colour says how the time stands to the time that a frame lasts.
"""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from player.hooks.chain import OFF, ShaderChain
from player.status import ChainStatus
from ui.chain_menu import ChainMenu
from ui.chain_words import ChainFacts, Load, idle_reason, load, milliseconds
from ui.icons import draw_icon
from ui.keyboard_focus import PRESS_KEYS, KeyboardFocus, draw_focus_ring
from ui.theme import DARK, colour, figures

LOAD_COLOURS = {
    Load.UNKNOWN: DARK.muted,
    Load.CALM: DARK.calm,
    Load.NEAR: DARK.amber,
    Load.BEYOND: DARK.red,
}

_HEIGHT_PX = 28
_DOT_PX = 8
_PAD_PX = 10
_GAP_PX = 8
_ARROW_PX = 16
_RADIUS_PX = 8
_WIDEST_NAME_PX = 150


class ChainChip(QAbstractButton):
    """Shows the chain; pressing it opens the menu of modes.

    Signals:
        chain_asked: Name of the chain that was chosen.
        drawer_asked: The person wants to see files and passes.
    """

    chain_asked = Signal(str)
    drawer_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = ChainFacts(OFF, ChainStatus())
        self._chains: tuple[ShaderChain, ...] = (OFF,)
        self._is_short = False
        self._menu: ChainMenu | None = None
        self._focus = KeyboardFocus(self, PRESS_KEYS)
        self.setFixedHeight(_HEIGHT_PX)
        self.clicked.connect(self.open_menu)
        self._renew_words()

    def show_chain(self, facts: ChainFacts, chains: tuple[ShaderChain, ...]) -> None:
        """Show the chain as it is; `chains` are those that can be chosen."""
        if facts == self._facts and chains == self._chains:
            return
        self._facts = facts
        self._chains = chains
        self._renew_words()
        if self._menu is not None:
            self._menu.show_note(self._menu_note())

    def show_short(self, *, is_short: bool) -> None:
        """Leave the time away where there is little room."""
        if is_short != self._is_short:
            self._is_short = is_short
            self.updateGeometry()
            self.setFixedWidth(self.sizeHint().width())

    @property
    def words(self) -> tuple[str, str]:
        """Return the chain's name and what stands behind it."""
        facts = self._facts
        if not facts.chain.entries:
            return self.tr("No shaders"), ""
        if facts.status.is_compiling or not self._is_known():
            return facts.chain.label, self.tr("preparing…")
        if idle_reason(facts):
            return facts.chain.label, self.tr("idle")
        return facts.chain.label, milliseconds(facts.status.total_ms)

    @property
    def load(self) -> Load:
        """Return how heavy the chain is, as the colour says it."""
        facts = self._facts
        is_waiting = facts.status.is_compiling or not self._is_known()
        if not facts.chain.entries or is_waiting or idle_reason(facts):
            return Load.UNKNOWN
        return load(facts.status.total_ms, facts.budget_ms)

    def open_menu(self) -> None:
        """Open the menu of chains above the chip."""
        if self._menu is not None:
            self._menu.close()
        menu = ChainMenu(self._chains, self._facts.chain.name, self)
        menu.show_note(self._menu_note())
        menu.chain_asked.connect(self.chain_asked)
        menu.drawer_asked.connect(self.drawer_asked)
        menu.closed.connect(self._forget_menu)
        self._menu = menu
        menu.open_above(self)

    @property
    def is_menu_open(self) -> bool:
        """Return whether the menu is open (the controls then stay)."""
        return self._menu is not None

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a width that does not change while the time does."""
        metrics = QFontMetricsF(figures(self.font()))
        name, _rest = self.words
        width = float(_PAD_PX + _DOT_PX + _GAP_PX)
        width += min(_WIDEST_NAME_PX, metrics.horizontalAdvance(name))
        width += _ARROW_PX + _PAD_PX
        if self._has_rest():
            width += _GAP_PX + self._rest_width(metrics)
        return QSize(round(width) + 2, _HEIGHT_PX)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802  Qt's name
        """Brighten under the pointer."""
        super().enterEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Let Enter press the chip as the space bar does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw ground, dot, name, time and arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("#ffffff", 0.20 if self.underMouse() else 0.12))
        painter.drawRoundedRect(rect, _RADIUS_PX, _RADIUS_PX)
        ink = LOAD_COLOURS[self.load]
        painter.setBrush(colour(ink))
        painter.drawEllipse(
            QPointF(_PAD_PX + _DOT_PX / 2, rect.center().y()), _DOT_PX / 2, _DOT_PX / 2
        )
        self._draw_words(painter, ink)
        arrow = QRectF(
            rect.right() - _PAD_PX - _ARROW_PX + 4,
            rect.center().y() - _ARROW_PX / 2,
            _ARROW_PX,
            _ARROW_PX,
        )
        draw_icon(painter, "chevron-down", DARK.muted, arrow)
        if self._focus.is_shown:
            draw_focus_ring(painter, rect, _RADIUS_PX)

    def _draw_words(self, painter: QPainter, ink: str) -> None:
        font = figures(self.font())
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        name, rest = self.words
        name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST_NAME_PX)
        left = float(_PAD_PX + _DOT_PX + _GAP_PX)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setPen(colour(DARK.text))
        painter.drawText(QRectF(left, 0, _WIDEST_NAME_PX + 4, _HEIGHT_PX), middle, name)
        if not self._has_rest():
            return
        left += metrics.horizontalAdvance(name) + _GAP_PX
        painter.setPen(colour(ink))
        box = QRectF(left, 0, self._rest_width(metrics), _HEIGHT_PX)
        painter.drawText(
            box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, rest
        )

    def _has_rest(self) -> bool:
        return bool(self._facts.chain.entries) and not self._is_short

    def _rest_width(self, metrics: QFontMetricsF) -> float:
        """Return room for any time below a second, or for longer words."""
        _name, rest = self.words
        widest = max(("888.8 ms", rest), key=metrics.horizontalAdvance)
        return metrics.horizontalAdvance(widest)

    def _is_known(self) -> bool:
        return self._facts.is_of_this_chain or not self._facts.has_picture

    def _forget_menu(self) -> None:
        self._menu = None

    def _menu_note(self) -> str:
        reason = idle_reason(self._facts)
        return self.tr("Idle: {0}").format(reason) if reason else ""

    def _renew_words(self) -> None:
        name, rest = self.words
        reason = idle_reason(self._facts)
        tip = [self.tr("Shader chain: {0}").format(name)]
        if reason:
            tip.append(self.tr("Idle: {0}").format(reason))
        elif self.load is not Load.UNKNOWN and self._facts.budget_ms:
            tip.append(
                self.tr("{0} of the {1} that a frame lasts").format(
                    rest, milliseconds(self._facts.budget_ms)
                )
            )
        self.setToolTip("\n".join(tip))
        self.setAccessibleName(tip[0])
        self.setAccessibleDescription(" ".join(tip[1:]))
        self.setFixedWidth(self.sizeHint().width())
        self.update()
