"""Intents: in order, seeks merged, nobody waits in vain."""

import threading

from player.playback.intents import (
    IntentBox,
    SeekBy,
    SeekTo,
    SetPaused,
    SetSpeed,
    StepBy,
)
from player.timing import MediaTime


def _seek(target: float) -> SeekTo:
    return SeekTo(MediaTime(target), is_exact=True)


def test_many_seeks_in_a_row_become_one() -> None:
    """Dragging posts fifty a second: only the newest counts, relative ones add up."""
    box = IntentBox()
    for number in range(50):
        box.post(_seek(number))
    for _ in range(3):
        box.post(SeekBy(5.0))
    for speed in (1.1, 1.2, 1.3):
        box.post(SetSpeed(speed))
    assert box.take(0.0) == (_seek(49), SeekBy(15.0), SetSpeed(1.3))
    assert box.take(0.0) == ()


def test_the_order_is_kept_and_other_intents_do_not_merge() -> None:
    """A pause between two seeks stays between them; each step counts."""
    box = IntentBox()
    wanted = (_seek(1), SetPaused(is_paused=None), _seek(2), StepBy(1), StepBy(1))
    for intent in wanted:
        box.post(intent)
    assert box.take(0.0) == wanted


def test_the_bell_wakes_without_an_intent() -> None:
    """Somebody who waits looks up when the bell rings, also if it rang before."""
    box = IntentBox()
    box.ring()
    assert box.take(10.0) == ()
    answers: list[object] = []
    waiting = threading.Thread(target=lambda: answers.append(box.take(10.0)))
    waiting.start()
    box.ring()
    waiting.join(2.0)
    assert answers == [()]


def test_closing_wakes_and_stays() -> None:
    """After the end nobody waits any more."""
    box = IntentBox()
    box.close()
    assert box.take(None) == ()
    assert box.is_closed
