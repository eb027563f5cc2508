"""Sound keeps its pitch, its length and its moments at every speed."""

import numpy as np
import pytest

from player.media.tempo import TempoStretcher

RATE = 48000
SPEEDS = (0.25, 0.5, 0.75, 1.25, 1.5, 2.0, 3.0, 4.0)


def stretched(samples: np.ndarray, speed: float, piece: int = 1536) -> np.ndarray:
    """Return a sound at another speed, pushed in pieces."""
    subject = TempoStretcher(RATE, samples.shape[1], speed)
    parts = [
        subject.push(samples[i : i + piece]) for i in range(0, len(samples), piece)
    ]
    return np.concatenate([*parts, subject.finish()])


def tone(hz: float, seconds: float) -> np.ndarray:
    """Return a stereo sine."""
    wave = 0.5 * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.repeat(wave.astype(np.float32)[:, None], 2, axis=1)


@pytest.mark.parametrize("speed", SPEEDS)
def test_length_is_exact(speed: float) -> None:
    """All input becomes output, 1 / speed times as long, to the sample."""
    sound = tone(300, 1.3)
    assert len(stretched(sound, speed)) == round(len(sound) / speed)


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("hz", [110, 440, 1000])
def test_pitch_is_kept_and_clean(speed: float, hz: float) -> None:
    """A sine stays this sine; all else together lies 35 dB below it."""
    wave = stretched(tone(hz, 3.0), speed)[2400:-2400, 0]
    power = np.abs(np.fft.rfft(wave * np.hanning(len(wave)))) ** 2
    frequencies = np.fft.rfftfreq(len(wave), 1 / RATE)
    near = np.abs(frequencies - hz) < max(12.0, 3 * RATE / len(wave))
    assert abs(frequencies[np.argmax(power)] - hz) < max(2.0, RATE / len(wave))
    assert power[~near].sum() < power.sum() * 10 ** (-35 / 10)


@pytest.mark.parametrize("speed", SPEEDS)
def test_onsets_are_on_time(speed: float) -> None:
    """A beep begins where the straight line says, within 8 ms as it is heard."""
    sound = np.zeros((RATE * 5, 2), np.float32)
    starts = [24000 * k + 37 * k for k in range(1, 9)]
    burst = 0.5 * np.cos(2 * np.pi * 1000 * np.arange(2400) / RATE)
    for start in starts:
        sound[start : start + 2400] = burst[:, None]
    loud = np.abs(stretched(sound, speed)[:, 0]) > 0.1
    for start in starts:
        due = round(start / speed)
        window = loud[due - 2400 : due + 2400]
        assert abs(int(np.argmax(window)) - 2400) / RATE < 0.008


def test_channels_stay_together() -> None:
    """Both channels are cut at the same places, so the image does not wander."""
    sound = tone(330, 1.0)
    sound[:, 1] *= -1
    out = stretched(sound, 1.5)
    assert np.allclose(out[:, 0], -out[:, 1])


def test_speed_one_touches_nothing() -> None:
    """At normal speed the very samples pass."""
    sound = tone(440, 0.2)
    assert np.array_equal(stretched(sound, 1.0), sound)


def test_output_does_not_depend_on_how_input_is_cut() -> None:
    """Blocks are an accident of the container."""
    sound = tone(500, 0.7) + tone(733, 0.7)
    assert np.array_equal(stretched(sound, 1.7, 500), stretched(sound, 1.7, 4096))


def test_silence_stays_silent() -> None:
    """Nothing is made out of nothing."""
    assert not stretched(np.zeros((RATE, 2), np.float32), 0.5).any()


def test_input_is_not_hoarded() -> None:
    """What was used is let go, however long it plays."""
    subject = TempoStretcher(RATE, 2, 0.5)
    for _ in range(60):
        subject.push(tone(440, 0.1))
    assert len(subject._input) < RATE // 5
