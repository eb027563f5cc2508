"""Words of playback to people: one notice per key, and ways out that exist."""

from player.errors import DecodeError
from player.playback.facts import (
    DEVICE,
    OF_A_FILE,
    device_failure,
    open_failure,
    picture_failure,
    sound_failure,
    with_notice,
    without,
)
from ui.command_table import BY_ID


def test_the_way_out_is_a_command_of_the_window() -> None:
    """What a notice offers can be pressed."""
    notice = device_failure("The sound device has gone")
    assert notice.action in BY_ID
    assert notice.key == DEVICE
    assert not notice.is_error


def test_a_newer_notice_takes_the_place_of_an_older_one() -> None:
    """The same thing is said once; other things stay."""
    sound = sound_failure(DecodeError("first", "try this"))
    notices = with_notice((), sound)
    notices = with_notice(notices, device_failure("gone"))
    notices = with_notice(notices, sound_failure(DecodeError("second")))
    assert [notice.key for notice in notices] == [DEVICE, "audio.decode"]
    assert "second" in notices[-1].text
    assert without(notices, OF_A_FILE) == notices[:1]


def test_only_a_file_that_does_not_play_is_an_error() -> None:
    """Degraded playing is a notice; nothing at all is an error. Hints are passed on."""
    error = DecodeError("broken", "copy it again")
    assert open_failure(error).is_error
    assert not picture_failure(error).is_error
    assert open_failure(error).hint == picture_failure(error).hint == "copy it again"
