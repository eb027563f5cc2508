"""Sound that begins late, has holes, overlaps, is scratched, cut short or not there."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from player.errors import MediaOpenError
from player.media.audio_reader import AudioReader
from player.timing import Epoch, MediaTime
from tests.support.damage import cut, damage
from tests.support.make_clip import ClipSpec, ToneSpec, clip
from tests.support.read_sound import RATE, joined, level_at, read_all, read_some


def test_sound_that_begins_late_is_preceded_by_silence() -> None:
    """Sound from 1 s on: one second of silence, exactly; seeks into it too."""
    tone = ToneSpec("flac", start_s=1.0, seconds=1.0, hz=440)
    reader = AudioReader(str(clip(ClipSpec(audio=(tone,)))), None, RATE, 2)
    samples = joined(read_all(reader))
    assert not samples[: RATE - 100].any()
    assert np.abs(samples[RATE + 100 :]).max() == pytest.approx(0.25, abs=0.01)
    for target in (0.0, 0.3, 0.95):
        reader.seek(MediaTime(target), Epoch(1))
        got = read_some(reader, RATE)
        wanted = samples[round(target * RATE) :][: len(got)]
        assert np.abs(got - wanted).max() < 1e-4
    reader.close()


def test_sound_that_ends_early_just_ends() -> None:
    """Half a second of sound in two seconds of film: then None."""
    path = str(clip(ClipSpec(audio=(ToneSpec("flac", seconds=0.5),))))
    reader = AudioReader(path, None, RATE, 2)
    assert len(joined(read_all(reader))) == RATE // 2
    reader.seek(MediaTime(1.5), Epoch(1))
    assert reader.read() is None
    reader.close()


def test_a_film_without_sound_says_so() -> None:
    """Silent film is no broken film."""
    with pytest.raises(MediaOpenError, match="holds no sound"):
        AudioReader(str(clip(ClipSpec())), None, RATE, 2)


def make_holed_clip(path: Path, holes: dict[int, int]) -> None:
    """Write one second of a tone whose frame number n is moved by holes[n] samples."""
    with av.open(str(path), "w") as output:
        stream = output.add_stream("pcm_s16le", rate=RATE, layout="stereo")
        moved = 0
        for number in range(48):
            moved += holes.get(number, 0)
            wave = np.full((1, 2000), 8000, np.int16)
            frame = av.AudioFrame.from_ndarray(wave, format="s16", layout="stereo")
            frame.sample_rate = RATE
            frame.time_base = Fraction(1, RATE)
            frame.pts = number * 1000 + moved
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))


def test_a_hole_in_the_stream_becomes_silence(tmp_path: Path) -> None:
    """Missing packets leave time, not a jump: what follows stays in sync."""
    path = tmp_path / "hole.mkv"
    make_holed_clip(path, {24: 9600})
    reader = AudioReader(str(path), None, RATE, 2)
    samples = joined(read_all(reader))[:, 0]
    reader.close()
    assert len(samples) == 48000 + 9600
    assert np.abs(samples[24000 + 60 : 33600 - 60]).max() == 0
    assert (samples[:24000] > 0.2).all()
    assert (samples[33600 + 60 :] > 0.2).all()


def test_doubled_sound_is_trimmed(tmp_path: Path) -> None:
    """Overlapping packets do not delay what follows."""
    path = tmp_path / "overlap.mkv"
    # Muxers refuse time that stands still, so five packets overlap by most of each.
    make_holed_clip(path, dict.fromkeys(range(24, 29), -960))
    reader = AudioReader(str(path), None, RATE, 2)
    samples = joined(read_all(reader))[:, 0]
    reader.close()
    assert len(samples) == pytest.approx(48000 - 4800, abs=60)
    assert (samples > 0.2).all()


@pytest.mark.parametrize("suffix", [".mp4", ".ts", ".mp3"])
def test_broken_packets_are_left_out(tmp_path: Path, suffix: str) -> None:
    """A scratch costs a moment of sound; the rest stays where it was."""
    codec = "mp3" if suffix == ".mp3" else "aac"
    tone = ToneSpec(codec, seconds=4.0, hz=440)
    spec = ClipSpec(suffix=suffix, codec="", audio=(tone,))
    path = damage(clip(spec), tmp_path / f"scratched{suffix}", 0.4, 1500)
    reader = AudioReader(str(path), None, RATE, 2)
    samples = joined(read_all(reader))[:, 0]
    reader.close()
    assert len(samples) / RATE == pytest.approx(4.0, abs=0.15)
    assert level_at(samples[-RATE:-4800], 440) == pytest.approx(0.25, abs=0.03)


def test_a_file_cut_short_plays_as_far_as_it_goes(tmp_path: Path) -> None:
    """Half a file is half a song."""
    spec = ClipSpec(suffix=".mkv", codec="", audio=(ToneSpec("flac", seconds=4.0),))
    path = cut(clip(spec), tmp_path / "half.mkv", 0.5)
    reader = AudioReader(str(path), None, RATE, 2)
    samples = joined(read_all(reader))
    reader.close()
    assert 1.0 < len(samples) / RATE < 3.5
