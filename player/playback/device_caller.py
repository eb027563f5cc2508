"""Opens and closes sound devices on a thread of its own, one after another.

Either can hang for as long as a sound server hangs, and nobody shall wait for that.
One device at a time: PortAudio looks for devices anew only when no stream is open.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Protocol

from player.audio.order import AnchorSink, SoundOutput
from player.errors import AudioDeviceError
from player.log import logger

_log = logger("playback")

CLOSE_S = 0.5  # at the very end; a server that hangs longer is left to the system


class DeviceOpener(Protocol):
    """Opens the sound device: `AudioOutput`, or a made-up one in tests."""

    def __call__(self, post: AnchorSink, *, is_renewed: bool) -> SoundOutput:
        """Open it.

        Args:
            post: Takes its anchors.
            is_renewed: Look for devices anew first.

        Raises:
            AudioDeviceError: There is none, or it is busy.
        """


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of the call with this number."""

    call: int
    device: SoundOutput | AudioDeviceError


class DeviceCaller:
    """Calls for a device; `take` says what came of it.

    Thread: the transport's; the work is done on one of its own.
    """

    def __init__(self, open_device: DeviceOpener, post: AnchorSink) -> None:
        self._open_device = open_device
        self._post = post
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._call = 0  # the newest one; what came of older ones is not wanted
        self._answer: _Answer | None = None
        self._is_calling = False
        self._open_jobs = 0

    @property
    def is_calling(self) -> bool:
        """Whether a call has not been answered, or its answer not been taken."""
        with self._lock:
            return self._is_calling

    @property
    def is_busy(self) -> bool:
        """Whether something is still being opened or closed."""
        with self._lock:
            return self._open_jobs > 0

    def call(self) -> None:
        """Look for a device anew and open it."""
        with self._lock:
            self._call += 1
            self._is_calling = True
            call = self._call
        self._do(lambda: self._open(call))

    def open_now(self) -> SoundOutput:
        """Open a device of those that are known, on the caller's thread.

        Raises:
            AudioDeviceError: There is none, or it is busy.
        """
        return self._open_device(self._post, is_renewed=False)

    def forget(self) -> None:
        """Want nothing of what was called any more; it is closed when it comes."""
        with self._lock:
            self._call += 1
            self._is_calling = False
            answer, self._answer = self._answer, None
        if answer is not None and not isinstance(answer.device, AudioDeviceError):
            self.close(answer.device)

    def take(self) -> SoundOutput | None:
        """Return the device that was called, once; None while there is no answer.

        Raises:
            AudioDeviceError: There is none, or it is busy; told once.
        """
        with self._lock:
            answer, self._answer = self._answer, None
            self._is_calling = self._is_calling and answer is None
        if answer is None:
            return None
        if isinstance(answer.device, AudioDeviceError):
            raise answer.device
        return answer.device

    def close(self, device: SoundOutput) -> None:
        """Give a device back that may hang."""
        self._do(device.close)

    def shutdown(self) -> None:
        """End the thread; blocks for half a second at most."""
        self.forget()
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join(CLOSE_S)

    def _do(self, job: Callable[[], None]) -> None:
        with self._lock:
            self._open_jobs += 1
        self._jobs.put(job)
        if self._thread is None:
            self._thread = threading.Thread(
                target=self._run, name="sound device", daemon=True
            )
            self._thread.start()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except Exception:  # noqa: BLE001  the thread must live to close the next
                _log.exception("a sound device could not be opened or closed")
            with self._lock:
                self._open_jobs -= 1

    def _open(self, call: int) -> None:
        if call != self._call:
            return
        found: SoundOutput | AudioDeviceError
        try:
            found = self._open_device(self._post, is_renewed=True)
        except AudioDeviceError as error:
            found = error
        except Exception as error:  # noqa: BLE001  no answer would be waited for for ever
            _log.exception("a sound device could not be opened")
            found = AudioDeviceError(f"{type(error).__name__}: {error}")
        with self._lock:
            is_wanted = call == self._call
            if is_wanted:
                self._answer = _Answer(call, found)
        if not is_wanted and not isinstance(found, AudioDeviceError):
            found.close()
