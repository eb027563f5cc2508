"""Looks inside a chain: what each pass made, and how many texels it read for that."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from player.gl.program import ProgramSource
from player.gl.texture import Texture
from player.hooks.pass_plan import HookStep, PassPlan
from player.render.chain_executor import ChainExecutor, PictureFacts
from tests.support.hook_bench import HookBench

Picture = npt.NDArray[np.floating]

_COUNTER = (
    "int sakuga_reads = 0; vec4 counted(sampler2D s, vec2 place) "
    "{ sakuga_reads += 1; return textureLod(s, place, 0.0); }\n"
)


@dataclass(frozen=True, slots=True)
class PassProbe:
    """One pass of a chain.

    Attributes:
        texels: What it made, float [height, width, 4].
        reads: Texture reads for all of its pixels together; 0 when not counted.
    """

    step: HookStep
    texels: Picture
    reads: float


class WatchingExecutor(ChainExecutor):
    """Draws as the real one and remembers what each pass made.

    Thread: the test's, a context current.
    """

    def __init__(self, bench: HookBench, *, is_counting: bool) -> None:
        super().__init__(bench.canvas, bench.pool, bench.timer)
        self.probes: list[PassProbe] = []
        self._is_counting = is_counting

    def _run_hook(
        self,
        step: HookStep,
        source: ProgramSource,
        textures: Sequence[Texture],
        target: Texture,
        facts: PictureFacts,
    ) -> None:
        reads = 0.0
        if self._is_counting:
            counting = replace(source, fragment=_counting(source.fragment))
            super()._run_hook(step, counting, textures, target, facts)
            reads = float(target.read()[..., 0].astype(np.float64).sum())
        super()._run_hook(step, source, textures, target, facts)
        texels = target.read().astype(np.float64)
        self.probes.append(PassProbe(step, texels, reads))


def probe_passes(
    bench: HookBench, plan: PassPlan, picture: Picture, *, is_counting: bool = False
) -> list[PassProbe]:
    """Run a plan and return what each of its passes did.

    Args:
        bench: Where to draw.
        plan: Of a picture of this size.
        picture: float [height, width, 4]: what NATIVE and MAIN are.
        is_counting: Count texture reads too.
    """
    if not plan.steps:
        return []
    watching = WatchingExecutor(bench, is_counting=is_counting)
    replace(bench, executor=watching).run(plan, picture)
    return watching.probes


def _counting(fragment: str) -> str:
    """Return a program that draws how often the pass reads a texture."""
    counted = re.sub(
        r"textureLod\((\w+), ([^\n]*), \\?\n?0\.0\)", r"counted(\1, \2)", fragment
    )
    assert counted != fragment
    end = counted.rindex("sakuga_result = hook();")
    body = counted[:end] + "hook(); sakuga_result = vec4(float(sakuga_reads)); }\n"
    first = body.index("in vec2 position;")
    return body[:first] + _COUNTER + body[first:]
