"""Every user option, declared once.

The command line (`ui/cli.py`), the settings store and `docs/options.md` are made from
`OPTIONS`; nobody else writes a default or a range.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from player.errors import OptionError

Value = bool | int | float | str


class Kind(Enum):
    """What an option's value is."""

    FLAG = "flag"
    INTEGER = "integer"
    NUMBER = "number"
    CHOICE = "choice"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One row of the table.

    Attributes:
        name: Stable key in the settings file; its flag is `--name`.
        minimum / maximum: For numbers, inclusive.
        title: Name for people where the option's own does not speak for itself.
        unit: Of a number: "s", or "%" for a share that people read in hundredths.
        is_remembered: Whether the window stores a change for the next start.
    """

    name: str
    kind: Kind
    default: Value
    help: str
    choices: tuple[str, ...] = ()
    minimum: float = 0.0
    maximum: float = 0.0
    is_remembered: bool = True
    title: str = ""
    unit: str = ""

    @property
    def allowed(self) -> str:
        """Return the values that it takes, in words."""
        if self.kind is Kind.CHOICE:
            return ", ".join(self.choices)
        if self.kind in {Kind.INTEGER, Kind.NUMBER}:
            return f"{self.minimum:g} to {self.maximum:g}"
        return "yes, no" if self.kind is Kind.FLAG else "text"


OPTIONS: tuple[Option, ...] = (
    Option(
        "chain",
        Kind.TEXT,
        "auto",
        "shader chain to start with: a preset's name, shader files (ours by "
        "name) joined by commas, 'off', or 'auto' (Mode A, or off where the GPU is "
        "software)",
        title="Chain at the start",
    ),
    Option(
        "compare",
        Kind.CHOICE,
        "off",
        "comparison to start with",
        choices=("off", "wipe", "side-by-side", "hold"),
        title="Comparison at the start",
    ),
    Option(
        "divider",
        Kind.NUMBER,
        0.5,
        "where the divider stands",
        (),
        0.0,
        1.0,
        title="Place of the divider",
        unit="%",
    ),
    Option(
        "volume",
        Kind.NUMBER,
        1.0,
        "loudness, 1 (100 %) is the file's own",
        (),
        0.0,
        1.3,
        unit="%",
    ),
    Option(
        "mute",
        Kind.FLAG,
        default=False,
        help="start without sound",
        title="Mute",
    ),
    Option(
        "speed", Kind.NUMBER, 1.0, "playback speed", (), 0.25, 4.0, is_remembered=False
    ),
    Option(
        "start",
        Kind.NUMBER,
        0.0,
        "start at this second",
        (),
        0.0,
        1e6,
        is_remembered=False,
    ),
    Option("paused", Kind.FLAG, default=False, help="open paused", is_remembered=False),
    Option(
        "fullscreen",
        Kind.FLAG,
        default=False,
        help="start in full screen",
        is_remembered=False,
    ),
    Option(
        "hwdec",
        Kind.CHOICE,
        "off",
        "hardware decoding, where the graphics card offers it",
        choices=("off", "auto"),
        title="Hardware decoding",
    ),
    Option(
        "deinterlace",
        Kind.CHOICE,
        "auto",
        "deinterlacing (bwdif)",
        choices=("auto", "on", "off"),
        title="Deinterlacing",
    ),
    Option(
        "scaler",
        Kind.CHOICE,
        "auto",
        "kernel of the final scaling, for both halves of a comparison ('auto': "
        "lanczos, bilinear on software GL)",
        choices=("auto", "bilinear", "bicubic", "lanczos"),
        title="Final scaling",
    ),
    Option(
        "chroma-scaler",
        Kind.CHOICE,
        "auto",
        "kernel that enlarges chroma ('auto': bicubic, bilinear on software GL)",
        choices=("auto", "bilinear", "bicubic"),
        title="Scaling of colour",
    ),
    Option("dither", Kind.FLAG, default=True, help="dither to the screen's 8 bits"),
    Option(
        "view",
        Kind.CHOICE,
        "auto",
        "how pictures reach the window: through OpenGL, or as pixels ('auto': as "
        "pixels on software GL, where the window would wait for the chain)",
        choices=("auto", "gl", "raster"),
        is_remembered=False,
    ),
    Option(
        "audio-device",
        Kind.TEXT,
        "",
        "part of the sound device's name; empty: the system's default",
        title="Sound device",
    ),
    Option(
        "audio-latency",
        Kind.NUMBER,
        0.15,
        "buffer of the sound device in seconds",
        (),
        0.02,
        0.5,
        title="Sound buffer",
        unit="s",
    ),
    Option("verbose", Kind.FLAG, default=False, help="log more", is_remembered=False),
    Option(
        "timing-log",
        Kind.TEXT,
        "",
        "write one line per presented frame to this file (media time, wall time)",
        is_remembered=False,
    ),
)

BY_NAME: Mapping[str, Option] = {option.name: option for option in OPTIONS}


def defaults() -> dict[str, Value]:
    """Return every option at its default."""
    return {option.name: option.default for option in OPTIONS}


def parse(name: str, text: str) -> Value:
    """Turn text from a command line or a settings file into the option's value.

    Raises:
        OptionError: The option does not exist, or does not take this value.
    """
    option = BY_NAME.get(name)
    if option is None:
        raise OptionError(name, text, "no such option")
    if option.kind is Kind.FLAG:
        return _parse_flag(option, text)
    if option.kind in {Kind.INTEGER, Kind.NUMBER}:
        return _parse_number(option, text)
    if option.kind is Kind.CHOICE and text not in option.choices:
        raise OptionError(name, text, option.allowed)
    return text


def _parse_flag(option: Option, text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in {"yes", "true", "on", "1"}:
        return True
    if lowered in {"no", "false", "off", "0"}:
        return False
    raise OptionError(option.name, text, option.allowed)


def _parse_number(option: Option, text: str) -> Value:
    try:
        number = float(text)
    except ValueError:
        raise OptionError(option.name, text, option.allowed) from None
    if not option.minimum <= number <= option.maximum:
        raise OptionError(option.name, text, option.allowed)
    return int(number) if option.kind is Kind.INTEGER else number
