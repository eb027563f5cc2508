"""A screen to open windows on where there is none: Xvfb, for as long as Python runs."""

import os
import select
import subprocess
from functools import cache

START_S = 10
FIRST_DISPLAY = 1000

# A number of our own: with one that Xvfb picks, an older server that is just ending can
# take the new one's socket away.
# -noreset: else Xvfb starts anew when its last client leaves, and refuses who comes in
# between. It ends when this process does (its end of the pipe closes), not earlier:
# Qt's own end still talks to it.
_COMMAND = """
Xvfb :$display -displayfd 3 -screen 0 1920x1080x24 -nolisten tcp -noreset 2>/dev/null &
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
    number = FIRST_DISPLAY + os.getpid() % 30000
    reading, writing = os.pipe()
    _started.append(
        subprocess.Popen(
            ["bash", "-c", f"exec 3>&{writing}; display={number}; {_COMMAND}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            pass_fds=[writing],
        ),
    )
    os.close(writing)
    written = b""
    while not written.endswith(b"\n"):  # in pieces; closed too early, Xvfb dies of it
        ready, _, _ = select.select([reading], [], [], START_S)
        piece = os.read(reading, 16) if ready else b""
        if not piece:
            raise RuntimeError("Xvfb did not start")
        written += piece
    os.close(reading)
    os.environ["DISPLAY"] = f":{number}"
    return os.environ["DISPLAY"]


_started: list[subprocess.Popen[bytes]] = []
