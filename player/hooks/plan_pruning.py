"""Cleans up a list of steps: drops what nobody reads, numbers textures, ends lifetimes.

The last step of `pass_graph`. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from player.hooks.pass_plan import HookStep, StageStep

Step = StageStep | HookStep


@dataclass(frozen=True, slots=True)
class PrunedSteps:
    """What is left to draw.

    Attributes:
        steps: Textures numbered from 0 in the order in which they are made, each
            released by the last step that reads it.
        unused: Shader passes whose result nobody would have read.
        final: Texture with the picture, None when no shader pass is left.
    """

    steps: tuple[Step, ...]
    unused: tuple[HookStep, ...]
    final: int | None


def prune(steps: tuple[Step, ...], final: int) -> PrunedSteps:
    """Keep the steps that `final` depends on.

    MAIN is made from the planes directly where NATIVE is wanted for nothing else.
    """
    needed = _needed_textures(steps, final)
    kept = tuple(step for step in steps if step.output in needed)
    unused = tuple(
        step
        for step in steps
        if step.output not in needed and isinstance(step, HookStep)
    )
    if not any(isinstance(step, HookStep) for step in kept):
        return PrunedSteps((), unused, None)
    numbers = {step.output: number for number, step in enumerate(kept)}
    return PrunedSteps(_with_releases(kept, numbers), unused, numbers[final])


def _needed_textures(steps: tuple[Step, ...], final: int) -> frozenset[int]:
    untouched = {
        step.output
        for step in steps
        if isinstance(step, StageStep) and step.source is None
    }
    needed = {final}
    for step in reversed(steps):
        if step.output in needed:
            needed.update(
                texture
                for texture in _reads(step)
                if isinstance(step, HookStep) or texture not in untouched
            )
    return frozenset(needed)


def _reads(step: Step) -> tuple[int, ...]:
    if isinstance(step, HookStep):
        return tuple(bind.texture for bind in step.binds)
    return () if step.source is None else (step.source,)


def _with_releases(
    steps: tuple[Step, ...], numbers: Mapping[int, int]
) -> tuple[Step, ...]:
    """Renumber the textures and note at each step which ones it is the last to read."""
    last_reader: dict[int, int] = {}
    for place, step in enumerate(steps):
        for texture in _reads(step):
            last_reader[texture] = place
    released = [
        tuple(
            sorted(
                numbers[texture]
                for texture, reader in last_reader.items()
                if reader == place and texture in numbers
            )
        )
        for place in range(len(steps))
    ]
    return tuple(
        _renumbered(step, numbers, releases)
        for step, releases in zip(steps, released, strict=True)
    )


def _renumbered(
    step: Step, numbers: Mapping[int, int], releases: tuple[int, ...]
) -> Step:
    output = numbers[step.output]
    if isinstance(step, StageStep):
        source = None if step.source is None else numbers.get(step.source)
        return replace(step, source=source, output=output, releases=releases)
    binds = tuple(replace(bind, texture=numbers[bind.texture]) for bind in step.binds)
    return replace(step, binds=binds, output=output, releases=releases)
