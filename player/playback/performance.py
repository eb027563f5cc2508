"""A file being played: seeks and what they wait for, steps, speed, the end.

Knows states and their order, but no threads, intents or notices (see `Conductor`).
Thread: the transport's.
"""

from collections.abc import Callable
from dataclasses import dataclass

from player.media.video_reader import SeekMode
from player.playback.clock import MasterClock
from player.playback.picture_stage import PictureStage
from player.playback.programme import Programme
from player.playback.sound_stage import SoundStage
from player.playback.state import WAITING, change
from player.status import PlayState
from player.timing import FILE_START, Epoch, MediaTime, WallTime

QUICK_TICK_S = 0.01  # while something is expected that cannot ring a bell
PLAYING_TICK_S = 0.1  # the end of the file, a lost device
IDLE_TICK_S = 0.5  # a lost device
SETTLE_S = 2.5  # MEASURED: an idle PulseAudio sink needs 1.8 s to take sound evenly
FIRST_LOOK_S = 1.0  # the first drawing makes programs: time must not run before it
LEAP_S = 3.0  # of lag: the decoder is too slow even for every second frame
LEAP_LEAD_S = 1.0  # what the leap itself may take
PATIENCE_S = 0.5  # for a seek to show its picture when a newer one waits
END_S = 0.001  # nearer to the end than this is at the end
MAX_STEPS = 2  # that wait; more are forgotten, as keys repeat faster than files seek


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a performance works with and does not own.

    Attributes:
        next_epoch: Gives a number that was never given before.
        on_frame: Wakes whoever draws.
    """

    clock: MasterClock
    sound: SoundStage
    now: Callable[[], WallTime]
    next_epoch: Callable[[], Epoch]
    on_frame: Callable[[], None]


class Performance:
    """Plays one programme from its opening to its end."""

    def __init__(
        self,
        programme: Programme,
        picture: PictureStage,
        around: Surroundings,
        *,
        speed: float,
        is_paused: bool,
    ) -> None:
        """Take over a programme whose branches wait for their first command.

        Args:
            programme: Its sound (if any) is connected.
            picture: Where its frames are.
            around: Clock, sound and wakeups.
            speed: Media seconds per second.
            is_paused: Stop at the first frame.
        """
        self.programme = programme
        self.state = PlayState.LOADING
        self.target = FILE_START
        self.is_paused = is_paused or programme.is_still
        self.speed = speed
        self._picture = picture
        self._around = around
        self._clock = around.clock
        self._sound = around.sound
        self._next_seek: tuple[MediaTime, SeekMode] | None = None
        self._is_align_due = False  # sound and clock follow the first frame's time
        self._is_sound_stale = False  # the clock was moved and the sound was not
        self._is_move_expected = False
        self._waits_since = WallTime(0.0)
        self._steps = 0

    @property
    def position(self) -> MediaTime:
        """Where the listener is, or where a seek leads."""
        if self.state in {PlayState.PLAYING, PlayState.PAUSED}:
            return self._clock.media_time_at(self._around.now())
        return self.target

    @property
    def tick_s(self) -> float:
        """How long nothing needs to be looked at."""
        if self.state in WAITING or self._is_move_expected or self._steps:
            return QUICK_TICK_S
        return PLAYING_TICK_S if self.state is PlayState.PLAYING else IDLE_TICK_S

    def begin(self, target: MediaTime, mode: SeekMode = SeekMode.EXACT) -> None:
        """Drop everything and start anew from `target`."""
        self._next_seek = None
        self._go(PlayState.SEEKING)
        self.target = target
        epoch = self._around.next_epoch()
        self.programme.seek_pictures(target, epoch, mode)
        self._is_align_due = mode is not SeekMode.EXACT
        self._place_sound(target, epoch, is_heard=not self._is_align_due)
        self._waits_since = self._around.now()
        self._around.on_frame()

    def seek(self, target: MediaTime, *, is_exact: bool) -> None:
        """Go to `target` as soon as the seek before it has shown its picture."""
        duration_s = self.programme.media.duration_s
        limit_s = duration_s if duration_s > 0 else float("inf")
        self.target = MediaTime(min(max(0.0, target), limit_s))
        is_quick = not is_exact and self.programme.has_video
        mode = SeekMode.KEYFRAME if is_quick else SeekMode.EXACT
        self._next_seek = (self.target, mode)
        self._steps = 0
        self._follow_seek()

    def set_paused(self, *, is_paused: bool) -> None:
        """Hold or go on; from the end, begin again."""
        self.is_paused = is_paused or self.programme.is_still
        if self.state is PlayState.ENDED and not self.is_paused:
            self.begin(FILE_START)
        elif self.state is PlayState.PLAYING and self.is_paused:
            self._sound.hold()
            self._go(PlayState.PAUSED)
        elif self.state is PlayState.PAUSED and not self.is_paused:
            if self._is_sound_stale or not self._sound.output.is_settled:
                self._realign()
            else:
                self._run()

    def step(self, frames: int) -> None:
        """Pause, and go so many frames on (or back, below zero)."""
        if not self.programme.has_video:
            return
        self.set_paused(is_paused=True)
        if self.state is PlayState.ENDED and frames < 0:
            self.begin(self.target, SeekMode.BEFORE)
            frames += 1
        self._steps = max(-MAX_STEPS, min(MAX_STEPS, self._steps + frames))

    def set_speed(self, speed: float) -> None:
        """Play faster or slower from now on, without a hole in the sound."""
        self.speed = speed
        self._join()

    def reconnect_sound(self, track: int | None = None) -> None:
        """Read the sound anew, for another output or another track."""
        self.programme.connect_sound(self._sound, track)
        self._join()

    def follow(self) -> None:
        """Look at what has happened and go on to what is next."""
        if self.state in WAITING:
            self._follow_wait()
        elif self.state is PlayState.PLAYING:
            self._follow_end()
        self._follow_seek()
        if self._steps and self.state is PlayState.PAUSED:
            self._follow_step()
        if self._is_move_expected and self._sound.is_moving():
            self._is_move_expected = False
            self._around.on_frame()

    def _follow_wait(self) -> None:
        if self._is_align_due and self.programme.has_picture():
            self._is_align_due = False
            self.target = self._picture.first_pts() or self.target
            self._place_sound(self.target, self._around.next_epoch(), is_heard=True)
        if not self._is_ready() or self._next_seek is not None:
            return
        if self.programme.has_failed:
            self._go(PlayState.FAILED)
        elif self.is_paused:
            self._go(PlayState.PAUSED)
            self._around.on_frame()
        else:
            self._run()

    def _is_ready(self) -> bool:
        """Whether every branch has its first item, and the device runs evenly."""
        if self._is_align_due or not self.programme.has_picture():
            return False
        if not self.programme.has_sound(self._sound):
            return False
        waited_s = self._around.now() - self._waits_since
        is_opening = self.state is PlayState.LOADING and not self.is_paused
        if is_opening and waited_s <= FIRST_LOOK_S and self._is_first_look_due():
            return False
        is_settled = self._sound.output.is_settled or waited_s > SETTLE_S
        return self.is_paused or is_settled

    def _is_first_look_due(self) -> bool:
        """Whether the first picture is there, and not on the screen yet."""
        is_there = self._picture.first_pts() is not None
        return is_there and not self._picture.stats.shown

    def _follow_seek(self) -> None:
        """Begin the newest seek, unless an older one has not shown anything yet.

        Dragging asks for fifty a second; if each cut off the one before, nothing
        would be seen before the hand rests. A search that takes long gives way.
        """
        if self._next_seek is None:
            return
        if self.state in WAITING:
            is_seen = self.programme.has_picture() and not self._is_align_due
            is_heard = self.programme.has_sound(self._sound)
            is_old = self._around.now() - self._waits_since > PATIENCE_S
            if not (is_old or is_seen if self.programme.has_video else is_heard):
                return
        self.begin(*self._next_seek)

    def _follow_lag(self) -> None:
        """Let pictures leap to where the sound is, when hurrying does not help."""
        if self.programme.has_video and self._picture.lag_s() > LEAP_S:
            epoch = self._around.next_epoch()
            target = MediaTime(self.position + LEAP_LEAD_S * self.speed)
            self.programme.seek_pictures(target, epoch, SeekMode.KEYFRAME)
            self._around.on_frame()

    def _follow_end(self) -> None:
        if not self.programme.is_read():
            self._follow_lag()
            return
        end, position = self.programme.end_time(), self.position
        if end is None or position >= end - END_S:
            self._sound.hold()
            self.target = position if end is None else end
            self._go(PlayState.ENDED)

    def _follow_step(self) -> None:
        if self._steps < 0:
            self._steps += 1
            self.begin(self.position, SeekMode.BEFORE)
            return
        pts = self._picture.next_pts(self.position)
        if pts is not None:
            self._steps -= 1
            self._place_sound(pts, self._around.next_epoch(), is_heard=False)
            self._around.on_frame()
        elif self.programme.is_read():
            self._steps = 0

    def _place_sound(self, at: MediaTime, epoch: Epoch, *, is_heard: bool) -> None:
        """Put the stopped clock to a place, and the sound too if it will be heard."""
        self._sound.start(epoch, at, self.speed)
        self._is_sound_stale = not is_heard
        if is_heard:
            self.programme.seek_sound(at, epoch, self.speed)

    def _realign(self) -> None:
        """Bring the sound to where the clock stands, then go on."""
        self.target = self.position
        self._go(PlayState.SEEKING)
        self._place_sound(self.target, self._around.next_epoch(), is_heard=True)
        self._waits_since = self._around.now()

    def _join(self) -> None:
        """Let new sound take over from what is playing, at the speed of now."""
        if self.state is PlayState.PLAYING:
            epoch = self._around.next_epoch()
            target = self._sound.join(epoch, self.speed)
            self.programme.seek_sound(target, epoch, self.speed)
            self._around.on_frame()
        elif self.state in WAITING:
            self._next_seek = self._next_seek or (self.target, SeekMode.EXACT)
        else:
            self._is_sound_stale = True

    def _run(self) -> None:
        self._sound.run()
        self._go(PlayState.PLAYING)
        self._is_move_expected = True

    def _go(self, state: PlayState) -> None:
        if state is PlayState.SEEKING and self.state is PlayState.LOADING:
            return  # the first seek is part of the opening
        self.state = change(self.state, state)
