"""What the transport may do next: the table of lawful changes of state. Pure.

A change that is not in the table is a mistake of the program, never of the person:
whatever a person asks for in whatever state is answered, if only by nothing.
"""

from collections.abc import Mapping

from player.status import PlayState

_S = PlayState

LAWFUL: Mapping[PlayState, frozenset[PlayState]] = {
    _S.EMPTY: frozenset({_S.LOADING, _S.FAILED}),
    _S.LOADING: frozenset(
        {_S.PLAYING, _S.PAUSED, _S.SEEKING, _S.ENDED, _S.FAILED, _S.EMPTY}
    ),
    _S.PLAYING: frozenset(
        {_S.PAUSED, _S.SEEKING, _S.ENDED, _S.FAILED, _S.LOADING, _S.EMPTY}
    ),
    _S.PAUSED: frozenset(
        {_S.PLAYING, _S.SEEKING, _S.ENDED, _S.FAILED, _S.LOADING, _S.EMPTY}
    ),
    _S.SEEKING: frozenset(
        {_S.PLAYING, _S.PAUSED, _S.ENDED, _S.FAILED, _S.LOADING, _S.EMPTY}
    ),
    _S.ENDED: frozenset({_S.SEEKING, _S.FAILED, _S.LOADING, _S.EMPTY}),
    _S.FAILED: frozenset({_S.LOADING, _S.EMPTY}),
}
"""Where each state may lead. Any state may also lead to itself."""

WITH_FILE = frozenset(
    {_S.LOADING, _S.PLAYING, _S.PAUSED, _S.SEEKING, _S.ENDED},
)
"""States in which there is something to seek in."""

WAITING = frozenset({_S.LOADING, _S.SEEKING})
"""States that end by themselves when every branch has its first item."""


class UnlawfulChangeError(RuntimeError):
    """The program tried to go from one state to another that cannot follow it."""


def change(old: PlayState, new: PlayState) -> PlayState:
    """Return `new` when it may follow `old`.

    Raises:
        UnlawfulChangeError: It may not.
    """
    if new is not old and new not in LAWFUL[old]:
        raise UnlawfulChangeError(f"{old.value} cannot become {new.value}")
    return new
