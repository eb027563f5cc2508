"""Files open or say in words why not; what they hold is told rightly."""

import os
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from player.errors import MediaOpenError
from player.geometry import Size
from player.media.container import line_start_s, open_container, probe
from tests.support.damage import cut, damage
from tests.support.make_clip import ClipSpec, ToneSpec, clip

TWO_SOUNDS = ClipSpec(audio=(ToneSpec("aac"), ToneSpec("flac", "5.1")))


def reason(path: Path | str) -> str:
    """Return why a file cannot be opened."""
    with pytest.raises(MediaOpenError) as caught:
        probe(str(path))
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    return caught.value.reason


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    """The commonest mistake has the plainest words."""
    assert reason(tmp_path / "nothing.mkv") == "there is no such file"
    assert reason(tmp_path / "no" / "folder.mkv") == "there is no such file"
    assert reason("") == "its name is empty"


def test_folders_and_devices_are_refused(tmp_path: Path) -> None:
    """Neither is a file that could be sought in."""
    assert reason(tmp_path) == "it is a folder"
    if os.name == "posix":
        assert "device" in reason("/dev/null")


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    """A download that never began."""
    path = tmp_path / "empty.mkv"
    path.touch()
    assert reason(path) == "the file is empty"


@pytest.mark.parametrize("name", ["notes.txt", "notes.mkv", "notes.mp4"])
def test_a_text_is_no_film(tmp_path: Path, name: str) -> None:
    """FFmpeg would play a text file as letters; we do not."""
    path = tmp_path / name
    path.write_text("It was a dark and stormy night.\n" * 200)
    assert "not a media file" in reason(path)


def test_noise_is_no_film(tmp_path: Path) -> None:
    """Random bytes are refused whatever they are called."""
    path = tmp_path / "noise.mp4"
    path.write_bytes(np.random.default_rng(3).bytes(40000))
    assert "not a media file" in reason(path)


@pytest.mark.parametrize(
    ("suffix", "kind"), [(".mp4", "MP4"), (".avi", "AVI"), (".mkv", "Matroska or WebM")]
)
def test_a_header_cut_short_names_the_format(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    """A file that only began to arrive says what it was going to be."""
    path = tmp_path / f"half{suffix}"
    whole = clip(ClipSpec(suffix=suffix, codec="mpeg4")).read_bytes()
    path.write_bytes(whole[: 5 if suffix == ".mkv" else 60])
    why = reason(path)
    assert kind in why
    assert "damaged or cut short" in why


def test_an_mp4_without_its_index_names_the_format(tmp_path: Path) -> None:
    """An interrupted recording: all pictures are there, the index is not."""
    path = cut(clip(ClipSpec(suffix=".mp4")), tmp_path / "cut.mp4", 0.5)
    assert "MP4" in reason(path)


@pytest.mark.skipif(
    os.name != "posix" or os.geteuid() == 0, reason="the superuser may read all"
)
def test_a_forbidden_file_is_said_to_be_forbidden(tmp_path: Path) -> None:
    """Permissions are named as such."""
    path = tmp_path / "secret.mkv"
    path.write_bytes(clip(ClipSpec()).read_bytes())
    path.chmod(0)
    assert reason(path) == "it may not be read"


def test_subtitles_alone_are_nothing_to_play(tmp_path: Path) -> None:
    """A file without picture or sound says so."""
    path = tmp_path / "words.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nHello\n\n")
    assert reason(path) == "it holds neither picture nor sound"


def test_a_damaged_middle_does_not_keep_a_file_shut(tmp_path: Path) -> None:
    """Only the header decides about opening."""
    path = damage(clip(ClipSpec()), tmp_path / "scratched.mkv", 0.6)
    assert probe(str(path)).video is not None


@pytest.mark.parametrize("name", ["100% %03d.mkv", "a:b.mkv", "日本語 – éß.mkv"])
def test_odd_names_open(tmp_path: Path, name: str) -> None:
    """A name is a name, not a pattern nor a protocol."""
    path = tmp_path / name
    path.write_bytes(clip(ClipSpec()).read_bytes())
    assert probe(str(path)).title == path.stem


def test_streams_are_told() -> None:
    """Tracks, sizes, rates and lengths are those of the file."""
    info = probe(str(clip(TWO_SOUNDS)))
    assert info.duration_s == pytest.approx(2.0, abs=0.1)
    assert info.video is not None
    assert info.video.size == Size(64, 48)
    assert info.video.frame_rate == 24
    assert info.video.pixel_format == "yuv420p"
    assert not info.video.is_still
    assert [track.codec for track in info.audio_tracks] == ["aac", "flac"]
    assert info.audio is not None
    assert (info.audio.rate_hz, info.audio.channels) == (48000, 2)


def test_display_size_knows_aspect_and_rotation() -> None:
    """What the window must be is known before the first frame."""
    spec = ClipSpec(suffix=".mp4", sample_aspect=Fraction(4, 3), rotation_degrees=90)
    info = probe(str(clip(spec)))
    assert info.video is not None
    assert info.video.display_size == Size(48, 85)


def test_tags_and_chapters_are_told(tmp_path: Path) -> None:
    """Title, languages and chapter marks come from the file."""
    path = tmp_path / "tagged.mkv"
    with av.open(str(path), "w") as output:
        output.metadata["title"] = "Episode 1"
        output.set_chapters(
            [
                {
                    "id": number,
                    "start": number * 500,
                    "end": (number + 1) * 500,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": f"Part {number}"},
                }
                for number in range(2)
            ]
        )
        stream = output.add_stream("flac", rate=48000, layout="stereo")
        stream.metadata["language"] = "jpn"
        stream.metadata["title"] = "Original"
        frame = av.AudioFrame.from_ndarray(
            np.zeros((1, 2 * 4096), np.int16), format="s16", layout="stereo"
        )
        frame.sample_rate = 48000
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    info = probe(str(path))
    assert info.title == "Episode 1"
    assert info.video is None
    assert [(c.start, c.title) for c in info.chapters] == [
        (0.0, "Part 0"),
        (0.5, "Part 1"),
    ]
    assert info.audio is not None
    assert (info.audio.track.language, info.audio.track.title) == ("jpn", "Original")


def test_media_time_begins_where_the_container_begins() -> None:
    """A recording that starts at 5 s has its line begin there."""
    path = clip(ClipSpec(suffix=".ts", start_s=5.0))
    with open_container(str(path)) as container:
        assert float(line_start_s(container)) == pytest.approx(5.0, abs=0.1)


@pytest.mark.parametrize(
    ("ending", "codec"), [("flac", "flac"), ("ogg", "libopus"), ("mka", "flac")]
)
def test_music_says_who_plays_what(tmp_path: Path, ending: str, codec: str) -> None:
    """Title, artist and album are found, on the file or (Ogg) on its stream."""
    path = str(tmp_path / f"song.{ending}")
    tags = {"title": "Ink", "artist": "Aki", "album": "Lines"}
    with av.open(path, "w") as output:
        output.metadata.update(tags)
        stream = output.add_stream(codec, rate=48000, layout="mono")
        samples = np.zeros((1, 9600), np.int16)
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48000, 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    media = probe(path)
    assert (media.title, media.artist, media.album) == ("Ink", "Aki", "Lines")
    assert media.video is None
