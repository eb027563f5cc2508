"""The command line, made from the table of options. Pure; knows no Qt."""

import argparse
from dataclasses import dataclass

from player.errors import OptionError
from player.options import OPTIONS, Kind, Option, Value, parse
from ui.plain_parser import PlainParser

COMMANDS = ("still", "quality", "doctor")
"""Words that start a module of `player.commands` instead of the window."""

PLAY_SECONDS = 8.0
"""How long an unattended run plays, when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command line asks for.

    Attributes:
        paths: Files and folders to play, shader files to use.
        options: Only those that were given.
        is_demo: Play the clip that comes with the program.
        unattended: Folder for the picture and report of a run without a person, or "".
        play_s: How long such a run plays.
    """

    paths: tuple[str, ...]
    options: dict[str, Value]
    is_demo: bool = False
    unattended: str = ""
    play_s: float = PLAY_SECONDS


def parser(version: str) -> PlainParser:
    """Return a parser that knows every option."""
    made = PlainParser(
        prog="sakuga",
        description="Play anime through shader chains, before and after side by side.",
        epilog="Commands without a window: "
        + ", ".join(f"sakuga {name} --help" for name in COMMANDS),
        allow_abbrev=False,
    )
    made.add_argument("--version", action="version", version=f"sakuga {version}")
    made.add_argument(
        "paths",
        nargs="*",
        metavar="FILE",
        help="media files or folders; shader files (.glsl) become the chain",
    )
    made.add_argument(
        "--demo", action="store_true", help="play the clip that comes with the program"
    )
    made.add_argument("--unattended", default="", help=argparse.SUPPRESS)
    made.add_argument(
        "--play-seconds", type=float, default=PLAY_SECONDS, help=argparse.SUPPRESS
    )
    group = made.add_argument_group("options (remembered ones also in the settings)")
    for option in OPTIONS:
        _add(group, option)
        if option.kind is not Kind.TEXT:
            made.allowed[_place(option)] = option.allowed
    return made


def read(made: PlainParser, argv: list[str]) -> Arguments:
    """Read a command line; ends the program with a message when it is wrong."""
    found = made.parse_args(argv)
    options: dict[str, Value] = {}
    for option in OPTIONS:
        given = getattr(found, _place(option))
        if given is None:
            continue
        try:
            is_flag = option.kind is Kind.FLAG
            options[option.name] = given if is_flag else parse(option.name, given)
        except OptionError:
            made.error(f"--{option.name} takes {option.allowed}, not {given!r}")
    return Arguments(
        paths=tuple(found.paths),
        options=options,
        is_demo=found.demo,
        unattended=found.unattended,
        play_s=found.play_seconds,
    )


def _add(group: argparse._ArgumentGroup, option: Option) -> None:
    flag = f"--{option.name}"
    default = "" if option.default in {"", False} else f" (default: {option.default})"
    text = (option.help + default).replace("%", "%%")
    if option.kind is Kind.FLAG:
        group.add_argument(
            flag,
            action=argparse.BooleanOptionalAction,
            default=None,
            dest=_place(option),
            help=text,
        )
        return
    metavar = (
        "{" + ",".join(option.choices) + "}"
        if option.kind is Kind.CHOICE
        else option.kind.value.upper()
    )
    if option.kind in {Kind.INTEGER, Kind.NUMBER}:
        text += f" ({option.allowed})"
    group.add_argument(
        flag, default=None, dest=_place(option), metavar=metavar, help=text
    )


def _place(option: Option) -> str:
    return "option_" + option.name.replace("-", "_")
