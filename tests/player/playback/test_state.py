"""The table of states: every state can be reached, left, and closed from."""

import pytest

from player.playback.state import (
    LAWFUL,
    WAITING,
    WITH_FILE,
    UnlawfulChangeError,
    change,
)
from player.status import PlayState


@pytest.mark.parametrize("state", PlayState)
def test_every_state_can_be_closed_and_opened_from(state: PlayState) -> None:
    """Whatever happens, a person can close the file or open another one."""
    assert change(state, PlayState.LOADING) is PlayState.LOADING
    assert change(state, PlayState.EMPTY) is PlayState.EMPTY
    assert change(state, state) is state


@pytest.mark.parametrize("state", PlayState)
def test_every_state_can_be_reached(state: PlayState) -> None:
    """No state of the status is dead."""
    assert any(state in following for following in LAWFUL.values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (PlayState.EMPTY, PlayState.PLAYING),
        (PlayState.EMPTY, PlayState.SEEKING),
        (PlayState.FAILED, PlayState.PLAYING),
        (PlayState.FAILED, PlayState.SEEKING),
        (PlayState.ENDED, PlayState.PLAYING),
    ],
)
def test_what_cannot_follow_is_refused(old: PlayState, new: PlayState) -> None:
    """Without a file nothing plays; from the end playing begins with a seek."""
    with pytest.raises(UnlawfulChangeError, match=old.value):
        change(old, new)


def test_waiting_states_have_a_file() -> None:
    """What ends by itself can also be sought in meanwhile."""
    assert WAITING < WITH_FILE
