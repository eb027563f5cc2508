"""The transport's own thread: carries out what a person wants, follows what happens.

Everything that may take time (opening files and devices, waiting for the first frame)
happens here, so that no caller waits. One pass of its loop: carry out intents, look at
the performance and the sound device, tell the facts if they have changed.
Thread: all its own, but for the public members, which any thread may use.
"""

import itertools
import threading
from collections.abc import Callable
from functools import partial

from player.errors import AudioDeviceError, PlayerError
from player.log import logger
from player.playback import facts as words
from player.playback.device_search import DeviceSearch
from player.playback.facts import Facts
from player.playback.intents import (
    ChooseTrack,
    CloseFile,
    Intent,
    IntentBox,
    OpenFile,
    ReopenAudio,
    SeekBy,
    SeekTo,
    SetPaused,
    SetSpeed,
    StepBy,
)
from player.playback.performance import QUICK_TICK_S, Performance, Surroundings
from player.playback.picture_stage import PictureStage
from player.playback.programme import Programme
from player.playback.sources import Readers
from player.status import Notice, PlayState
from player.timing import FILE_START, Epoch, MediaTime

_log = logger("playback")

BRANCH_END_S = 0.7  # per branch, at the very end
_numbers = itertools.count(1)


def next_epoch() -> Epoch:
    """Return an epoch that no media in this process has carried yet."""
    return Epoch(next(_numbers))


class Conductor:
    """Owns performance and sound; its facts are for everybody."""

    def __init__(
        self, around: Surroundings, readers: Readers, on_wakeup: Callable[[], None]
    ) -> None:
        """Start the thread; it waits for intents.

        Args:
            around: The sound stage in it is owned from now on.
            readers: Open files.
            on_wakeup: The facts have changed.
        """
        self.intents = IntentBox()
        self.facts = Facts()
        self.picture = PictureStage(around.clock, around.now, around.on_frame)
        self._around = around
        self._sound = around.sound
        self._readers = readers
        self._on_wakeup = on_wakeup
        self._speed = 1.0
        self._performance: Performance | None = None
        self._programmes: list[Programme] = []  # until their threads have ended
        self._notices: tuple[Notice, ...] = ()
        self._error: Notice | None = None
        self._search = DeviceSearch()
        self._told: tuple[PlayerError | None, PlayerError | None] = (None, None)
        self._thread = threading.Thread(target=self._run, name="transport", daemon=True)
        self._thread.start()

    def shutdown(self, timeout_s: float) -> bool:
        """End everything; say whether it ended in time."""
        self.intents.close()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self.intents.is_closed:
            taken = self.intents.take(self._tick_s())
            try:
                for intent in taken:
                    self._carry_out(intent)
                self._follow()
            except Exception as error:  # noqa: BLE001  a surprise ends the file, not the player
                _log.exception("playback failed")
                self._fail(PlayerError(f"{type(error).__name__}: {error}"))
            self._tell()
        self._drop()
        for programme in self._programmes:
            programme.join(BRANCH_END_S)
        self._sound.close()

    def _tick_s(self) -> float | None:
        if self._performance is None:
            return None
        return QUICK_TICK_S if self._sound.is_arriving else self._performance.tick_s

    def _carry_out(self, intent: Intent) -> None:
        if isinstance(intent, OpenFile):
            self._open(intent)
        elif isinstance(intent, CloseFile):
            self._drop()
            self._error = None
            self._sound.use_silence()
        elif isinstance(intent, SetSpeed):
            self._speed = intent.speed
            if self._performance is not None:
                self._performance.set_speed(intent.speed)
        elif self._performance is not None:
            self._act(self._performance, intent)

    def _act(self, performance: Performance, intent: Intent) -> None:
        """Do what makes sense only with a file."""
        match intent:
            case SetPaused(is_paused):
                ended = performance.state is PlayState.ENDED
                toggled = not (performance.is_paused or ended)
                performance.set_paused(
                    is_paused=toggled if is_paused is None else is_paused
                )
            case SeekTo(target, is_exact):
                performance.seek(target, is_exact=is_exact)
            case SeekBy(delta_s):
                target = MediaTime(performance.position + delta_s)
                performance.seek(target, is_exact=True)
            case StepBy(frames):
                performance.step(frames)
            case ChooseTrack(index):
                performance.reconnect_sound(index)
            case ReopenAudio():
                self._search.begin(self._around.now(), is_fresh=True)

    def _open(self, intent: OpenFile) -> None:
        self._drop()
        self._error = None
        self._notices = words.without(self._notices, words.OF_A_FILE)
        self.facts = Facts(PlayState.LOADING, target=intent.start, speed=self._speed)
        self._on_wakeup()
        try:
            media = self._readers.probe(intent.path)
        except PlayerError as error:
            self._fail(error)
            return
        self.picture = picture = PictureStage(
            self._around.clock, self._around.now, self._around.on_frame
        )
        programme = Programme(media, self._readers, picture, self.intents.ring)
        self._programmes.append(programme)
        if media.audio is None:
            self._sound.use_silence()
        else:
            self._use_device()
        programme.connect_sound(self._sound)
        self._sound.forget_underruns()
        self._performance = Performance(
            programme,
            picture,
            self._around,
            speed=self._speed,
            is_paused=intent.is_paused,
        )
        self._performance.begin(intent.start)

    def _drop(self) -> None:
        """End the file that plays, if one does."""
        if self._performance is not None:
            self._performance.programme.stop()
            # An epoch that nobody fills: silence, and no branch waits for room.
            self._sound.start(next_epoch(), FILE_START, self._speed)
            self._performance = None
            self._around.on_frame()
        self._told = (None, None)
        self._programmes = [
            programme for programme in self._programmes if not programme.join(0.0)
        ]

    def _fail(self, error: PlayerError) -> None:
        self._drop()
        self._error = words.open_failure(error)

    def _use_device(self) -> None:
        try:
            self._sound.use_device()
        except AudioDeviceError as error:
            self._note_silence(str(error), is_sought=self._search.is_on)
        else:
            self._note_sound()

    def _call_device(self, performance: Performance) -> None:
        """Look for sound devices anew; sound comes back once one is ready."""
        if performance.programme.media.audio is None:
            return
        had_device = self._sound.is_device
        self._sound.call_device()
        if had_device:
            performance.reconnect_sound()

    def _note_silence(self, reason: str, *, is_sought: bool) -> None:
        """Tell why there is no sound; in the log once, however often it is tried."""
        notice = words.device_failure(reason, is_sought=is_sought)
        if notice not in self._notices:
            _log.warning("%s", notice.text)
        self._notices = words.with_notice(self._notices, notice)

    def _note_sound(self) -> None:
        if self._sound.is_device:
            self._notices = words.without(self._notices, {words.DEVICE})

    def _follow(self) -> None:
        performance = self._performance
        if performance is None:
            return
        self._sound.tick()
        self._follow_device(performance)
        performance.follow()
        self._follow_errors(performance.programme)
        if performance.state is PlayState.FAILED:
            programme = performance.programme
            error = programme.video_error or programme.audio_error
            self._fail(error or PlayerError("Nothing in this file can be played"))

    def _follow_device(self, performance: Performance) -> None:
        """Change between device and silence as devices come and go."""
        now, had_device = self._around.now(), self._sound.is_device
        if self._sound.is_lost():
            self._sound.give_up()
            self._search.begin(now)
            is_sought = self._search.is_on
            self._note_silence("The sound device has gone", is_sought=is_sought)
        elif self._sound.is_stalled():
            self._sound.set_aside()
            self._note_silence("The sound device stands still", is_sought=True)
        elif self._sound.goes_again():
            # However often it stood still: each time it has come back by itself.
            self._search.begin(now, is_fresh=True)
        elif self._sound.is_called:
            self._follow_call(performance)
        if had_device and not self._sound.is_device:
            performance.reconnect_sound()
        if self._search.is_due(now):
            self._call_device(performance)

    def _follow_call(self, performance: Performance) -> None:
        try:
            has_arrived = self._sound.arrived()
        except AudioDeviceError as error:
            self._search.note_failure(self._around.now())
            self._note_silence(str(error), is_sought=self._search.is_on)
            return
        if has_arrived:
            self._note_sound()
            self._search.end(self._around.now())
            performance.reconnect_sound()

    def _follow_errors(self, programme: Programme) -> None:
        """Make a notice of each new error of a branch; the other branch goes on."""
        errors = (programme.video_error, programme.audio_error)
        makers = (words.picture_failure, words.sound_failure)
        for error, told, make in zip(errors, self._told, makers, strict=True):
            if error is not None and error is not told:
                _log.warning("%s", error)
                self._notices = words.with_notice(self._notices, make(error))
        self._told = errors

    def _tell(self) -> None:
        """Replace the facts if they have changed, and wake whoever shows them."""
        make = partial(
            Facts,
            speed=self._speed,
            audio_device=self._sound.output.name,
            notices=self._notices,
            error=self._error,
        )
        playing = self._performance
        if playing is not None:
            facts = make(
                playing.state,
                playing.programme.media,
                playing.target,
                playing.is_paused,
            )
        else:
            facts = make(PlayState.FAILED if self._error else PlayState.EMPTY)
        if facts != self.facts:
            self.facts = facts
            self._on_wakeup()
