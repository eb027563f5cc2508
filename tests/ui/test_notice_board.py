"""Which of several notices is seen, and for how long."""

from player.status import Notice
from tests.support.session_desk import Desk
from ui.notice_board import NoticeBoard


def test_notices_of_a_status_are_shown_once_and_go_with_it(desk: Desk) -> None:
    """Put away, one stays away while it stands; gone and come again, it is shown."""
    board = desk.session.notices
    notice = Notice("audio", "No sound device")
    desk.player.show(notices=(notice,))
    assert board.current == notice
    board.withdraw("audio")
    desk.player.show(notices=(notice,))
    assert board.current is None
    desk.player.show(notices=())
    desk.player.show(notices=(notice,))
    assert board.current == notice


def test_an_error_is_seen_before_notices(desk: Desk) -> None:
    """The newest of the errors, else the newest notice."""
    board = desk.session.notices
    board.post(Notice("a", "first", is_error=True))
    board.post(Notice("b", "second"))
    assert board.current is not None
    assert board.current.text == "first"
    board.withdraw("a")
    assert board.current.text == "second"


def test_what_was_said_once_does_not_come_back() -> None:
    """A displaced notice that asked for nothing is over; one that nobody saw waits."""
    now = [0.0]
    board = NoticeBoard(now_s=lambda: now[0])
    board.post(Notice("unseen", "read at the start"))
    board.post(Notice("gpu", "no graphics card"))
    now[0] += 5
    board.post(Notice("slow", "too slow", action="lighter-chain"))
    assert board.current is not None
    assert board.current.key == "slow"
    board.withdraw("slow")
    assert board.current is not None
    assert board.current.key == "unseen"
    now[0] += 5
    board.withdraw("unseen")
    assert board.current is None
