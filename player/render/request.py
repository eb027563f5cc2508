"""What is asked of the renderer for one picture, and what it answers."""

from dataclasses import dataclass
from enum import Enum

from player.frames import VideoFrame
from player.geometry import Size
from player.hooks.chain import ShaderChain
from player.status import ChainStatus


class Kernel(Enum):
    """A reconstruction kernel for scaling."""

    BILINEAR = "bilinear"
    BICUBIC = "bicubic"
    LANCZOS = "lanczos"


class CompareMode(Enum):
    """How before and after share the screen."""

    OFF = "off"
    WIPE = "wipe"
    SIDE_BY_SIDE = "side-by-side"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class RenderSettings:
    """What a person chose about the picture; changes seldom.

    Attributes:
        output: Pixels that one picture occupies on the screen, upright.
        is_before_wanted: Draw the unenhanced picture too, same scaler.
    """

    chain: ShaderChain
    output: Size
    is_before_wanted: bool = False
    scaler: Kernel = Kernel.LANCZOS
    chroma_scaler: Kernel = Kernel.BICUBIC
    is_dithered: bool = True


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """One frame under one set of settings."""

    frame: VideoFrame
    settings: RenderSettings


@dataclass(frozen=True, slots=True)
class ChainFault:
    """A file of the chain that was switched off because it failed.

    Attributes:
        entry: Index of the file in the chain.
        pass_index: Of the pass that failed.
        line: In the file, 0 when unknown.
        message: One line for people: file, line, the driver's words.
        log: The driver's whole message, lines mapped to the file.
    """

    entry: int
    pass_index: int
    line: int
    message: str
    log: str = ""


@dataclass(frozen=True, slots=True)
class RenderReport:
    """What drawing one picture did.

    Attributes:
        chain: Per pass: ran, idle and why, failed; with smoothed times.
        faults: New since the last report.
    """

    chain: ChainStatus
    faults: tuple[ChainFault, ...] = ()
