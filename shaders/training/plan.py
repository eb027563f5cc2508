"""A family's plan: one readable file with every choice its training makes."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from shaders.training.degrading import Codec, Finish, Resampling, Source
from shaders.training.filming import Camera
from shaders.training.painting import Paint
from shaders.training.resampling import Kernel
from shaders.training.shapes import Shape
from shaders.training.weights import shape_from, yes_or_no

FOLDER = Path(__file__).resolve().parent / "plans"
CLEAN = 6e-5  # (2/255)²
MOST_CRF = 51
MOST_REACH_PX = 32.0  # of a stroke; crops have 192 pixels
SIZES = ("S", "M", "L", "VL", "UL")  # classes of cost, the smallest first


class PlanError(Exception):
    """A training cannot be done as asked; the message says which part."""


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """One network of a family.

    Attributes:
        name: of the files it becomes.
        size: its class of cost, S to UL.
        shape: construction.
        seed: of its first numbers.
        rate: its learning rate, times the plan's.
        start: name of a stored network it continues, or empty.
        calm: weight of what differs between the results of twins, beside their errors.
        corners: levels of 255 by which corners may ring, where it is settled.
    """

    name: str
    size: str
    shape: Shape
    seed: int
    rate: float
    start: str
    calm: float
    corners: float = 0.0


@dataclass(frozen=True, slots=True)
class Settling:
    """How finished networks are settled instead of trained (`settling.py`).

    Attributes:
        crops: that their answers are held on.
    """

    crops: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All choices of a training, or of a settling.

    Attributes:
        file: name of the file that it was read from.
        family: as in the shader catalogue.
        purpose: one line for the files' headers.
        seconds: of training; none where finished networks are settled.
        rate: greatest learning rate.
        fairness: 0 counts every error alike, 1 counts it relative to the crop's own.
        floor: mean squared error, 1 is white, below which an input counts as clean.
        chroma: weight of the three channels' errors beside the luma's, in networks
            that write three.
        overshoot: weight of what goes beyond all that the truth has nearby, beside the
            errors: rings do, and hardly count by their squares.
        picture_seed: first seed of the drawings.
        scenes: share of each kind of drawing.
        mosaic: share of the pictures that are several drawings seen from afar.
        finish: how soft or sharpened the art itself is; None leaves it as drawn.
        paint: texture that drawings lack and art has; None adds nothing.
        sources: what the drawings go through, with their crops of a batch.
        networks: trained together on the same batches.
        settling: how finished networks are moved; None where they are trained.
    """

    file: str
    family: str
    purpose: str
    seconds: float
    rate: float
    fairness: float
    floor: float
    chroma: float
    overshoot: float
    picture_seed: int
    scenes: dict[str, float]
    mosaic: float
    finish: Finish | None
    paint: Paint | None
    sources: tuple[Source, ...]
    networks: tuple[NetworkPlan, ...]
    settling: Settling | None = None

    @property
    def factor(self) -> int:
        """How much the family enlarges."""
        return self.networks[0].shape.output.factor

    @property
    def crops(self) -> int:
        """Crops of a step."""
        return sum(source.crops for source in self.sources)

    @property
    def filmed(self) -> Source | None:
        """The source that real H.264 made, the last one; None without."""
        last = self.sources[-1]
        return last if last.codec is Codec.H264 else None

    @property
    def camera(self) -> Camera | None:
        """What makes the crops of that source."""
        if self.filmed is None:
            return None
        return Camera(self.filmed, self.finish, self.factor, self.paint)


def _names(kind: type) -> set[str]:
    return {field.name for field in fields(kind)}


def _refuse_others(table: dict[str, Any], known: set[str]) -> None:
    """A key that is misspelt would be a choice that nobody made."""
    if not isinstance(table, dict):
        raise TypeError(f"{table!r} is no table")
    for key in table:
        if key not in known:
            raise ValueError(f"there is no key {key!r}")


def _pair(value: Any) -> tuple[float, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError(f"{value!r} is no pair of numbers")
    low, high = map(_number, value)
    return low, high


def _number(value: Any) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _above_zero(value: Any) -> float:
    number = _number(value)
    if number <= 0.0:
        raise ValueError(f"{number:g} is not above 0")
    return number


def _not_below_zero(
    table: dict[str, Any], key: str, default: float | None = None
) -> float:
    """Return a key that must be there, or has a default."""
    value = table[key] if default is None else table.get(key, default)
    if type(value) not in (int, float) or not 0.0 <= value < math.inf:
        raise ValueError(f"{key} is {value!r}, and cannot be but a number from 0 on")
    return float(value)


def _scenes(table: dict[str, Any]) -> dict[str, float]:
    """Return the shares of the scenes; whether they exist, who draws them knows."""
    shares = {name: _number(share) for name, share in table.items()}
    if any(share < 0.0 for share in shares.values()) or not sum(shares.values()):
        raise ValueError(f"the shares of the scenes are {shares}")
    return shares


def _share(table: dict[str, Any], key: str, default: float | None = None) -> float:
    """Return a key that must be there, or has a default."""
    value = table[key] if default is None else table.get(key, default)
    if type(value) not in (int, float) or not 0.0 <= value <= 1.0:
        raise ValueError(f"{key} is {value!r}, which is no share: 0 to 1")
    return float(value)


def _resampling(table: dict[str, Any]) -> Resampling:
    _refuse_others(table, _names(Resampling))
    return Resampling(
        down=tuple(Kernel(k) for k in table["down"]),
        up=tuple(Kernel(k) for k in table["up"]),
        ratio=_pair(table["ratio"]),
        double=float(table.get("double", 0.0)),
    )


def _finish(table: dict[str, Any]) -> Finish:
    _refuse_others(table, _names(Finish))
    return Finish(
        magnified=_share(table, "magnified"),
        ratio=_pair(table["ratio"]),
        up=tuple(Kernel(k) for k in table["up"]),
        blurred=_share(table, "blurred"),
        blur_px=_pair(table["blur_px"]),
        sharpened=_share(table, "sharpened"),
        amount=_pair(table["amount"]),
        radius_px=_pair(table["radius_px"]),
        stored=_share(table, "stored", 0.0),
        quality=_pair(table.get("quality", (80.0, 97.0))),
        panes=_share(table, "panes", 0.0),
    )


def _paint(table: dict[str, Any]) -> Paint:
    _refuse_others(table, _names(Paint))
    least, most = _pair(table["levels"])
    if not 0.0 < least <= most <= 255.0:
        raise ValueError(f"paint of {least:g} to {most:g} levels is none")
    short, long = _pair(table["reach_px"])
    if not 0.0 <= short < long or not 0.5 <= long <= MOST_REACH_PX:
        raise ValueError(f"strokes of {short:g} to {long:g} px are none")
    return Paint(_share(table, "share"), (least, most), (short, long))


def _source(table: dict[str, Any]) -> Source:
    _refuse_others(table, _names(Source))
    resampling = table.get("resampling")
    crops, twins = int(table["crops"]), yes_or_no(table, "twins")
    if crops < 1:
        raise ValueError(f"a source of {crops} crops is none")
    if table.get("codec") == Codec.H264 and "quality" not in table:
        raise ValueError("H.264 needs a quality (crf)")
    if twins and crops % 2:
        raise ValueError(f"twins are pairs, and {crops} crops are none")
    return Source(
        crops=crops,
        shrink={Kernel(k): float(v) for k, v in table.get("shrink", {}).items()},
        resampling=_resampling(resampling) if resampling else None,
        blur_px=_pair(table.get("blur_px", (0.0, 0.0))),
        sharpen=_pair(table.get("sharpen", (0.0, 0.0))),
        noise=float(table.get("noise", 0.0)),
        codec=Codec(table.get("codec", "none")),
        quality=_pair(table.get("quality", (50.0, 90.0))),
        twins=twins,
        weight=_above_zero(table.get("weight", 1.0)),
        truth=_share(table, "truth", 0.0),
    )


def _settling(table: dict[str, Any]) -> Settling:
    _refuse_others(table, _names(Settling))
    crops = int(table["crops"])
    if crops < 1:
        raise ValueError(f"{crops} crops show nothing")
    return Settling(crops)


def _sources(
    tables: list[dict[str, Any]], settling: Settling | None
) -> tuple[Source, ...]:
    """Return the sources, what is filmed at the end."""
    sources = [_source(table) for table in tables]
    if settling is None and any(s.weight != 1.0 or s.truth for s in sources):
        raise ValueError("weight and truth of a source are for settling")
    filmed = [source for source in sources if source.codec is Codec.H264]
    if len(filmed) > 1 or len(filmed) == len(sources):
        raise ValueError("one source at most is H.264, beside others that are not")
    if any(not 0 <= crf <= MOST_CRF for source in filmed for crf in source.quality):
        raise ValueError(f"H.264 has a quality (crf) of 0 to {MOST_CRF}")
    if any(source.twins for source in filmed):
        raise ValueError("H.264 has no twins")
    return (*(s for s in sources if s.codec is not Codec.H264), *filmed)


def _network(table: dict[str, Any]) -> NetworkPlan:
    _refuse_others(table, _names(NetworkPlan) - {"shape"} | _names(Shape))
    if table["size"] not in SIZES:
        raise ValueError(f"{table['size']!r} is no size: {', '.join(SIZES)}")
    shape = shape_from(table)
    shape.mask()  # names taps that there are not
    return NetworkPlan(
        name=str(table["name"]),
        size=str(table["size"]),
        shape=shape,
        seed=int(_not_below_zero(table, "seed")),
        rate=_above_zero(table.get("rate", 1.0)),
        start=str(table.get("start", "")),
        calm=_not_below_zero(table, "calm", 0.0),
        corners=_not_below_zero(table, "corners", 0.0),
    )


def read_plan(path: Path) -> Plan:
    """Read one plan.

    Raises:
        PlanError: the file is not a plan.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        _refuse_others(table, _names(Plan) - {"file"})
        settling = _settling(table["settling"]) if "settling" in table else None
        if settling is not None:
            table = {"seconds": 0.0, "rate": 1.0, **table}
        return Plan(
            file=path.name,
            family=str(table["family"]),
            purpose=str(table["purpose"]),
            seconds=float(table["seconds"]),
            rate=_above_zero(table["rate"]),
            fairness=_not_below_zero(table, "fairness"),
            floor=_not_below_zero(table, "floor", CLEAN),
            chroma=_not_below_zero(table, "chroma", 0.0),
            overshoot=_not_below_zero(table, "overshoot", 0.0),
            picture_seed=int(table["picture_seed"]),
            scenes=_scenes(table["scenes"]),
            mosaic=_share(table, "mosaic", 0.0),
            finish=_finish(table["finish"]) if "finish" in table else None,
            paint=_paint(table["paint"]) if "paint" in table else None,
            sources=_sources(table["sources"], settling),
            networks=tuple(_network(entry) for entry in table["networks"]),
            settling=settling,
        )
    except OSError as problem:
        raise PlanError(f"{path}: {problem.strerror or problem}") from problem
    except KeyError as problem:
        raise PlanError(f"{path}: there is no {problem}") from problem
    except (AttributeError, ValueError, TypeError) as problem:
        raise PlanError(f"{path}: {type(problem).__name__}: {problem}") from problem
