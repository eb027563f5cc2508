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
ART = "usr/share/games/renpy/the_question/game/images"
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
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "sakuga-tests" / "free-art"
    if not (folder / SCENES[-1][0]).exists():
        _fetch(folder)
    return tuple(_scene(folder, *scene) for scene in SCENES)


def _fetch(folder: Path) -> None:
    if not shutil.which("apt-get"):
        raise ArtMissingError("apt-get fetches the pictures, and is not here")
    with tempfile.TemporaryDirectory() as scratch:
        command = ["apt-get", "download", "-qq", PACKAGE]
        fetched = subprocess.run(command, cwd=scratch, check=False, capture_output=True)
        packages = list(Path(scratch).glob("*.deb"))
        if fetched.returncode or not packages:
            raise ArtMissingError(f"{PACKAGE} could not be fetched")
        subprocess.run(["dpkg", "-x", packages[0], scratch], check=True)
        folder.mkdir(parents=True, exist_ok=True)
        for figure, background, _ in SCENES:
            for name in filter(None, (background, figure)):
                shutil.copy(Path(scratch) / ART / name, folder / name)


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
