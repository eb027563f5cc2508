"""Devices are opened and closed one after another, and nobody waits for it."""

import threading

import pytest

from player.audio.order import AnchorSink, SoundOutput
from player.audio.silent_output import SilentOutput
from player.errors import AudioDeviceError
from player.playback.device_caller import DeviceCaller
from player.timing import ClockAnchor, Epoch, WallTime
from tests.support.eventually import eventually


def _post(_epoch: Epoch, _anchor: ClockAnchor) -> None:
    """Take no note."""


class _Device(SilentOutput):
    def __init__(self) -> None:
        super().__init__(lambda: WallTime(0.0), _post)
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class _Server:
    """Opens devices when the test lets it."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.error: Exception | None = None
        self.opened: list[_Device] = []

    def __call__(self, post: AnchorSink, *, is_renewed: bool) -> SoundOutput:
        del post
        assert is_renewed
        self.gate.wait(5.0)
        if self.error is not None:
            raise self.error
        self.opened.append(_Device())
        return self.opened[-1]


def test_a_call_returns_at_once_and_is_answered_once() -> None:
    """While the server hangs, the caller goes on; then the device is there."""
    server = _Server()
    caller = DeviceCaller(server, _post)
    caller.call()
    assert caller.take() is None
    assert caller.is_calling
    server.gate.set()
    eventually(lambda: not caller.is_busy)
    assert caller.take() is server.opened[0]
    assert not caller.is_calling
    assert caller.take() is None
    caller.shutdown()


def test_what_is_forgotten_is_closed_when_it_comes() -> None:
    """A device that nobody waits for any more is given back, before or after."""
    server = _Server()
    caller = DeviceCaller(server, _post)
    caller.call()
    caller.forget()
    caller.call()
    server.gate.set()
    eventually(lambda: not caller.is_busy)
    caller.forget()
    eventually(lambda: not caller.is_busy)
    assert caller.take() is None
    assert all(device.is_closed for device in server.opened)
    assert server.opened
    caller.shutdown()


@pytest.mark.parametrize("error", [AudioDeviceError("busy"), RuntimeError("odd")])
def test_every_failure_is_an_answer(error: Exception) -> None:
    """Whatever goes wrong is told once, in the words of a device error."""
    server = _Server()
    server.error = error
    server.gate.set()
    caller = DeviceCaller(server, _post)
    caller.call()
    eventually(lambda: not caller.is_busy)
    with pytest.raises(AudioDeviceError, match=str(error)):
        caller.take()
    assert caller.take() is None
    server.error = None
    caller.call()
    eventually(lambda: not caller.is_busy)
    assert caller.take() is server.opened[0]
    caller.shutdown()


def test_the_end_does_not_wait_for_a_server_that_hangs() -> None:
    """Shutting down takes half a second at most."""
    server = _Server()
    caller = DeviceCaller(server, _post)
    caller.call()
    caller.shutdown()
    assert caller.is_busy
    server.gate.set()
    eventually(lambda: not caller.is_busy)
    assert all(device.is_closed for device in server.opened)
