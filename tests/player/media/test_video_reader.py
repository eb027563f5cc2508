"""Pictures come out right, at the right time, and after a seek the very one asked."""

import random
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from player.frames import VideoFrame
from player.media.video_reader import SeekMode, VideoReader
from player.timing import Epoch, MediaTime
from tests.support.make_clip import ClipSpec, ToneSpec, clip, read_index

BFRAMES = (("g", "12"), ("bf", "2"))
OPEN_GOP = (
    (
        "x264-params",
        "open-gop=1:keyint=12:min-keyint=12:scenecut=0:bframes=2:b-adapt=0",
    ),
)
QUIET_HEVC = (("x265-params", "log-level=none:keyint=12:bframes=3:open-gop=1"),)
GOP = (("g", "12"),)
UNEVEN = tuple(
    round(0.46 * (n // 4) + (0, 0.02, 0.06, 0.36)[n % 4], 3) for n in range(40)
)

SEEKABLE = {
    "mkv h264 open gop": ClipSpec(options=OPEN_GOP),
    "mp4 h264 open gop": ClipSpec(suffix=".mp4", options=OPEN_GOP),
    "ts h264 open gop": ClipSpec(
        suffix=".ts", options=OPEN_GOP, frames=120, start_s=1.4
    ),
    "mp4 with sound": ClipSpec(
        suffix=".mp4", options=BFRAMES, audio=(ToneSpec("aac"),)
    ),
    "avi h264": ClipSpec(suffix=".avi", options=BFRAMES),
    "avi mpeg4": ClipSpec(suffix=".avi", codec="mpeg4", options=BFRAMES),
    "avi ffv1": ClipSpec(suffix=".avi", codec="ffv1", frames=30),
    "ts mpeg2": ClipSpec(suffix=".ts", codec="mpeg2video", options=BFRAMES, frames=120),
    "mkv mpeg2": ClipSpec(codec="mpeg2video", options=BFRAMES),
    "webm vp9": ClipSpec(suffix=".webm", codec="libvpx-vp9", options=GOP),
    "webm av1": ClipSpec(suffix=".webm", codec="libsvtav1", options=GOP),
    "mp4 hevc open gop": ClipSpec(suffix=".mp4", codec="libx265", options=QUIET_HEVC),
    "mkv hevc 10 bit": ClipSpec(
        codec="libx265", options=QUIET_HEVC, pixel_format="yuv420p10le"
    ),
    "raw h264": ClipSpec(suffix=".h264", options=BFRAMES),
    "mkv uneven": ClipSpec(times=UNEVEN, options=OPEN_GOP),
    "mp4 uneven": ClipSpec(suffix=".mp4", times=UNEVEN, options=OPEN_GOP),
}


def read_all(reader: VideoReader) -> list[VideoFrame]:
    """Return all frames up to the end."""
    frames = []
    while (frame := reader.read()) is not None:
        frames.append(frame)
    return frames


def due_times(spec: ClipSpec) -> list[float]:
    """Return when each frame of a made clip is due."""
    if spec.times:
        return list(spec.times)
    return [number / float(spec.rate) for number in range(spec.frames)]


@pytest.fixture(params=SEEKABLE.values(), ids=SEEKABLE.keys())
def spec(request: pytest.FixtureRequest) -> ClipSpec:
    """Return each container × codec in turn."""
    made: ClipSpec = request.param
    return made


@pytest.fixture
def reader(spec: ClipSpec) -> VideoReader:
    """Return a reader of the clip, closed at the end."""
    opened = VideoReader(str(clip(spec)))
    yield opened
    opened.close()


def test_every_frame_comes_once_at_its_time(
    reader: VideoReader, spec: ClipSpec
) -> None:
    """All frames, in order, due when the clip's maker said (the first at 0)."""
    frames = read_all(reader)
    due = due_times(spec)
    shift = frames[0].pts  # sound that begins earlier moves pictures on the line
    assert 0 <= shift < 0.03
    assert [read_index(frame) for frame in frames] == list(range(len(due)))
    for frame, time_s in zip(frames, due, strict=True):
        assert frame.pts - shift == pytest.approx(time_s, abs=0.001)
    for frame, following in pairwise(frames):
        assert frame.pts + frame.duration_s == pytest.approx(following.pts, abs=1e-6)
    assert reader.read() is None


def test_an_exact_seek_gives_the_very_frame(
    reader: VideoReader, spec: ClipSpec
) -> None:
    """At any moment, that frame comes which is on the screen then; then its next."""
    times = [frame.pts for frame in read_all(reader)]
    chance = random.Random(4)
    for number in range(14):
        wanted = chance.randrange(len(times))
        length = [*times, times[-1] + 0.04][wanted + 1] - times[wanted]
        moment = times[wanted] + length * chance.choice([0, 0, 0.5, 0.95])
        reader.seek(MediaTime(moment), Epoch(number))
        frame = reader.read()
        assert frame is not None
        assert read_index(frame) == wanted
        assert frame.pts == pytest.approx(times[wanted], abs=1e-6)
        assert frame.epoch == number
        following = reader.read()
        if wanted + 1 < len(times):
            assert following is not None
            assert read_index(following) == wanted + 1
        else:
            assert following is None


def test_a_step_back_gives_the_frame_before(
    reader: VideoReader, spec: ClipSpec
) -> None:
    """BEFORE at a frame's own time is the frame before it; at the first, itself."""
    times = [frame.pts for frame in read_all(reader)]
    for wanted in (len(times) - 1, 13, 12, 11, 1, 0):
        reader.seek(MediaTime(times[wanted]), Epoch(wanted), SeekMode.BEFORE)
        frame = reader.read()
        assert frame is not None
        assert read_index(frame) == max(0, wanted - 1)


def test_past_the_end_lies_the_last_frame(reader: VideoReader, spec: ClipSpec) -> None:
    """Seeking too far shows the end, not nothing; seeking below 0 the beginning."""
    reader.seek(MediaTime(1000.0), Epoch(1))
    last = reader.read()
    assert last is not None
    assert read_index(last) == len(due_times(spec)) - 1
    assert reader.read() is None
    reader.seek(MediaTime(-5.0), Epoch(2))
    first = reader.read()
    assert first is not None
    assert read_index(first) == 0


def test_a_fast_seek_gives_a_frame_near_and_goes_on(
    reader: VideoReader, spec: ClipSpec
) -> None:
    """KEYFRAME may miss by a group of pictures but reads on without a hole."""
    times = [frame.pts for frame in read_all(reader)]
    reader.seek(MediaTime(times[20]), Epoch(1), SeekMode.KEYFRAME)
    frame, following = reader.read(), reader.read()
    assert frame is not None
    assert following is not None
    assert read_index(following) == read_index(frame) + 1
    assert abs(read_index(frame) - 20) <= 24


def test_seeking_before_the_first_read_is_exact_too() -> None:
    """A film that is opened in the middle begins there, AVI included."""
    for name in ("avi mpeg4", "ts h264 open gop", "raw h264"):
        reader = VideoReader(str(clip(SEEKABLE[name])))
        reader.seek(MediaTime(1.0), Epoch(1))
        frame = reader.read()
        reader.close()
        assert frame is not None
        assert read_index(frame) == 24, name


def test_a_stale_seek_is_given_up() -> None:
    """A newer seek need not wait for the older one, and is exact all the same."""
    reader = VideoReader(str(clip(SEEKABLE["mkv h264 open gop"])))
    asked = []

    def is_stale() -> bool:
        asked.append(True)
        return len(asked) > 3

    reader.seek(MediaTime(1.9), Epoch(1), is_stale=is_stale)
    assert len(asked) <= 6
    reader.seek(MediaTime(1.0), Epoch(2))
    frame = reader.read()
    reader.close()
    assert frame is not None
    assert read_index(frame) == 24


def test_two_readers_do_not_disturb_each_other() -> None:
    """Each reader has its own container."""
    path = str(clip(SEEKABLE["mp4 h264 open gop"]))
    one, other = VideoReader(path), VideoReader(path)
    one.seek(MediaTime(1.0), Epoch(1))
    other.seek(MediaTime(0.5), Epoch(1))
    assert [read_index(r.read()) for r in (one, other, one, other)] == [24, 12, 25, 13]
    one.close()
    other.close()


OPENS = {
    f"{suffix[1:]} {codec}": ClipSpec(suffix=suffix, codec=codec, frames=8)
    for suffix, codecs in {
        ".mkv": "libx264 libx265 libsvtav1 libvpx-vp9 mpeg2video ffv1 mjpeg mpeg4",
        ".mp4": "libx264 libx265 libsvtav1 libvpx-vp9 mpeg2video mjpeg mpeg4",
        ".avi": "libx264 mpeg2video ffv1 mjpeg mpeg4 utvideo",
        ".webm": "libsvtav1 libvpx-vp9",
        ".ts": "libx264 libx265 mpeg2video mpeg4",
        ".mov": "libx264 libx265 mjpeg",
        ".mpg": "mpeg2video",
    }.items()
    for codec in codecs.split()
}


@pytest.mark.parametrize("spec", OPENS.values(), ids=OPENS.keys())
def test_every_container_and_codec_gives_its_frames(spec: ClipSpec) -> None:
    """All that issue 2 names (and more) opens and shows every frame in order."""
    if spec.codec == "libx265":
        spec = replace(spec, options=QUIET_HEVC)
    if spec.codec == "mjpeg":
        spec = replace(spec, pixel_format="yuvj420p")
    reader = VideoReader(str(clip(spec)))
    frames = read_all(reader)
    reader.close()
    assert [read_index(frame) for frame in frames] == list(range(8))
    assert frames[0].pts == pytest.approx(0.0, abs=1e-4)


def test_time_begins_at_the_containers_start() -> None:
    """A recording that starts at 100 s begins at media time 0."""
    reader = VideoReader(str(clip(ClipSpec(suffix=".ts", start_s=100.0))))
    frame = reader.read()
    reader.close()
    assert frame is not None
    assert frame.pts == pytest.approx(0.0, abs=1e-4)


def test_rotation_and_aspect_travel_with_each_frame() -> None:
    """Phones and DVDs: the turn and the shape of a sample are known."""
    spec = ClipSpec(suffix=".mp4", rotation_degrees=270, sample_aspect=Fraction(16, 15))
    reader = VideoReader(str(clip(spec)))
    frame = reader.read()
    reader.close()
    assert frame is not None
    assert frame.rotation_degrees == 270
    assert frame.sample_aspect == pytest.approx(16 / 15)
