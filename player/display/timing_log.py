"""One line per presented frame, for measuring from outside (`--timing-log`).

Columns, tab-separated, after a heading: serial, media time in s, wall time
(`time.perf_counter`) in s, 1 for a new frame and 0 for the same one drawn again.
Thread: drawing.
"""

from io import TextIOWrapper
from pathlib import Path

from player.display.finished_picture import FinishedPicture
from player.errors import PlayerError
from player.timing import WallTime

HEADING = "serial\tmedia_s\twall_s\tis_new\n"


class TimingLog:
    """An open log file.

    Raises:
        PlayerError: The file cannot be written.
    """

    def __init__(self, path: str) -> None:
        try:
            # Line by line, so that a reader sees each frame at once.
            self._file: TextIOWrapper = Path(path).open(  # noqa: SIM115  closed by close
                "w", buffering=1, encoding="ascii"
            )
        except OSError as error:
            raise PlayerError(f"Cannot write the timing log {path}: {error}") from None
        self._file.write(HEADING)

    def write(
        self, picture: FinishedPicture, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Add one line."""
        self._file.write(
            f"{picture.serial}\t{picture.pts:.6f}\t{wall_time:.6f}\t{int(is_new)}\n",
        )

    def close(self) -> None:
        """End the file; calling it again does nothing."""
        self._file.close()
