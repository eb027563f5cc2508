"""Each channel is heard where and as loud as it should be."""

from fractions import Fraction

import av
import numpy as np
import pytest

from player.errors import UnsupportedFormatError
from player.media.resample import Resampler

RATE = 48000
HALF = 0.5**0.5

FIVE_ONE = {
    "FL": (1, 0),
    "FR": (0, 1),
    "FC": (HALF, HALF),
    "LFE": (0, 0),
    "BL": (HALF, 0),
    "BR": (0, HALF),
}
SEVEN_ONE = {**FIVE_ONE, "SL": (HALF, 0), "SR": (0, HALF)}


def frame(layout: str, values: np.ndarray, rate_hz: int = RATE) -> av.AudioFrame:
    """Return a frame holding float32 [frames, channels]."""
    made = av.AudioFrame.from_ndarray(
        values.astype(np.float32).reshape(1, -1), format="flt", layout=layout
    )
    made.sample_rate = rate_hz
    made.time_base = Fraction(1, rate_hz)
    return made


def resampled(
    made: av.AudioFrame, channels: int = 2, rate_hz: int = RATE
) -> np.ndarray:
    """Return a frame at the device's rate and channels."""
    subject = Resampler(rate_hz, channels)
    return np.concatenate([subject.push(made), subject.finish()])


@pytest.mark.parametrize(
    ("layout", "gains"), [("5.1", FIVE_ONE), ("7.1", SEVEN_ONE)], ids=["5.1", "7.1"]
)
def test_each_channel_of_a_downmix(
    layout: str, gains: dict[str, tuple[float, float]]
) -> None:
    """ITU-R BS.775 gains, all divided so that nothing can clip."""
    names = [channel.name for channel in av.AudioLayout(layout).channels]
    assert sorted(names) == sorted(gains)
    loudest = sum(left for left, _ in gains.values())
    for number, name in enumerate(names):
        values = np.zeros((480, len(names)))
        values[:, number] = 0.5
        heard = resampled(frame(layout, values))[240] / 0.5
        assert heard == pytest.approx(np.array(gains[name]) / loudest, abs=2e-3)


@pytest.mark.parametrize("layout", ["5.1", "5.1(side)", "7.1", "6.1", "quad"])
def test_full_level_everywhere_does_not_clip(layout: str) -> None:
    """The loudest that a film can be stays within full scale."""
    channels = len(av.AudioLayout(layout).channels)
    heard = resampled(frame(layout, np.ones((480, channels))))
    assert np.abs(heard).max() <= 1.0 + 1e-5
    assert np.abs(heard).max() > 0.98


def test_mono_is_heard_on_both_sides_at_its_own_level() -> None:
    """One channel goes to the left and to the right, unchanged."""
    heard = resampled(frame("mono", np.full((480, 1), 0.5)))
    assert np.allclose(heard, 0.5)


def test_stereo_passes_untouched() -> None:
    """Same rate, same channels: the very samples."""
    noise = np.random.default_rng(1).uniform(-1, 1, (2000, 2)).astype(np.float32)
    assert np.array_equal(resampled(frame("stereo", noise)), noise)


def test_stereo_on_six_loudspeakers() -> None:
    """Two channels stay in front."""
    heard = resampled(frame("stereo", np.full((480, 2), 0.5)), channels=6)
    assert heard.shape == (480, 6)
    assert np.allclose(heard[240], [0.5, 0.5, 0, 0, 0, 0])


@pytest.mark.parametrize("rate_hz", [8000, 22050, 44100, 96000])
def test_rate_is_the_devices_and_nothing_is_lost(rate_hz: int) -> None:
    """One second stays one second, a tone keeps its pitch and level."""
    times = np.arange(rate_hz) / rate_hz
    wave = 0.5 * np.sin(2 * np.pi * 1000 * times)
    heard = resampled(frame("stereo", np.stack([wave, wave], axis=1), rate_hz))[:, 0]
    assert abs(len(heard) - RATE) <= 1
    expected = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(len(heard)) / RATE)
    assert np.abs(heard - expected)[500:-500].max() < 5e-3


def test_a_change_of_channels_in_mid_stream_is_followed() -> None:
    """Broadcasts switch between stereo and 5.1."""
    subject = Resampler(RATE, 2)
    parts = [
        subject.push(frame("stereo", np.full((480, 2), 0.25))),
        subject.push(frame("5.1", np.full((480, 6), 0.25))),
        subject.push(frame("mono", np.full((480, 1), 0.25))),
        subject.finish(),
    ]
    heard = np.concatenate(parts)
    assert heard.shape == (1440, 2)
    assert np.allclose(heard, 0.25, atol=1e-4)


def test_too_many_channels_are_refused_in_words() -> None:
    """No device has nine channels that anybody could name."""
    with pytest.raises(UnsupportedFormatError, match="9"):
        Resampler(RATE, 9)
