"""A reader in a hurry leaves out pictures that no other needs, and only those."""

from itertools import pairwise

import pytest

from player.media.video_reader import VideoReader
from player.timing import Epoch, MediaTime
from tests.support.make_clip import ClipSpec, clip, read_index

BFRAMES = ClipSpec(frames=72, options=(("g", "24"), ("bf", "2"), ("b_strategy", "0")))


def _rest(reader: VideoReader) -> list[tuple[int, float, float]]:
    """Read to the end: number, time and length of each frame."""
    frames = []
    while (frame := reader.read()) is not None:
        frames.append((read_index(frame), frame.pts, frame.duration_s))
    return frames


def test_frames_left_out_leave_no_hole() -> None:
    """Fewer frames, each the right picture at its own time, each until the next."""
    reader = VideoReader(str(clip(BFRAMES)))
    try:
        reader.seek(MediaTime(0.0), Epoch(1))
        reader.hurry(is_hurried=True)
        frames = _rest(reader)
    finally:
        reader.close()
    assert 24 <= len(frames) < 60
    for (number, pts, duration_s), (_, after, _) in pairwise(frames):
        assert pts == pytest.approx(number / 24, abs=2e-3)
        assert pts + duration_s == pytest.approx(after, abs=2e-3)


def test_the_hurry_can_end_and_a_seek_is_exact_in_it() -> None:
    """All frames come again afterwards; a target is found whether hurried or not."""
    reader = VideoReader(str(clip(BFRAMES)))
    try:
        reader.seek(MediaTime(0.0), Epoch(1))
        reader.hurry(is_hurried=True)
        reader.read()
        reader.hurry(is_hurried=False)
        reader.seek(MediaTime(1.0), Epoch(2))
        assert [number for number, _, _ in _rest(reader)] == list(range(24, 72))
    finally:
        reader.close()
