"""mpv's picture of a case: its OpenGL renderer, offscreen, under a screen of our own.

`--vf=gpu` runs the whole of vo=gpu and hands frames on; the flags switch off everything
that is not the chain (sigmoid, linear light, dithering, debanding).
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from player.geometry import Size
from tests.witness.mpv_dialect import for_old_mpv

TIMEOUT_S = 300

_FLAGS = (
    *("--no-config", "--msg-level=all=error", "--no-audio", "--sub=no", "--hwdec=no"),
    # mpv's own Matroska reader does not take FFV1 as newer FFmpegs write it.
    *("--demuxer=lavf", "--gpu-sw=yes", "--gpu-dumb-mode=no", "--keepaspect=no"),
    *("--dither-depth=no", "--deband=no", "--fbo-format=rgba16f"),
    # Ours stretches the kernel when it shrinks; so do these two together.
    *("--scale=bilinear", "--cscale=bilinear", "--dscale=triangle"),
    *("--correct-downscaling=yes", "--sigmoid-upscaling=no"),
    *("--linear-upscaling=no", "--linear-downscaling=no"),
    *("--vo=image", "--vo-image-format=png", "--vo-image-high-bit-depth=no"),
    "--frames=1",
)

_REFUSALS = ("error", "fail", "insufficient")


class MpvCannotError(Exception):
    """mpv did not draw the picture; the text is its own message."""


def is_here() -> bool:
    """Whether mpv and a virtual screen are installed."""
    return all(shutil.which(name) for name in ("mpv", "Xvfb"))


@contextmanager
def virtual_screen() -> Iterator[str]:
    """Have an X server of our own; yields the value for DISPLAY."""
    reading, writing = os.pipe()
    # -noreset: without it the server resets when a client leaves and refuses the next.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24"]
    server = subprocess.Popen(
        [*command, "-nolisten", "tcp", "-noreset"],
        pass_fds=[writing],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as answer:
            yield f":{answer.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def draw_with_mpv(
    source: Path, shaders: list[Path], output: Size, display: str
) -> npt.NDArray[np.uint8]:
    """Return mpv's picture, uint8 [height, width, 3].

    Raises:
        MpvCannotError: mpv refused a shader, or gave no picture.
    """
    with tempfile.TemporaryDirectory(prefix="sakuga-mpv-") as scratch:
        folder = Path(scratch)
        appended = [
            f"--glsl-shaders-append={for_old_mpv(path, folder)}" for path in shaders
        ]
        command = [
            "mpv",
            *_FLAGS,
            f"--vf=gpu=w={output.width}:h={output.height}",
            f"--vo-image-outdir={folder}",
            *appended,
            str(source),
        ]
        finished = subprocess.run(
            command,
            check=False,
            capture_output=True,
            text=True,
            timeout=TIMEOUT_S,
            env=os.environ | {"DISPLAY": display},
        )
        said = (finished.stdout + finished.stderr).strip()
        picture = folder / "00000001.png"
        if any(word in said.lower() for word in _REFUSALS) or not picture.exists():
            first = said.splitlines()[0] if said else "no picture came out"
            raise MpvCannotError(first)
        with av.open(str(picture)) as container:
            frame = next(container.decode(video=0))
            return frame.to_ndarray(format="rgb24")
