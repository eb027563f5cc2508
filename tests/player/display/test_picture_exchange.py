"""Laws of the gate between the drawing thread and the view."""

from collections.abc import Iterator

import pytest

from player.display.finished_picture import FinishedPicture
from player.display.picture_exchange import SLOTS, PictureExchange, PictureSlot
from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.fence import Fence
from player.gl.live_objects import live_objects
from player.timing import Epoch, MediaTime, WallTime

SIZE = Size(8, 4)
NOW = WallTime(1.0)


@pytest.fixture
def exchange(gl: GlInfo) -> Iterator[PictureExchange]:
    """An exchange whose textures are given back (the gl fixture counts them)."""
    made = PictureExchange(lambda: None)
    yield made
    made.release()


def _slot(exchange: PictureExchange, size: Size = SIZE) -> PictureSlot:
    slot = exchange.acquire(size, is_before_wanted=False)
    assert slot is not None
    assert slot.after is not None
    return slot


def _publish(exchange: PictureExchange, serial: int) -> PictureSlot:
    slot = _slot(exchange)
    assert slot.after is not None
    picture = FinishedPicture(
        serial=serial,
        slot=slot.index,
        after=slot.after.name,
        before=None,
        size=SIZE,
        pts=MediaTime(serial),
        epoch=Epoch(0),
        due=NOW,
        is_new=True,
        chain_label="",
    )
    assert exchange.publish(picture, NOW, exchange.clears)
    return slot


def test_the_shown_picture_is_never_drawn_into(exchange: PictureExchange) -> None:
    """Whatever is published, its slot comes back only after a newer one was taken."""
    shown = _publish(exchange, 1)
    assert exchange.take() is not None
    drawn = [_publish(exchange, serial).index for serial in range(2, 12)]
    assert shown.index not in drawn
    exchange.take()
    assert shown.index in {_slot(exchange).index for _ in range(2)}


def test_the_view_gets_the_newest_and_keeps_it(exchange: PictureExchange) -> None:
    """Older untaken pictures are passed over; taking again gives the same."""
    assert exchange.take() is None
    _publish(exchange, 1)
    _publish(exchange, 2)
    taken = exchange.take()
    assert taken is not None
    assert taken.serial == 2
    assert exchange.take() is taken
    assert not exchange.is_untaken


def test_slots_are_bounded(exchange: PictureExchange) -> None:
    """A caller that keeps every slot gets no more, and waits for none."""
    held = [_slot(exchange) for _ in range(SLOTS)]
    assert exchange.acquire(SIZE, is_before_wanted=False) is None
    exchange.give_back(held[0])
    assert _slot(exchange) is held[0]


def test_sizes_and_before_follow_what_is_wanted(exchange: PictureExchange) -> None:
    """Textures are kept while they fit, and made anew when they do not."""
    slot = _slot(exchange)
    first = slot.after
    exchange.give_back(slot)
    for _ in range(SLOTS - 1):
        exchange.give_back(_slot(exchange))
    again = exchange.acquire(SIZE, is_before_wanted=True)
    assert again is slot
    assert slot.after is first
    assert slot.before is not None
    slot.fit(Size(16, 4), is_before_wanted=False)
    assert slot.after is not None
    assert slot.after.size == Size(16, 4)
    assert slot.before is None


def test_a_presentation_is_told_once(exchange: PictureExchange) -> None:
    """Repaints of the same picture (a moved divider) are no presentations."""
    _publish(exchange, 7)
    exchange.take()
    for _ in range(3):
        exchange.note_presented(7, WallTime(1.5))
    (told,) = exchange.drain_presentations()
    assert told.picture.serial == 7
    assert told.published == NOW
    assert told.wall_time == 1.5
    assert exchange.drain_presentations() == ()


def test_what_was_chosen_before_a_clear_is_not_shown(
    exchange: PictureExchange,
) -> None:
    """The view stays empty until a frame of what plays now is drawn."""
    clears = exchange.clears
    _publish(exchange, 1)
    taken = exchange.take()
    assert taken is not None
    exchange.clear()
    assert exchange.take() is None
    assert not exchange.publish(taken, NOW, clears)
    assert exchange.take() is None


def test_reading_marks_are_given_back(exchange: PictureExchange) -> None:
    """A repaint replaces the mark of the one before; none is left without a picture."""
    _publish(exchange, 1)
    before = live_objects().get("fence", 0)
    exchange.take()
    exchange.mark_read(Fence())
    exchange.mark_read(Fence())
    assert live_objects().get("fence", 0) == before + 1
    exchange.clear()
    exchange.mark_read(Fence())
    assert live_objects().get("fence", 0) <= before + 1
