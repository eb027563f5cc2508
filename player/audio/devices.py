"""Which sound devices PortAudio sees.

PortAudio's list is frozen when it starts; `audio.output` renews it on reopening.
"""

from dataclasses import dataclass
from typing import Any

from player.errors import AudioDeviceError


@dataclass(frozen=True, slots=True)
class OutputDevice:
    """A device that can play."""

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
    library = _portaudio()
    apis = [api["name"] for api in library.query_hostapis()]
    default = library.default.device[1]
    return tuple(
        OutputDevice(
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
    return str(_portaudio().get_portaudio_version()[1])


def _portaudio() -> Any:
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
