"""Colour charts in real files, through the reader and the renderer, against float64."""

from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from player.colour import ColourSpec, Matrix, Range
from player.commands.still import draw_pair, read_frame
from player.hooks.chain import OFF
from player.media.pixel_formats import upload_plan
from player.render.request import RenderRequest, RenderSettings
from tests.support.colour_chart import (
    chart_colours,
    chart_of,
    decode,
    encode,
    frame_of_codes,
    patch_centres,
)

H273_MATRIX = {
    Matrix.RGB: 0,
    Matrix.BT709: 1,
    Matrix.BT601: 5,
    Matrix.SMPTE240M: 7,
    Matrix.BT2020_NCL: 9,
}
H273_RANGE = {Range.LIMITED: 1, Range.FULL: 2}
UNSTATED = 2
"""H.273's number for primaries and transfer that nobody states."""

FORMATS = (
    "yuv420p",
    "yuv422p",
    "yuv444p",
    "yuv420p10le",
    "yuv422p10le",
    "yuv444p12le",
    "yuv420p16le",
    "gray",
    "gray10le",
    "gbrp10le",
)

CASES = [
    (name, matrix, chosen_range)
    for name in FORMATS
    for matrix in H273_MATRIX
    for chosen_range in Range
    if name.startswith("gb") == (matrix is Matrix.RGB)
]


def write_chart(
    path: Path, pixel_format: str, colour: ColourSpec
) -> npt.NDArray[np.float64]:
    """Write one lossless frame, tagged, and return the codes of its patches."""
    layout = upload_plan(pixel_format).layout
    codes = encode(
        chart_colours(),
        colour,
        layout.depth_bits,
        is_rgb=colour.matrix is Matrix.RGB,
    )
    if pixel_format.startswith("gray"):
        codes[:, 1:] = 2 ** (layout.depth_bits - 1)
    frame = frame_of_codes(layout, chart_of(codes), colour)
    picture = av.VideoFrame(frame.size.width, frame.size.height, pixel_format)
    for ours, theirs in zip(frame.planes, picture.planes, strict=True):
        rows = ours.data.reshape(ours.size.height, -1)
        room = np.frombuffer(theirs, np.uint8).reshape(ours.size.height, -1)
        room[:, : rows.shape[1]] = rows
    with av.open(str(path), "w") as container:
        stream = container.add_stream("ffv1", rate=24)
        stream.width, stream.height = frame.size.width, frame.size.height
        stream.pix_fmt = pixel_format
        for target in (stream.codec_context, picture):
            target.colorspace = H273_MATRIX[colour.matrix]
            target.color_range = H273_RANGE[colour.range]
            target.color_primaries = UNSTATED
            target.color_trc = UNSTATED
        container.mux(stream.encode(picture))
        container.mux(stream.encode())
    return codes


@pytest.mark.parametrize(
    ("pixel_format", "matrix", "chosen_range"),
    CASES,
    ids=lambda value: getattr(value, "value", value),
)
def test_a_tagged_chart_comes_out_right(
    tmp_path: Path, pixel_format: str, matrix: Matrix, chosen_range: Range
) -> None:
    """File, decoder, guess, upload and shaders together stay within one level."""
    path = tmp_path / "chart.mkv"
    colour = ColourSpec(matrix=matrix, range=chosen_range)
    codes = write_chart(path, pixel_format, colour)
    frame = read_frame(str(path), 0.0)
    assert frame.layout.name == pixel_format
    pair = draw_pair(RenderRequest(frame, RenderSettings(OFF, frame.size)))
    shown = patch_centres(pair.after.astype(np.float64))
    depth = frame.layout.depth_bits
    wanted = decode(codes, colour, depth, is_rgb=matrix is Matrix.RGB) * 255
    assert np.abs(shown - wanted).max() <= 1.0
