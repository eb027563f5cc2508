"""Time our shaders and the official ones on this GPU, in turn: `make bench`.

Each pair is drawn A B A B …, so that a GPU that warms up or is shared slows both; what
counts is the ratio. A picture of 1920×1080 (or `--size`) to twice its size.

Two measures: what the GPU was busy with the passes (its own timers, the same to 1 % in
every run), and how long whole frames took on the wall, less a frame without a chain:
with the gaps between passes in it, and with whatever else the machine does.
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from player.errors import PlayerError
from player.frames import VideoFrame
from player.geometry import Size
from player.gl.api import finish
from player.gl.headless import headless_context
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import OFF, ShaderChain
from player.hooks.library import chain_from_files
from player.render.frame_renderer import FrameRenderer
from player.render.program_store import ProgramStore
from player.render.request import Kernel, RenderRequest, RenderSettings
from tests.bench.pairs import Pair, pairs
from tests.support.hand_frames import rgb_frame

WARM_UP = 3
"""Draws before counting: compiling, first use of textures, timers that come late."""

TIMED = 12
"""Draws for the GPU's timers: on software GL one in eight is timed."""


class Stopwatch:
    """Draws one frame through chains of one file and times them.

    Thread: the one whose context is current.
    """

    def __init__(self, frame: VideoFrame, output: Size) -> None:
        self._frame = frame
        self._store = ProgramStore()
        self._renderer = FrameRenderer(self._store)
        self._target = Texture(output, TextureFormat.RGBA8)
        self._output = output

    def draw_ms(self, chain: ShaderChain, count: int) -> float:
        """Return wall milliseconds of one frame, of `count` drawn without a pause."""
        request = self._request(chain)
        finish()
        start = time.perf_counter()
        for _ in range(count):
            self._renderer.render(request, self._target)
        finish()
        return (time.perf_counter() - start) * 1000 / count

    def passes_ms(self, chain: ShaderChain) -> float:
        """Return the GPU's milliseconds of the chain's passes in one frame, smoothed.

        On software GL the wall's, of one frame in eight.
        """
        request = self._request(chain)
        for _ in range(TIMED):
            report = self._renderer.render(request, self._target)
            finish()  # so that the answers are there for the next one
        return sum(item.gpu_ms or 0.0 for item in report.chain.passes)

    def warm_up(self, chain: ShaderChain) -> int:
        """Compile and draw a few times; return how many passes ran."""
        request = self._request(chain)
        for _ in range(WARM_UP):
            report = self._renderer.render(request, self._target)
        finish()
        for fault in report.faults:
            print(f"  {fault.message}", file=sys.stderr)
        return sum(item.verdict.value == "ran" for item in report.chain.passes)

    def release(self) -> None:
        """Give everything back."""
        self._target.release()
        self._renderer.release()
        self._store.release()

    def _request(self, chain: ShaderChain) -> RenderRequest:
        return RenderRequest(
            self._frame, RenderSettings(chain, self._output, scaler=Kernel.BILINEAR)
        )


def line_art(size: Size) -> VideoFrame:
    """Return a picture with lines, flat areas and gradients: content matters little."""
    y, x = np.mgrid[0 : size.height, 0 : size.width]
    picture = np.stack(
        [120 + 100 * np.sin(x / 17 + y / 31), 120 + 90 * np.cos(y / 13), x % 256], 2
    )
    picture[(x + 2 * y) % 61 < 2] = 20
    return rgb_frame(np.clip(picture, 0, 255).astype(np.uint8))


def measure(watch: Stopwatch, pair: Pair, base_ms: float, rounds: int) -> str:
    """Return the pair's line: medians, on the wall less a frame without a chain."""
    chains = [chain_from_files([pair.ours]), chain_from_files([pair.theirs])]
    passes = [watch.warm_up(chain) for chain in chains]
    busy: tuple[list[float], list[float]] = ([], [])
    wall: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for side, chain in enumerate(chains):
            wall[side].append(watch.draw_ms(chain, 5) - base_ms)
            busy[side].append(watch.passes_ms(chain))
    return f"{pair.name:34s} {_both(busy)}  {_both(wall)}   {passes[0]}/{passes[1]}"


def head(*, is_software: bool) -> str:
    """Return the table's two lines of headings."""
    busy = "wall, the passes" if is_software else "GPU, the passes"
    columns = f"{'ours':>8s} {'official':>8s} {'ratio':>6s}"
    return (
        f"{'':34s} {busy:>24s}  {'wall, whole frames':>24s}\n"
        f"{'shader':34s} {columns}  {columns}   passes"
    )


def _both(times: tuple[list[float], list[float]]) -> str:
    """Return the medians of both sides and their ratio, in columns."""
    ours, theirs = (max(0.0, statistics.median(side)) for side in times)
    ratio = f"{ours / theirs:6.2f}" if theirs else "     –"
    return f"{ours:8.3f} {theirs:8.3f} {ratio}"


def _count(text: str) -> int:
    if int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than one")
    return int(text)


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    return Size(_count(width), _count(height))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    told = "of the source picture"
    parser.add_argument("--size", type=_size, default="1920x1080", help=told)
    parser.add_argument("--rounds", type=_count, default=7)
    parser.add_argument("--only", default="", help="part of a shader's name")
    parser.add_argument("--official", default="", help="folder of the official files")
    return parser.parse_args()


def main() -> int:
    """Print the table; 1 when there is no GPU context."""
    asked = _arguments()
    if asked.official:
        folder = Path(asked.official)
    else:
        from tests.support.official_shaders import (  # noqa: PLC0415  needs pytest
            official_folder,
        )

        folder = official_folder()
    chosen = [pair for pair in pairs(folder) if asked.only in pair.name]
    if not chosen:
        print(f"{folder} has no file beside one of ours", file=sys.stderr)
        return 1
    try:
        with headless_context() as gl:
            print(f"{gl.renderer}, {gl.version_text}")
            size: Size = asked.size
            doubled = Size(2 * size.width, 2 * size.height)
            print(f"{size} → {doubled}, ms a frame")
            watch = Stopwatch(line_art(size), doubled)
            watch.warm_up(OFF)
            base_ms = statistics.median(watch.draw_ms(OFF, 5) for _ in range(5))
            print(f"without a chain {base_ms:.3f}, taken off whole frames")
            print(head(is_software=gl.is_software))
            for pair in chosen:
                print(measure(watch, pair, base_ms, asked.rounds), flush=True)
            watch.release()
    except PlayerError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
