"""Chroma siting and rotation are read although PyAV does not hand them out."""

import pytest

from player.colour import ChromaSiting
from player.media.container import open_container
from player.media.stream_facts import parse_facts, stream_facts, upright_turn
from tests.support.make_clip import ClipSpec, clip

DESCRIPTION = """Input #0, matroska,webm, from '':
  Metadata:
    title           : Stream #0:7: Video: yuv420p(topleft)
  Stream #0:0: Video: h264, yuv420p(tv, bt709, progressive, bottomleft), 64x48, 24 fps
      Side data:
        displaymatrix: rotation of -90.00 degrees
  Stream #0:1[0x101](jpn): Video: mjpeg, yuvj420p(pc, center), 16x16
  Stream #0:2: Audio: flac, 48000 Hz, stereo
"""


def test_each_stream_has_its_own_facts() -> None:
    """A cover's facts do not become the film's."""
    film, cover = parse_facts(DESCRIPTION, 0), parse_facts(DESCRIPTION, 1)
    assert film.siting is ChromaSiting.BOTTOM_LEFT
    assert film.rotation_degrees == 90
    assert cover.siting is ChromaSiting.CENTRE
    assert cover.rotation_degrees == 0


def test_a_stream_that_says_nothing_states_nothing() -> None:
    """Guessing is another's work."""
    assert parse_facts(DESCRIPTION, 2).siting is None
    assert parse_facts("", 0).siting is None


@pytest.mark.parametrize(
    ("rotation", "turn"), [(0, 0), (-90, 90), (90, 270), (180, 180), (-180, 180)]
)
def test_ffmpegs_angle_becomes_the_turn_to_make(rotation: int, turn: int) -> None:
    """FFmpeg counts the other way round."""
    assert upright_turn(rotation) == turn


@pytest.mark.parametrize(
    ("number", "siting"),
    [
        (0, ChromaSiting.LEFT),
        (1, ChromaSiting.CENTRE),
        (2, ChromaSiting.TOP_LEFT),
        (3, ChromaSiting.TOP),
        (4, ChromaSiting.BOTTOM_LEFT),
        (5, ChromaSiting.BOTTOM),
    ],
)
@pytest.mark.parametrize("suffix", [".mkv", ".ts"])
def test_h264_siting_is_read(number: int, siting: ChromaSiting, suffix: str) -> None:
    """Whatever container an H.264 stream lies in, its siting is known."""
    spec = ClipSpec(
        suffix=suffix, frames=4, options=(("x264-params", f"chromaloc={number}"),)
    )
    with open_container(str(clip(spec))) as container:
        assert stream_facts(container, 0).siting is siting


def test_hevc_siting_is_read() -> None:
    """The same for HEVC, in MP4."""
    options = (("x265-params", "chromaloc=2:log-level=none"),)
    spec = ClipSpec(suffix=".mp4", codec="libx265", frames=4, options=options)
    with open_container(str(clip(spec))) as container:
        assert stream_facts(container, 0).siting is ChromaSiting.TOP_LEFT
