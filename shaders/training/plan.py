"""A family's plan: one readable file with every choice its training makes."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from shaders.training.checked import (
    above_zero,
    known,
    not_below_zero,
    number,
    pair,
    plain_name,
    share,
)
from shaders.training.degrading import Codec, Finish, Resampling, Source
from shaders.training.export import FOLDERS
from shaders.training.filming import Camera
from shaders.training.painting import Paint
from shaders.training.plain_areas import KINDS
from shaders.training.resampling import Kernel
from shaders.training.shapes import Shape
from shaders.training.weights import shape_from, yes_or_no

FOLDER = Path(__file__).resolve().parent / "plans"
CLEAN = 6e-5  # (2/255)²
MOST_CRF = 51
MOST_REACH_PX = 32.0  # of a stroke; crops have 192 pixels
FOR_TRAINING = ("seconds", "rate", "overshoot")
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
        corners: levels of 255 by which a plain area may go beyond itself at corners,
            where the network is settled; 0 leaves it free (`plain_areas.py`).
        letters: the same, in and around small white and black letters.
        fringe: the same, in a channel, beside lines of a pure colour.
        moved: blocks of numbers that are settled ("layer00", "head"); empty for all:
            a large network has more than can be moved at once.
    """

    name: str
    size: str
    shape: Shape
    seed: int
    rate: float
    start: str
    calm: float
    corners: float = 0.0
    letters: float = 0.0
    fringe: float = 0.0
    moved: tuple[str, ...] = ()

    @property
    def limits(self) -> dict[str, float]:
        """What plain areas may go beyond themselves by, by their kind."""
        return {kind: getattr(self, kind) for kind in KINDS}


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


def _scenes(table: dict[str, Any]) -> dict[str, float]:
    """Return the shares of the scenes; whether they exist, who draws them knows."""
    shares = {name: number(value) for name, value in table.items()}
    if any(value < 0.0 for value in shares.values()) or not sum(shares.values()):
        raise ValueError(f"the shares of the scenes are {shares}")
    return shares


def _resampling(table: dict[str, Any]) -> Resampling:
    _refuse_others(table, _names(Resampling))
    return Resampling(
        down=tuple(Kernel(k) for k in table["down"]),
        up=tuple(Kernel(k) for k in table["up"]),
        ratio=pair(table["ratio"]),
        double=float(table.get("double", 0.0)),
    )


def _finish(table: dict[str, Any]) -> Finish:
    _refuse_others(table, _names(Finish))
    return Finish(
        magnified=share(table, "magnified"),
        ratio=pair(table["ratio"]),
        up=tuple(Kernel(k) for k in table["up"]),
        blurred=share(table, "blurred"),
        blur_px=pair(table["blur_px"]),
        sharpened=share(table, "sharpened"),
        amount=pair(table["amount"]),
        radius_px=pair(table["radius_px"]),
        stored=share(table, "stored", 0.0),
        quality=pair(table.get("quality", (80.0, 97.0))),
        panes=share(table, "panes", 0.0),
    )


def _paint(table: dict[str, Any]) -> Paint:
    _refuse_others(table, _names(Paint))
    least, most = pair(table["levels"])
    if not 0.0 < least <= most <= 255.0:
        raise ValueError(f"paint of {least:g} to {most:g} levels is none")
    short, long = pair(table["reach_px"])
    if not 0.0 <= short < long or not 0.5 <= long <= MOST_REACH_PX:
        raise ValueError(f"strokes of {short:g} to {long:g} px are none")
    return Paint(share(table, "share"), (least, most), (short, long))


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
        blur_px=pair(table.get("blur_px", (0.0, 0.0))),
        sharpen=pair(table.get("sharpen", (0.0, 0.0))),
        noise=float(table.get("noise", 0.0)),
        codec=Codec(table.get("codec", "none")),
        quality=pair(table.get("quality", (50.0, 90.0))),
        twins=twins,
        weight=above_zero(table.get("weight", 1.0)),
        truth=share(table, "truth", 0.0),
    )


def _settling(table: dict[str, Any]) -> Settling:
    _refuse_others(table, _names(Settling))
    crops = table["crops"]
    if type(crops) is not int or crops < 1:
        raise ValueError(f"{crops!r} crops show nothing: a whole number from 1 on")
    return Settling(crops)


def _refuse_training(table: dict[str, Any]) -> None:
    """In a settling these would do nothing."""
    rates = [f"rate of {one['name']}" for one in table["networks"] if "rate" in one]
    idle = [*(key for key in FOR_TRAINING if key in table), *rates]
    if idle:
        raise ValueError(f"{', '.join(idle)}: for a training, not for a settling")


def _sources(
    tables: list[dict[str, Any]], settling: Settling | None
) -> tuple[Source, ...]:
    """Return the sources, what is filmed at the end."""
    sources = [_source(table) for table in tables]
    if not sources:
        raise ValueError("there are no sources")
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
    shape = shape_from(table)
    shape.mask()  # names taps that there are not
    return NetworkPlan(
        name=plain_name(table["name"]),
        size=known(table["size"], SIZES, "size"),
        shape=shape,
        seed=int(not_below_zero(table, "seed")),
        rate=above_zero(table.get("rate", 1.0)),
        start=str(table.get("start", "")),
        calm=not_below_zero(table, "calm", 0.0),
        **{kind: not_below_zero(table, kind, 0.0) for kind in KINDS},
        moved=_blocks(table.get("moved", []), shape),
    )


def _blocks(names: Any, shape: Shape) -> tuple[str, ...]:
    there = [block.name for block in shape.all_blocks]
    if not isinstance(names, list) or any(name not in there for name in names):
        raise ValueError(f"moved is {names!r}, no list of some of: {', '.join(there)}")
    return tuple(names)


def _networks(
    tables: list[dict[str, Any]], settling: Settling | None
) -> tuple[NetworkPlan, ...]:
    networks = tuple(_network(table) for table in tables)
    if len({one.shape.output.factor for one in networks}) != 1:
        raise ValueError("there are no networks, or only some double the picture")
    if settling is None and any(any(n.limits.values()) or n.moved for n in networks):
        raise ValueError(f"{', '.join(KINDS)} and moved are for settling")
    return networks


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
            _refuse_training(table)
            table = {"seconds": 0.0, "rate": 1.0, **table}
        return Plan(
            file=path.name,
            family=known(table["family"], FOLDERS, "family"),
            purpose=str(table["purpose"]),
            seconds=not_below_zero(table, "seconds"),
            rate=above_zero(table["rate"]),
            fairness=not_below_zero(table, "fairness"),
            floor=not_below_zero(table, "floor", CLEAN),
            chroma=not_below_zero(table, "chroma", 0.0),
            overshoot=not_below_zero(table, "overshoot", 0.0),
            picture_seed=int(not_below_zero(table, "picture_seed")),
            scenes=_scenes(table["scenes"]),
            mosaic=share(table, "mosaic", 0.0),
            finish=_finish(table["finish"]) if "finish" in table else None,
            paint=_paint(table["paint"]) if "paint" in table else None,
            sources=_sources(table["sources"], settling),
            networks=_networks(table["networks"], settling),
            settling=settling,
        )
    except OSError as problem:
        raise PlanError(f"{path}: {problem.strerror or problem}") from problem
    except KeyError as problem:
        raise PlanError(f"{path}: there is no {problem}") from problem
    except ValueError as problem:
        raise PlanError(f"{path}: {problem}") from problem
    except (AttributeError, TypeError) as problem:  # a table where a number belongs
        raise PlanError(f"{path} is not built like a plan: {problem}") from problem
