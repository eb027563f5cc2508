"""Readers as branches see them: a search that nobody waits for any more ends."""

import pytest

from player.media.video_reader import VideoReader
from player.playback import sources
from player.playback.sources import PictureSeek, VideoSource
from player.timing import Epoch, MediaTime
from tests.support.make_clip import ClipSpec, clip, read_index

ONE_GROUP = ClipSpec(frames=60, options=(("x264-params", "keyint=60:scenecut=0"),))


def asked_by(target_s: float) -> int:
    """Return how often a search asked whether it was outdated, which it was."""
    source = VideoSource(VideoReader(str(clip(ONE_GROUP))))
    asked: list[float] = []

    def is_outdated() -> bool:
        asked.append(target_s)
        return True

    source.steer(PictureSeek(MediaTime(target_s), Epoch(1), is_outdated=is_outdated))
    source.steer(PictureSeek(MediaTime(target_s), Epoch(2)))
    frame = source.read()
    source.close()
    assert frame is not None
    assert read_index(frame) == round(target_s * 24)
    return len(asked)


def test_an_outdated_search_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once patience has run out the next command is not kept waiting."""
    monkeypatch.setattr(sources, "PATIENCE_S", 0.0)
    assert asked_by(2.0) <= 3


def test_a_short_search_is_let_finish(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key held down shows pictures: quick searches end with their frame."""
    monkeypatch.setattr(sources, "PATIENCE_S", 60.0)
    assert asked_by(2.0) > 10
