"""Scenes of drawn art that nobody here trained on, made of Debian packages.

Figures are put over backgrounds. A package is fetched by apt once into the user's cache
and is never kept in git.
"""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

DOWNLOAD_TIMEOUT_S = 100

Pixels = npt.NDArray[np.uint8]
Picture = npt.NDArray[np.float64]


class Art(StrEnum):
    """A collection of scenes; the value begins the names of its columns."""

    SCENES = "scenes"
    OTHERS = "others"
    COMICS = "comics"


@dataclass(frozen=True)
class Package:
    """A Debian package with pictures.

    Attributes:
        inner: Its folder of pictures, from the root.
        cached_as: Folder in the cache.
    """

    name: str
    inner: str
    cached_as: str


@dataclass(frozen=True)
class Figure:
    """A picture with alpha, and how far from the left it stands on the floor."""

    file: str
    left: int = 0


@dataclass(frozen=True)
class Scene:
    """Figures before a background, or side by side on white.

    Attributes:
        package: Where every picture comes from.
        background: A file; empty for white as wide and high as the figures need.
    """

    package: Package
    background: str
    figures: tuple[Figure, ...] = ()


QUESTION = Package(
    "renpy-thequestion",
    "usr/share/games/renpy/the_question/game/images",
    "drawn-art",
)
"""MIT, Tom Rothamel and others."""

DEMO = Package("renpy-demo", "usr/share/games/renpy/demo/game/images", "demo-art")
"""Of the same makers; one background is a photograph."""

HEIR = Package(
    "wesnoth-1.16-httt",
    "usr/share/games/wesnoth/1.16/data/campaigns/Heir_To_The_Throne/images",
    "comic-art",
)
"""GPL-2+, by other hands: inked portraits, painted pages."""

COLLECTIONS = {
    Art.SCENES: (
        Scene(QUESTION, "bg lecturehall.jpg", (Figure("sylvie green smile.png", 500),)),
        Scene(QUESTION, "bg uni.jpg", (Figure("sylvie blue giggle.png", 350),)),
        Scene(QUESTION, "", (Figure("sylvie blue normal.png"),)),
    ),
    Art.OTHERS: (
        Scene(QUESTION, "bg club.jpg", (Figure("sylvie green surprised.png", 600),)),
        Scene(QUESTION, "bg meadow.jpg", (Figure("sylvie blue surprised.png", 300),)),
        Scene(DEMO, "bg cave.jpg", (Figure("eileen happy.png", 700),)),
        Scene(DEMO, "bg pong field.png", (Figure("lucy mad.png", 430),)),
        Scene(DEMO, "bg washington.jpg", (Figure("eileen vhappy.png", 200),)),
    ),
    Art.COMICS: (
        Scene(
            HEIR,
            "",
            (
                Figure("portraits/konrad-human.png"),
                Figure("portraits/kalenz.png", 400),
            ),
        ),
        Scene(
            HEIR,
            "",
            (Figure("portraits/lisar.png"), Figure("portraits/moremirmu.png", 400)),
        ),
        Scene(HEIR, "story/httt_story2.jpg"),
        Scene(HEIR, "story/httt_story4.jpg"),
    ),
}
"""What gates look at, more of the same kind, and art of another kind."""


class ArtMissingError(Exception):
    """The package cannot be had here; the message says why."""


@cache
def free_scenes(art: Art = Art.SCENES) -> tuple[Pixels, ...]:
    """Return scenes, uint8 [height, width, 3]; both sides are multiples of 8.

    Raises:
        ArtMissingError: apt is not here, or does not give a package.
    """
    return tuple(_made(scene) for scene in COLLECTIONS[art])


def art_folder(package: Package = QUESTION) -> Path:
    """Return the folder with a package's pictures, fetching them at first need.

    Raises:
        ArtMissingError: apt is not here, or does not give the package.
    """
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "sakuga-tests" / package.cached_as
    if not any(folder.rglob("*.png")):
        _fetch(package, folder)
    return folder


def _fetch(package: Package, folder: Path) -> None:
    name = package.name
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise ArtMissingError(f"{name} comes from Debian's index, which is not here")
    with tempfile.TemporaryDirectory() as scratch:
        command = ["apt-get", "download", name]
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
            raise ArtMissingError(f"{name} did not come in time") from None
        archives = list(Path(scratch).glob("*.deb"))
        if not archives:
            last = outcome.stderr.strip().splitlines()[-1:] or ["nothing came"]
            raise ArtMissingError(f"apt-get cannot fetch {name}: {last[0]}")
        command = ["dpkg-deb", "--extract", str(archives[0]), scratch]
        subprocess.run(command, check=True, timeout=60)
        # Beside its place first: whoever finds the folder finds all of it.
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as nearby:
            whole = shutil.copytree(Path(scratch) / package.inner, Path(nearby) / "art")
            shutil.rmtree(folder, ignore_errors=True)
            whole.rename(folder)


def _read(path: Path) -> Picture:
    """Return [height, width, 4], 0..255."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="rgba").astype(np.float64)


def _made(scene: Scene) -> Pixels:
    folder = art_folder(scene.package)
    figures = [(_read(folder / one.file), one.left) for one in scene.figures]
    if scene.background:
        whole = _read(folder / scene.background)[..., :3]
    else:
        height = max(figure.shape[0] for figure, _ in figures)
        width = max(left + figure.shape[1] for figure, left in figures)
        whole = np.full((height, width, 3), 255.0)
    for figure, left in figures:
        height, width = figure.shape[:2]
        place = whole[whole.shape[0] - height :, left : left + width]
        cover = figure[..., 3:] / 255
        place[:] = place * (1 - cover) + figure[..., :3] * cover
    rows, columns = (side // 8 * 8 for side in whole.shape[:2])
    return whole[:rows, :columns].round().clip(0, 255).astype(np.uint8)
