"""A screen to open windows on where there is none: Xvfb, for as long as Python runs."""

import os
import select
import subprocess
from functools import cache

START_S = 10

# -noreset: else Xvfb starts anew when its last client leaves, and refuses who comes in
# between. It ends when this process does (its end of the pipe closes), not earlier:
# Qt's own end still talks to it.
_COMMAND = """
Xvfb -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -noreset 2>/dev/null &
server=$!
exec 3>&-
cat
kill $server
"""


@cache
def ensure_screen() -> str:
    """Return the display there is, or start one and set `DISPLAY`.

    Raises:
        RuntimeError: Xvfb did not start.
    """
    if present := os.environ.get("DISPLAY"):
        return present
    reading, writing = os.pipe()
    _started.append(
        subprocess.Popen(
            ["bash", "-c", f"exec 3>&{writing}; {_COMMAND}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[writing],
        ),
    )
    os.close(writing)
    ready, _, _ = select.select([reading], [], [], START_S)
    number = os.read(reading, 16).decode().strip() if ready else ""
    os.close(reading)
    if not number:
        raise RuntimeError("Xvfb did not start")
    os.environ["DISPLAY"] = f":{number}"
    return os.environ["DISPLAY"]


_started: list[subprocess.Popen[bytes]] = []
