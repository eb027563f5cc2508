"""Which sound devices PortAudio sees.

PortAudio's list is frozen when it starts; `renew` makes it look again.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from player.errors import AudioDeviceError


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """A device that can play.

    Attributes:
        index: PortAudio's number for it, until `renew`.
        rate_hz: Its default rate.
    """

    index: int
    name: str
    api: str
    channels: int
    rate_hz: int
    is_default: bool


def output_devices() -> tuple[OutputDevice, ...]:
    """List the devices that can play; empty where there is no card.

    Raises:
        AudioDeviceError: PortAudio itself cannot be loaded.
    """
    library = portaudio()
    apis = [api["name"] for api in library.query_hostapis()]
    default = library.default.device[1]
    return tuple(
        OutputDevice(
            index=index,
            name=str(device["name"]),
            api=apis[device["hostapi"]],
            channels=int(device["max_output_channels"]),
            rate_hz=int(device["default_samplerate"]),
            is_default=index == default,
        )
        for index, device in enumerate(library.query_devices())
        if device["max_output_channels"] > 0
    )


def portaudio_version() -> str:
    """Return PortAudio's own words on its version."""
    return str(portaudio().get_portaudio_version()[1])


def find_device(name: str) -> OutputDevice:
    """Return the system's default device, or the first whose name contains `name`.

    Raises:
        AudioDeviceError: There is no such device, or no device at all.
    """
    devices = output_devices()
    if not devices:
        raise AudioDeviceError("No sound device was found")
    if not name:
        return next((device for device in devices if device.is_default), devices[0])
    for device in devices:
        if name.casefold() in device.name.casefold():
            return device
    raise AudioDeviceError(
        f"No sound device is called {name!r}",
        f"There are: {', '.join(device.name for device in devices)}",
    )


def renew() -> None:
    """Make PortAudio look for devices anew; no stream may be open.

    Raises:
        AudioDeviceError: PortAudio is missing or does not start again.
    """
    library = portaudio()
    # It is not running when it did not start again the last time.
    with suppress(library.PortAudioError):
        library._terminate()  # noqa: SLF001  the only way to a new list that there is
    try:
        library._initialize()  # noqa: SLF001  likewise
    except library.PortAudioError as error:
        raise AudioDeviceError(f"PortAudio does not start again: {error}") from error


def portaudio() -> Any:
    """Import sounddevice late: without the system's PortAudio the import itself fails.

    Raises:
        AudioDeviceError: The library is missing.
    """
    try:
        import sounddevice  # noqa: PLC0415  fails without libportaudio
    except OSError as error:
        raise AudioDeviceError(
            f"PortAudio is not installed: {error}", "Install libportaudio2"
        ) from error
    return sounddevice
