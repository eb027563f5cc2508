"""Numbers over the picture: sound, frames, shaders, in columns. Thread: main.

Every line has a fixed width in characters, so nothing jumps while numbers change.
"""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from player.frames import MediaInfo
from player.status import PassStatus, PassVerdict, PlaybackStatus
from ui.chain_words import ChainFacts, idle_reason, milliseconds, tr
from ui.short_titles import short_titles, shortened
from ui.theme import DARK, RADIUS_PX, colour, monospaced, put_on_picture

_LABEL_CHARS = 9
_VALUE_CHARS = 44
_MOST_LINES = 24
_PAD_PX = 12

Line = tuple[str, str]


def stats_lines(status: PlaybackStatus, facts: ChainFacts) -> tuple[Line, ...]:
    """Return the sheet as pairs of label and value."""
    stats = status.stats
    lines = [
        *_media_lines(status.media),
        (
            tr("Frames"),
            tr("shown {0:<8} dropped {1:<6} repeated {2:<6}").format(
                stats.shown, stats.dropped, stats.repeated
            ),
        ),
        (tr("Sound"), _sound(status)),
        (
            tr("Offset"),
            tr("{0:<14} underruns {1:<4} speed {2}").format(
                f"{stats.offset_s * 1000:+.1f} ms",
                stats.underruns,
                f"{status.speed:g}×",
            ),
        ),
        (tr("Drawing"), _drawing(facts)),
        (tr("Chain"), facts.chain.label),
        *_pass_lines(facts),
    ]
    return tuple((label, value[:_VALUE_CHARS]) for label, value in lines)


def _media_lines(media: MediaInfo | None) -> list[Line]:
    if media is None or media.video is None:
        file = (tr("File"), media.title if media else "–")
        return [file, (tr("Video"), tr("none"))] if media else [file]
    video = media.video
    rate = f"{float(video.frame_rate):.3f} fps" if video.frame_rate else "– fps"
    return [
        (tr("File"), media.title),
        (
            tr("Video"),
            f"{video.track.codec}  {video.size}  {video.pixel_format}  {rate}",
        ),
    ]


def _sound(status: PlaybackStatus) -> str:
    audio = status.media.audio if status.media else None
    heard = (
        f"{audio.track.codec}  {audio.channels} ch  {audio.rate_hz} Hz"
        if audio
        else tr("none")
    )
    device = status.audio_device or tr("silent")
    return f"{heard}  →  {device}"


def _drawing(facts: ChainFacts) -> str:
    drawn = milliseconds(facts.status.total_ms)
    if facts.budget_ms:
        drawn = tr("{0} of {1}").format(drawn, milliseconds(facts.budget_ms))
    if not facts.status.input_size:
        return drawn
    return f"{drawn:<21} {facts.status.input_size} → {facts.status.output_size}"


def _pass_lines(facts: ChainFacts) -> list[Line]:
    reason = idle_reason(facts)
    if reason:
        return [("", reason)]
    if not facts.is_of_this_chain:
        return []
    lines: list[Line] = []
    titles = _titles(facts.status.passes)
    for number, entry in enumerate(facts.chain.entries):
        ran = [
            one
            for one in facts.status.passes
            if one.entry == number and one.verdict is PassVerdict.RAN
        ]
        if ran and entry.file is not None:
            lines.append(("", entry.file.name.replace("_", " ")))
        lines += [("", _pass_line(titles[number, one.index], one)) for one in ran]
    rest = len(lines) - _MOST_LINES
    if rest > 0:
        lines[_MOST_LINES:] = [("", tr("and {0} more").format(rest))]
    return lines


def _pass_line(title: str, one: PassStatus) -> str:
    width = _VALUE_CHARS - 14
    drawn = "    –   " if one.gpu_ms is None else f"{one.gpu_ms:>7.2f} ms"
    return f"  {shortened(title, width):<{width}}  {drawn}"


def _titles(passes: tuple[PassStatus, ...]) -> dict[tuple[int, int], str]:
    """Return the titles by place, without what all passes of a file share."""
    titles: dict[tuple[int, int], str] = {}
    for entry in {one.entry for one in passes}:
        of_file = [one for one in passes if one.entry == entry]
        short = short_titles(tuple(one.title for one in of_file))
        for one, title in zip(of_file, short, strict=True):
            titles[entry, one.index] = title
    return titles


class StatsOverlay(QWidget):
    """The sheet, top left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        put_on_picture(self)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.tr("Statistics"))
        self.setFont(monospaced(self.font()))
        self._lines: tuple[Line, ...] = ()
        self.hide()

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return what it shows."""
        return self._lines

    def show_numbers(self, status: PlaybackStatus, facts: ChainFacts) -> None:
        """Show other numbers; costs nothing while it is hidden."""
        if self.isHidden():
            return
        lines = stats_lines(status, facts)
        if lines == self._lines:
            return
        self._lines = lines
        self.setAccessibleDescription("; ".join(f"{a} {b}" for a, b in lines))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """Return a width for the widest possible line, and a height for all."""
        metrics = QFontMetricsF(self.font())
        chars = _LABEL_CHARS + _VALUE_CHARS
        width = metrics.horizontalAdvance("0") * chars + 2 * _PAD_PX
        height = metrics.lineSpacing() * len(self._lines) + 2 * _PAD_PX
        return QSize(round(width), round(height))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Draw the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(DARK.surface, 0.84))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        metrics = QFontMetricsF(self.font())
        value_x = _PAD_PX + metrics.horizontalAdvance("0") * _LABEL_CHARS
        y = _PAD_PX + metrics.ascent()
        for label, value in self._lines:
            painter.setPen(colour(DARK.muted))
            painter.drawText(_PAD_PX, round(y), label)
            painter.setPen(colour(DARK.text))
            painter.drawText(round(value_x), round(y), value)
            y += metrics.lineSpacing()
