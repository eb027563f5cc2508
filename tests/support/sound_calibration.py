"""How long before its DAC time a sample comes out of the captured sink, by clicks.

A stream of sounddevice alone, nothing of the player in it, plays clicks at sample
numbers that are known, and PortAudio says when each block's first sample is to be
heard. What the capture says of the same clicks differs by a constant of the path. The
sink names the same constant itself (`SoundSink.latency_s`: so far ahead it renders);
that the two agree shows that the measuring road is understood.
"""

import threading
import time
from typing import Any

import numpy as np
import numpy.typing as npt

from player.audio.devices import portaudio
from tests.support.sound_sink import RATE_HZ, Capture
from tests.support.sync_measure import PAIR_S, onsets

CLICKS = 8
PERIOD_S = 0.25
CLICK_S = 0.01
LEVEL = 0.5
LATENCY_S = 0.15
TAIL_S = 0.5  # the end of a stream is cut off by about its latency


def _clicks(rate_hz: int) -> npt.NDArray[np.float32]:
    """Return the sound, float32 [frames, 2]; the first click comes after a period."""
    seconds = PERIOD_S * (CLICKS + 1) + TAIL_S
    sound = np.zeros((round(seconds * rate_hz), 2), np.float32)
    for number in range(1, CLICKS + 1):
        first = round(number * PERIOD_S * rate_hz)
        sound[first : first + round(CLICK_S * rate_hz)] = LEVEL
    return sound


def path_constant_s(capture: Capture) -> tuple[float, float]:
    """Return captured time minus DAC time, and half its spread, in seconds."""
    library = portaudio()
    rate_hz = int(library.query_devices(kind="output")["default_samplerate"])
    sound = _clicks(rate_hz)
    blocks: list[tuple[int, float, float, float]] = []
    done = threading.Event()
    played = 0

    def _call(out: Any, frames: int, times: Any, _status: Any) -> None:
        nonlocal played
        now = time.perf_counter()
        blocks.append((played, now, times.currentTime, times.outputBufferDacTime))
        piece = sound[played : played + frames]
        out[: len(piece)] = piece
        out[len(piece) :] = 0
        played += frames
        if played >= len(sound):
            done.set()

    begin = len(capture.sound())
    with library.OutputStream(
        samplerate=rate_hz,
        channels=2,
        dtype="float32",
        latency=LATENCY_S,
        callback=_call,
    ):
        done.wait(len(sound) / rate_hz + 10.0)
        threading.Event().wait(TAIL_S)
    # Our clock can be read late in the callback, never early: take the least.
    offset_s = min(now - current for _, now, current, _ in blocks)
    # The first blocks only fill the device; half of them is past that.
    starts = [dac + offset_s - first / rate_hz for first, _, _, dac in blocks]
    start_s = float(np.median(starts[len(starts) // 2 :]))
    expected = start_s + PERIOD_S * np.arange(1, CLICKS + 1)
    found = onsets(capture.sound()[begin:], RATE_HZ) + begin
    heard = capture.wall_times(found)
    errors = [
        float(heard[near] - wall)
        for wall in expected
        if abs(heard[near := int(np.abs(heard - wall).argmin())] - wall) < PAIR_S
    ]
    assert len(errors) > CLICKS // 2, f"only {len(errors)} of {CLICKS} clicks heard"
    return float(np.median(errors)), (max(errors) - min(errors)) / 2
