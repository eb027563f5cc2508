"""Which of our shaders stands beside which official one: the same class of cost."""

from dataclasses import dataclass
from pathlib import Path

from player.hooks.library import shipped_shaders

NETWORKS = {
    "Sakuga_Upscale_CNN_x2": "Anime4K_Upscale_CNN_x2",
    "Sakuga_Upscale_Area_CNN_x2": "Anime4K_Upscale_CNN_x2",
    "Sakuga_Upscale_Denoise_CNN_x2": "Anime4K_Upscale_Denoise_CNN_x2",
    "Sakuga_Restore_CNN": "Anime4K_Restore_CNN",
    "Sakuga_Restore_Soft_CNN": "Anime4K_Restore_CNN_Soft",
}
"""Our family's name and the official one's, both without the size at the end."""

EXTRA = {
    "Sakuga_Deblur_CNN": "Anime4K_Restore_CNN",
    "Sakuga_RA_Reduce_CNN": "Anime4K_Restore_CNN",
    "Sakuga_Denoise_CNN": "Anime4K_Restore_CNN",
}
"""Families without a counterpart: beside the official restorer of their size."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two files that cost about the same, or should.

    Attributes:
        ours: Reference of a shipped file, "upscale/Sakuga_….glsl".
        theirs: Path of the official file.
    """

    name: str
    ours: str
    theirs: str


def pairs(official: Path) -> tuple[Pair, ...]:
    """Return every shipped file that has a counterpart in the folder."""
    found = []
    for reference in shipped_shaders():
        name = Path(reference).stem
        theirs = official / f"{_official_name(name)}.glsl"
        if theirs.exists():
            found.append(Pair(name, reference, str(theirs)))
    return tuple(found)


def _official_name(name: str) -> str:
    family, _, size = name.rpartition("_")
    counterpart = {**NETWORKS, **EXTRA}.get(family)
    if counterpart:
        return f"{counterpart}_{size}"
    return name.replace("Sakuga_", "Anime4K_")
