"""`make witness`: compares every shader, alone and in modes, with mpv's pictures.

Prints one line per comparison and a table of the worst by shader; exit code 1 when one
is too far off. `ARGS="--only Thin"` takes some, `ARGS="shaders/lines/*.glsl"` our own.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.support.official_shaders import official_folder
from tests.witness.cases import Case, all_cases
from tests.witness.comparison import compare_case
from tests.witness.difference import Difference
from tests.witness.mpv_picture import MpvCannotError, is_here, virtual_screen


def main() -> int:
    """Compare and report; return the exit code."""
    parser = argparse.ArgumentParser(prog="make witness")
    parser.add_argument("files", nargs="*", help="shader files instead of Anime4K's")
    parser.add_argument("--only", default="", help="part of a comparison's title")
    arguments = parser.parse_args()
    if not is_here():
        print("witness: mpv and Xvfb are needed", file=sys.stderr)
        return 1
    names = tuple(arguments.files) or tuple(
        path.stem for path in sorted(official_folder().glob("Anime4K_*.glsl"))
    )
    cases = [case for case in all_cases(names) if arguments.only in case.title]
    if arguments.files:
        cases = [case for case in cases if not case.label.startswith("Mode ")]
    return report(cases)


@dataclass(slots=True)
class Tally:
    """What has been found so far, by the chain's label."""

    worst: dict[str, Difference] = field(default_factory=dict)
    unable: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def note(self, case: Case, found: Difference) -> None:
        """Take one comparison in and print it."""
        is_near = found.is_near_enough(case)
        print(f"{'ok ' if is_near else 'FAR'} {found}  {case.title}", flush=True)
        if not is_near:
            self.failed.append(case.title)
        known = self.worst.get(case.label)
        if known is None or found.luma_db < known.luma_db:
            self.worst[case.label] = found

    def print_summary(self) -> None:
        """Print the worst of each chain, what mpv cannot draw, and what is too far."""
        print("\n| chain | worst luma PSNR | worst pixel |\n| --- | --- | --- |")
        for label, found in self.worst.items():
            print(f"| {label} | {found.luma_db:.1f} dB | {found.worst} |")
        for label, reason in self.unable.items():
            print(f"| {label} | mpv cannot draw it here: {reason} | |")
        for title in self.failed:
            print(f"too far off: {title}")


def report(cases: Iterable[Case]) -> int:
    """Compare one after another, print as it goes, return the exit code."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder, virtual_screen() as display:
        for case in cases:
            if case.label in tally.unable:
                continue
            try:
                tally.note(case, compare_case(case, Path(folder), display))
            except MpvCannotError as refusal:
                tally.unable[case.label] = str(refusal)
    tally.print_summary()
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
