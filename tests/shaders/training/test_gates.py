"""Our networks beside Anime4K v4's of the same class, on art nobody trained on.

The pictures come from the Debian package renpy-thequestion (MIT, Tom Rothamel and
others), are fetched by the test and not kept. Anime4K's figures were measured once,
by this very code, with its files of release v4.0.1.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import pytest

from player.media.picture_writer import write_png
from shaders.training import reference, weights
from shaders.training.export import shader_path
from shaders.training.resampling import Kernel, resize_matrix

pytestmark = [pytest.mark.network, pytest.mark.timeout(600)]

Picture = npt.NDArray[np.float64]  # [height, width, 3], 0..255
LUMA = np.array([0.299, 0.587, 0.114])
ART = "usr/share/games/renpy/the_question/game/images"
SCENES = (
    ("sylvie green smile.png", "bg lecturehall.jpg", 500),
    ("sylvie blue giggle.png", "bg uni.jpg", 350),
    ("sylvie blue normal.png", "", 0),
)
OFFICIAL_DB = {"S": 31.148, "M": 31.492, "L": 31.459, "VL": 31.885, "UL": 32.109}
MARGIN_DB = {"S": 0.0, "M": 0.05, "L": 0.10, "VL": 0.10, "UL": 0.10}
HALF_FLOAT_DB = 0.02


def _read(path: Path) -> Picture:
    """Return [height, width, 4], 0..255."""
    with av.open(str(path)) as container:
        frame = next(container.decode(video=0))
        return frame.to_ndarray(format="rgba").astype(np.float64)


def _scene(folder: Path, sprite: str, background: str, left: int) -> Picture:
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
    return whole[:rows, :columns].round().clip(0, 255)


@pytest.fixture(scope="session")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    """Three pictures of Debian's renpy-thequestion."""
    folder = tmp_path_factory.mktemp("art")
    if not shutil.which("apt-get"):
        pytest.skip("apt-get fetches the pictures, and is not here")
    command = ["apt-get", "download", "-qq", "renpy-thequestion"]
    fetched = subprocess.run(command, cwd=folder, check=False, capture_output=True)
    packages = list(folder.glob("*.deb"))
    if fetched.returncode or not packages:
        pytest.skip("renpy-thequestion could not be fetched")
    subprocess.run(["dpkg", "-x", packages[0], folder], check=True)
    return [_scene(folder / ART, *scene) for scene in SCENES]


def _halved(picture: Picture, kernel: Kernel = Kernel.AREA) -> Picture:
    height, width = picture.shape[:2]
    rows = resize_matrix(height, height // 2, kernel)
    columns = resize_matrix(width, width // 2, kernel)
    small = np.einsum("yr,rcn,xc->yxn", rows, picture, columns, optimize=True)
    return small.round().clip(0, 255)


def _enlarged(chain: Path, small: Picture, folder: Path) -> Picture:
    """Draw a picture at twice its size by the player's own engine."""
    source, target = folder / "small.png", folder / "large.png"
    write_png(str(source), small.astype(np.uint8))
    size = f"{small.shape[1] * 2}x{small.shape[0] * 2}"
    command = [sys.executable, "-m", "ui", "still", str(source), "-o", str(target)]
    subprocess.run(
        [*command, "--chain", str(chain), "--size", size],
        check=True,
        env={**os.environ, "EGL_PLATFORM": "surfaceless"},
    )
    return _read(target)[..., :3]


def psnr_y(picture: Picture, truth: Picture) -> float:
    """Luma PSNR in dB, as the published table counts it."""
    error = ((picture - truth) @ LUMA) ** 2
    return float(10 * np.log10(255**2 / error.mean()))


def mean_psnr_y(chain: Path, scenes: list[Picture], folder: Path) -> float:
    """Mean over the pictures of what a chain makes of their halves."""
    figures = [psnr_y(_enlarged(chain, _halved(one), folder), one) for one in scenes]
    return float(np.mean(figures))


@pytest.mark.parametrize("size", OFFICIAL_DB)
def test_area_networks_beat_their_class(
    size: str, scenes: list[Picture], tmp_path: Path
) -> None:
    """Halved by area, through the real engine."""
    network = weights.load(f"Sakuga_Upscale_Area_CNN_x2_{size}")
    found = mean_psnr_y(shader_path(network), scenes, tmp_path)
    assert found >= OFFICIAL_DB[size] + MARGIN_DB[size]


def test_half_floats_cost_nothing(scenes: list[Picture], tmp_path: Path) -> None:
    """The engine's result is as good as the float32 reference's."""
    network = weights.load("Sakuga_Upscale_Area_CNN_x2_M")
    truth = scenes[-1]
    small = _halved(truth)
    drawn = psnr_y(_enlarged(shader_path(network), small, tmp_path), truth)
    planes = (small / 255).transpose(2, 0, 1).astype(np.float32)
    exact = reference.enhanced(network.shape, network.flat, planes)
    assert drawn >= psnr_y(exact.transpose(1, 2, 0) * 255, truth) - HALF_FLOAT_DB
