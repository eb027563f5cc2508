"""Fills the device's blocks: which samples, where in media time, and no clicks.

Pure of devices and clocks: called with a block and the moment at which it is heard.
Takes no lock, keeps its arrays, posts one anchor a block.
Thread: `fill` the device's callback; `obey` and `gain` the transport's.
"""

import numpy as np
import numpy.typing as npt

from player.audio.loudness import Loudness
from player.audio.order import REST, AnchorSink, Order
from player.audio.sample_ring import Lane, SampleRing
from player.timing import (
    FILE_START,
    ClockAnchor,
    Epoch,
    MediaTime,
    WallTime,
    media_time_at,
)

FADE_S = 0.005  # long enough not to click, too short to be heard as a fade
LONGEST_BLOCK_S = 0.5

Samples = npt.NDArray[np.float32]


class Mixer:
    """The line of media time that a device plays along."""

    def __init__(self, ring: SampleRing, post: AnchorSink) -> None:
        self._ring = ring
        self._post = post
        self._rate_hz = ring.rate_hz
        self.longest_block = round(LONGEST_BLOCK_S * ring.rate_hz)
        self._loudness = Loudness(self.longest_block, ring.channels)
        fade = max(1, round(FADE_S * ring.rate_hz))
        self._rise: Samples = np.linspace(0, 1, fade, dtype=np.float32)[:, np.newaxis]
        self._fall: Samples = self._rise[::-1].copy()
        self._residue: Samples = np.zeros((fade, ring.channels), np.float32)
        self._last: Samples = np.zeros((1, ring.channels), np.float32)
        start = ClockAnchor(FILE_START, WallTime(0.0), 1.0)
        self._order = Order(Epoch(0), Epoch(0), start)
        self.gain = 1.0
        self.underruns = 0
        # From here on only the callback:
        self._obeyed = self._order
        self._lane: Lane | None = None
        self._is_aligned = False  # the lane's next sample belongs where the line is
        self._media = FILE_START  # the line: of the next sample handed over
        self._speed = 1.0
        self._has_line = False
        self._is_flowing = False  # the anchor posted last has a rate
        self._is_silent = True  # the sample handed over last was silence of ours
        self._breaks = -1  # where in this block the sound of before stops
        self._enters = -1  # where in this block sound begins after silence

    @property
    def is_flowing(self) -> bool:
        """Whether the clock runs, as far as this thread of sound is concerned."""
        return self._is_flowing

    def obey(self, order: Order) -> None:
        """Play by this order from the next block on."""
        self._order = order

    def fill(self, out: Samples, moment: WallTime) -> None:
        """Fill `out` [frames, channels] whole; its first sample is heard at `moment`.

        Posts the anchor of the block: its media time, or that the clock stands.
        """
        self._breaks = self._enters = -1
        if self._order is not self._obeyed:
            self._turn_to(self._order, moment)
        if self._obeyed.is_running:
            self._play(out, moment)
        else:
            self._stand(out, 0, moment)
        self._smooth(out)

    def _turn_to(self, order: Order, moment: WallTime) -> None:
        """Take up a new order; the line goes on through pauses and joins."""
        before, self._obeyed = self._obeyed, order
        if order.epoch == before.epoch and order.clock_epoch == before.clock_epoch:
            return
        if order.is_join and self._has_line:
            return  # `_choose_lane` changes over when the new lane is ready
        line = order.anchor
        self._media = media_time_at(line, moment) if order.is_join else line.media_time
        self._speed = line.rate
        self._has_line = order is not REST
        self._is_flowing = False
        self._lane = None
        self._break(0)

    def _play(self, out: Samples, moment: WallTime) -> None:
        self._choose_lane(len(out))
        lane, begin = self._lane, 0
        if lane is not None and not self._is_aligned:
            begin = self._align(lane, len(out))
        if lane is None or not self._is_aligned or self._is_bridge_over(lane):
            if self._obeyed.is_join or begin:
                self._flow(moment)
                self._pass_silence(out, 0)
            else:
                self._stand(out, 0, moment)
        elif not lane.available and not lane.is_spent:
            self._run_dry(out, 0, moment)
        else:
            self._sound(lane, out, begin, moment)

    def _choose_lane(self, frames: int) -> None:
        """Change over to the order's lane; for a join not before it has the sound."""
        newest, old = self._ring.lane, self._lane
        if newest is old or newest.epoch != self._obeyed.epoch:
            return
        if old is not None and not newest.is_finished:
            head = newest.next_media_time()
            if head is None or head > self._media:
                return  # the old lane bridges the time until then
            if newest.available < self._frames_until(self._media, head) + frames:
                return
        self._lane = newest
        self._speed = self._obeyed.anchor.rate
        self._is_aligned = False
        self._break(0)

    def _align(self, lane: Lane, frames: int) -> int:
        """Lead the lane to where the line is.

        Returns:
            How many frames of silence lie before its first sample in this block; all
            of them when it does not begin in this one.
        """
        head = lane.next_media_time()
        if head is not None and head < self._media:
            lane.skip(self._frames_until(self._media, head))
            head = lane.next_media_time()
        if head is None:
            self._is_aligned = lane.is_spent
            return 0
        ahead = self._frames_until(head, self._media)
        self._is_aligned = ahead < frames
        return min(ahead, frames)

    def _frames_until(self, later: MediaTime, earlier: MediaTime) -> int:
        speed = self._obeyed.anchor.rate
        return max(0, round((later - earlier) / speed * self._rate_hz))

    def _is_bridge_over(self, lane: Lane) -> bool:
        """Whether this is the lane of before a join, and it has no more samples."""
        return lane.epoch != self._obeyed.epoch and not lane.available

    def _sound(self, lane: Lane, out: Samples, begin: int, moment: WallTime) -> None:
        """Play the lane from sample `begin` of the block on."""
        if begin:
            self._pass_silence(out[:begin], 0)
            self._media = MediaTime(self._media - begin / self._rate_hz * self._speed)
        elif lane.available:  # its own count is exact, that of the line only almost
            self._media = lane.next_media_time() or self._media
            self._speed = lane.next_speed()
        self._flow(moment)
        count = lane.read(out[begin:])
        done = begin + count
        if count:
            if self._is_silent:
                self._enters = begin
            self._is_silent = False
        self._media = MediaTime(self._media + done / self._rate_hz * self._speed)
        if done < len(out):
            if lane.is_spent:
                self._pass_silence(out, done)
            else:
                self._run_dry(out, done, moment)

    def _pass_silence(self, out: Samples, begin: int) -> None:
        """Let the line run on in silence from sample `begin` on."""
        out[begin:] = 0.0
        passed_s = (len(out) - begin) / self._rate_hz
        self._media = MediaTime(self._media + passed_s * self._speed)
        self._break(begin)

    def _run_dry(self, out: Samples, begin: int, moment: WallTime) -> None:
        """Stop the clock where the samples ended: what comes later is not late."""
        if self._is_flowing:
            self.underruns += 1
        self._stand(out, begin, moment)

    def _stand(self, out: Samples, begin: int, moment: WallTime) -> None:
        """Hold line and clock from sample `begin` of this block on."""
        if self._is_flowing:
            stop = WallTime(moment + begin / self._rate_hz)
            anchor = ClockAnchor(self._media, stop, 0.0)
            self._post(self._obeyed.clock_epoch, anchor)
        self._is_flowing = False
        out[begin:] = 0.0
        self._break(begin)

    def _flow(self, moment: WallTime) -> None:
        anchor = ClockAnchor(self._media, moment, self._speed)
        self._post(self._obeyed.clock_epoch, anchor)
        self._is_flowing = True

    def _break(self, index: int) -> None:
        """Remember that sound stops before sample `index`, if there was any."""
        if not self._is_silent:
            self._breaks = index
        self._is_silent = True

    def _smooth(self, out: Samples) -> None:
        """Volume, then the edges: old sound dies away, new sound rises."""
        if self._enters >= 0:
            edge = out[self._enters : self._enters + len(self._rise)]
            np.multiply(edge, self._rise[: len(edge)], out=edge)
        self._loudness.apply(out, self.gain)
        if self._breaks >= 0:
            if self._breaks > 0:
                np.copyto(self._last, out[self._breaks - 1 : self._breaks])
            edge = out[self._breaks : self._breaks + len(self._fall)]
            residue = self._residue[: len(edge)]
            np.multiply(self._fall[: len(edge)], self._last, out=residue)
            np.add(edge, residue, out=edge)
        np.copyto(self._last, out[-1:])
