"""Says when the chain is too slow for the video, and offers a lighter one. Thread: GUI.

The decision is `player.display.load_watch`; here it gets its figures.
"""

import time

from player.display.load_watch import KEY, Load, LoadWatch
from player.status import ChainStatus, PlaybackStatus, PlayState
from player.timing import WallTime
from ui.chain_control import ChainControl
from ui.notice_board import NoticeBoard

USUAL_RATE = 24.0
"""Frames a second of a file that does not say."""


class LoadNotice:
    """Watches drawing times and posts or withdraws one notice."""

    def __init__(self, chain: ChainControl, notices: NoticeBoard) -> None:
        self._chain = chain
        self._notices = notices
        self._watch = LoadWatch()

    def look(self, playback: PlaybackStatus, draw_s: float) -> None:
        """Take the newest figures into account; called with each status."""
        current = self._chain.current
        status = self._chain.status
        load = Load(
            # Auto steps down by itself while it can; until then nothing is said.
            draw_s=0.0 if status.is_compiling or self._chain.can_step_down else draw_s,
            budget_s=budget_s(playback),
            chain_id=current.id,
            chain_label=current.label,
            has_lighter=bool(current.entries),
            slowest=slowest(status, self._names()),
        )
        before = self._watch.notice
        self._watch = self._watch.watched(load, WallTime(time.perf_counter()))
        if self._watch.notice is None and before is not None:
            self._notices.withdraw(KEY)
        elif self._watch.notice is not None and before is None:
            self._notices.post(self._watch.notice)

    def forget(self) -> None:
        """Take back what was said of a chain that is no longer there."""
        self._watch = LoadWatch()
        self._notices.withdraw(KEY)

    def _names(self) -> tuple[str, ...]:
        return tuple(
            entry.file.name if entry.file else entry.reference
            for entry in self._chain.current.entries
        )


def budget_s(playback: PlaybackStatus) -> float:
    """Return the wall time between two frames, 0 while nothing moves."""
    media = playback.media
    is_moving = playback.state is PlayState.PLAYING
    if not is_moving or media is None or media.video is None or media.video.is_still:
        return 0.0
    rate = float(media.video.frame_rate) or USUAL_RATE
    return 1.0 / (rate * playback.speed)


def slowest(status: ChainStatus, names: tuple[str, ...]) -> tuple[str, float]:
    """Return the file that takes most GPU time and its ms, ("", 0) when unknown."""
    sums: dict[int, float] = {}
    for shader_pass in status.passes:
        if shader_pass.gpu_ms is not None:
            sums[shader_pass.entry] = (
                sums.get(shader_pass.entry, 0.0) + shader_pass.gpu_ms
            )
    if not sums:
        return "", 0.0
    entry = max(sums, key=sums.__getitem__)
    return (names[entry], sums[entry]) if entry < len(names) else ("", 0.0)
