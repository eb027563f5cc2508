"""Draws the before-and-after crops of shaders/README.md: `python -m docs.make_crops`.

The art is our own demo clip; what is done to it first stands beside each crop.
"""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from player.commands.still import draw_pair, read_frame
from player.geometry import Size
from player.hooks.chain import ShaderChain
from player.hooks.library import chain_from_files, shipped_shaders
from player.media.picture_writer import write_png
from player.render.request import Kernel, RenderRequest, RenderSettings

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "resources" / "demo" / "demo.mkv"
FOLDER = ROOT / "docs" / "crops"

AT_S = 14.0
PANEL = Size(200, 140)
GAP_PX = 4
GAP_LEVEL = 24

Pixels = npt.NDArray[np.uint8]


class Source(Enum):
    """What is done to the frame before the shader sees it."""

    PLAIN = "the 640×360 frame"
    LARGE = "the frame enlarged to 1280×720 (bicubic)"
    NOISY = "the frame with noise"
    RESAMPLED = "the frame halved and enlarged again"


@dataclass(frozen=True, slots=True)
class Subject:
    """How a kind of shader is shown.

    Attributes:
        scale: Output over source.
        zoom: Screen pixels per output pixel.
        middle: Of the crop, in shares of width and height.
        strength: Times the default, where that alone would hardly show in print.
    """

    source: Source
    scale: int = 1
    zoom: int = 1
    middle: tuple[float, float] = (0.322, 0.53)
    strength: float = 1.0


SUBJECTS: Mapping[str, Subject] = {
    "upscale": Subject(Source.PLAIN, scale=2, zoom=2),
    "deblur": Subject(Source.LARGE, zoom=2),
    "lines": Subject(Source.LARGE, zoom=2, middle=(0.30, 0.42), strength=2.0),
    "denoise": Subject(Source.NOISY, zoom=2),
    "restore": Subject(Source.RESAMPLED, zoom=2),
}
"""By folder of the shader."""


def main() -> None:
    """Draw every crop anew."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for reference in shipped_shaders():
            kind = reference.partition("/")[0]
            if kind in SUBJECTS and "AutoDownscale" not in reference:
                draw_crop(reference, SUBJECTS[kind], Path(scratch))


def draw_crop(reference: str, subject: Subject, scratch: Path) -> None:
    """Write one crop: left without the shader, right with it."""
    picture = scratch / f"{subject.source.name}.png"
    if not picture.exists():
        write_png(str(picture), source_picture(subject.source))
    frame = read_frame(str(picture), 0.0)
    output = Size(frame.size.width * subject.scale, frame.size.height * subject.scale)
    settings = RenderSettings(
        chain=_chain(reference, subject.strength),
        output=output,
        is_before_wanted=True,
        scaler=Kernel.BILINEAR,
    )
    pair = draw_pair(RenderRequest(frame, settings))
    assert pair.before is not None
    panels = [_cut(pixels, subject) for pixels in (pair.before, pair.after)]
    gap = np.full((PANEL.height, GAP_PX, 3), GAP_LEVEL, np.uint8)
    joined = np.concatenate([panels[0], gap, panels[1]], axis=1)
    name = reference.rpartition("/")[2].removesuffix(".glsl")
    write_png(str(FOLDER / f"{name}.png"), joined)


def source_picture(source: Source) -> Pixels:
    """Return the frame as a kind of shader gets it, uint8 [height, width, 3]."""
    with av.open(str(DEMO)) as container:
        container.seek(round(AT_S * 1e6))
        frame = next(container.decode(video=0))
    if source is Source.LARGE:
        frame = frame.reformat(1280, 720, interpolation="BICUBIC")
    elif source is Source.RESAMPLED:
        frame = frame.reformat(frame.width // 2, frame.height // 2)
        frame = frame.reformat(frame.width * 2, frame.height * 2)
    picture = frame.to_ndarray(format="rgb24")
    if source is Source.NOISY:
        noise = np.random.default_rng(1).normal(0, 6, picture.shape)
        picture = np.clip(np.round(picture + noise), 0, 255).astype(np.uint8)
    return picture


def _chain(reference: str, strength: float) -> ShaderChain:
    chain = chain_from_files([reference])
    if strength == 1:
        return chain
    value = chain.entries[0].param_values["STRENGTH"]
    return chain.with_value(0, "STRENGTH", strength * value)


def _cut(pixels: Pixels, subject: Subject) -> Pixels:
    zoom = subject.zoom
    height, width = PANEL.height // zoom, PANEL.width // zoom
    left = int(subject.middle[0] * pixels.shape[1]) - width // 2
    top = int(subject.middle[1] * pixels.shape[0]) - height // 2
    part = pixels[top : top + height, left : left + width]
    return np.ascontiguousarray(part.repeat(zoom, 0).repeat(zoom, 1))


if __name__ == "__main__":
    main()
