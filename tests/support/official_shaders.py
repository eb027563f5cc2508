"""Shader files that nobody here wrote, to test with: fetched by pip, never kept in git.

The wheel of jellyfin-mpv-shim carries the official Anime4K 4 files and other families.
It is downloaded once into the user's cache; where the index cannot be reached, the test
that asks for it is skipped and says so.
"""

import os
import subprocess
import sys
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import pytest

PACKAGE = "jellyfin-mpv-shim"
INNER_FOLDER = "default_shader_pack/shaders/"
DOWNLOAD_TIMEOUT_S = 100


@cache
def official_folder() -> Path:
    """Return the folder with the official files, fetching them at first need.

    Skips the calling test when they cannot be had.
    """
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(root) / "sakuga-tests" / "official-shaders"
    if not any(folder.glob("*.glsl")):
        _fetch(folder)
    return folder


def official_shader(name: str) -> Path:
    """Return one file, "Anime4K_Thin_HQ" or with its suffix."""
    return official_folder() / f"{name.removesuffix('.glsl')}.glsl"


def _fetch(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--disable-pip-version-check", "--dest", scratch, PACKAGE]
        try:
            outcome = subprocess.run(
                command,
                check=False,
                capture_output=True,
                text=True,
                timeout=DOWNLOAD_TIMEOUT_S,
            )
        except subprocess.TimeoutExpired:
            pytest.skip(f"the package index did not give {PACKAGE} in time")
        wheels = list(Path(scratch).glob("*.whl"))
        if outcome.returncode or not wheels:
            last = outcome.stderr.strip().splitlines()[-1:] or ["no wheel came"]
            pytest.skip(f"pip cannot fetch {PACKAGE}: {last[0]}")
        _unpack(wheels[0], folder)


def _unpack(wheel: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if INNER_FOLDER in name and name.endswith(".glsl"):
                (folder / Path(name).name).write_bytes(archive.read(name))
