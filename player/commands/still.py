"""`sakuga still`: one frame through the renderer to a PNG, without a window."""

import argparse
import math
import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from player.commands.gpu_size import for_this_gpu
from player.errors import OptionError, PlayerError
from player.frames import VideoFrame
from player.geometry import Size, display_size
from player.gl.api import finish
from player.gl.headless import headless_context
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import OFF, ShaderChain
from player.hooks.features import reasons_never_to_run
from player.hooks.param_list import turn_params
from player.hooks.presets import find_chain, usable
from player.hooks.shader_file import HookPass
from player.log import logger
from player.media.picture_writer import write_png
from player.media.video_reader import VideoReader
from player.render.frame_renderer import FrameRenderer
from player.render.program_store import ProgramStore
from player.render.request import Kernel, RenderReport, RenderRequest, RenderSettings
from player.status import PassVerdict
from player.timing import Epoch, MediaTime

MAX_SIDE_PX = 32768
"""Beyond every GPU; keeps a slip of the finger from asking for terabytes."""

MAX_PIXELS = 2**27
"""Most pixels of a picture (15360×8640 is just below). Its targets and their copies
take about 20 bytes a pixel (8-bit target, half-float pass, pixels read back, PNG), with
`--before` 30: 4 GB at the most. FFmpeg's PNG encoder ends at twice as many pixels."""

COMMON_SIDE_PX = 8192
"""Every GPU of the last ten years draws it; for more, the GPU is asked at once."""

END_TOLERANCE_S = 0.5
"""A last frame that does not say how long it stays is good for so long."""

_SIZE = re.compile(r"\s*(\d+)\s*[xX×]\s*(\d+)\s*")

_log = logger("still")

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Pair:
    """One frame drawn twice, uint8 [height, width, 3]; `before` only when wanted."""

    after: Pixels
    before: Pixels | None
    report: RenderReport


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.description = "Draw one frame of a film, or a picture, to a PNG file."
    parser.add_argument("file", metavar="FILE", help="film or picture")
    parser.add_argument("-o", "--output", required=True, metavar="PNG")
    parser.add_argument(
        "--at", type=float, default=0.0, metavar="SECONDS", help="which moment (0)"
    )
    parser.add_argument(
        "--chain",
        default="off",
        help="preset (A, B, C, A+A …, off) or shader files (ours by name) "
        "joined by commas",
    )
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        metavar="[FILE/]NAME=VALUE",
        help="turn a parameter of the chain's files; may be given several times",
    )
    parser.add_argument(
        "--size", default="", metavar="WxH", help="the picture's own when left out"
    )
    parser.add_argument("--before", metavar="PNG", help="without the chain, too")
    parser.add_argument(
        "--split",
        metavar="PNG",
        help="write left half before, right half after, too",
    )
    kernels = [kernel.value for kernel in Kernel]
    parser.add_argument("--scaler", choices=kernels, default=Kernel.LANCZOS.value)
    parser.add_argument("--chroma-scaler", choices=kernels[:2], default=kernels[1])
    parser.add_argument("--dither", action=argparse.BooleanOptionalAction, default=True)
    parser.add_argument("--passes", action="store_true", help="tell what each pass did")


def run(arguments: argparse.Namespace) -> int:
    """Draw and write; return the exit code.

    Raises:
        PlayerError: Anything that keeps the picture from being drawn as asked.
    """
    for name in ("output", "before", "split"):
        _check_target(name, getattr(arguments, name), arguments.file)
    (chain,) = for_this_gpu([read_chain(arguments.chain)])
    chain = turn_params(chain, arguments.param)
    size = parse_size(arguments.size) if arguments.size else None
    if size is not None and max(size.width, size.height) > COMMON_SIDE_PX:
        _ask_gpu_for(size)
    is_told = _warn_of_idle(chain)
    frame = read_frame(arguments.file, arguments.at)
    settings = RenderSettings(
        chain=chain,
        output=size
        or display_size(frame.size, frame.sample_aspect, frame.rotation_degrees),
        is_before_wanted=bool(arguments.before or arguments.split),
        scaler=Kernel(arguments.scaler),
        chroma_scaler=Kernel(arguments.chroma_scaler),
        is_dithered=arguments.dither,
    )
    # The first drawing also compiles, the second is timed, the third has the answers.
    repeats = 3 if arguments.passes else 1
    pair = draw_pair(RenderRequest(frame, settings), repeats)
    write_png(arguments.output, pair.after)
    if pair.before is not None:
        if arguments.before:
            write_png(arguments.before, pair.before)
        if arguments.split:
            write_png(arguments.split, split_picture(pair.before, pair.after))
    if arguments.passes:
        _print_passes(pair.report)
    elif not is_told:
        _warn_of_nothing_done(pair.report)
    return 1 if pair.report.faults else 0


def read_chain(text: str) -> ShaderChain:
    """Return the chain that `--chain` names.

    Raises:
        OptionError: No preset is called so, and no shader file is named.
        PlayerError: A file of it cannot be used.
    """
    if text.strip().lower() in {"", "off"}:
        return OFF
    return usable(find_chain(text))


def parse_size(text: str) -> Size:
    """Read "3840x2160".

    Raises:
        OptionError: It is no size, or none that could be drawn.
    """
    match = _SIZE.fullmatch(text)
    size = Size(int(match[1]), int(match[2])) if match else Size(0, 0)
    if size.is_empty or max(size.width, size.height) > MAX_SIDE_PX:
        raise OptionError("size", text, f"WIDTHxHEIGHT, each 1 to {MAX_SIDE_PX}")
    if size.width * size.height > MAX_PIXELS:
        most = MAX_PIXELS // 10**6
        raise OptionError("size", text, f"pictures of up to {most} million pixels")
    return size


def read_frame(path: str, at_s: float) -> VideoFrame:
    """Return the frame that is on the screen at a moment.

    Raises:
        OptionError: The moment lies outside of the film.
        MediaOpenError: The file cannot be opened or has no picture.
        DecodeError: No picture can be had from it.
    """
    if not math.isfinite(at_s) or at_s < 0:
        raise OptionError("at", at_s, "0 or more seconds")
    reader = VideoReader(path)
    try:
        if at_s > 0 and not reader.info.is_still:
            reader.seek(MediaTime(at_s), Epoch(0))
        frame = reader.read()
    finally:
        reader.close()
    if frame is None:
        raise PlayerError(f"{path} holds no picture at {at_s:g} s")
    end_s = frame.pts + max(frame.duration_s, END_TOLERANCE_S)
    if at_s > end_s and not reader.info.is_still:
        raise OptionError("at", at_s, f"0 to {end_s:.3f} seconds, the film's length")
    return frame


def draw_pair(request: RenderRequest, repeats: int = 1) -> Pair:
    """Draw a request in a context of its own.

    Args:
        request: What to draw.
        repeats: How often; the report is that of the last time.

    Raises:
        GraphicsUnsupportedError: Nothing here can draw without a window.
    """
    size = request.settings.output
    store = ProgramStore()
    with headless_context() as info:
        _check_side(size, info.max_texture_size)
        renderer = FrameRenderer(store)
        after = Texture(size, TextureFormat.RGBA8)
        is_wanted = request.settings.is_before_wanted
        before = Texture(size, TextureFormat.RGBA8) if is_wanted else None
        try:
            report = renderer.render(request, after, before)
            for fault in report.faults:
                _log.error("%s", fault.message)
            for _ in range(repeats - 1):
                finish()
                again = renderer.render(request, after, before)
                report = replace(report, chain=again.chain)
            return Pair(_pixels(after), _pixels(before) if before else None, report)
        finally:
            after.release()
            if before is not None:
                before.release()
            renderer.release()
            store.release()


def split_picture(before: Pixels, after: Pixels) -> Pixels:
    """Return the left half of one and the right half of the other."""
    middle = after.shape[1] // 2
    return np.concatenate([before[:, :middle], after[:, middle:]], axis=1)


def _check_target(name: str, path: str | None, source: str) -> None:
    """Refuse a name that would lie about its content, or replace the film itself."""
    if path is None:
        return
    if Path(path).suffix.lower() != ".png":
        raise OptionError(name, path, "file names that end in .png")
    is_there = Path(path).exists() and Path(source).exists()
    if is_there and Path(path).samefile(source):
        raise OptionError(name, path, "any file but the one that is read")


def _ask_gpu_for(size: Size) -> None:
    """Refuse a size before minutes have gone into it."""
    with headless_context() as info:
        _check_side(size, info.max_texture_size)


def _check_side(size: Size, most: int) -> None:
    if max(size.width, size.height) > most:
        raise OptionError("size", str(size), f"up to {most} a side on this GPU")


def _warn_of_idle(chain: ShaderChain) -> bool:
    """Say of the passes that are on and can never run, why; each reason once a file.

    Returns:
        Whether there was anything to say.
    """
    is_told = False
    for entry in chain.entries:
        if entry.file is None or not entry.is_on:
            continue
        of_a_reason: dict[str, list[HookPass]] = {}
        reasons = reasons_never_to_run(entry.file)
        for shader in entry.file.passes:
            if shader.index in reasons and shader.index not in entry.passes_off:
                of_a_reason.setdefault(reasons[shader.index], []).append(shader)
        name = Path(entry.reference).name
        for reason, (first, *others) in of_a_reason.items():
            more = f" (and {len(others)} more)" if others else ""
            place = f"{name}:{first.line}: {first.title}{more}"
            _log.warning("%s can never run: it %s", place, reason)
            is_told = True
    return is_told


def _warn_of_nothing_done(report: RenderReport) -> None:
    """Say so where a chain left the picture as it was; enlargers need room."""
    passes = report.chain.passes
    if passes and all(line.verdict is PassVerdict.IDLE for line in passes):
        _log.warning(
            "nothing of the chain ran at this size (%s); --size asks for another",
            passes[0].reason,
        )


def _pixels(texture: Texture) -> Pixels:
    return np.ascontiguousarray(texture.read()[..., :3], dtype=np.uint8)


def _print_passes(report: RenderReport) -> None:
    for line in report.chain.passes:
        time_text = "" if line.gpu_ms is None else f"{line.gpu_ms:9.2f} ms"
        reason = "" if line.verdict is PassVerdict.RAN else f"  ({line.reason})"
        print(f"{line.verdict.value:6} {time_text:12} {line.title}{reason}")
