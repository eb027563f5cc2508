"""A command line's faults in one line: the flag, what it takes, where more is. Pure.

As for every other fault of a command the exit code is 1.
"""

import argparse
import re
from difflib import get_close_matches
from typing import NoReturn

FAULT_CODE = 1

_ARGUMENT = re.compile(r"argument (.+?): (.*)", re.DOTALL)
_GIVEN = re.compile(
    r"(?:value|choice|argument):? ('.*?'|\".*?\"|[-+.\w]+)(?: |$)", re.DOTALL
)
_RIVAL = re.compile(r"not allowed with argument (\S+)")
_MISSING = "the following arguments are required: "
_UNKNOWN = "unrecognized arguments: "


class PlainParser(argparse.ArgumentParser):
    """Says what is wrong without printing all that there is.

    Attributes:
        allowed: What an argument takes, in words, by its `dest`, where its metavar
            says too little.
    """

    def __init__(
        self,
        prog: str,
        description: str | None = None,
        epilog: str | None = None,
        *,
        allow_abbrev: bool = True,
    ) -> None:
        super().__init__(
            prog=prog, description=description, epilog=epilog, allow_abbrev=allow_abbrev
        )
        self.allowed: dict[str, str] = {}

    def error(self, message: str) -> NoReturn:
        """End the program with one line on standard error."""
        words = " ".join(self._plain(message).split())
        self.exit(FAULT_CODE, f"{self.prog}: {words} (see {self.prog} --help)\n")

    def _plain(self, message: str) -> str:
        if message.startswith(_MISSING):
            names = message.removeprefix(_MISSING).split(", ")
            return f"missing: {', '.join(self._usage(name) for name in names)}"
        if message.startswith(_UNKNOWN):
            return self._unknown(message.removeprefix(_UNKNOWN))
        found = _ARGUMENT.fullmatch(message)
        action = self._action(found[1]) if found else None
        if found is None or action is None:
            return message
        rival = _RIVAL.fullmatch(found[2])
        if rival:
            return f"{_name(action)} does not go together with {rival[1]}"
        given = _GIVEN.search(found[2])
        rest = f", not {given[1]}" if given else ", and nothing is given"
        return f"{_name(action)} takes {self._takes(action)}{rest}"

    def _unknown(self, text: str) -> str:
        words = text.split()
        flag = next((word for word in words if word.startswith("-")), "")
        if not flag:
            return f"nothing is to be done with {text}"
        name = flag.partition("=")[0]
        known = [
            option
            for action in self._actions
            if action.help != argparse.SUPPRESS
            for option in action.option_strings
        ]
        close = get_close_matches(name, known, n=1)
        return f"there is no option {name}" + (
            f", perhaps {close[0]} is meant" if close else ""
        )

    def _usage(self, name: str) -> str:
        action = self._action(name)
        if action is None or not action.option_strings:
            return name
        return f"{_name(action)} {self._takes(action)}"

    def _takes(self, action: argparse.Action) -> str:
        if action.nargs == 0:
            return "no value"
        if action.dest in self.allowed:
            return self.allowed[action.dest]
        if action.choices is not None:
            return ", ".join(str(choice) for choice in action.choices)
        metavar = action.metavar
        return metavar if isinstance(metavar, str) else action.dest.upper()

    def _action(self, name: str) -> argparse.Action | None:
        """Return the argument that argparse calls "-o/--output" or "FILE"."""
        for action in self._actions:
            if "/".join(action.option_strings) == name:
                return action
            if name in {action.metavar, action.dest} and not action.option_strings:
                return action
        return None


def _name(action: argparse.Action) -> str:
    """Return the name that says most: `--output`, not `-o`."""
    names = action.option_strings
    if not names:
        return str(action.metavar or action.dest)
    return next((name for name in names if name.startswith("--")), names[0])
