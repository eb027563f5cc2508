"""Three scenes of drawn art that nobody here trained on, made of a Debian package.

The pictures come from renpy-thequestion (MIT, Tom Rothamel and others): figures put
over backgrounds. The package is fetched by apt once into the user's cache and is never
kept in git.
"""

import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

PACKAGE = "renpy-thequestion"
INNER_FOLDER = "usr/share/games/renpy/the_question/game/images"
DOWNLOAD_TIMEOUT_S = 100
SCENES = (
    ("sylvie green smile.png", "bg lecturehall.jpg", 500),
    ("sylvie blue giggle.png", "bg uni.jpg", 350),
    ("sylvie blue normal.png", "", 0),
)
"""Figure, background (none: white), and how far from its left the figure stands."""

Pixels = npt.NDArray[np.uint8]


class ArtMissingError(Exception):
    """The package cannot be had here; the message says why."""


@cache
def free_scenes() -> tuple[Pixels, ...]:
    """Return the scenes, uint8 [height, width, 3]; both sides are multiples of 8.

    Raises:
        ArtMissingError: apt is not here, or does not give the package.
    """
    return tuple(_scene(art_folder(), *scene) for scene in SCENES)


def art_folder() -> Path:
    """Return the folder with the package's pictures, fetching them at first need.

    Raises:
        ArtMissingError: apt is not here, or does not give the package.
    """
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "sakuga-tests" / "drawn-art"
    if not any(folder.glob("*.png")):
        _fetch(folder)
    return folder


def _fetch(folder: Path) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise ArtMissingError(f"{PACKAGE} comes from Debian's index, which is not here")
    with tempfile.TemporaryDirectory() as scratch:
        command = ["apt-get", "download", PACKAGE]
        try:
            outcome = subprocess.run(
                command,
                cwd=scratch,
                check=False,
                capture_output=True,
                text=True,
                timeout=DOWNLOAD_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            raise ArtMissingError(f"{PACKAGE} did not come in time") from None
        archives = list(Path(scratch).glob("*.deb"))
        if not archives:
            last = outcome.stderr.strip().splitlines()[-1:] or ["nothing came"]
            raise ArtMissingError(f"apt-get cannot fetch {PACKAGE}: {last[0]}")
        command = ["dpkg-deb", "--extract", str(archives[0]), scratch]
        subprocess.run(command, check=True, timeout=60)
        folder.mkdir(parents=True, exist_ok=True)
        for path in (Path(scratch) / INNER_FOLDER).iterdir():
            shutil.copy(path, folder / path.name)


def _read(path: Path) -> npt.NDArray[np.float64]:
    """Return [height, width, 4], 0..255."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="rgba").astype(np.float64)


def _scene(folder: Path, sprite: str, background: str, left: int) -> Pixels:
    figure = _read(folder / sprite)
    height, width = figure.shape[:2]
    if background:
        whole = _read(folder / background)[..., :3]
    else:
        whole = np.full((height, width, 3), 255.0)
    top = whole.shape[0] - height
    place = whole[top:, left : left + width]
    cover = figure[..., 3:] / 255
    place[:] = place * (1 - cover) + figure[..., :3] * cover
    rows, columns = (side // 8 * 8 for side in whole.shape[:2])
    return whole[:rows, :columns].round().clip(0, 255).astype(np.uint8)
