"""Drawn art to test with: sprites over backgrounds from a free game, never kept in git.

The Debian package renpy-thequestion (Expat licence) is fetched by `apt-get download`
into the user's cache; where that cannot be done, the calling test is skipped.
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
import pytest

PACKAGE = "renpy-thequestion"
INNER_FOLDER = "usr/share/games/renpy/the_question/game/images"
DOWNLOAD_TIMEOUT_S = 100

Picture = npt.NDArray[np.floating]


@cache
def drawn_art(top: int, left: int, height: int, width: int) -> Picture:
    """Return a cut of a 1280×720 scene, float [height, width, 3], 0…1.

    Skips the calling test when the art cannot be had.
    """
    folder = _art_folder()
    scene = _rgba(folder / "bg uni.jpg")[..., :3].copy()
    _paste(scene, _rgba(folder / "sylvie green smile.png"), 300)
    _paste(scene, _rgba(folder / "sylvie blue giggle.png"), 700)
    return scene[top : top + height, left : left + width]


def _paste(scene: Picture, figure: Picture, left: int) -> None:
    top = 20
    figure = figure[: scene.shape[0] - top]
    height, width = figure.shape[:2]
    under = scene[top : top + height, left : left + width]
    alpha = figure[..., 3:]
    under[:] = np.round(255 * (under * (1 - alpha) + figure[..., :3] * alpha)) / 255


def _rgba(path: Path) -> Picture:
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="rgba").astype(np.float64) / 255


def _art_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "sakuga-tests" / "drawn-art"
    if not any(folder.glob("*.png")):
        _fetch(folder)
    return folder


def _fetch(folder: Path) -> None:
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        pytest.skip(f"{PACKAGE} comes from Debian's index, which this system has not")
    with tempfile.TemporaryDirectory() as scratch:
        try:
            outcome = subprocess.run(
                ["apt-get", "download", PACKAGE],
                cwd=scratch,
                check=False,
                capture_output=True,
                text=True,
                timeout=DOWNLOAD_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            pytest.skip(f"the package index did not give {PACKAGE} in time")
        archives = list(Path(scratch).glob("*.deb"))
        if not archives:
            last = outcome.stderr.strip().splitlines()[-1:] or ["nothing came"]
            pytest.skip(f"apt-get cannot fetch {PACKAGE}: {last[0]}")
        subprocess.run(
            ["dpkg-deb", "--extract", str(archives[0]), scratch], check=True, timeout=60
        )
        folder.mkdir(parents=True, exist_ok=True)
        for path in (Path(scratch) / INNER_FOLDER).iterdir():
            shutil.copy(path, folder / path.name)
