"""A seek decodes what it must, and what it shows is what reading through shows."""

import numpy as np
import pytest

from player.media.container import best_video, open_container
from player.media.frame_feed import KEPT, FrameFeed
from player.media.video_reader import VideoReader
from player.timing import Epoch, MediaTime
from tests.support.make_clip import ClipSpec, clip

PYRAMID = (
    (
        "x264-params",
        "keyint=72:scenecut=0:bframes=3:b-pyramid=normal:b-adapt=0",
    ),
)
LONG_GOP = {
    "h264": ClipSpec(width=96, height=64, frames=72, grain=50, options=PYRAMID),
    "hevc": ClipSpec(
        codec="libx265",
        width=96,
        height=64,
        frames=72,
        grain=50,
        options=(("x265-params", "log-level=none:keyint=72:bframes=4"),),
    ),
    "mpeg2": ClipSpec(
        suffix=".ts",
        codec="mpeg2video",
        width=96,
        height=64,
        frames=72,
        grain=50,
        options=(("g", "24"), ("bf", "2")),
    ),
}


@pytest.mark.parametrize("spec", LONG_GOP.values(), ids=LONG_GOP.keys())
def test_left_out_pictures_change_no_pixel(spec: ClipSpec) -> None:
    """A frame found by a seek equals the same frame found by reading, bit for bit."""
    reader = VideoReader(str(clip(spec)))
    whole = []
    while (frame := reader.read()) is not None:
        whole.append((frame.pts, [plane.data.copy() for plane in frame.planes]))
    for number in (50, 13, 71, 30, 67, 2):
        reader.seek(MediaTime(whole[number][0]), Epoch(1))
        for expected in whole[number : number + 3]:
            frame = reader.read()
            assert frame is not None
            assert frame.pts == expected[0]
            for plane, wanted in zip(frame.planes, expected[1], strict=True):
                assert np.array_equal(plane.data, wanted)
    reader.close()


def test_pictures_on_which_none_leans_are_left_out() -> None:
    """On the way to a moment only the needed pictures are decoded; then all."""
    with open_container(str(clip(LONG_GOP["h264"]))) as container:
        stream = best_video(container)
        feed = FrameFeed(container, stream)
        step = round(1 / 24 / stream.time_base)
        limit = round(60 / 24 / stream.time_base)
        assert not feed.look_ahead(limit, may_drop=True)
        shown = []
        while (frame := feed.next()) is not None:
            shown.append(frame.pts)
        feed.close()
    due = [pts for pts in shown if pts <= limit]
    later = [pts for pts in shown if pts > limit]
    assert len(due) < 61 * 0.75
    assert len(later) == 72 - 61
    steps = np.diff(due[-KEPT:])
    assert steps.max() <= step + 1


def test_reading_begins_at_the_last_key_frame_that_is_needed() -> None:
    """From far before the target, only the group of pictures around it is decoded."""
    steady = (("g", "12"), ("bf", "2"), ("sc_threshold", "0"))
    spec = ClipSpec(suffix=".ts", frames=96, options=steady)
    with open_container(str(clip(spec))) as container:
        stream = best_video(container)
        feed = FrameFeed(container, stream)
        start, step = stream.start_time, round(1 / 24 / stream.time_base)
        assert feed.look_ahead(start + 80 * step, may_drop=True)
        first = feed.next()
        feed.close()
    assert first is not None
    assert (first.pts - start) // step == 72
