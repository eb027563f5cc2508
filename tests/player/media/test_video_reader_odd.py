"""Stills, interlaced film, broken files, memory and threads."""

import gc
import os
import threading
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from player.errors import DecodeError, MediaOpenError
from player.frames import VideoFrame
from player.media.video_reader import SeekMode, VideoReader
from player.timing import Epoch, MediaTime
from tests.support.damage import cut, damage
from tests.support.make_clip import ClipSpec, ToneSpec, clip, draw_index, read_index

BIG = ClipSpec(width=160, height=120, frames=96, grain=60, options=(("g", "12"),))
INTERLACED = ClipSpec(
    codec="mpeg2video",
    frames=24,
    rate=Fraction(25),
    is_interlaced=True,
    options=(("flags", "+ildct+ilme"), ("b", "2000000")),
)


def read_all(reader: VideoReader) -> list[VideoFrame]:
    """Return all frames up to the end, and close."""
    frames = []
    while (frame := reader.read()) is not None:
        frames.append(frame)
    reader.close()
    return frames


def luma(frame: VideoFrame) -> np.ndarray:
    """Return the visible first plane, float64 [height, width]."""
    plane = frame.planes[0]
    rows = plane.data.reshape(-1, plane.stride_bytes)
    return rows[: plane.size.height, : plane.size.width].astype(np.float64)


def combing(frame: VideoFrame) -> float:
    """Return how much neighbouring rows differ more than rows of one field."""
    picture = luma(frame)
    return float(
        np.abs(picture[1:-1] - (picture[:-2] + picture[2:]) / 2).mean()
        - np.abs(picture[2:-2] - (picture[:-4] + picture[4:]) / 2).mean() / 2
    )


def write_png(path: Path, index: int) -> None:
    """Write a picture file that spells a number."""
    gray = draw_index(index, 64, 48)
    picture = av.VideoFrame.from_ndarray(
        np.repeat(gray[:, :, None], 3, axis=2), format="rgb24"
    )
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt = 64, 48, "rgb24"
    codec.time_base = Fraction(1)
    path.write_bytes(b"".join(map(bytes, [*codec.encode(picture), *codec.encode()])))


def test_a_picture_file_is_one_frame_that_stays(tmp_path: Path) -> None:
    """A PNG is a film of one frame, which comes again after each seek."""
    path = tmp_path / "%02d picture.png"
    write_png(path, 77)
    reader = VideoReader(str(path))
    assert reader.info.is_still
    first = reader.read()
    assert first is not None
    assert read_index(first) == 77
    assert reader.read() is None
    for mode in SeekMode:
        reader.seek(MediaTime(3.0), Epoch(5), mode)
        again = reader.read()
        assert again is not None
        assert (read_index(again), again.epoch, again.pts) == (77, 5, 0.0)
        assert reader.read() is None
    reader.close()


def test_a_still_that_is_sought_before_reading_is_there(tmp_path: Path) -> None:
    """Opening a picture at 10 s shows the picture."""
    path = tmp_path / "picture.png"
    write_png(path, 5)
    reader = VideoReader(str(path))
    reader.seek(MediaTime(10.0), Epoch(1))
    assert [read_index(frame) for frame in read_all(reader)] == [5]


def make_song_with_cover(path: Path) -> None:
    """Write one second of sound with a picture attached."""
    cover = path.with_suffix(".png")
    write_png(cover, 9)
    with av.open(str(cover)) as source, av.open(str(path), "w") as output:
        sound = output.add_stream("flac", rate=48000, layout="stereo")
        picture = output.add_stream_from_template(source.streams.video[0])
        picture.disposition = av.stream.Disposition.attached_pic
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 2 * 48000), np.int16), format="s16", layout="stereo"
        )
        frame.sample_rate = 48000
        packets = [*sound.encode(frame), *sound.encode(None)]
        for packet in source.demux(source.streams.video[0]):
            if packet.size:
                packet.stream = picture
                output.mux(packet)
        for packet in packets:
            output.mux(packet)


def test_cover_art_is_a_still_as_long_as_the_song(tmp_path: Path) -> None:
    """A song with a cover shows the cover for all of its length."""
    path = tmp_path / "song.flac"
    make_song_with_cover(path)
    reader = VideoReader(str(path))
    assert reader.info.is_still
    frame = reader.read()
    assert frame is not None
    assert read_index(frame) == 9
    assert frame.duration_s == pytest.approx(1.0, abs=0.05)
    reader.close()


def test_sound_alone_has_no_pictures() -> None:
    """A song without a cover says so when pictures are asked for."""
    path = clip(ClipSpec(suffix=".flac", codec="", audio=(ToneSpec(),)))
    with pytest.raises(MediaOpenError, match="holds no picture"):
        VideoReader(str(path))


def test_interlaced_film_is_made_whole() -> None:
    """Flagged frames go through bwdif: same number, same times, no combs."""
    path = str(clip(INTERLACED))
    combed = read_all(VideoReader(path, deinterlace="off"))
    whole = read_all(VideoReader(path))
    assert len(whole) == len(combed) == 24
    assert [f.pts for f in whole] == pytest.approx([f.pts for f in combed], abs=1e-5)
    assert [f.duration_s for f in whole] == pytest.approx([0.04] * 24, abs=1e-5)
    before = np.mean([combing(frame) for frame in combed[2:-2]])
    after = np.mean([combing(frame) for frame in whole[2:-2]])
    assert before > 4
    assert after < before / 4


def test_seeking_in_interlaced_film_is_exact() -> None:
    """The filter's delay of one picture does not shift what a seek gives."""
    path = str(clip(INTERLACED))
    reader = VideoReader(path)
    times = []
    while (frame := reader.read()) is not None:
        times.append(frame.pts)
    for wanted in (20, 3, 11, 0, 23):
        reader.seek(MediaTime(times[wanted]), Epoch(1))
        frame = reader.read()
        assert frame is not None
        assert frame.pts == pytest.approx(times[wanted], abs=1e-5)
    reader.close()


def test_progressive_film_is_not_touched_by_auto() -> None:
    """What is not flagged reaches the screen as the decoder gave it."""
    path = str(clip(BIG))
    off = read_all(VideoReader(path, deinterlace="off"))
    auto = read_all(VideoReader(path, deinterlace="auto"))
    for one, other in zip(off, auto, strict=True):
        assert np.array_equal(luma(one), luma(other))


def test_deinterlacing_may_be_forced() -> None:
    """`on` filters what is not flagged, too, and loses no frame."""
    frames = read_all(VideoReader(str(clip(BIG)), deinterlace="on"))
    assert [read_index(frame) for frame in frames] == list(range(96))


def test_hardware_decoding_falls_back() -> None:
    """Where there is no such hardware, frames come all the same."""
    frames = read_all(VideoReader(str(clip(BIG)), hwdec="auto"))
    assert [read_index(frame) for frame in frames] == list(range(96))


@pytest.mark.parametrize("suffix", [".mkv", ".mp4", ".ts", ".avi"])
def test_a_scratch_in_mid_stream_is_survived(tmp_path: Path, suffix: str) -> None:
    """A broken place costs some frames; the end is reached, seeks still work."""
    spec = replace(BIG, suffix=suffix)
    path = damage(clip(spec), tmp_path / f"scratched{suffix}", 0.5, 2500)
    reader = VideoReader(str(path))
    numbers = []
    while (frame := reader.read()) is not None:
        numbers.append(read_index(frame))
    assert numbers[0] == 0
    assert numbers[-1] == 95
    assert 60 <= len(numbers) <= 96
    reader.seek(MediaTime(3.5), Epoch(1))
    frame = reader.read()
    assert frame is not None
    assert abs(read_index(frame) - 84) <= 3
    reader.close()


def test_broken_packets_are_counted_and_told_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """One warning at the first, one with the number at closing."""
    spec = replace(BIG, suffix=".mp4")
    path = damage(clip(spec), tmp_path / "scratched.mp4", 0.3, 6000)
    reader = VideoReader(str(path))
    while reader.read() is not None:
        pass
    assert reader.broken_packets > 1
    count = reader.broken_packets
    reader.close()
    told = [record.message for record in caplog.records]
    assert sum("a broken packet was skipped" in line for line in told) == 1
    assert sum(f"{count} broken packets" in line for line in told) == 1


@pytest.mark.parametrize("suffix", [".mkv", ".ts", ".avi"])
def test_a_file_cut_short_plays_as_far_as_it_goes(tmp_path: Path, suffix: str) -> None:
    """Half a file is half a film, not an error."""
    spec = replace(BIG, suffix=suffix)
    path = cut(clip(spec), tmp_path / f"half{suffix}", 0.6)
    reader = VideoReader(str(path))
    frames = []
    while (frame := reader.read()) is not None:
        frames.append(read_index(frame))
    assert frames[:10] == list(range(10))
    assert 20 < len(frames) < 96
    reader.seek(MediaTime(100.0), Epoch(1))
    last = reader.read()
    assert last is not None
    reader.close()


def test_a_film_without_one_good_picture_is_an_error(tmp_path: Path) -> None:
    """Only when nothing at all can be shown does reading fail, in words."""
    content = bytearray(clip(ClipSpec(suffix=".mp4")).read_bytes())
    start = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    content[start:end] = bytes(end - start)
    path = tmp_path / "hollow.mp4"
    path.write_bytes(content)
    reader = VideoReader(str(path))
    with pytest.raises(DecodeError, match=r"hollow\.mp4"):
        reader.read()
    reader.close()


def threads_of_this_process() -> int:
    """Return how many threads run, FFmpeg's included."""
    return len(list(Path("/proc/self/task").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux counts here")
def test_threads_end_at_closing() -> None:
    """The decoder's threads are gone when the reader is closed."""
    before = threads_of_this_process()
    reader = VideoReader(str(clip(BIG)))
    frame = reader.read()
    during = threads_of_this_process()
    reader.close()
    assert frame is not None
    assert during > before
    assert threads_of_this_process() == before
    assert threading.active_count() == 1


def resident_bytes() -> int:
    """Return the memory that this process holds."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux counts here")
def test_dropped_frames_give_their_memory_back() -> None:
    """Three hundred frames of 640×360 and forty seeks leave nothing behind."""
    path = str(clip(ClipSpec(width=640, height=360, frames=60, options=BIG.options)))
    reader = VideoReader(path)

    def play(times: int) -> None:
        for number in range(times):
            reader.seek(MediaTime(0.1 * (number % 20)), Epoch(number))
            for _ in range(15):
                reader.read()

    play(20)
    gc.collect()
    settled = resident_bytes()
    play(20)
    gc.collect()
    grown = resident_bytes() - settled
    reader.close()
    assert grown < 8 * 1024 * 1024  # one frame is 0.35 MB; 300 kept would be 100 MB


def test_a_frame_outlives_its_reader() -> None:
    """Planes keep their memory alive after the file is closed."""
    reader = VideoReader(str(clip(BIG)))
    kept = reader.read()
    copy = kept.planes[0].data.copy()
    for _ in range(20):
        reader.read()
    reader.close()
    gc.collect()
    assert np.array_equal(kept.planes[0].data, copy)
