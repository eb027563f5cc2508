"""`python -m shaders.training`: train, finish what was trained, write the shaders."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from tempfile import TemporaryFile
from typing import NamedTuple

from shaders.training import weights
from shaders.training.blending import (
    BlendError,
    blended,
    firmer,
    grayer,
    pruned,
    recored,
)
from shaders.training.export import SHADERS, export_all
from shaders.training.growing import GrowthError
from shaders.training.kernel_engine import KernelError
from shaders.training.machines import GpuMachine, Machine, NumpyMachine
from shaders.training.plan import PlanError, read_plan
from shaders.training.weights import Network, RecordError


class Finish(NamedTuple):
    """A command that changes one finished network by one number.

    Attributes:
        number: what it is called on the command line.
    """

    command: str
    told: str
    number: str
    unit: str
    change: Callable[[Network, float], Network]


FINISHES = (
    Finish("firm", "make its answer larger or smaller", "gain", "1: as it is", firmer),
    Finish("core", "leave more or less of its answer out", "levels", "of 255", recored),
    Finish("gray", "make it hear less of colour", "share", "to leave out", grayer),
    Finish("prune", "leave its faintest numbers out", "below", "their size", pruned),
)

MACHINES = ("gpu", "cpu")
GPU_SLOTS, CPU_SLOTS = 6144, 1024  # drawings kept: 0.8 MB each, its film 0.6 MB more
FAULTS = (PlanError, RecordError, GrowthError, BlendError, KernelError)
INTERRUPTED = 130  # as shells have it
LOST_WORKER = (
    "a process that draws was ended, perhaps for want of memory (--workers asks for "
    "fewer); what was saved last stays"
)
PACKAGES = {
    "av": "av",
    "cv2": "opencv-python-headless",
    "torch": "torch",
    "PIL": "pillow",
    "scipy": "scipy",
}
"""What a module that may be missing is called where it can be had."""


def _train(arguments: argparse.Namespace) -> None:
    from shaders.training.training import (  # noqa: PLC0415 - export needs no OpenCV
        FIRST_DRAWINGS,
        Limits,
        Training,
    )

    plan = read_plan(arguments.plan)
    if plan.settling is not None:
        raise PlanError(f"{plan.file} is no training; `settle` is for it")
    seed = plan.networks[0].seed
    is_gpu = arguments.machine == "gpu"
    machine = _machine(arguments.machine, seed)
    seconds = arguments.seconds or plan.seconds
    if not 0.0 < seconds < math.inf:
        raise PlanError(f"{seconds:g} seconds of training would never be over")
    _check_out(arguments.out)
    limits = Limits(
        seconds=seconds,
        workers=arguments.workers,
        slots=GPU_SLOTS if is_gpu else CPU_SLOTS,
    )
    count = FIRST_DRAWINGS + limits.validation
    print(f"drawing {count} pictures first; the seconds are counted after that")
    sys.stdout.flush()
    if not Training(plan, machine, limits, print).run(arguments.out):
        raise PlanError(f"{arguments.plan}: no network was left to keep")


def _export(arguments: argparse.Namespace) -> None:
    for path in export_all(arguments.out, arguments.networks):
        print(path)


def _blend(arguments: argparse.Namespace) -> None:
    names = weights.names(arguments.second)
    if not names:
        raise BlendError(f"{arguments.second}: there are no networks")
    for name in names:
        first = weights.load(name, arguments.first)
        second = weights.load(name, arguments.second)
        weights.save(blended(first, second, arguments.share), arguments.out)
        print(name)


def _finish(arguments: argparse.Namespace) -> None:
    old = weights.load(arguments.name, arguments.networks)
    network = arguments.finish.change(old, arguments.number)
    weights.save(network, arguments.out or arguments.networks)
    _, _, words = network.record["training"]["checkpoint"].rpartition(", ")
    print(f"{network.name}: {words}")


def _settle(arguments: argparse.Namespace) -> None:
    from shaders.training.settling import settle  # noqa: PLC0415 - drawing needs OpenCV

    plan = read_plan(arguments.plan)
    _check_out(arguments.out)
    machine = _machine(arguments.machine, plan.networks[0].seed)
    folder, crops, workers = arguments.networks, arguments.crops, arguments.workers
    for network in settle(plan, machine, folder, crops, workers, print):
        weights.save(network, arguments.out)
        sys.stdout.flush()


def _check_out(out: Path) -> None:
    """Refuse before anything is drawn what could not be written in the end."""
    if out.exists() and not out.is_dir():
        raise PlanError(f"{out} is not a folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=out):
            pass
    except OSError as problem:
        reason = problem.strerror or problem
        raise PlanError(f"{out} cannot be written to: {reason}") from problem


def _machine(name: str, seed: int) -> Machine:
    return GpuMachine(seed) if name == "gpu" else NumpyMachine(seed)


def _add_out(parser: argparse.ArgumentParser) -> None:
    told = "folder to write to; without it shipped networks are replaced"
    parser.add_argument("--out", type=Path, default=weights.FOLDER, help=told)


def _add_starts(parser: argparse.ArgumentParser) -> None:
    told = "folder to read from (default: the shipped networks)"
    parser.add_argument("--networks", type=Path, default=weights.FOLDER, help=told)


def _add_networks(parser: argparse.ArgumentParser) -> None:
    _add_starts(parser)
    told = "folder to write to (default: where it was read)"
    parser.add_argument("--out", type=Path, help=told)


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError(f"{count} is below 0")
    return count


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m shaders.training")
    commands = parser.add_subparsers(required=True)
    train = commands.add_parser("train", help="train all networks of a plan")
    train.add_argument("plan", type=Path)
    _add_out(train)
    train.add_argument("--machine", choices=MACHINES, default="gpu")
    train.add_argument("--seconds", type=float, default=0.0, help="0: as planned")
    train.add_argument("--workers", type=_count, default=15, help="processes that draw")
    train.set_defaults(run=_train)
    blend = commands.add_parser("blend", help="take the mean of two checkpoints")
    blend.add_argument("first", type=Path, help="folder of the earlier ones")
    blend.add_argument(
        "second", type=Path, help="folder of the later ones, whose names count"
    )
    blend.add_argument(
        "--share",
        type=float,
        default=0.5,
        help="of the later ones (0.5); over 1 or under 0 goes on",
    )
    _add_out(blend)
    blend.set_defaults(run=_blend)
    for finish in FINISHES:
        one = commands.add_parser(finish.command, help=finish.told)
        one.add_argument("name")
        one.add_argument(
            f"--{finish.number}",
            dest="number",
            type=float,
            required=True,
            help=finish.unit,
        )
        _add_networks(one)
        one.set_defaults(run=_finish, finish=finish)
    settle = commands.add_parser(
        "settle", help="make finished networks leave plain areas plain, as a plan says"
    )
    settle.add_argument("plan", type=Path)
    settle.add_argument("--machine", choices=MACHINES, default="gpu")
    settle.add_argument("--crops", type=_count, default=0, help="0: as planned")
    settle.add_argument(
        "--workers", type=_count, default=15, help="processes that draw"
    )
    _add_starts(settle)
    _add_out(settle)
    settle.set_defaults(run=_settle)
    export = commands.add_parser("export", help="write the .glsl of every network")
    _add_starts(export)
    told = "folder for its folders of shaders (default: that of the program)"
    export.add_argument("--out", type=Path, default=SHADERS, help=told)
    export.set_defaults(run=_export)
    return parser


def main() -> int:
    """Run one command; return the exit code."""
    arguments = _parser().parse_args()
    try:
        arguments.run(arguments)
    except FAULTS as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; what was saved last stays", file=sys.stderr)
        return INTERRUPTED
    except BrokenProcessPool:
        print(LOST_WORKER, file=sys.stderr)
        return 1
    except ImportError as problem:
        module = (problem.name or "").partition(".")[0]
        if module not in PACKAGES:
            raise  # a slip of ours, which its traceback tells best
        hint = f"pip install {PACKAGES[module]}"
        print(f"{module} cannot be imported ({problem}): {hint}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
