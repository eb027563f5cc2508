"""The gate between the drawing thread and the view: a few texture pairs that go round.

A slot is, in turn: free, drawn into, waiting to be taken, shown. The view takes the
newest waiting picture and keeps it until it takes another, so what is on the screen is
never drawn into. The drawing thread publishes a picture only when the GPU has finished
it; the view leaves a fence behind its last read, which the GPU passes before the slot
is drawn into again. Three slots are enough for one of each: the number of textures is
bounded whatever the two threads do.

Writers and readers: the drawing thread acquires, publishes, gives back, releases; the
view's thread takes, marks reads, notes presentations, clears.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from player.display.finished_picture import FinishedPicture
from player.geometry import Size
from player.gl.fence import Fence
from player.gl.texture import Texture, TextureFormat
from player.timing import WallTime

SLOTS = 3


@dataclass(slots=True)
class PictureSlot:
    """A pair of textures and the mark of its last reader.

    Thread: drawing, between `acquire` and `publish`.
    """

    index: int
    after: Texture | None = None
    before: Texture | None = None
    last_read: Fence | None = None

    def fit(self, size: Size, *, is_before_wanted: bool) -> None:
        """Make the textures what the next picture needs; keeps those that fit."""
        if self.after is None or self.after.size != size:
            self.release()
            self.after = Texture(size, TextureFormat.RGBA8)
        if is_before_wanted and self.before is None:
            self.before = Texture(size, TextureFormat.RGBA8)
        elif not is_before_wanted and self.before is not None:
            self.before.release()
            self.before = None

    def release(self) -> None:
        """Give the textures back to the GPU."""
        for texture in (self.after, self.before):
            if texture is not None:
                texture.release()
        self.after = self.before = None

    def await_reader(self) -> None:
        """Let the GPU finish the view's last read before anything is drawn here."""
        if self.last_read is not None:
            self.last_read.wait_on_gpu()
            self.last_read.release()
            self.last_read = None


@dataclass(frozen=True, slots=True)
class Presentation:
    """A picture reached the screen for the first time."""

    picture: FinishedPicture
    published: WallTime
    wall_time: WallTime


class PictureExchange:
    """Hands finished pictures to the view, newest first, none torn.

    Thread: any; see the module for who calls what.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        """Start with every slot free.

        Args:
            on_change: Called from the view's thread when it took or presented a
                picture; carries nothing and must return at once.
        """
        self._lock = threading.Lock()
        self._on_change = on_change
        self._slots = tuple(PictureSlot(index) for index in range(SLOTS))
        self._free = list(range(SLOTS))
        self._waiting: FinishedPicture | None = None
        self._shown: FinishedPicture | None = None
        self._published = WallTime(0.0)  # of the waiting picture
        self._taken = WallTime(0.0)  # when the shown one had been published
        self._presented_serial = -1
        self._presentations: list[Presentation] = []
        self._clears = 0

    # -- drawing thread -------------------------------------------------------------

    def acquire(self, size: Size, *, is_before_wanted: bool) -> PictureSlot | None:
        """Return a slot to draw a picture of `size` into, None when all are in use.

        With one waiting and one shown there is always a third, so None means that
        the caller kept one.
        """
        with self._lock:
            if not self._free:
                return None
            slot = self._slots[self._free.pop(0)]
        slot.await_reader()
        slot.fit(size, is_before_wanted=is_before_wanted)
        return slot

    def give_back(self, slot: PictureSlot) -> None:
        """Return a slot whose picture will not be shown."""
        with self._lock:
            self._free.append(slot.index)

    def publish(self, picture: FinishedPicture, now: WallTime, clears: int) -> bool:
        """Offer a picture that the GPU has finished; an untaken one is replaced.

        Args:
            picture: What was drawn; its slot is the exchange's again.
            now: When.
            clears: `clears` as it was when the frame was chosen.

        Returns:
            False when the view was cleared since: the picture is not shown.
        """
        with self._lock:
            if clears != self._clears:
                self._free.append(picture.slot)
                return False
            if self._waiting is not None:
                self._free.append(self._waiting.slot)
            self._waiting, self._published = picture, now
            return True

    @property
    def clears(self) -> int:
        """How often the view was cleared."""
        with self._lock:
            return self._clears

    @property
    def is_untaken(self) -> bool:
        """Whether the newest picture still waits for the view."""
        with self._lock:
            return self._waiting is not None

    def drain_presentations(self) -> tuple[Presentation, ...]:
        """Return what was presented since the last call, in order."""
        with self._lock:
            drained = tuple(self._presentations)
            self._presentations.clear()
            return drained

    def release(self) -> None:
        """Give every texture back; the view must have stopped painting."""
        with self._lock:
            self._waiting = self._shown = None
            self._free = list(range(SLOTS))
        for slot in self._slots:
            slot.await_reader()
            slot.release()

    # -- the view's thread ----------------------------------------------------------

    def take(self) -> FinishedPicture | None:
        """Return the newest picture: the one shown already when there is none newer."""
        with self._lock:
            taken = self._waiting
            if taken is None:
                return self._shown
            if self._shown is not None:
                self._free.append(self._shown.slot)
            self._shown, self._waiting = taken, None
            self._taken = self._published
        self._on_change()
        return taken

    def mark_read(self, fence: Fence) -> None:
        """Leave the mark behind the draw that read the shown picture."""
        with self._lock:
            if self._shown is None:
                unneeded: Fence | None = fence
            else:
                slot = self._slots[self._shown.slot]
                unneeded, slot.last_read = slot.last_read, fence
        if unneeded is not None:
            unneeded.release()

    def note_presented(self, serial: int, wall_time: WallTime) -> None:
        """Say that the picture `serial` is on the screen; repeats are ignored."""
        with self._lock:
            shown = self._shown
            if shown is None or serial != shown.serial:
                return
            if serial == self._presented_serial:
                return
            self._presented_serial = serial
            self._presentations.append(Presentation(shown, self._taken, wall_time))
        self._on_change()

    def clear(self) -> None:
        """Show nothing: what played is over."""
        with self._lock:
            for picture in (self._waiting, self._shown):
                if picture is not None:
                    self._free.append(picture.slot)
            self._waiting = self._shown = None
            self._clears += 1
        self._on_change()
