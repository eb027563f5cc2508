"""Says in words when Pillow, an optional extra, is not there."""

from importlib.util import find_spec

from player.errors import PlayerError


def need_pillow(purpose: str) -> None:
    """Refuse what cannot be done without Pillow.

    Raises:
        PlayerError: It is not installed; the hint is the line that installs it.
    """
    if find_spec("PIL") is None:
        raise PlayerError(
            f"{purpose} needs Pillow, which is not installed",
            "pip install pillow",
        )
