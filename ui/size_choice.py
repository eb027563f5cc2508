"""Gives an Auto chain its size while it plays. Thread: GUI.

The decision is `player.display.auto_size`; here it gets its figures.
"""

import time

from player.display.auto_size import AutoSize, Figures
from player.hooks.sizes import mode_of
from player.status import PlaybackStatus
from player.timing import WallTime
from ui.chain_control import ChainControl
from ui.load_notice import budget_s


class SizeChoice:
    """Watches drawing times, and steps an Auto chain up or down."""

    def __init__(self, chain: ChainControl) -> None:
        self._chain = chain
        self._auto = AutoSize()
        chain.changed.connect(self._on_changed)

    def look(
        self, playback: PlaybackStatus, draw_s: float, *, is_software: bool
    ) -> None:
        """Take the newest figures into account; called with each status."""
        chain, media = self._chain, playback.media
        if not chain.current.is_auto:
            return
        status = chain.status
        is_known = status.chain_id == chain.current.id and not status.is_compiling
        video = media.video if media else None
        figures = Figures(
            subject=(media.path if media else "", mode_of(chain.current.name)),
            sizes=f"{status.input_size} {status.output_size}",
            draw_s=draw_s if is_known else 0.0,
            budget_s=budget_s(playback),
            is_software=is_software,
            is_still=video is not None and video.is_still,
        )
        self._auto = self._auto.watched(figures, WallTime(time.perf_counter()))
        chain.follow_size(self._auto.size)

    def _on_changed(self) -> None:
        if not self._chain.current.is_auto:
            self._auto = AutoSize()  # chosen again, it may try again
