"""Which pictures are compared, and how much they may differ. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from player.geometry import Size
from tests.support.official_modes import OFFICIAL_MODES

EVEN = Size(112, 64)
ODD = Size(113, 61)

RATIOS = (1.0, 1.5, 2.0, 3.0, 4.0)

ODD_RATIOS = (1.5, 2.0)
"""Not 3: AutoDownscalePre_x4 then asks for half an odd size, 169.5. Both players make
170 columns; mpv shows 169.5 of them, stretched, and its picture drifts by up to a pixel
towards the right edge (measured), ours shows all."""

LUMA_DB = 50.0
"""Least agreement in luma PSNR."""

WORST_LEVEL = 4
"""Most that any pixel may be off, in levels of 255, away from the picture's border."""

BORDER_PX = 2
"""Source pixels along the border that `WORST_LEVEL` leaves out."""


class SourceKind(Enum):
    """How the picture is stored in the file that both players open."""

    RGB = "rgb24"
    YUV420 = "yuv420p"
    YUV420_10 = "yuv420p10le"
    YUV444 = "yuv444p"


@dataclass(frozen=True, slots=True)
class Case:
    """One picture to compare.

    Attributes:
        label: What the chain is called in the table.
        shaders: Official file names without suffix, or paths of our own files.
    """

    label: str
    shaders: tuple[str, ...]
    kind: SourceKind
    size: Size
    ratio: float

    @property
    def output(self) -> Size:
        """Return the size of the drawn picture."""
        return Size(
            round(self.size.width * self.ratio), round(self.size.height * self.ratio)
        )

    @property
    def title(self) -> str:
        """Return the case in one line."""
        return f"{self.label} {self.kind.value} {self.size}→{self.output}"


@dataclass(frozen=True, slots=True)
class Exemption:
    """Where a file may differ in single pixels, and why.

    Attributes:
        share: Of pixels that may be off by more than `WORST_LEVEL`.
    """

    share: float
    reason: str


EXEMPTIONS = {
    "Bilateral_Mode": Exemption(
        0.01,
        "picks one of nine neighbours: where two weigh alike, the last bit of a half "
        "float decides",
    ),
    "Bilateral_Median": Exemption(
        0.005,
        "picks one of the neighbours: where two sort alike, the last bit of a half "
        "float decides",
    ),
    "_Original": Exemption(
        0.001,
        "takes a step towards the neighbour of least gradient: where two are alike, "
        "the last bit of a half float decides",
    ),
}
"""By part of the file's name."""


def exemption_of(case: Case) -> Exemption | None:
    """Return what a case is allowed, None for most."""
    for part, exemption in EXEMPTIONS.items():
        if any(part in name for name in case.shaders):
            return exemption
    return None


def few_cases() -> Iterator[Case]:
    """Return what `make test` compares: each kind of file, source and ratio once."""
    yield Case("no shader", (), SourceKind.YUV420, ODD, 1.0)
    yield _case("Anime4K_Restore_CNN_S", SourceKind.RGB, EVEN, 1.0)
    yield _case("Anime4K_Upscale_CNN_x2_S", SourceKind.YUV420, EVEN, 2.0)
    yield _case("Anime4K_Upscale_DTD_x2", SourceKind.YUV444, ODD, 1.5)
    yield _case("Anime4K_Thin_Fast", SourceKind.YUV420_10, EVEN, 1.0)
    yield _case("Anime4K_Denoise_Bilateral_Mode", SourceKind.RGB, ODD, 1.0)
    yield _mode("A Fast", SourceKind.YUV420, EVEN, 3.0)
    yield _mode("B Fast", SourceKind.RGB, ODD, 2.0)
    yield _mode("C+A Fast", SourceKind.YUV420_10, EVEN, 4.0)


def all_cases(names: tuple[str, ...]) -> Iterator[Case]:
    """Return every comparison of `make witness`.

    Args:
        names: Every official Anime4K file, or paths of our own.
    """
    plain = ((kind, EVEN, ratio) for kind in SourceKind for ratio in RATIOS)
    odd = (
        (kind, ODD, ratio)
        for kind in (SourceKind.RGB, SourceKind.YUV420)
        for ratio in ODD_RATIOS
    )
    for kind, size, ratio in (*plain, *odd):
        yield from (_case(name, kind, size, ratio) for name in names)
        yield from (_mode(mode, kind, size, ratio) for mode in OFFICIAL_MODES)


def _case(name: str, kind: SourceKind, size: Size, ratio: float) -> Case:
    label = name.replace("\\", "/").rpartition("/")[2].removesuffix(".glsl")
    return Case(label, (name,), kind, size, ratio)


def _mode(mode: str, kind: SourceKind, size: Size, ratio: float) -> Case:
    return Case(f"Mode {mode}", OFFICIAL_MODES[mode], kind, size, ratio)
