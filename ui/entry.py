"""What the command `sakuga` does: the window, or a command without one."""

import importlib
import os
import sys
from importlib import metadata
from pathlib import Path

from player import log
from player.errors import PlayerError
from ui import cli
from ui.plain_parser import PlainParser

INTERRUPTED_CODE = 130


def run(argv: list[str]) -> int:
    """Run the program; return its exit code."""
    if argv and argv[0] in cli.COMMANDS:
        return _run_command(argv[0], argv[1:])
    asked = cli.read(cli.parser(version()), argv)
    log.set_up(verbose=bool(asked.options.get("verbose")))
    from ui import app  # noqa: PLC0415  commands and --help need no Qt

    try:
        return app.run(asked)
    except PlayerError as error:
        return _fail(error)


def version() -> str:
    """Return the installed version."""
    try:
        return metadata.version("sakuga")
    except metadata.PackageNotFoundError:  # run from a folder, never installed
        return "0 (not installed)"


def _run_command(name: str, argv: list[str]) -> int:
    """Run a module of `player.commands`: `add_arguments(parser)`, `run(args)`."""
    log.set_up(verbose=False)
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115  open to the end
    try:
        command = importlib.import_module(f"player.commands.{name}")
        parser = PlainParser(f"sakuga {name}")
        command.add_arguments(parser)
        code = int(command.run(parser.parse_args(argv)))
        sys.stdout.flush()
    except PlayerError as error:
        return _fail(error)
    except BrokenPipeError:
        # Whoever read our words has heard enough (`sakuga doctor | head`).
        _say_no_more()
        return 0
    except OSError as error:
        _say_no_more()
        place = f" to {error.filename}" if error.filename else ""
        told = f"what was found cannot be written{place}"
        return _fail(PlayerError(f"{told}: {error.strerror or error}"))
    except KeyboardInterrupt:
        return INTERRUPTED_CODE
    return code


def _say_no_more() -> None:
    """Have what is left of our words not written again at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(error: PlayerError) -> int:
    hint = f" ({error.hint})" if error.hint else ""
    sys.stderr.write(f"sakuga: {error}{hint}\n")
    return 1
