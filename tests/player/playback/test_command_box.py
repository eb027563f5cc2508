"""The command box: the newest command wins, and nobody waits in vain."""

import threading

from player.playback.command_box import CommandBox


def test_the_newest_command_wins() -> None:
    """Of several commands posted before a look, only the last one is seen."""
    box: CommandBox[int] = CommandBox()
    assert not box.has_command
    for command in (1, 2, 3):
        box.post(command)
    assert box.has_command
    assert box.take() == 3
    assert not box.has_command
    assert box.take(timeout_s=0.0) is None


def test_a_post_wakes_the_waiting_thread() -> None:
    """A thread that waits for a command gets it as soon as it is posted."""
    box: CommandBox[str] = CommandBox()
    got: list[str | None] = []
    thread = threading.Thread(target=lambda: got.append(box.take()))
    thread.start()
    box.post("seek")
    thread.join(1.0)
    assert got == ["seek"]


def test_closing_wakes_the_waiting_thread_for_good() -> None:
    """A closed box gives nothing, at once and for ever, whatever is posted."""
    box: CommandBox[str] = CommandBox()
    got: list[str | None] = []
    thread = threading.Thread(target=lambda: got.append(box.take()))
    thread.start()
    box.close()
    thread.join(1.0)
    assert got == [None]
    assert box.is_closed
    assert box.has_command
    box.post("late")
    assert box.take() is None


def test_closing_drops_what_was_not_taken() -> None:
    """A command that nobody took before the end is not carried out after it."""
    box: CommandBox[str] = CommandBox()
    box.post("seek")
    box.close()
    assert box.take() is None
