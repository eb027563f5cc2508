"""The pictures that both players open: drawn art of ours in four kinds of storage."""

from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from player.geometry import Size
from player.media.picture_writer import write_png
from tests.witness.cases import SourceKind

DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo" / "demo.mkv"
AT_S = 5.0
CORNER = (196, 268)
"""Row and column of the cut: lines, flat areas, a gradient and small detail."""

BT709 = 1
LIMITED = 1


@cache
def art(size: Size) -> npt.NDArray[np.uint8]:
    """Return a cut of the demo clip, uint8 [height, width, 3]."""
    with av.open(str(DEMO)) as container:
        container.seek(round(AT_S * 1e6))
        frame = next(container.decode(video=0))
        picture = frame.to_ndarray(format="rgb24")
    top, left = CORNER
    cut = picture[top : top + size.height, left : left + size.width]
    return np.ascontiguousarray(cut)


def source_file(folder: Path, kind: SourceKind, size: Size) -> Path:
    """Return a file that holds the art, made at the first call.

    Y'CbCr is tagged BT.709 limited, so that nobody has to guess.
    """
    suffix = "png" if kind is SourceKind.RGB else "mkv"
    path = folder / f"{kind.value}-{size.width}x{size.height}.{suffix}"
    if path.exists():
        return path
    if kind is SourceKind.RGB:
        write_png(str(path), art(size))
    else:
        _write_lossless(path, kind, size)
    return path


def _write_lossless(path: Path, kind: SourceKind, size: Size) -> None:
    with av.open(str(path), "w") as output:
        stream = output.add_stream("ffv1", rate=24)
        stream.width, stream.height = size.width, size.height
        stream.pix_fmt = kind.value
        context = stream.codec_context
        context.colorspace = context.color_primaries = context.color_trc = BT709
        context.color_range = LIMITED
        picture = av.VideoFrame.from_ndarray(art(size), format="rgb24")
        frame = picture.reformat(
            format=kind.value, dst_colorspace="ITU709", dst_color_range="MPEG"
        )
        frame.pts = 0
        frame.colorspace, frame.color_range = BT709, LIMITED
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
