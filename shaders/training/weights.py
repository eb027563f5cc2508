"""Trained networks on disk: `NAME.npz` (the numbers) beside `NAME.toml` (the record).

The record says how the numbers came about: plan, seed, steps, what they continued
from, how they were chosen and how they did; a file without one is not accepted.
"""

from __future__ import annotations

import hashlib
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from shaders.training.shapes import Output, Shape, Weights

FOLDER = Path(__file__).resolve().parent.parent / "networks"
REQUIRED = ("family", "size", "purpose", "shape", "training", "figures", "sha256")
REQUIRED_OF_TRAINING = ("plan", "checkpoint")


class RecordError(Exception):
    """A record is missing, incomplete, damaged, or does not fit its numbers."""


@dataclass(frozen=True)
class Network:
    """A trained network.

    Attributes:
        name: file name without ending, as shown to users.
        shape: construction.
        flat: float32, all its numbers (see Shape.blocks).
        record: how it was made; keys as REQUIRED.
    """

    name: str
    shape: Shape
    flat: Weights
    record: dict[str, Any]


def yes_or_no(table: dict[str, Any], key: str) -> bool:
    """Return a key of a plan or record that is true or false; false if it is missing.

    Raises:
        ValueError: it is anything else.
    """
    value = table.get(key, False)
    if value is True or value is False:
        return bool(value)
    raise ValueError(f"{key} is true or false, not {value!r}")


def shape_from(table: dict[str, Any]) -> Shape:
    """Read the [shape] table of a record or plan."""
    return Shape(
        channels=int(table["channels"]),
        layers=str(table["layers"]),
        dense_from=int(table["dense_from"]),
        wide_head=yes_or_no(table, "wide_head"),
        output=Output(table["output"]),
        core=float(table.get("core", 0.0)),
        gauged=yes_or_no(table, "gauged"),
        block_aware=yes_or_no(table, "block_aware"),
        coloured=yes_or_no(table, "coloured"),
    )


def shape_table(shape: Shape) -> dict[str, Any]:
    """Return the [shape] table of a record, with how many numbers there are."""
    return {
        "channels": shape.channels,
        "layers": shape.layers,
        "dense_from": shape.dense_from,
        "wide_head": shape.wide_head,
        "output": str(shape.output),
        "core": shape.core,
        "gauged": shape.gauged,
        **({"block_aware": True} if shape.block_aware else {}),
        **({"coloured": True} if shape.coloured else {}),
        "parameters": shape.parameters,
    }


def digest(flat: Weights) -> str:
    """Return the sha256 of the numbers as little-endian float32."""
    return hashlib.sha256(flat.astype("<f4").tobytes()).hexdigest()


def load(name: str, folder: Path = FOLDER) -> Network:
    """Read one network and check it against its record.

    Raises:
        RecordError: the record lacks a part or describes other numbers, or one of the
            files cannot be read.
    """
    path = folder / f"{name}.toml"
    if not path.exists():
        raise RecordError(f"{path} is missing: no weights without a record")
    numbers = folder / f"{name}.npz"
    record, shape = _record(path)
    flat = _numbers(numbers)
    if flat.shape != (shape.stored_size,) or digest(flat) != record["sha256"]:
        raise RecordError(f"{numbers} is not what {path.name} describes")
    return Network(name, shape, flat, record)


def _record(path: Path) -> tuple[dict[str, Any], Shape]:
    try:
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        missing = [key for key in REQUIRED if key not in record]
        training = dict(record.get("training", {}))
        missing += [f"training.{k}" for k in REQUIRED_OF_TRAINING if k not in training]
        if missing:
            raise RecordError(f"{path} lacks {', '.join(missing)}")
        shape = shape_from(record["shape"])
        shape.mask()  # layers of unknown taps would be found out when saving
    except (KeyError, ValueError, TypeError, OSError) as problem:
        raise RecordError(f"{path} is no record: {_told(problem)}") from problem
    return record, shape


def _numbers(path: Path) -> Weights:
    try:
        # Whole, since NumPy leaves a file open that turns out to be none of its own.
        with np.load(io.BytesIO(path.read_bytes())) as numbers:
            flat: Weights = numbers["flat"].astype(np.float32)
    except Exception as problem:  # zip, zlib and NumPy's header have ten kinds
        raise RecordError(f"{path} cannot be read: {_told(problem)}") from problem
    return flat


def _told(problem: Exception) -> str:
    return f"there is no {problem}" if isinstance(problem, KeyError) else str(problem)


def names(folder: Path = FOLDER) -> list[str]:
    """Return the names of all networks, in order."""
    return sorted(path.stem for path in folder.glob("*.npz"))


def save(network: Network, folder: Path = FOLDER) -> None:
    """Write numbers and record; what Shape.mask leaves out is stored as 0.

    Raises:
        RecordError: they cannot be written there.
    """
    flat = network.flat * network.shape.mask()
    record = {**network.record, "sha256": digest(flat)}
    text = "\n".join(_toml(record)) + "\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / f"{network.name}.npz", flat=flat)
        (folder / f"{network.name}.toml").write_text(text, encoding="utf-8")
    except OSError as problem:
        reason = problem.strerror or problem
        raise RecordError(f"{folder} cannot be written to: {reason}") from problem


def _toml(table: dict[str, Any], prefix: str = "") -> list[str]:
    lines = [f"{k} = {_value(v)}" for k, v in table.items() if not isinstance(v, dict)]
    for key, value in table.items():
        if isinstance(value, dict):
            lines += ["", f"[{prefix}{key}]", *_toml(value, f"{prefix}{key}.")]
    return lines


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
