"""`make gates`: measures every network beside the official file of its class.

Prints a table per family and the count of gates; exit code 1 when one is missed.
`ARGS="--families upscale --sizes S M"` takes some, `--networks FOLDER` candidates.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from player.errors import PlayerError
from player.gl.context import GlInfo
from player.gl.headless import headless_context
from shaders.training import weights
from shaders.training.export import shader_path
from shaders.training.glsl import shader_text
from shaders.training.plan import SIZES
from shaders.training.weights import Network, RecordError
from tests.gates import stored
from tests.gates.families import FAMILIES, Family
from tests.gates.measuring import (
    Figure,
    MissingFigureError,
    columns_of,
    figures,
    plain_figures,
)
from tests.gates.painter import Painter, PaintError
from tests.gates.report import LEGEND, as_json, count_line, family_table
from tests.support.free_art import ArtMissingError

DECIMALS = 4
FAULTS = (ArtMissingError, MissingFigureError, PaintError, PlayerError, RecordError)


@dataclass(frozen=True)
class Choice:
    """What is measured: empty means everything, but other art only when asked for."""

    families: tuple[str, ...]
    sizes: tuple[str, ...]
    columns: tuple[str, ...]
    has_other_art: bool

    def wanted(self, family: Family) -> list[str]:
        """Return the columns of a family that are asked for."""
        if self.columns:
            return [name for name in _names(family) if name in self.columns]
        if self.has_other_art:
            return [column.name for column in family.on_other_art()]
        return columns_of(family)

    def networks(self, folder: Path) -> Iterator[tuple[Family, list[Network]]]:
        """Yield each family and its networks, the smallest first."""
        found = [weights.load(name, folder) for name in weights.names(folder)]
        found.sort(key=lambda network: SIZES.index(network.record["size"]))
        for family in FAMILIES.values():
            some = [
                network
                for network in found
                if network.record["family"] == family.name
                and (not self.sizes or network.record["size"] in self.sizes)
            ]
            if some and (not self.families or family.name in self.families):
                yield family, some


def _names(family: Family) -> list[str]:
    """Return every column that can be asked for."""
    return [*columns_of(family), *(column.name for column in family.on_other_art())]


def main() -> int:
    """Measure and report; return the exit code."""
    parser = _parser()
    arguments = parser.parse_args()
    if arguments.write_known and arguments.networks != weights.FOLDER:
        parser.error("--write-known is about the committed networks")
    unknown = set(arguments.columns).difference(*map(_names, FAMILIES.values()))
    if unknown:
        parser.error(f"no column is called {', '.join(sorted(unknown))}")
    if not arguments.networks.is_dir():
        parser.error(f"{arguments.networks} is not a folder")
    if arguments.json and not arguments.json.parent.is_dir():
        parser.error(f"{arguments.json.parent} is not a folder")
    # Figures are of the engine, not of a driver's window: no display is wanted.
    os.environ.setdefault("EGL_PLATFORM", "surfaceless")
    try:
        with headless_context() as info:
            if arguments.measure_official:
                return _measure_official(info, _choice(arguments), arguments.networks)
            return _measure(info, arguments)
    except FAULTS as error:
        print(f"gates: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make gates", description=__doc__)
    add = parser.add_argument
    add("--families", nargs="+", default=[], choices=FAMILIES, metavar="NAME")
    add("--sizes", nargs="+", default=[], choices=SIZES)
    add("--columns", nargs="+", default=[], metavar="NAME", help='"jpeg 20", "area"')
    add(
        "--networks",
        type=Path,
        default=weights.FOLDER,
        metavar="FOLDER",
        help="candidates, NAME.npz and NAME.toml, instead of the committed networks",
    )
    add(
        "--other-art",
        action="store_true",
        help='the columns on art that no gate looks at: "comics area"',
    )
    add("--json", type=Path, metavar="PATH", help="write the figures")
    add("--measure-official", action="store_true", help="renew official.toml")
    add("--write-known", action="store_true", help="renew known.toml")
    return parser


def _choice(arguments: argparse.Namespace) -> Choice:
    some = (arguments.families, arguments.sizes, arguments.columns)
    return Choice(*map(tuple, some), has_other_art=arguments.other_art)


def _measure(info: GlInfo, arguments: argparse.Namespace) -> int:
    official, known = stored.read_official(), stored.read_known()
    if stored.other_codecs():
        print(stored.other_codecs(), file=sys.stderr)
    print(f"{info.renderer}\n{LEGEND}")
    choice = _choice(arguments)
    found: list[Figure] = []
    for family, networks in choice.networks(arguments.networks):
        some: list[Figure] = []
        for network in networks:
            theirs = official.get(family.official_name(network.record["size"]), {})
            wanted = choice.wanted(family)
            with _painter(info, network, arguments.networks) as painter:
                some += figures(painter, network, family, theirs, wanted)
        if some:
            print(family_table(some, known), flush=True)
        found += some
    if not found:
        print("gates: no network has what is asked for", file=sys.stderr)
        return 2
    print(f"\n{count_line(found, known)}")
    if arguments.json:
        arguments.json.write_text(as_json(found), encoding="utf-8")
    if arguments.write_known:
        stored.renew_known(found)
    return 1 if any(figure.is_missed for figure in found) else 0


def _painter(info: GlInfo, network: Network, folder: Path) -> Painter:
    """Return who draws a network: the shipped file, or one written from candidates."""
    if folder == weights.FOLDER:
        return Painter(info, shader_path(network))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{network.name}.glsl"
        path.write_text(shader_text(network), encoding="utf-8")
        return Painter(info, path)


def _measure_official(info: GlInfo, choice: Choice, folder: Path) -> int:
    """Measure the official files beside our networks and keep the figures."""
    from tests.support.official_shaders import (  # noqa: PLC0415  needs pytest
        official_shader,
    )

    table = stored.read_official()
    for family, networks in choice.networks(folder):
        for network in networks:
            name = family.official_name(network.record["size"])
            row = table.setdefault(name, {})
            wanted = [c for c in choice.wanted(family) if c not in row]
            if choice.columns:
                wanted = choice.wanted(family)
            with Painter(info, official_shader(name)) as painter:
                for column, figure in plain_figures(painter, family, wanted):
                    row[column] = round(figure, DECIMALS)
                    print(f"{name}  {column}  {figure:.3f}", flush=True)
            stored.write_official(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
