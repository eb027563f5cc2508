"""Reads what a GLSL compiler says: four dialects, one list of messages. Pure.

Text that we put round a shader file is numbered from a million on (`#line`), so a
smaller line is one of the file that a person wrote. Source-string numbers would say it
more plainly, but Mesa forgets them in every message about meaning (seen in 22.3).
"""

import re
from dataclasses import dataclass

PRELUDE_LINE = 1_000_000
"""Number of the first line of text that is not from the file."""

_DIALECTS = (
    # Mesa: "1:12(5): error: …"; Intel on Linux is Mesa.
    re.compile(r"^\d+:(?P<line>\d+)\(\d+\)\s*:\s*(?P<text>.*)$"),
    # NVIDIA: "1(12) : error C1008: …"
    re.compile(r"^\d+\((?P<line>\d+)\)\s*:\s*(?P<text>.*)$"),
    # AMD, Intel on Windows, Apple: "ERROR: 1:12: …"
    re.compile(r"^(?P<kind>ERROR|WARNING):\s*\d+:(?P<line>\d+):\s*(?P<text>.*)$"),
)

_ERROR_WORDS = ("error", "preprocessor error", "fatal", "internal error")


@dataclass(frozen=True, slots=True)
class DriverMessage:
    """One message.

    Attributes:
        line: 0 when the driver named no place.
        text: The driver's words without the place.
    """

    line: int
    text: str
    is_error: bool

    @property
    def is_in_file(self) -> bool:
        """Whether `line` is one of the file's."""
        return 0 < self.line < PRELUDE_LINE


def read_driver_log(log: str) -> tuple[DriverMessage, ...]:
    """Split a compile or link log into messages, in the driver's order."""
    lines = (line.strip().strip("\0") for line in log.splitlines())
    return tuple(_read_line(line) for line in lines if line)


def first_error(messages: tuple[DriverMessage, ...]) -> DriverMessage | None:
    """Return the message to show: the first error in the file, else the first error."""
    errors = [message for message in messages if message.is_error]
    in_file = [message for message in errors if message.is_in_file]
    for found in (in_file, errors, list(messages)):
        if found:
            return found[0]
    return None


def for_people(messages: tuple[DriverMessage, ...], file: str) -> str:
    """Write the log with places of the file as `file:line:` and the most telling first.

    Lines of the prelude keep the word "prelude", so that nobody looks for them in the
    file.
    """
    first = first_error(messages)
    ordered = [first] if first else []
    ordered += [message for message in messages if message is not first]
    return "\n".join(_write(message, file) for message in ordered)


def _read_line(line: str) -> DriverMessage:
    for dialect in _DIALECTS:
        match = dialect.match(line)
        if match:
            kind = match.groupdict().get("kind") or ""
            text = match["text"]
            return DriverMessage(
                line=int(match["line"]),
                text=text,
                is_error=kind == "ERROR" or _says_error(text),
            )
    return DriverMessage(0, line, is_error=_says_error(line))


def _says_error(text: str) -> bool:
    return text.lower().startswith(_ERROR_WORDS)


def _write(message: DriverMessage, file: str) -> str:
    if message.is_in_file:
        return f"{file}:{message.line}: {message.text}"
    if message.line:
        return f"prelude:{message.line - PRELUDE_LINE + 1}: {message.text}"
    return message.text
