"""The drawing thread's loop: choose a frame, draw it ahead of its time, publish it.

Between two frames it waits for an event and nothing else: a wakeup of playback, a
change of settings, the view taking or presenting a picture, or a frame's due time.
Knows neither Qt nor where its GL context comes from.
Thread: `run` where the context is current; the other public methods from any thread.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import replace

from player.display.draw_times import PresentationLead
from player.display.frame_source import FrameSource, PictureRenderer
from player.display.picture_exchange import PictureExchange, Presentation
from player.display.picture_maker import DrawnPicture, DrawStatus, PictureMaker
from player.display.timing_log import TimingLog
from player.display.warm_up import warm_up
from player.frames import VideoFrame
from player.render.request import RenderSettings
from player.timing import Epoch, MediaTime, WallTime

HIDDEN_TICK_S = 0.25
"""How often frames are let pass while nobody can see them."""

TAKE_PATIENCE_S = 0.25
"""A view that takes nothing for so long is covered; the picture is then replaced."""

FAR_S = 0.1
"""A next frame further away than this: changed settings are shown on this one first."""

NEVER = WallTime(math.inf)


class DrawLoop:
    """Draws what a `FrameSource` offers until `stop`."""

    def __init__(
        self,
        source: FrameSource,
        exchange: PictureExchange,
        on_picture: Callable[[], None],
        on_status: Callable[[], None],
        timing_log: TimingLog | None = None,
        *,
        has_pixels: bool = False,
    ) -> None:
        """Prepare; nothing is drawn before `set_settings` names a size.

        Args:
            source: Gives frames and their times.
            exchange: Takes the pictures.
            on_picture: A picture was published; any thread, carries nothing.
            on_status: `status` changed; any thread, carries nothing.
            timing_log: Gets a line per presented frame; closed when the loop ends.
            has_pixels: Pictures carry their pixels, for a window that paints without
                GL.
        """
        self._source = source
        self._exchange = exchange
        self._on_picture = on_picture
        self._timing_log = timing_log
        self._maker = PictureMaker(exchange, on_status, has_pixels=has_pixels)
        self._lead = PresentationLead()
        self._woken = threading.Event()
        self._is_stopped = False
        self._is_visible = True
        self._is_redraw_wanted = False
        self._wanted: RenderSettings | None = None
        # From here on only the drawing thread:
        self._settings: RenderSettings | None = None
        self._frame: VideoFrame | None = None  # published last
        self._is_outdated = False  # it was drawn with other settings
        self._next: VideoFrame | None = None  # chosen, its time has not come
        self._drawn: DrawnPicture | None = None  # its picture
        self._is_drawn_outdated = False  # a value was turned since it was drawn
        self._published_at = WallTime(0.0)
        self._presented: tuple[MediaTime, Epoch] | None = None
        self._clears = 0

    @property
    def status(self) -> DrawStatus:
        """Return how drawing goes."""
        return self._maker.status

    @property
    def lead_s(self) -> float:
        """Return how long before its time a picture is published."""
        return self._lead.seconds

    def wake(self) -> None:
        """Look again: a frame, a seek, a pause, the view. Returns at once."""
        self._woken.set()

    def set_settings(self, settings: RenderSettings) -> None:
        """Draw like this from now on; the newest wins.

        `settings.output` is the area for one picture in device pixels; each frame is
        fitted into it with its own shape.
        """
        self._wanted = settings
        self.wake()

    def set_visible(self, *, is_visible: bool) -> None:
        """Say whether anybody can see the pictures; hidden, frames pass undrawn."""
        self._is_visible = is_visible
        self.wake()

    def redraw(self) -> None:
        """Draw the current frame again: a program is compiled, a file has changed."""
        self._is_redraw_wanted = True
        self.wake()

    def stop(self) -> None:
        """End `run` after the picture in hand."""
        self._is_stopped = self._maker.is_stopped = True
        self.wake()

    def run(self, renderer: PictureRenderer) -> None:
        """Draw until `stop`; afterwards every texture has been given back."""
        try:
            if (wanted := self._wanted) is not None:
                warm_up(renderer, wanted.scaler, wanted.chroma_scaler)
            while not self._is_stopped:
                self._woken.clear()
                self._wait(self._turn(renderer))
        finally:
            self._note_presentations()
            self._exchange.release()
            if self._timing_log is not None:
                self._timing_log.close()

    def _wait(self, until: WallTime) -> None:
        if self._is_stopped:
            return
        if until == NEVER:
            self._woken.wait()
        elif (seconds := until - _now()) > 0:
            self._woken.wait(seconds)

    def _turn(self, renderer: PictureRenderer) -> WallTime:
        """Do the next thing; return until when there is nothing more to do."""
        self._note_presentations()
        self._follow_clear()
        self._follow_settings()
        settings = self._settings
        if settings is None or settings.output.is_empty or not self._is_visible:
            return self._let_pass()
        frame = self._next
        if frame is None:
            ahead_s = self._maker.draw_s + self._lead.seconds
            choice = self._source.choose_frame(WallTime(_now() + ahead_s))
            frame = self._next = choice.frame
            if frame is None:
                return self._refresh(renderer, settings) or choice.due
        return self._prepare(renderer, settings, frame)

    def _prepare(
        self, renderer: PictureRenderer, settings: RenderSettings, frame: VideoFrame
    ) -> WallTime:
        """Draw the next frame and publish it in time; return when to look again."""
        due = self._source.due_time(frame.pts, frame.epoch)
        if due is None:  # a seek or another file has overtaken it
            self._drop_drawn()
            self._next = None
            return _now()
        if self._drawn is None:
            is_far = due > _now() + self._maker.draw_s + FAR_S
            if is_far and (again := self._refresh(renderer, settings)) is not None:
                return again
            self._drawn = self._maker.make(renderer, frame, settings, due)
            if self._drawn is None:  # the last picture stays
                self._frame, self._next = frame, None
                return WallTime(_now() + FAR_S)
            return _now()
        publish_at = self._publication(due)
        if publish_at <= _now():
            self._publish(self._drawn, frame)
            return _now()
        return publish_at

    def _refresh(
        self, renderer: PictureRenderer, settings: RenderSettings
    ) -> WallTime | None:
        """Draw the published frame anew if its settings changed; None if not."""
        if not self._is_outdated or self._frame is None:
            return None
        self._is_outdated = False  # also when it fails: not for ever
        drawn = self._maker.make(renderer, self._frame, settings, _now())
        if drawn is not None:
            again = replace(drawn.picture, is_new=False)
            self._publish(DrawnPicture(drawn.slot, again), self._frame, self._next)
        return _now()

    def _publication(self, due: WallTime) -> WallTime:
        """Return when to publish what is due at `due`."""
        publish_at = due - self._lead.seconds
        if self._exchange.is_untaken:
            # A view that is slower than the video sets the pace: frames are then
            # dropped by playback, which counts them, instead of being overwritten.
            publish_at = max(publish_at, self._published_at + TAKE_PATIENCE_S)
        return WallTime(publish_at)

    def _publish(
        self, drawn: DrawnPicture, frame: VideoFrame, later: VideoFrame | None = None
    ) -> None:
        self._drawn, self._frame, self._next = None, frame, later
        self._is_outdated, self._is_drawn_outdated = self._is_drawn_outdated, False
        self._published_at = _now()
        if self._exchange.publish(drawn.picture, self._published_at, self._clears):
            self._on_picture()

    def _follow_settings(self) -> None:
        if self._is_redraw_wanted:
            self._is_redraw_wanted, self._is_outdated = False, True
        wanted, old = self._wanted, self._settings
        if wanted is None or wanted == old:
            return
        self._settings = wanted
        if self._drawn is not None and self._next is not None:
            due = self._source.due_time(self._next.pts, self._next.epoch) or NEVER
            if due < _now() + FAR_S and old is not None and _is_turned(old, wanted):
                # A slider under a hand: the next frame is early enough, and drawing
                # this one again for every step would leave no time for the others.
                self._is_outdated = self._is_drawn_outdated = True
                return
            if self._publication(due) <= _now():
                # Settings that change faster than frames are drawn (a window being
                # resized) must not keep every picture from the screen.
                self._publish(self._drawn, self._next)
        self._drop_drawn()
        self._is_outdated = True
        if old is None or old.chain.id != wanted.chain.id:
            self._maker.begin_chain()

    def _follow_clear(self) -> None:
        """Forget the frames of what is over."""
        clears = self._exchange.clears
        if clears != self._clears:
            self._clears = clears
            self._drop_drawn()
            self._frame = self._next = None

    def _let_pass(self) -> WallTime:
        """Hidden: keep up with the clock, draw nothing, remember the frame."""
        self._drop_drawn()
        if self._next is not None:
            self._frame, self._next = self._next, None
        choice = self._source.choose_frame(_now())
        if choice.frame is not None:
            self._frame, self._is_outdated = choice.frame, True
        return WallTime(min(choice.due, _now() + HIDDEN_TICK_S))

    def _drop_drawn(self) -> None:
        if self._drawn is not None:
            self._exchange.give_back(self._drawn.slot)
            self._drawn, self._is_drawn_outdated = None, False

    def _note_presentations(self) -> None:
        for presentation in self._exchange.drain_presentations():
            self._note_presentation(presentation)

    def _note_presentation(self, presentation: Presentation) -> None:
        picture = presentation.picture
        self._lead.note(presentation.wall_time - presentation.published)
        frame = (picture.pts, picture.epoch)
        is_new, self._presented = frame != self._presented, frame
        self._source.note_presented(*frame, presentation.wall_time, is_new=is_new)
        if self._timing_log is not None:
            self._timing_log.write(picture, presentation.wall_time, is_new=is_new)


def _is_turned(old: RenderSettings, new: RenderSettings) -> bool:
    """Whether nothing but values of the chain's parameters was changed."""
    is_same_chain = old.chain.id == new.chain.id
    return is_same_chain and replace(old, chain=new.chain) == new


def _now() -> WallTime:
    return WallTime(time.perf_counter())
