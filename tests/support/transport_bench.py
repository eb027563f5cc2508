"""A transport on a bench: made-up files and device, a clock that a test turns."""

from player.playback.transport import Edges, Transport, TransportSettings
from player.status import Notice, PlayState
from player.timing import Epoch, MediaTime
from tests.support.eventually import eventually
from tests.support.fake_output import BLOCK, RATE_HZ, FakeDevices, FakeOutput
from tests.support.fake_readers import FakeFile, FakeReaders
from tests.support.hand_clock import HandClock

BLOCK_S = BLOCK / RATE_HZ


class Bench:
    """Turns the clock, lets the device play, draws, and asks what is to be seen.

    Branches are as fast as they need to be: before time passes, they are waited for.
    """

    def __init__(self) -> None:
        self.clock = HandClock()
        self.devices = FakeDevices(self.clock)
        self.readers = FakeReaders()
        self.wakeups = 0
        self.frame_calls = 0
        self.is_waiting_for_frames = True
        self.seen: list[tuple[float, float]] = []  # pts, wall time
        self._transport: Transport | None = None
        self._held: tuple[MediaTime, Epoch] | None = None

    @property
    def transport(self) -> Transport:
        """The transport, made at the first use."""
        if self._transport is None:
            edges = Edges(self.readers, self.devices, self.clock)
            settings = TransportSettings()
            self._transport = Transport(settings, self._wake, self._frame, edges)
        return self._transport

    @property
    def state(self) -> PlayState:
        """What the transport is doing."""
        return self.transport.status().state

    @property
    def position(self) -> float:
        """Where it is, to a tenth of a millisecond."""
        return round(self.transport.status().position, 4)

    @property
    def output(self) -> FakeOutput:
        """The device opened last."""
        return self.devices.outputs[-1]

    def notice(self, key: str) -> Notice | None:
        """Return the notice with this key, if there is one."""
        notices = self.transport.status().notices
        return next((notice for notice in notices if notice.key == key), None)

    def file(self, **facts: object) -> FakeFile:
        """Make up a file called "film"."""
        made = FakeFile(**facts)  # type: ignore[arg-type]  passed through
        self.readers.files["film"] = made
        return made

    def open(self, state: PlayState = PlayState.PLAYING, **how: object) -> None:
        """Open "film" and wait until it plays (or whatever it shall do)."""
        self.transport.open("film", **how)  # type: ignore[arg-type]  passed through
        self.reach(state)

    def reach(self, state: PlayState) -> None:
        """Wait for a state; no time passes."""

        def _is_there() -> bool:
            self.draw()
            return self.state is state

        eventually(_is_there, f"{state}, only {self.state}")

    def wait(self, seconds: float) -> None:
        """Let time pass: the device plays, frames are drawn when they are due."""
        for _ in range(round(seconds / BLOCK_S)):
            for output in self.devices.outputs:
                if not output.is_closed and not output.is_gone:
                    self._feed(output)
            self.draw()
            self.clock.turn(BLOCK_S)
        self.draw()

    def draw(self) -> None:
        """Take and present every frame that is due by now."""
        picture = self.transport._conductor.picture
        while True:
            if self._held is None:
                if self.is_waiting_for_frames and self._is_video_to_come():
                    eventually(
                        lambda: picture._queue.peek()[1] or picture._queue.is_finished
                    )
                choice = self.transport.choose_frame(self.clock())
                if choice.frame is None:
                    return
                self._held = (choice.frame.pts, choice.frame.epoch)
            due = self.transport.due_time(*self._held)
            if due is not None and due > self.clock():
                return
            if due is not None:
                self.seen.append((round(self._held[0], 4), self.clock()))
                self.transport.note_presented(*self._held, self.clock(), is_new=True)
            self._held = None

    def see(self, pts: float) -> None:
        """Wait until the frame of this time is on the screen; no time passes."""

        def _is_seen() -> bool:
            self.draw()
            return bool(self.seen) and abs(self.seen[-1][0] - pts) < 1e-3

        eventually(_is_seen, f"frame of {pts}, saw {self.seen[-3:]}")

    def fill_ring(self) -> None:
        """Wait until the audio branch has filled the ring; no time passes."""
        eventually(lambda: self.output.ring.lane.room == 0)

    def close(self) -> None:
        """End the transport."""
        if self._transport is not None:
            self._transport.shutdown()

    def _feed(self, output: FakeOutput) -> None:
        """Let the device take a block, once the audio branch has kept up."""
        order = output.mixer._order

        def _is_fed() -> bool:
            lane = output.ring.lane
            return lane.available >= 4 * BLOCK or lane.is_finished

        if order.is_running and output.ring.lane.epoch == order.epoch:
            eventually(_is_fed)
        output.take_block()

    def _is_video_to_come(self) -> bool:
        if self.state is not PlayState.PLAYING:
            return False
        media = self.transport.status().media
        return media is not None and media.video is not None

    def _wake(self) -> None:
        self.wakeups += 1

    def _frame(self) -> None:
        self.frame_calls += 1
