"""Commands about time and sound, each with the word it shows. Thread: GUI."""

from typing import Protocol

from PySide6.QtCore import QObject, Signal

from player.status import PlaybackStatus, PlayState
from player.timing import MediaTime

SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
VOLUME_STEP = 0.05
MAX_VOLUME = 1.3
CHAPTER_GRACE_S = 2.0
"""Within this time of a chapter's start, "previous" means the one before."""


class Player(Protocol):
    """What the window commands; `player.playback.transport.Transport` is one."""

    def open(self, path: str, *, start_s: float = 0.0, paused: bool = False) -> None:
        """Play another file."""

    def close(self) -> None:
        """Play nothing."""

    def play(self) -> None:
        """Go on."""

    def toggle_pause(self) -> None:
        """Hold, or go on."""

    def seek(self, target: MediaTime, *, exact: bool = True) -> None:
        """Go to a moment; the newest wish wins."""

    def seek_by(self, delta_s: float) -> None:
        """Go forward or back."""

    def step(self, frames: int) -> None:
        """Pause and show the next (1) or previous (-1) frame."""

    def set_speed(self, speed: float) -> None:
        """Set media seconds per second."""

    def set_volume(self, volume: float) -> None:
        """Set the loudness, 1 is the file's own."""

    def set_muted(self, is_muted: bool) -> None:
        """Switch the sound."""

    def set_audio_track(self, index: int) -> None:
        """Hear another stream."""

    def reopen_audio(self) -> None:
        """Try the sound device again."""

    def status(self) -> PlaybackStatus:
        """Return how it stands."""


class PlaybackControl(QObject):
    """Time and sound as the person commands them.

    Signals:
        changed: A new `PlaybackStatus`; while playing at least ten times a second.
        said: A word for the screen.
    """

    changed = Signal(object)
    said = Signal(str)

    def __init__(self, player: Player, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player = player
        self._status = player.status()

    @property
    def status(self) -> PlaybackStatus:
        """Return the newest status that was told."""
        return self._status

    def refresh(self) -> None:
        """Read the transport again and tell; called by the bridge."""
        self._status = self._player.status()
        self.changed.emit(self._status)

    def toggle_pause(self) -> None:
        """Pause or go on; at the end of the file, start again."""
        if self._status.state is PlayState.ENDED:
            self._player.play()
            return
        is_playing = self._status.state is PlayState.PLAYING
        self._player.toggle_pause()
        self.said.emit("Pause" if is_playing else "Play")

    def seek(self, target: MediaTime, *, is_exact: bool = True) -> None:
        """Go to a moment, kept within the file."""
        end = self._status.media.duration_s if self._status.media else 0.0
        clamped = max(0.0, min(target, end) if end > 0 else target)
        self._player.seek(MediaTime(clamped), exact=is_exact)

    def seek_by(self, delta_s: float) -> None:
        """Go forward or back by seconds."""
        self._player.seek_by(delta_s)
        self.said.emit(f"{'+' if delta_s > 0 else '−'}{abs(delta_s):g} s")

    def step(self, frames: int) -> None:
        """Show the next (1) or the previous (-1) frame, paused."""
        self._player.step(frames)

    def change_speed(self, steps: int) -> None:
        """Go to the next higher or lower speed of the usual ones."""
        speed = self._status.speed
        if steps > 0:
            wanted = next((s for s in SPEEDS if s > speed + 1e-6), SPEEDS[-1])
        else:
            wanted = next((s for s in reversed(SPEEDS) if s < speed - 1e-6), SPEEDS[0])
        self.set_speed(wanted)

    def set_speed(self, speed: float) -> None:
        """Play at `speed` media seconds per second."""
        self._player.set_speed(min(SPEEDS[-1], max(SPEEDS[0], speed)))
        self.said.emit(f"Speed {speed:g}×")

    def set_volume(self, volume: float, *, is_said: bool = False) -> None:
        """Set the loudness, 1 is the file's own."""
        volume = min(MAX_VOLUME, max(0.0, volume))
        if self._status.is_muted and volume > 0:
            self._player.set_muted(False)
        self._player.set_volume(volume)
        if is_said:
            self.said.emit(f"Volume {volume:.0%}")

    def change_volume(self, steps: int) -> None:
        """Turn the sound up or down by steps, and say it."""
        rounded = round(self._status.volume / VOLUME_STEP) + steps
        self.set_volume(rounded * VOLUME_STEP, is_said=True)

    def toggle_mute(self) -> None:
        """Sound off, or on again."""
        is_muted = not self._status.is_muted
        self._player.set_muted(is_muted)
        self.said.emit("Sound off" if is_muted else "Sound on")

    def reopen_audio(self) -> None:
        """Try the sound device again."""
        self._player.reopen_audio()

    def set_audio_track(self, index: int) -> None:
        """Hear another audio stream of the file."""
        self._player.set_audio_track(index)

    def cycle_audio_track(self) -> None:
        """Hear the file's next audio stream."""
        media = self._status.media
        if media is None or len(media.audio_tracks) < 2 or media.audio is None:
            self.said.emit("No other audio track")
            return
        indices = [track.index for track in media.audio_tracks]
        place = (
            indices.index(media.audio.track.index)
            if media.audio.track.index in indices
            else -1
        )
        track = media.audio_tracks[(place + 1) % len(indices)]
        self._player.set_audio_track(track.index)
        name = " ".join(word for word in (track.title, track.language) if word)
        self.said.emit(f"Audio: {name or f'track {track.index}'}")

    def seek_chapter(self, step: int) -> None:
        """Go to the next (1) or previous (-1) chapter."""
        media = self._status.media
        if media is None or not media.chapters:
            self.said.emit("No chapters")
            return
        position = self._status.position
        if step > 0:
            later = [c for c in media.chapters if c.start > position + 0.01]
            chapter = later[0] if later else None
        else:
            earlier = [
                c for c in media.chapters if c.start < position - CHAPTER_GRACE_S
            ]
            chapter = earlier[-1] if earlier else media.chapters[0]
        if chapter is not None:
            self.seek(chapter.start)
            self.said.emit(chapter.title)
