"""One opened file while it plays: its branches, and how far each of them is.

Thread: the transport's.
"""

from collections.abc import Callable
from dataclasses import replace

from player.errors import PlayerError
from player.frames import AudioBlock, MediaInfo, VideoFrame
from player.media.video_reader import SeekMode
from player.playback.branch import Branch
from player.playback.picture_stage import PictureStage
from player.playback.sound_stage import SoundGate, SoundStage
from player.playback.sources import PictureSeek, Readers, SoundSeek
from player.timing import Epoch, MediaTime


class Programme:
    """Starts, steers and ends the branches of a file."""

    def __init__(
        self,
        media: MediaInfo,
        readers: Readers,
        picture: PictureStage,
        ring_bell: Callable[[], None],
    ) -> None:
        """Start the video branch; sound begins with `connect_sound`.

        Args:
            media: What the file holds.
            readers: Open it.
            picture: Takes the frames.
            ring_bell: A branch has its first item, its end, or an error.
        """
        self.media = media
        self.picture = picture
        self._readers = readers
        self._ring_bell = ring_bell
        self._video: Branch[PictureSeek, VideoFrame] | None = None
        self._audio: Branch[SoundSeek, AudioBlock] | None = None
        self._gate: SoundGate | None = None
        self._video_epoch = self._audio_epoch = Epoch(0)
        self._retired: list[Branch[SoundSeek, AudioBlock]] = []
        if media.video is not None:
            self._video = Branch(
                "video",
                lambda: readers.open_pictures(media.path, picture.is_behind),
                picture,
                ring_bell,
            )

    @property
    def is_still(self) -> bool:
        """Whether there is one picture and no sound: nothing that could play."""
        video = self.media.video
        return self._audio is None and video is not None and video.is_still

    @property
    def has_video(self) -> bool:
        """Whether there are pictures that follow the clock."""
        return self.media.video is not None and not self.media.video.is_still

    @property
    def video_error(self) -> PlayerError | None:
        """What ended the pictures, if it was an error."""
        return self._video.error if self._video is not None else None

    @property
    def audio_error(self) -> PlayerError | None:
        """What ended the sound, if it was an error."""
        return self._audio.error if self._audio is not None else None

    @property
    def has_failed(self) -> bool:
        """Whether every branch has ended with an error before its first item."""
        branches = [branch for branch in (self._video, self._audio) if branch]
        has_items = self.picture.end_time is not None or self._sound_end is not None
        return not has_items and all(branch.error for branch in branches)

    def connect_sound(self, sound: SoundStage, track: int | None = None) -> None:
        """Make the audio branch (anew) for the output of the moment.

        Args:
            sound: Its output is the one of the moment.
            track: FFmpeg's index of another track; None keeps the one of now, and so
                does an index that the file does not have.
        """
        audio = self.media.audio
        if audio is None:
            return
        chosen = (info for info in self.media.audio_tracks if info.index == track)
        audio = replace(audio, track=next(chosen, audio.track))
        self.media = replace(self.media, audio=audio)
        if self._audio is not None:
            self._audio.stop()
            self._retired.append(self._audio)
        gate = self._gate = sound.gate()
        stream, ring = audio.track.index, gate.ring
        self._audio = Branch(
            "audio",
            lambda: self._readers.open_sound(
                self.media.path, stream, ring.rate_hz, ring.channels
            ),
            gate,
            self._ring_bell,
        )

    def seek_pictures(self, target: MediaTime, epoch: Epoch, mode: SeekMode) -> None:
        """Let frames come from `target` on."""
        self.picture.begin(epoch)
        self._video_epoch = epoch
        if self._video is not None:
            has_newer = self._video.has_newer
            self._video.post(PictureSeek(target, epoch, mode, has_newer))

    def seek_sound(self, target: MediaTime, epoch: Epoch, speed: float) -> None:
        """Let samples come from `target` on; the ring is at `epoch` already."""
        self._audio_epoch = epoch
        if self._audio is not None:
            self._audio.post(SoundSeek(target, epoch, speed))

    def has_picture(self) -> bool:
        """Whether the first frame is there, or will never be."""
        return (
            self._video is None
            or self.picture.first_pts() is not None
            or self._video.has_ended(self._video_epoch)
        )

    def has_sound(self, sound: SoundStage) -> bool:
        """Whether enough samples are there, or never will be."""
        return (
            self._audio is None
            or sound.is_primed(self._audio_epoch)
            or self._audio.has_ended(self._audio_epoch)
        )

    def is_read(self) -> bool:
        """Whether every branch has read its stream to the end."""
        is_seen = not self.has_video or (
            self._video is not None and self._video.has_ended(self._video_epoch)
        )
        return is_seen and self.is_sound_read()

    def is_sound_read(self) -> bool:
        """Whether the audio branch (if any) has read its stream to the end."""
        return self._audio is None or self._audio.has_ended(self._audio_epoch)

    def end_time(self) -> MediaTime | None:
        """Return the media time at which everything read so far is over."""
        ends = [self._sound_end, self.picture.end_time if self.has_video else None]
        known = [end for end in ends if end is not None]
        return max(known) if known else None

    def stop(self) -> None:
        """End all branches; returns at once."""
        self.picture.close()
        for branch in (self._video, self._audio):
            if branch is not None:
                branch.stop()

    def join(self, timeout_s: float) -> bool:
        """Wait for the end of all threads; say whether it came."""
        branches = [self._video, self._audio, *self._retired]
        ended = [branch.join(timeout_s) for branch in branches if branch is not None]
        return all(ended)

    @property
    def _sound_end(self) -> MediaTime | None:
        return self._gate.end_time if self._gate is not None else None
