"""Measures picture against sound, end to end: `python -m tests.end_to_end.sync_probe`.

A clip of flashes and beeps plays into a captured sound card; what the card really
played and when frames were really presented are compared, in several phases: after the
start, after ten seeks, after pauses, at half and at double speed. docs/sync.md says
how, and what it cannot see.
"""

import argparse
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from player.audio.devices import renew
from player.playback.transport import Transport, TransportSettings
from player.status import PlayState
from player.timing import MediaTime
from tests.support.eventually import eventually
from tests.support.headless_screen import HeadlessScreen
from tests.support.make_clip import make_flash_beep_clip
from tests.support.sound_calibration import path_constant_s
from tests.support.sound_sink import RATE_HZ, Capture, SoundSinkError, sound_sink
from tests.support.sync_measure import (
    Pairing,
    Presentation,
    Summary,
    flashes,
    onsets,
    pair,
    summary,
)
from tests.support.sync_window import SyncWindow

CLIP_S = 60
PERIOD_S = 0.5
CLIP_RATE = 24
TAIL_S = 0.5  # what the device and the capture still hold at the end
PAUSE_S = 0.6
SWITCH_S = 0.001  # as the program's start sets it


@dataclass
class Session:
    """One measurement: the clip, the card, and what was noted meanwhile.

    Attributes:
        scale: Length of the phases, 1 for a full run.
        spans: When each phase lasted, in wall time.
    """

    clip: Path
    events_s: tuple[float, ...]
    capture: Capture
    scale: float
    spans: list[tuple[str, float, float]] = field(default_factory=list)
    presented: list[Presentation] = field(default_factory=list)
    counters: str = ""

    def phase(self, name: str, seconds: float) -> None:
        """Let a phase last so long, times the scale."""
        begin = time.perf_counter()
        threading.Event().wait(seconds * self.scale)
        self.spans.append((name, begin, time.perf_counter()))


@dataclass(frozen=True)
class Report:
    """Figures of a run."""

    phases: tuple[Summary, ...]
    whole: Summary
    pairing: Pairing
    footer: str

    def text(self) -> str:
        """Return the report for people."""
        lone = f"{self.pairing.lone_flashes} flashes, {self.pairing.lone_beeps} beeps"
        lines = [one.line() for one in (*self.phases, self.whole)]
        return "\n".join((*lines, f"without their other half: {lone}", self.footer))


def play_headless(session: Session) -> None:
    """Play through all phases with a transport and a screen without pixels."""
    pause = threading.Event().wait
    screen = HeadlessScreen()
    transport = Transport(TransportSettings(), lambda: None, screen.wake)
    with screen.attach(transport):
        transport.open(str(session.clip))
        eventually(lambda: transport.status().state is PlayState.PLAYING)
        session.phase("start", 6.0)
        for number in range(max(2, round(10 * session.scale))):
            # Between two events, so that no beep is entered in its middle.
            transport.seek(MediaTime((number * 7) % 30 + PERIOD_S / 2))
            session.phase("seeks", 2.0)
        for _ in range(max(1, round(3 * session.scale))):
            transport.pause()
            pause(PAUSE_S)
            transport.play()
            session.phase("pause, play", 2.5)
        for speed in (0.5, 2.0):
            transport.seek(MediaTime(2 + PERIOD_S / 2))
            transport.set_speed(speed)
            session.phase(f"speed {speed:g}×", 8.0)
        pause(TAIL_S)
        stats = transport.status().stats
        transport.shutdown()
    session.presented += screen.presented
    session.counters = (
        f"frames shown {stats.shown}, dropped {stats.dropped}, "
        f"repeated {stats.repeated}; underruns {stats.underruns}"
    )


def play_window(session: Session, chain: str) -> None:
    """Play through all phases in the real window, driven by keys."""
    folder = session.clip.parent
    options = ("--chain", chain)
    with SyncWindow(session.clip, folder, *options) as window:
        session.phase("start", 6.0)
        for number in range(max(2, round(10 * session.scale))):
            window.wait_after_event(PERIOD_S)
            window.press("Left" if number % 3 == 2 else "Right")
            session.phase("seeks", 2.0)
        for _ in range(max(1, round(3 * session.scale))):
            window.press("space")
            window.wait(PAUSE_S)
            window.press("space")
            session.phase("pause, play", 2.5)
        window.wait(TAIL_S)
        session.presented += window.presented()
    for speed in ("0.5", "2"):
        slow = (*options, "--speed", speed)
        with SyncWindow(session.clip, folder, *slow) as window:
            session.phase(f"speed {speed}×", 8.0)
            window.wait(TAIL_S)
            session.presented += window.presented()
    session.counters = f"frames presented {len(session.presented)}"


def measure(
    play: Callable[[Session], None],
    *,
    scale: float = 1.0,
    size: tuple[int, int] = (64, 48),
    say: Callable[[str], Any] = lambda _text: None,
) -> Report:
    """Run the whole measurement.

    Args:
        play: Plays the session's clip through its phases.
        scale: Length of the phases, 1 for a full run of about a minute and a half.
        size: Of the clip's picture.
        say: Told what is going on.

    Raises:
        SoundSinkError: There is no PulseAudio to capture with.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        clip = folder / "flash_beep.mkv"
        # The first picture of a file is shown at once, before its sound: no event.
        _, *events_s = make_flash_beep_clip(clip, CLIP_S, PERIOD_S, size, CLIP_RATE)
        sink = stack.enter_context(sound_sink())
        renew()  # PortAudio may have looked for devices before the sink was there
        stack.callback(renew)
        stack.callback(sys.setswitchinterval, sys.getswitchinterval())
        sys.setswitchinterval(SWITCH_S)
        capture = stack.enter_context(sink.capture())
        say("measuring the capture path")
        constant_s, spread_s = path_constant_s(capture)
        ahead_s = sink.latency_s()
        session = Session(clip, tuple(events_s), capture, scale)
        say("playing")
        play(session)
        pairing = _pairing(session, -ahead_s)
    footer = (
        f"{session.counters}\nthe sink renders {1000 * ahead_s:.1f} ms ahead; clicks "
        f"of sounddevice alone say {-1000 * constant_s:.1f} ± {1000 * spread_s:.1f} ms"
    )
    return _report(pairing, session, footer)


def _pairing(session: Session, constant_s: float) -> Pairing:
    flashed = [one.wall_s for one in flashes(session.presented, session.events_s)]
    found = onsets(session.capture.sound(), RATE_HZ)
    heard = session.capture.wall_times(found) - constant_s
    is_clips = heard > min(flashed) - PERIOD_S / 2  # not the calibration's
    return pair(flashed, [float(wall) for wall in heard[is_clips]])


def _report(pairing: Pairing, session: Session, footer: str) -> Report:
    walls = np.array(pairing.walls_s)
    offsets = np.array(pairing.offsets_s)
    named: dict[str, list[float]] = {}
    for name, begin, end in session.spans:
        inside = (walls >= begin) & (walls <= end)
        named.setdefault(name, []).extend(float(value) for value in offsets[inside])
    phases = tuple(summary(name, values) for name, values in named.items())
    return Report(phases, summary("everything", pairing.offsets_s), pairing, footer)


def main() -> int:
    """Measure and print; 0 when the promise is kept."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="length of the phases")
    parser.add_argument("--window", action="store_true", help="in the real window")
    parser.add_argument("--chain", default="off", help="shader chain of the window")
    asked = parser.parse_args()

    def _play(session: Session) -> None:
        if asked.window:
            play_window(session, asked.chain)
        else:
            play_headless(session)

    def _say(text: str) -> None:
        sys.stderr.write(f"… {text}\n")

    size = (320, 180) if asked.window else (64, 48)
    try:
        report = measure(_play, scale=asked.scale, size=size, say=_say)
    except SoundSinkError as error:
        sys.stderr.write(f"cannot measure here: {error}\n")
        return 1
    sys.stdout.write(report.text() + "\n")
    return 0 if report.whole.is_good else 2


if __name__ == "__main__":
    sys.exit(main())
