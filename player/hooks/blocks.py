"""Cuts the text of a user shader into blocks: header lines and a body, with lines.

The first step of `parser`; knows where things stand, not what they mean. Pure.
"""

from dataclasses import dataclass

MARK = "//!"
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Directive:
    """One header line without its mark.

    Attributes:
        text: Trimmed, "HOOK MAIN".
        line: From 1.
    """

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A header and what follows it, up to the next mark anywhere in the text.

    Attributes:
        body: As written, but for line ends, which are always a line feed.
        body_line: Line of the file on which `body` begins.
    """

    header: tuple[Directive, ...]
    body: str
    body_line: int

    @property
    def line(self) -> int:
        """Return the line of its first directive."""
        return self.header[0].line


def plain_text(text: str) -> str:
    """Return the text with one kind of line end and no byte-order mark."""
    without_mark = text.removeprefix(BYTE_ORDER_MARK)
    return without_mark.replace("\r\n", "\n").replace("\r", "\n")


def split_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of a file; what stands before the first mark is dropped.

    Args:
        text: As `plain_text` returns it.
    """
    blocks = []
    place = text.find(MARK)
    line = 1 + text.count("\n", 0, max(place, 0))
    while place >= 0:
        header, body_start = _read_header(text, place, line)
        body_line = line + text.count("\n", place, body_start)
        following = text.find(MARK, body_start)
        end = following if following >= 0 else len(text)
        blocks.append(Block(header, text[body_start:end], body_line))
        line = body_line + text.count("\n", body_start, end)
        place = following
    return tuple(blocks)


def _read_header(text: str, start: int, line: int) -> tuple[tuple[Directive, ...], int]:
    """Return the directives from `start` on and where the body begins."""
    directives = []
    place = start
    while place < len(text):
        end = text.find("\n", place)
        end = len(text) if end < 0 else end
        written = text[place:end].strip()
        if not written.startswith(MARK):
            break
        directives.append(Directive(written.removeprefix(MARK).strip(), line))
        line += 1
        place = min(end + 1, len(text))
    return tuple(directives), place
