"""The demo's sound: a slow pad, plucked notes, a train passing. Pure NumPy."""

import numpy as np
import numpy.typing as npt

RATE_HZ = 48_000
BEAT_S = 0.625
CHORDS = (
    (57, 60, 64, 67),
    (53, 57, 60, 64),
    (48, 55, 60, 64),
    (55, 59, 62, 67),
)
"""A minor 7, F major 7, C, G 6: two bars of four beats each, as MIDI notes."""
MELODY = (76, 79, 81, 79, 76, 74, 72, 74, 76, 72, 69, 71, 72, 74, 76, 79)

Samples = npt.NDArray[np.float64]


def compose(seconds: float) -> npt.NDArray[np.float32]:
    """Return float32 [2, samples] at `RATE_HZ`, −1…1."""
    count = int(seconds * RATE_HZ)
    mix = np.zeros((2, count))
    for bar, start_s in enumerate(np.arange(0, seconds, 4 * BEAT_S)):
        for voice, note in enumerate(CHORDS[bar % 4]):
            _add(mix, start_s, _pad(note, 4 * BEAT_S + 0.8), 0.055, voice / 3)
        _add(mix, start_s, _pluck(CHORDS[bar % 4][0] - 12, 2.0), 0.20, 0.5)
    for step, start_s in enumerate(np.arange(2 * BEAT_S, seconds - 1.5, BEAT_S)):
        note = MELODY[(step * 3 + step // 7) % len(MELODY)]
        _add(mix, start_s, _pluck(note, 1.4), 0.13, 0.5 + 0.3 * np.sin(step))
    _add(mix, 1.2, _train(7.4), 0.16, 0.6)
    fade = np.minimum(1, np.minimum(np.arange(count), np.arange(count)[::-1]) / 24000)
    return np.tanh(mix * fade * 1.2).astype(np.float32)


def _add(mix: Samples, start_s: float, voice: Samples, gain: float, pan: float) -> None:
    first = int(start_s * RATE_HZ)
    length = min(len(voice), mix.shape[1] - first)
    if length <= 0:
        return
    mix[0, first : first + length] += voice[:length] * gain * np.cos(pan * np.pi / 2)
    mix[1, first : first + length] += voice[:length] * gain * np.sin(pan * np.pi / 2)


def _frequency(note: int) -> float:
    return float(440 * 2 ** ((note - 69) / 12))


def _pad(note: int, seconds: float) -> Samples:
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    tone = sum(
        np.sin(2 * np.pi * _frequency(note) * (harmonic + detune) * time_s)
        / harmonic**1.6
        for harmonic in (1, 2, 3, 4)
        for detune in (-0.002, 0.002)
    )
    swell = np.minimum(1, time_s / 0.5) * np.minimum(1, (seconds - time_s) / 0.8)
    return np.asarray(tone * swell)


def _pluck(note: int, seconds: float) -> Samples:
    time_s = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    tone = sum(
        np.sin(2 * np.pi * _frequency(note) * harmonic * time_s)
        * np.exp(-time_s * (2.2 + 1.8 * harmonic))
        / harmonic
        for harmonic in range(1, 6)
    )
    return np.asarray(tone * np.minimum(1, time_s / 0.004))


def _train(seconds: float) -> Samples:
    dice = np.random.default_rng(3)
    count = int(seconds * RATE_HZ)
    time_s = np.arange(count) / RATE_HZ
    rumble = np.cumsum(dice.standard_normal(count))
    rumble -= np.convolve(rumble, np.ones(960) / 960, mode="same")
    rumble /= np.abs(rumble).max()
    clack = 0.6 + 0.4 * np.exp(-((time_s % 0.42) / 0.03))
    near = np.exp(-(((time_s - seconds / 2) / (seconds / 4.5)) ** 2))
    return np.asarray(rumble * clack * near)
