"""Puts every stored network into its `.glsl` file."""

from __future__ import annotations

from pathlib import Path

from shaders.training import weights
from shaders.training.glsl import shader_text
from shaders.training.weights import Network, RecordError

SHADERS = Path(__file__).resolve().parent.parent
FOLDERS = {
    "upscale": "upscale",
    "upscale-area": "upscale",
    "upscale-denoise": "upscale",
    "restore": "restore",
    "restore-soft": "restore",
    "resampling-reduce": "restore",
    "deblur": "deblur",
    "denoise": "denoise",
}


def shader_path(network: Network, root: Path = SHADERS) -> Path:
    """Return where a network's shader lies.

    Raises:
        RecordError: its family has no folder.
    """
    family = network.record["family"]
    if family not in FOLDERS:
        raise RecordError(f"{network.name}: {family!r} is no family")
    return root / FOLDERS[family] / f"{network.name}.glsl"


def export_all(root: Path = SHADERS, folder: Path = weights.FOLDER) -> list[Path]:
    """Write the shaders of all networks; return their paths.

    Raises:
        RecordError: there are none, one cannot be read, or a file cannot be written.
    """
    written: list[Path] = []
    for name in weights.names(folder):
        network = weights.load(name, folder)
        path = shader_path(network, root)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(shader_text(network), encoding="utf-8", newline="\n")
        except OSError as problem:
            reason = problem.strerror or problem
            raise RecordError(f"{path} cannot be written: {reason}") from problem
        written.append(path)
    if not written:
        raise RecordError(f"{folder}: there are no networks")
    return written
