"""What every family of networks is measured on, and what it must reach. Data.

A column is one kind of source. Its bars say what a network is held against there: the
official file of its class, or the source as it is, and by how many dB it must be over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from shaders.training.resampling import Kernel
from tests.gates import sources
from tests.gates.sources import Maker, after, halved
from tests.support.free_art import Art

AREA, BICUBIC, LANCZOS, BILINEAR, NEAREST = (
    Kernel.AREA,
    Kernel.BICUBIC,
    Kernel.LANCZOS,
    Kernel.BILINEAR,
    Kernel.NEAREST,
)


class Against(StrEnum):
    """What a figure is compared with."""

    OFFICIAL = "official"
    INPUT = "input"


@dataclass(frozen=True)
class Bar:
    """What a figure must reach.

    Attributes:
        against: Whose figure counts.
        margin_db: How far over it the network must be; below 0, how far under it may.
        by_size: Margins of sizes that have their own.
    """

    against: Against
    margin_db: float = 0.0
    by_size: Mapping[str, float] = field(default_factory=dict)

    def margin(self, size: str) -> float:
        """Return what a size must be over by."""
        return self.by_size.get(size, self.margin_db)


@dataclass(frozen=True)
class Column:
    """One kind of source; without bars it is reported only."""

    name: str
    make: Maker
    bars: tuple[Bar, ...] = ()
    art: Art = Art.SCENES


@dataclass(frozen=True)
class Family:
    """One folder entry of networks.

    Attributes:
        official: Name of the official file, "{size}" for the size.
        factor: How much larger the result is than the source.
        is_whole: Measured on whole scenes, else on two places of each.
    """

    name: str
    official: str
    factor: int
    is_whole: bool
    columns: tuple[Column, ...]

    def official_name(self, size: str) -> str:
        """Return the official file that stands beside a size."""
        return self.official.format(size=size)

    def on_other_art(self) -> tuple[Column, ...]:
        """Return the same columns on art that no gate looks at, "comics area"."""
        return tuple(
            replace(column, name=f"{art.value} {column.name}", bars=(), art=art)
            for art in (Art.OTHERS, Art.COMICS)
            for column in self.columns
        )


OVER_OFFICIAL = Bar(Against.OFFICIAL)
OVER_INPUT = Bar(Against.INPUT)
AREA_WINS = Bar(Against.OFFICIAL, 0.10, MappingProxyType({"S": 0.0, "M": 0.05}))
NEARLY_OFFICIAL = Bar(Against.OFFICIAL, -0.05)
HEAVY_DENOISER = Bar(Against.INPUT, 0.82)
"""What the published heavy denoiser gained on JPEG 10 (24.226 of 23.404 dB)."""


def _many(
    word: str,
    make: Callable[[int], Maker],
    values: tuple[int, ...],
    *bars: Bar,
    first: Maker | None = None,
) -> tuple[Column, ...]:
    """Return a column for each strength of one kind of damage."""
    return tuple(
        Column(f"{word} {n}", after(first, make(n)) if first else make(n), bars)
        for n in values
    )


def _soft(*bars: Bar) -> tuple[Column, ...]:
    """Halved, then enlarged to the old size: "bil/area" is bilinear after area."""
    return tuple(
        Column(f"{up.value[:3]}/{short}", sources.softened(up, down), bars)
        for down, short in ((AREA, "area"), (BICUBIC, "bic"))
        for up in (BILINEAR, BICUBIC)
    )


def _even(*bars: Bar) -> tuple[Column, ...]:
    """Blurred alike everywhere, by a Gaussian of so many pixels."""
    return tuple(
        Column(f"gauss {sigma}", sources.blurred(sigma), bars)
        for sigma in (0.7, 1.0, 1.4)
    )


def _halves(*kernels: tuple[Kernel, tuple[Bar, ...]]) -> tuple[Column, ...]:
    return tuple(Column(kernel.value, halved(kernel), bars) for kernel, bars in kernels)


JPEGS = (10, 20, 30, 50, 70, 80, 90, 95)
H264S = (16, 20, 24, 28, 32)

UPSCALE = Family(
    "upscale",
    "Anime4K_Upscale_CNN_x2_{size}",
    2,
    is_whole=True,
    columns=_halves(
        (AREA, (NEARLY_OFFICIAL,)),
        (BICUBIC, (OVER_OFFICIAL,)),
        (LANCZOS, (OVER_OFFICIAL,)),
        (BILINEAR, (OVER_OFFICIAL,)),
    ),
)
UPSCALE_AREA = Family(
    "upscale-area",
    "Anime4K_Upscale_CNN_x2_{size}",
    2,
    is_whole=True,
    columns=_halves((AREA, (AREA_WINS,)), (BICUBIC, ()), (LANCZOS, ()), (BILINEAR, ())),
)
UPSCALE_DENOISE = Family(
    "upscale-denoise",
    "Anime4K_Upscale_Denoise_CNN_x2_{size}",
    2,
    is_whole=False,
    columns=(
        *_halves(*((kernel, (OVER_OFFICIAL,)) for kernel in (AREA, BICUBIC, LANCZOS))),
        *_many(
            "jpeg",
            sources.jpeg,
            (20, 30, 40, 50, 60, 70, 80, 90, 95),
            OVER_OFFICIAL,
            first=halved(AREA),
        ),
        *_many("h264", sources.h264, H264S, OVER_OFFICIAL, first=halved(AREA)),
    ),
)
RESTORE = Family(
    "restore",
    "Anime4K_Restore_CNN_{size}",
    1,
    is_whole=False,
    columns=(
        *_soft(OVER_OFFICIAL),
        *_many("jpeg", sources.jpeg, (10, 20, 50, 80, 95), OVER_INPUT),
        *_many("h264", sources.h264, (16, 24, 32), OVER_INPUT),
        Column("clean", sources.untouched),
        *_even(),
    ),
)
RESTORE_SOFT = Family(
    "restore-soft",
    "Anime4K_Restore_CNN_Soft_{size}",
    1,
    is_whole=False,
    columns=(
        *_many("jpeg", sources.jpeg, JPEGS[:1], OVER_OFFICIAL, OVER_INPUT),
        *_many("jpeg", sources.jpeg, JPEGS[1:], OVER_INPUT),
        *_many("h264", sources.h264, H264S, OVER_INPUT),
        *_soft(OVER_INPUT),
    ),
)
DENOISE = Family(
    "denoise",
    "Anime4K_Restore_CNN_Soft_{size}",
    1,
    is_whole=False,
    columns=(
        *_many("jpeg", sources.jpeg, (10,), HEAVY_DENOISER),
        *_many("jpeg", sources.jpeg, (20, 50, 80)),
        *_many("h264", sources.h264, (24, 32)),
    ),
)
DEBLUR = Family(
    "deblur",
    "Anime4K_Restore_CNN_{size}",
    1,
    is_whole=False,
    columns=(
        *_even(OVER_INPUT),
        *_soft(),
    ),
)
RESAMPLING_REDUCE = Family(
    "resampling-reduce",
    "Anime4K_Restore_CNN_{size}",
    1,
    is_whole=False,
    columns=(
        *_soft(OVER_INPUT),
        *(
            Column(f"{up.value[:3]} 1.5", sources.badly_enlarged(up), (OVER_INPUT,))
            for up in (NEAREST, BILINEAR, LANCZOS)
        ),
    ),
)

FAMILIES = {
    family.name: family
    for family in (
        UPSCALE,
        UPSCALE_AREA,
        UPSCALE_DENOISE,
        RESTORE,
        RESTORE_SOFT,
        DEBLUR,
        RESAMPLING_REDUCE,
        DENOISE,
    )
}
