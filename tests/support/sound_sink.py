"""A sound card that remembers: a private PulseAudio null sink with its capture.

Nothing of the user's sound is touched: the server lives in a folder of its own and
ends with the `with` block. While it runs, the environment names it, so that ALSA's
default device (hence PortAudio's) leads to it; PortAudio must be initialised after.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

RATE_HZ = 48_000
CHANNELS = 2
FRAME_BYTES = 2 * CHANNELS
START_TIMEOUT_S = 10.0
CAPTURE_LEAD_S = 1.5  # MEASURED: 0.7 s lost the beginning of the sound

ALSA_CONFIG = """pcm.!default { type pulse }
ctl.!default { type pulse }
"""


class SoundSinkError(Exception):
    """PulseAudio is missing or did not start."""


def missing() -> str:
    """Return what is missing for a captured sink, "" when it can run."""
    for tool in ("pulseaudio", "parec", "pactl"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed (apt-get install pulseaudio-utils)"
    return ""


class Capture:
    """What the sink played, and when each sample came out of it.

    Thread: `sound` and `start_wall_s` any; one thread of its own reads the pipe.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._chunks: list[bytes] = []
        self._arrivals: list[tuple[int, float]] = []
        self._lock = threading.Lock()
        self.first = threading.Event()
        self._thread = threading.Thread(target=self._read, name="capture")
        self._thread.start()

    def _read(self) -> None:
        received = 0
        while chunk := os.read(self._pipe.fileno(), 1 << 16):
            now = time.perf_counter()
            received += len(chunk)
            with self._lock:
                self._chunks.append(chunk)
                self._arrivals.append((received // FRAME_BYTES, now))
            self.first.set()

    def join(self) -> None:
        """Wait for the end of the pipe (after its writer was ended)."""
        self._thread.join(5.0)
        self._pipe.close()

    def sound(self) -> npt.NDArray[np.float32]:
        """Return all that was captured: float32 [frames, channels]."""
        with self._lock:
            raw = b"".join(self._chunks)
        whole = len(raw) - len(raw) % FRAME_BYTES
        samples = np.frombuffer(raw[:whole], np.int16).reshape(-1, CHANNELS)
        return samples.astype(np.float32) / np.float32(32768)

    def wall_times(self, frames: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        """Return when sample frames came out (perf_counter seconds).

        A chunk can be read late but never early, so of the arrivals near a sample the
        earliest tells the truth; a window of two seconds follows the sink's own clock,
        which is not quite ours.
        """
        with self._lock:
            arrivals = np.array(self._arrivals)
        starts = arrivals[:, 1] - arrivals[:, 0] / RATE_HZ
        window = RATE_HZ
        result = np.empty(len(frames))
        for number, frame in enumerate(frames):
            near = np.abs(arrivals[:, 0] - frame) <= window
            chosen = starts[near] if near.any() else starts
            result[number] = chosen.min() + frame / RATE_HZ
        return result


class SoundSink:
    """A running server; `capture` gives what it plays.

    Thread: main.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {
            **os.environ,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(folder),
            "PULSE_RUNTIME_PATH": str(folder),
            "PULSE_SERVER": f"unix:{folder}/sock",
        }
        self._server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server and wait until it answers.

        Raises:
            SoundSinkError: It did not.
        """
        self._server = subprocess.Popen(
            [
                "pulseaudio",
                "-n",
                "--daemonize=no",
                "--exit-idle-time=-1",
                "--disable-shm=yes",
                "--use-pid-file=no",
                "--realtime=no",
                "--high-priority=no",
                "-L",
                (
                    "module-native-protocol-unix auth-anonymous=1 "
                    f"socket={self._folder}/sock"
                ),
                "-L",
                f"module-null-sink sink_name=cap rate={RATE_HZ} channels={CHANNELS}",
            ],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + START_TIMEOUT_S
        pause = threading.Event()
        while not self._answers():
            if self._server.poll() is not None or time.monotonic() > deadline:
                raise SoundSinkError("pulseaudio did not start")
            pause.wait(0.1)

    def _answers(self) -> bool:
        done = subprocess.run(
            ["pactl", "info"],
            env=self._environment,
            check=False,
            capture_output=True,
            timeout=START_TIMEOUT_S,
        )
        return done.returncode == 0

    def latency_s(self) -> float:
        """Return how far ahead of its own clock the sink renders, by its own words.

        The monitor hands samples out when they are rendered, so this much before they
        count as played.
        """
        listing = subprocess.run(
            ["pactl", "list", "sinks"],
            env={**self._environment, "LC_ALL": "C"},
            check=True,
            capture_output=True,
            text=True,
            timeout=START_TIMEOUT_S,
        ).stdout
        found = re.search(r"Latency: \d+ usec, configured (\d+) usec", listing)
        assert found is not None, listing
        return int(found[1]) * 1e-6

    @contextmanager
    def capture(self) -> Iterator[Capture]:
        """Record what the sink plays."""
        recorder = subprocess.Popen(
            [
                "parec",
                "-d",
                "cap.monitor",
                "--format=s16le",
                f"--rate={RATE_HZ}",
                f"--channels={CHANNELS}",
                "--raw",
                "--latency-msec=10",
            ],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert recorder.stdout is not None
        capture = Capture(recorder.stdout)
        try:
            capture.first.wait(START_TIMEOUT_S)
            threading.Event().wait(CAPTURE_LEAD_S)
            yield capture
        finally:
            recorder.terminate()
            recorder.wait(START_TIMEOUT_S)
            capture.join()

    def halt(self) -> None:
        """Let the server stand still, as on a machine that is too busy for it."""
        assert self._server is not None
        self._server.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a server that stands still go on."""
        if self._server is not None:
            self._server.send_signal(signal.SIGCONT)

    def end(self) -> None:
        """End the server; also how a test makes the device disappear."""
        if self._server is not None:
            self.go_on()
            self._server.terminate()
            try:
                self._server.wait(START_TIMEOUT_S)
            except subprocess.TimeoutExpired:
                self._server.kill()
                self._server.wait(START_TIMEOUT_S)
            self._server = None


@contextmanager
def sound_sink() -> Iterator[SoundSink]:
    """Run a private sink and make it ALSA's default device for this process.

    Raises:
        SoundSinkError: It cannot run here.
    """
    if missing():
        raise SoundSinkError(missing())
    # A socket's path may have about 100 bytes: not in pytest's deep folders.
    with tempfile.TemporaryDirectory(prefix="sink") as name:
        folder = Path(name)
        config = folder / "asound.conf"
        config.write_text(ALSA_CONFIG)
        sink = SoundSink(folder)
        changed = {
            "PULSE_SERVER": f"unix:{folder}/sock",
            "PULSE_RUNTIME_PATH": str(folder),
        }
        if not _pulse_is_alsa_default():
            changed["ALSA_CONFIG_PATH"] = str(config)
        before = {key: os.environ.get(key) for key in changed}
        try:
            sink.start()
            os.environ.update(changed)
            yield sink
        finally:
            for key, value in before.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value
            sink.end()


def _pulse_is_alsa_default() -> bool:
    """Whether libasound2-plugins has put PulseAudio in as ALSA's default."""
    return any(Path("/etc/alsa/conf.d").glob("*pulse*default*"))
