"""Our picture of a case, by the command that a person would type."""

import argparse
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from player.commands import still
from player.geometry import Size


def draw_with_sakuga(
    source: Path, shaders: list[Path], output: Size, folder: Path
) -> npt.NDArray[np.uint8]:
    """Return our picture, uint8 [height, width, 3].

    Raises:
        PlayerError: It cannot be drawn.
        RuntimeError: A shader was refused.
    """
    picture = folder / "ours.png"
    words = [str(source), "-o", str(picture), "--size", str(output).replace("×", "x")]
    words += ["--scaler", "bilinear", "--chroma-scaler", "bilinear", "--no-dither"]
    words += ["--chain", ":".join(map(str, shaders)) or "off"]
    parser = argparse.ArgumentParser()
    still.add_arguments(parser)
    if still.run(parser.parse_args(words)):
        raise RuntimeError(f"a shader was refused: {shaders}")
    with av.open(str(picture)) as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")
