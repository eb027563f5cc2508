"""What the shader drawer shows: a chain and what it did, as rows. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from player.hooks.chain import ChainEntry, ShaderChain
from player.render.request import ChainFault
from player.status import ChainStatus, PassStatus, PassVerdict
from ui.chain_words import file_name, tr, with_file_name
from ui.param_rows import ParamRow, param_rows, turned_words
from ui.short_titles import short_titles


@dataclass(frozen=True, slots=True)
class PassRow:
    """One pass of one file.

    Attributes:
        title: Its DESC, without what all passes of the file share.
        verdict: None while nothing is known of it.
        reason: Why it did not run, in words.
        ms: Time of the newest frames, None when it did not run.
        share: `ms` of the slowest pass's time, 0…1.
    """

    entry: int
    index: int
    title: str
    is_on: bool
    verdict: PassVerdict | None = None
    reason: str = ""
    ms: float | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One file.

    Attributes:
        path: To open in an editor; "" when there is none.
        note: What its passes did, or why none ran.
        is_on: It draws, or would where its passes have work; a failed file does not.
        fault: Error with its line, "" when there is none.
        ms: Sum over its passes, None when none ran.
        purpose: What it is for, as its head says; "" when it does not.
    """

    index: int
    name: str
    path: str
    is_on: bool
    note: str
    fault: str
    ms: float | None
    passes: tuple[PassRow, ...]
    params: tuple[ParamRow, ...] = ()
    purpose: str = ""

    @property
    def children(self) -> tuple[ParamRow | PassRow, ...]:
        """Return what the row opens to: values to turn, then passes."""
        return (*self.params, *self.passes)

    @property
    def shape(self) -> tuple[str, int, tuple[str, ...], bool]:
        """Return what must be equal for the row to stay the same row."""
        names = tuple(row.param.name for row in self.params)
        return (self.path or self.name, len(self.passes), names, bool(self.fault))


def chain_rows(
    chain: ShaderChain, status: ChainStatus, faults: Mapping[int, ChainFault]
) -> tuple[EntryRow, ...]:
    """Return one row per file; a status of another chain is left out.

    Args:
        chain: What the person edits.
        status: What was drawn last.
        faults: Failed files by their index in the chain.
    """
    known: dict[tuple[int, int], PassStatus] = {}
    if status.chain_id == chain.id:
        known = {(one.entry, one.index): one for one in status.passes}
    slowest = max((one.gpu_ms or 0.0 for one in known.values()), default=0.0)
    return tuple(
        _entry_row(index, entry, known, slowest, faults.get(index))
        for index, entry in enumerate(chain.entries)
    )


def _entry_row(
    index: int,
    entry: ChainEntry,
    known: Mapping[tuple[int, int], PassStatus],
    slowest_ms: float,
    fault: ChainFault | None,
) -> EntryRow:
    passes = entry.file.passes if entry.file else ()
    titles = short_titles(tuple(one.title for one in passes))
    rows = tuple(
        _pass_row(
            index,
            one.index,
            title,
            entry,
            known.get((index, one.index)),
            slowest_ms,
        )
        for one, title in zip(passes, titles, strict=True)
    )
    failure = fault.message if fault else entry.fault
    if failure:
        rows = tuple(replace(row, is_on=False) for row in rows)
    params = param_rows(index, entry)
    times = [row.ms for row in rows if row.ms is not None]
    return EntryRow(
        index=index,
        name=_name(entry),
        path=entry.file.path if entry.file else _path_of(entry),
        is_on=entry.is_on and not failure,
        note=_note(entry, rows, turned_words(params)),
        fault=with_file_name(fault.message if fault else entry.fault),
        ms=sum(times) if times else None,
        passes=rows,
        params=params,
        purpose=entry.file.purpose if entry.file else "",
    )


def _pass_row(
    entry_index: int,
    index: int,
    title: str,
    entry: ChainEntry,
    known: PassStatus | None,
    slowest_ms: float,
) -> PassRow:
    is_on = index not in entry.passes_off
    if known is None:
        return PassRow(entry_index, index, title, is_on)
    ms = known.gpu_ms if known.verdict is PassVerdict.RAN else None
    share = ms / slowest_ms if ms and slowest_ms > 0 else 0.0
    return PassRow(
        entry_index, index, title, is_on, known.verdict, known.reason, ms, share
    )


def _name(entry: ChainEntry) -> str:
    return (
        entry.file.name.replace("_", " ") if entry.file else file_name(entry.reference)
    )


def _path_of(entry: ChainEntry) -> str:
    """Return the reference of an unreadable file where it is a path."""
    return entry.reference if "/" in entry.reference or "\\" in entry.reference else ""


def _note(entry: ChainEntry, rows: tuple[PassRow, ...], turned: str) -> str:
    if not entry.is_on:
        return tr("switched off")
    if entry.file is None:
        return tr("cannot be read")
    ran = sum(1 for row in rows if row.verdict is PassVerdict.RAN)
    if ran or not any(row.verdict for row in rows):
        if turned:  # what the person did says more than how many passes ran
            return turned
        words = tr("{0} of {1} passes") if ran else tr("{1} passes")
        return words.format(ran, len(rows))
    # The last one's: that nothing reads an earlier pass is only what follows from it.
    reasons = [row.reason for row in rows if row.verdict is PassVerdict.IDLE]
    found = (one for one in reversed(reasons) if one)
    reason = next(found, tr("every pass is switched off"))
    return tr("idle: {0}").format(reason)
