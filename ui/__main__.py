"""The command `sakuga`; light on purpose, so that Ctrl+C is heard from the start."""

import os
import signal
import sys


def main(argv: list[str] | None = None) -> int:
    """Run the program; return its exit code."""
    is_process = argv is None
    if is_process:
        # Before anything heavy is imported: an exception thrown into the midst of an
        # import, or into a library's callback, ends in a traceback or in an abort.
        signal.signal(signal.SIGINT, _end_at_once)
    from ui import entry  # noqa: PLC0415  after the line above

    code = entry.run(sys.argv[1:] if argv is None else argv)
    if is_process:
        # All is done: what is left of the process must not spoil its exit code.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return code


def _end_at_once(number: int, _frame: object) -> None:
    os._exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
