"""What waits to be drawn stays small, whatever the size of the pictures."""

from dataclasses import replace

import numpy as np
import pytest

from player.playback.clock import MasterClock
from player.playback.epoch_queue import Put
from player.playback.picture_stage import PictureStage
from player.timing import Epoch, MediaTime, WallTime
from tests.support.hand_frames import yuv420_frame


@pytest.mark.parametrize(
    ("width", "height", "kept"),
    [(64, 48, 8), (1920, 1080, 8), (3840, 2160, 8), (7680, 4320, 2)],
)
def test_frames_are_kept_by_number_and_by_bytes(
    width: int, height: int, kept: int
) -> None:
    """Eight ordinary frames, two of 8K: never more than 128 MiB but for two."""
    sizes = ((height, width), (height // 2, width // 2), (height // 2, width // 2))
    planes = [np.zeros(size, np.uint8) for size in sizes]
    frame = yuv420_frame((planes[0], planes[1], planes[2]))
    stage = PictureStage(MasterClock(), lambda: WallTime(0.0), lambda: None)
    stage.begin(Epoch(1))
    taken = 0
    while taken < 20:
        timed = replace(frame, epoch=Epoch(1), pts=MediaTime(taken / 24))
        if stage._queue.put(timed, Epoch(1), 0.0) is Put.FULL:
            break
        taken += 1
    assert taken == kept
