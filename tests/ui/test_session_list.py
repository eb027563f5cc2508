"""A session that plays a list: on at each end, past what fails."""

from player.status import Notice, PlayState
from tests.support.session_desk import Desk


def test_a_list_goes_on_at_each_end_of_file(desk: Desk) -> None:
    """Once per end, and not beyond the last file."""
    desk.session.open_paths(("a.mkv", "b.mkv"))
    assert desk.player.asked == [("open", "a.mkv")]
    desk.player.show(state=PlayState.ENDED)
    desk.player.show(state=PlayState.PLAYING)
    desk.player.show(state=PlayState.ENDED)
    desk.player.show(state=PlayState.ENDED)
    opened = [asked for asked in desk.player.asked if asked[0] == "open"]
    assert opened == [("open", "a.mkv"), ("open", "b.mkv")]


def _fail(desk: Desk) -> None:
    error = Notice("open", "Cannot open it", is_error=True)
    desk.player.show(state=PlayState.FAILED, media=None, error=error)


def _opened(desk: Desk) -> list[object]:
    return [asked[1] for asked in desk.player.asked if asked[0] == "open"]


def test_a_list_goes_on_past_files_that_fail(desk: Desk) -> None:
    """Each failure once, told apart from its repetition; nothing leaves the list."""
    desk.player.opens_silently = True
    desk.session.open_paths(("bad.mkv", "bad.mkv", "c.mkv"))
    _fail(desk)
    desk.player.show(volume=0.5)  # the same failure told again
    assert _opened(desk) == ["bad.mkv", "bad.mkv"]
    _fail(desk)
    assert _opened(desk) == ["bad.mkv", "bad.mkv", "c.mkv"]
    notice = desk.session.notices.current
    assert notice is not None
    assert notice.is_error
    assert notice.text == "Cannot open it"
    assert "2 files" in notice.hint
    assert len(desk.session.playlist.paths) == 3
    assert desk.session.failure is None
    _fail(desk)
    assert len(_opened(desk)) == 3, "none is left"
    assert desk.session.failure is not None
    desk.session.open_paths(("d.mkv",))
    assert desk.session.failure is None


def test_going_back_onto_a_file_that_fails_goes_further_back(desk: Desk) -> None:
    """And before the first file, forward again."""
    desk.session.open_paths(("a.mkv", "b.mkv", "c.mkv"))
    desk.session.play_at(2)
    desk.player.opens_silently = True
    desk.session.move_in_list(-1)
    _fail(desk)
    _fail(desk)
    assert _opened(desk) == ["a.mkv", "c.mkv", "b.mkv", "a.mkv", "b.mkv"]
