"""The command `sakuga`: the window, or one of the commands without a window."""

import argparse
import importlib
import os
import sys
from importlib import metadata

from player import log
from player.errors import PlayerError
from ui import cli


def main(argv: list[str] | None = None) -> int:
    """Run the program; return its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments and arguments[0] in cli.COMMANDS:
        return _run_command(arguments[0], arguments[1:])
    asked = cli.read(cli.parser(version()), arguments)
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
    try:
        command = importlib.import_module(f"player.commands.{name}")
        parser = argparse.ArgumentParser(prog=f"sakuga {name}")
        command.add_arguments(parser)
        code = int(command.run(parser.parse_args(argv)))
        sys.stdout.flush()
    except PlayerError as error:
        return _fail(error)
    except BrokenPipeError:
        # Whoever read our words has heard enough (`sakuga doctor | head`); what is
        # left of them must not be written again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _fail(error: PlayerError) -> int:
    hint = f" ({error.hint})" if error.hint else ""
    print(f"sakuga: {error}{hint}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
