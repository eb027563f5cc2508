"""Draws pictures through one shader file by the player's own engine.

Thread: the one whose context is current.
"""

from pathlib import Path
from types import TracebackType

from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.texture import TextureFormat
from player.hooks.library import chain_from_files
from player.quality.bench import Bench
from player.quality.contenders import Contender
from player.render.request import Kernel
from tests.gates.sources import Pixels


class PaintError(Exception):
    """A file cannot be used, or not all of its passes ran."""


class Painter:
    """One shader file on the bench; its programs are given back at the end of `with`.

    Args:
        info: The current context's.
        path: The file.
        textures: What its passes keep their results in.

    Raises:
        PaintError: It cannot be read.
    """

    def __init__(
        self,
        info: GlInfo,
        path: Path,
        textures: TextureFormat = TextureFormat.RGBA16F,
    ) -> None:
        chain = chain_from_files([str(path)])
        (entry,) = chain.entries
        if entry.file is None:
            raise PaintError(f"{path.name}: {entry.fault}")
        self.info = info
        self._name = path.name
        self._contender = Contender(path.stem, chain, Kernel.BILINEAR)
        self._bench = Bench(info, is_timed=False, textures=textures)

    def draw(self, source: Pixels, factor: int) -> Pixels:
        """Return the picture at so many times the source's size.

        Raises:
            PaintError: A pass rested or failed.
        """
        height, width = source.shape[:2]
        output = Size(width * factor, height * factor)
        drawing = self._bench.draw(self._contender, source, output)
        if drawing.fault or drawing.ran != drawing.passes:
            ran = f"{drawing.ran} of {drawing.passes} passes ran"
            raise PaintError(f"{self._name}: {drawing.fault or ran}")
        return drawing.pixels

    def __enter__(self) -> "Painter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bench.release()
