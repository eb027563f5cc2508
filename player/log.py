"""One logger per subsystem, under the root `sakuga`.

Levels: *error* = something was given up; *warning* = goes on, degraded; *info* = a
person would care; *debug* = the rest. Nothing is logged per frame: facts that change
with each frame are counters in `player.status.SyncStats`.
"""

import logging


def logger(subsystem: str) -> logging.Logger:
    """Return the logger of a subsystem, for example `logger("media")`."""
    return logging.getLogger(f"sakuga.{subsystem}")


def set_up(*, verbose: bool) -> None:
    """Send the log to standard error; called once, by the program's entry."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(name)s: %(levelname)s: %(message)s"))
    root = logging.getLogger("sakuga")
    root.handlers = [handler]
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
