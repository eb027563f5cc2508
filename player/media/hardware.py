"""Hardware decoding, when asked for: tried in order, software when none works.

Decoded pictures are brought back to main memory (NV12, P010), so nothing after the
decoder knows where they came from. Thread: the branch that opens the file.
"""

import sys
from typing import Any

import av
from av.codec.hwaccel import HWAccel, hwdevices_available

from player.log import logger

_log = logger("media")

_PREFERRED: dict[str, tuple[str, ...]] = {
    "linux": ("vaapi", "cuda", "vulkan", "vdpau", "qsv"),
    "win32": ("d3d11va", "dxva2", "cuda", "qsv"),
    "darwin": ("videotoolbox",),
}


def candidates() -> tuple[str, ...]:
    """Return the kinds of device worth trying here, best first."""
    available = set(hwdevices_available())
    return tuple(name for name in _PREFERRED.get(sys.platform, ()) if name in available)


def hardware_for(codec: Any) -> Any | None:
    """Return an `HWAccel` for a codec, or None; says in one log line which.

    Args:
        codec: The stream's `av.Codec`. Each kind of device is really opened once, so
            that a library without its hardware does not count.
    """
    for name in candidates():
        try:
            HWAccel(name).create(codec)
        except (av.FFmpegError, OSError, RuntimeError, ValueError) as error:
            _log.debug("%s cannot decode %s: %s", name, codec.name, error)
        else:
            _log.info("hardware decoding of %s by %s", codec.name, name)
            return HWAccel(name, allow_software_fallback=True)
    tried = ", ".join(candidates()) or "none known here"
    _log.info("no hardware decodes %s (%s): software does", codec.name, tried)
    return None
