"""Planes reach us untouched, and the colours are those that the file states."""

from fractions import Fraction

import av
import numpy as np
import pytest

from player.colour import ChromaSiting, Matrix, Primaries, Range, Transfer
from player.frames import VideoFrame
from player.geometry import Size
from player.media.frame_clock import FrameMoment
from player.media.picture import PictureMaker
from player.media.pixel_formats import upload_plan
from player.media.video_reader import VideoReader
from player.timing import Epoch
from tests.support.make_clip import ClipSpec, clip

FORMATS = (
    "yuv420p", "yuv422p", "yuv444p", "yuv440p", "yuv411p", "yuvj420p", "nv12", "nv21",
    "p010le", "p016le", "yuv420p10le", "yuv444p16le", "gray", "gray10le", "ya8",
    "rgb24", "bgr24", "rgba", "argb", "0rgb", "rgb48le", "gbrp", "gbrp12le", "yuva420p",
)  # fmt: skip


def noise_picture(name: str, width: int, height: int) -> av.VideoFrame:
    """Return a picture of noise in any pixel format."""
    picture = av.VideoFrame(width, height, name)
    noise = np.random.default_rng(2)
    for plane in picture.planes:
        view = np.frombuffer(plane, np.uint8)
        view[:] = noise.integers(0, 256, view.size)
    return picture


def made(picture: av.VideoFrame, siting: ChromaSiting | None = None) -> VideoFrame:
    """Return our frame of FFmpeg's picture."""
    maker = PictureMaker(siting, 1.0)
    return maker.make(picture, FrameMoment(0.0, 0.04), Epoch(0))


@pytest.mark.parametrize("name", FORMATS)
def test_planes_are_the_decoders_own_memory(name: str) -> None:
    """No copy: same bytes, same pitch, odd sizes rounded up, and read only."""
    picture = noise_picture(name, 35, 27)
    frame = made(picture)
    assert frame.size == Size(35, 27)
    assert frame.layout == upload_plan(name).layout
    assert len(frame.planes) == len(frame.layout.planes)
    for number, plane in enumerate(frame.planes):
        source = np.frombuffer(picture.planes[number], np.uint8)
        assert np.shares_memory(plane.data, source)
        assert plane.stride_bytes == picture.planes[number].line_size
        shifts = frame.layout.planes[number]
        assert plane.size.width == -(-35 >> shifts.shift_x)
        assert plane.size.height == -(-27 >> shifts.shift_y)
        assert not plane.data.flags.writeable


def test_packed_422_is_unpacked_without_loss() -> None:
    """YUYV becomes planes with the same samples."""
    picture = noise_picture("yuyv422", 16, 8)
    stride = picture.planes[0].line_size
    packed = np.frombuffer(picture.planes[0], np.uint8).reshape(8, stride)[:, :32]
    frame = made(picture)
    assert frame.layout.name == "yuv422p"
    rows = [p.data.reshape(-1, p.stride_bytes)[:, : p.size.width] for p in frame.planes]
    assert np.array_equal(rows[0], packed[:, 0::2])
    assert np.array_equal(rows[1], packed[:, 1::4])
    assert np.array_equal(rows[2], packed[:, 3::4])


def test_bottom_up_rows_are_turned() -> None:
    """Raw AVI pictures lie upside down in memory; row 0 is the top all the same."""
    path = clip(
        ClipSpec(suffix=".avi", codec="rawvideo", pixel_format="bgr24", frames=2)
    )
    reader = VideoReader(str(path))
    frame = reader.read()
    reader.close()
    assert frame is not None
    plane = frame.planes[0]
    assert plane.stride_bytes > 0
    rows = plane.data.reshape(-1, plane.stride_bytes)
    assert rows[2, 8] == 255  # the white reference block lies at the top left
    assert rows[-3, 8] == 0


def first_frame(spec: ClipSpec) -> VideoFrame:
    """Return a clip's first frame."""
    reader = VideoReader(str(clip(spec)))
    frame = reader.read()
    reader.close()
    assert frame is not None
    return frame


def test_tags_of_the_file_are_kept() -> None:
    """BT.709 full range says so, whatever the size would make one guess."""
    colour = first_frame(ClipSpec(frames=3, colour=(1, 2, 1, 1))).colour
    assert colour.matrix is Matrix.BT709
    assert colour.range is Range.FULL
    assert colour.primaries is Primaries.BT709
    assert colour.transfer is Transfer.SDR


def test_a_silent_small_file_is_taken_for_sd() -> None:
    """Without tags, size decides."""
    colour = first_frame(ClipSpec(frames=3)).colour
    assert colour.matrix is Matrix.BT601
    assert colour.range is Range.LIMITED
    assert colour.siting is ChromaSiting.LEFT


def test_siting_of_the_stream_reaches_the_frame() -> None:
    """The stream's own siting wins over the guess."""
    spec = ClipSpec(frames=3, options=(("x264-params", "chromaloc=2"),))
    assert first_frame(spec).colour.siting is ChromaSiting.TOP_LEFT


def test_hdr_is_recognised_with_its_peak() -> None:
    """PQ with mastering data: the brightest value is the file's, not a guess."""
    params = (
        "log-level=none:colorprim=9:transfer=16:colormatrix=9:range=limited:"
        "max-cll=700,200:master-display=G(13250,34500)B(7500,3000)R(34000,16000)"
        "WP(15635,16450)L(12000000,50)"
    )
    spec = ClipSpec(
        codec="libx265",
        pixel_format="yuv420p10le",
        frames=3,
        rate=Fraction(24),
        options=(("x265-params", params),),
    )
    colour = first_frame(spec).colour
    assert colour.transfer is Transfer.PQ
    assert colour.matrix is Matrix.BT2020_NCL
    assert colour.primaries is Primaries.BT2020
    assert colour.peak_nits == 700.0


def test_mastering_peak_serves_without_a_light_level() -> None:
    """Without MaxCLL, the mastering display's own peak is the brightest value."""
    params = (
        "log-level=none:colorprim=9:transfer=16:colormatrix=9:range=limited:"
        "master-display=G(13250,34500)B(7500,3000)R(34000,16000)"
        "WP(15635,16450)L(12000000,50)"
    )
    spec = ClipSpec(
        codec="libx265",
        pixel_format="yuv420p10le",
        frames=3,
        options=(("x265-params", params),),
    )
    assert first_frame(spec).colour.peak_nits == 1200.0
