"""Decides which plan draws the next picture: the wanted chain's when it is ready.

While a new chain is being compiled the old one goes on; a file that the driver refuses
is switched off and reported once, and the rest of its chain is planned anew.
Draws nothing. Thread: drawing.
"""

from dataclasses import dataclass, field, replace

from player.errors import ShaderCompileError
from player.hooks.chain import OFF, ShaderChain
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PlanInputs
from player.render.chain_executor import PreparedPlan, prepare, refusals
from player.render.hook_prelude import GlslDialect
from player.render.program_store import ProgramStore
from player.render.request import ChainFault


@dataclass(frozen=True, slots=True)
class ReadyChain:
    """A chain whose programs are there, planned on the picture's sizes.

    Attributes:
        chain: As it was asked for.
        faults: Files of it that were switched off, by entry.
    """

    chain: ShaderChain
    prepared: PreparedPlan
    faults: dict[int, ChainFault] = field(default_factory=dict)

    def draws_like(self, other: "ReadyChain | None") -> bool:
        """Whether both draw the same passes at the same sizes: times still hold."""
        return (
            other is not None
            and self.chain.id == other.chain.id
            and self.prepared.plan.inputs == other.prepared.plan.inputs
            and self.prepared.sources == other.prepared.sources
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What to draw with.

    Attributes:
        is_compiling: The wanted chain is not ready; `ready` is another one.
        new_faults: Not told before.
    """

    ready: ReadyChain
    is_compiling: bool
    new_faults: tuple[ChainFault, ...] = ()


class ChainPreparation:
    """Keeps the chain that draws and the one that is being prepared.

    Thread: drawing.
    """

    def __init__(
        self, store: ProgramStore, dialect: GlslDialect, max_side_px: int
    ) -> None:
        self._store = store
        self._dialect = dialect
        self._max_side_px = max_side_px
        self._ready: ReadyChain | None = None
        self._wanted: ReadyChain | None = None

    def choose(self, chain: ShaderChain, inputs: PlanInputs) -> Choice:
        """Return what to draw the next picture with."""
        if _is_for(self._ready, chain, inputs):
            assert self._ready is not None
            self._wanted = None
            return Choice(self._ready, is_compiling=False)
        if not _is_for(self._wanted, chain, inputs):
            self._want(chain, inputs)
        told: list[ChainFault] = []
        while self._wanted is not None and self._is_compiled(self._wanted):
            new = self._faults_of(self._wanted)
            if not new:
                self._ready, self._wanted = self._wanted, None
                self._store.trim(self._ready.prepared.sources)
                return Choice(self._ready, is_compiling=False, new_faults=tuple(told))
            told += new
            known = self._wanted.faults | {fault.entry: fault for fault in new}
            self._want(chain, inputs, known)
        return Choice(self._stand_in(inputs), is_compiling=True, new_faults=tuple(told))

    def _want(
        self,
        chain: ShaderChain,
        inputs: PlanInputs,
        faults: dict[int, ChainFault] | None = None,
    ) -> None:
        if faults is None:
            # Sizes change often (a window being dragged); what is known to be broken
            # in this chain is not tried, and told, again for each.
            faults = next(
                (
                    known.faults
                    for known in (self._wanted, self._ready)
                    if known is not None and known.chain.id == chain.id
                ),
                {},
            )
            self._store.forget_requests()
        self._wanted = self._plan(chain, inputs, faults)
        self._store.request(self._wanted.prepared.sources)

    def _plan(
        self, chain: ShaderChain, inputs: PlanInputs, faults: dict[int, ChainFault]
    ) -> ReadyChain:
        working = chain
        for entry in faults:
            working = working.with_entry_switched(entry, is_on=False)
        prepared = prepare(plan_passes(working, inputs), self._dialect)
        return ReadyChain(chain, prepared, faults)

    def _is_compiled(self, candidate: ReadyChain) -> bool:
        return self._store.are_ready(candidate.prepared.sources)

    def _faults_of(self, candidate: ReadyChain) -> list[ChainFault]:
        """Return the first fault of each file that cannot be drawn."""
        found: dict[int, ChainFault] = {}
        for step in candidate.prepared.hook_steps:
            side = max(step.size.width, step.size.height)
            if side > self._max_side_px:
                found.setdefault(step.entry, self._too_large(step))
        for refusal in refusals(candidate.prepared, self._store):
            fault = _refused(refusal.step, refusal.error)
            found.setdefault(refusal.step.entry, fault)
        return list(found.values())

    def _too_large(self, step: HookStep) -> ChainFault:
        return ChainFault(
            step.entry,
            step.shader.index,
            step.shader.line,
            f"{step.file}: {step.shader.title}: makes a picture of {step.size}; "
            f"this GPU goes up to {self._max_side_px} pixels a side",
        )

    def _stand_in(self, inputs: PlanInputs) -> ReadyChain:
        """Return what draws meanwhile: the old chain at these sizes, or none.

        Where the old chain needs other programs at these sizes, its old plan goes on as
        long as it fits the source; the final scaler makes up for the output.
        """
        old = self._ready
        if old is not None and old.prepared.plan.inputs != inputs:
            replanned = self._plan(old.chain, inputs, old.faults)
            if self._is_compiled(replanned) and not self._faults_of(replanned):
                self._ready = replanned
            elif not _has_same_source(old.prepared.plan.inputs, inputs):
                self._ready = None
        if self._ready is None:
            self._ready = self._plan(OFF, inputs, {})
        return self._ready


def _is_for(known: ReadyChain | None, chain: ShaderChain, inputs: PlanInputs) -> bool:
    return (
        known is not None
        and known.chain == chain
        and known.prepared.plan.inputs == inputs
    )


def _has_same_source(one: PlanInputs, other: PlanInputs) -> bool:
    return replace(one, output=other.output) == other


def _refused(step: HookStep, error: ShaderCompileError) -> ChainFault:
    return ChainFault(
        step.entry, step.shader.index, error.line, str(error), log=error.log
    )
