"""Which shader chain draws, and every edit of it. Thread: GUI.

A preset is never changed: the first edit makes an edited copy that keeps the preset's
name and key and takes its place, in later runs too, until `reset`. What is changed in
size Auto is changed of the size that draws: Fast and HQ keep their own edits.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.sizes import ModeSize, drawn_as, next_sizes, with_size
from player.render.request import ChainFault
from player.status import ChainStatus
from ui.chain_edits import ChainEdit, EntryRecord, edited_chain, records
from ui.chain_words import file_name

CUSTOM_NAME = "custom"
LIGHT_NAME = "light"
"""The preset that even a processor can draw in time."""


@dataclass(frozen=True, slots=True)
class ShaderShelf:
    """Where chains come from: what there is, and how a name becomes a chain.

    Attributes:
        presets: Every named chain, "off" among them.
        load_entry: Reads a shader file; a broken one carries its fault.
        reload_entry: Reads an entry's file again and keeps its switches.
        find_chain: Chain that a person names: a preset, a mode's short name, a list of
            files. Raises `PlayerError`.
    """

    presets: tuple[ShaderChain, ...]
    load_entry: Callable[[str], ChainEntry]
    reload_entry: Callable[[ChainEntry], ChainEntry]
    find_chain: Callable[[str], ShaderChain]


class ChainControl(QObject):
    """The chains a person can choose, the current one, and how it does.

    Signals:
        changed: The current chain is another value; it must be drawn.
        reported: The renderer told more about it: `status` and `faults`.
        said: A word for the screen.
    """

    changed = Signal()
    reported = Signal()
    said = Signal(str)

    def __init__(self, shelf: ShaderShelf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        has_off = OFF in shelf.presets
        self._presets = shelf.presets if has_off else (OFF, *shelf.presets)
        self._current = OFF
        self._size = ModeSize.FAST  # of the Auto chain that drew last
        self._custom: ShaderChain | None = None
        self._is_lent = False
        self._kept_files: tuple[str, ...] = ()
        self._kept_edit: dict[str, ChainEdit] = {}
        self._edited: dict[str, ShaderChain] = {}
        self._unused_edits: dict[str, ChainEdit] = {}
        self._last_on: ShaderChain | None = None
        self._status = ChainStatus()
        self._faults: dict[int, ChainFault] = {}

    @property
    def chains(self) -> tuple[ShaderChain, ...]:
        """Return what can be chosen, as it was edited, in the order of the menu."""
        return tuple(self._edited.get(one.name, one) for one in self._bases)

    @property
    def _bases(self) -> tuple[ShaderChain, ...]:
        return (*self._presets, self._custom) if self._custom else self._presets

    @property
    def current(self) -> ShaderChain:
        """Return the chain that draws (or is being prepared).

        In size Auto it has the files of the size of now, and says in its label which.
        """
        return self._current

    @property
    def can_step_down(self) -> bool:
        """Return whether Auto has a lighter size left to go to by itself."""
        return self._current.is_auto and self._size is not ModeSize.FAST

    @property
    def is_edited(self) -> bool:
        """Return whether the current chain differs from its preset."""
        return self._listed_name in self._edited

    @property
    def _listed_name(self) -> str:
        """Return the name of the chain whose files these are: of Auto, its size."""
        name = self._current.name
        return with_size(name, self._size) if self._current.is_auto else name

    @property
    def status(self) -> ChainStatus:
        """Return what the chain did on the newest frame."""
        return self._status

    @property
    def faults(self) -> dict[int, ChainFault]:
        """Return the files of the current chain that failed, by their index."""
        return dict(self._faults)

    def by_name(self, name: str) -> ShaderChain | None:
        """Return a chain by its stable name."""
        return next((c for c in self.chains if c.name == name), None)

    def select(self, name: str) -> bool:
        """Draw with the chain of that name and say so; False when there is none."""
        chain = self.by_name(name)
        if chain is None:
            return False
        if not chain.is_auto or name != self._current.name:  # else it has its size
            self._choose(chain)
        self.said.emit(self._current.label)
        return True

    def follow_size(self, size: ModeSize) -> None:
        """Draw in that size, and say so, if the current chain is an Auto."""
        if self._current.is_auto and size is not self._size:
            self._choose(self._chosen(self._current.name), size)
            self.said.emit(self._current.label)

    def select_text(self, text: str) -> None:
        """Draw with the chain that a person names.

        Files named so are lent to this run: what the person once put together in the
        window stays remembered.

        Raises:
            PlayerError: There is no such chain.
        """
        found = self._shelf.find_chain(text)
        if any(preset.name == found.name for preset in self._presets):
            self.select(found.name)
        else:
            self._use_custom(found.entries)
            self._is_lent = True

    def select_key(self, key: str) -> bool:
        """Draw with the chain that has this digit; False when none has."""
        chain = next((c for c in self.chains if c.key == key), None)
        return chain is not None and self.select(chain.name)

    def toggle(self) -> None:
        """Switch the chain off, or the last one on again."""
        if self._current != OFF:
            self.select(OFF.name)
        elif self._last_on is not None:
            self._use(self._last_on)
            self.said.emit(self._last_on.label)

    def toggle_quality(self) -> None:
        """Go to the mode's next size: Fast, HQ, Auto, and round again."""
        if not any(self.select(name) for name in next_sizes(self._current.name)):
            self.said.emit("This chain has no other form")

    def use_lighter(self) -> None:
        """Draw with less work: the next lighter chain, or none at all."""
        self.select(self.lighter_name())

    def lighter_name(self) -> str:
        """Return the name of the chain that "lighter" would choose."""
        names = [chain.name for chain in self._presets]
        name = self._listed_name
        lighter = (with_size(name, ModeSize.FAST), LIGHT_NAME)
        if name == LIGHT_NAME:
            return OFF.name
        return next((one for one in lighter if one != name and one in names), OFF.name)

    def use_files(self, paths: tuple[str, ...], *, is_lent: bool = False) -> None:
        """Make a chain of shader files and draw with it; a lent one is not kept."""
        entries = tuple(self._shelf.load_entry(path) for path in paths)
        self._use_custom(entries)
        self._is_lent = is_lent

    def add_files(self, paths: tuple[str, ...]) -> None:
        """Put shader files behind those of the current chain."""
        added = tuple(self._shelf.load_entry(path) for path in paths)
        self._use_custom(self._current.entries + added)

    def switch_entry(self, index: int, *, is_on: bool) -> None:
        """Switch one file."""
        self._edit(self._current.with_entry_switched(index, is_on=is_on))

    def switch_pass(self, index: int, pass_index: int, *, is_on: bool) -> None:
        """Switch one pass of one file."""
        self._edit(self._current.with_pass_switched(index, pass_index, is_on=is_on))

    def turn_value(self, index: int, name: str, value: float) -> None:
        """Turn one parameter of one file; as often as a hand likes."""
        self._edit(self._current.with_value(index, name, value))

    def move_entry(self, index: int, to: int) -> None:
        """Move one file to another place."""
        self._edit(self._current.with_entry_moved(index, to))

    def remove_entry(self, index: int) -> None:
        """Take one file out."""
        self._edit(self._current.without_entry(index))

    def reset(self) -> None:
        """Draw with the chain as its preset has it, and forget what was changed."""
        if self._edited.pop(self._listed_name, None) is None:
            self.said.emit("The chain is as its preset has it")
            return
        self._choose(self._chosen(self._current.name), self._size)
        self.said.emit(f"{self._current.label}, as it was")

    def reload(self) -> None:
        """Read the current chain's files again from disk."""
        name = self._listed_name
        self._presets = tuple(
            self._reloaded(one) if one.name == name else one for one in self._presets
        )
        if self._custom is not None and name == CUSTOM_NAME:
            self._custom = self._reloaded(self._custom)
        self._faults = {}
        self._edit(self._reloaded(self._current))
        self.said.emit("Shaders read again")

    def note_drawn(
        self, status: ChainStatus, faults: tuple[ChainFault, ...]
    ) -> tuple[ChainFault, ...]:
        """Take what the renderer told; return the faults that are new.

        Args:
            status: What the chain did on the newest picture.
            faults: All files that failed since this chain was chosen.
        """
        is_ours = status.chain_id in {"", self._current.id} or status.is_compiling
        self._status = status
        new = tuple(f for f in faults if f.entry not in self._faults)
        if is_ours:
            self._faults.update({fault.entry: fault for fault in new})
        self.reported.emit()
        return new if is_ours else ()

    @property
    def custom_files(self) -> tuple[str, ...]:
        """Return the references of the chain that the person put together."""
        if self._is_lent:
            return self._kept_files
        entries = self._custom.entries if self._custom else ()
        return tuple(entry.reference for entry in entries)

    def restore_custom(self, references: tuple[str, ...]) -> None:
        """Offer the chain of an earlier run again, without choosing it."""
        self._kept_files = references
        if references:
            self._custom = self._custom_chain(
                tuple(self._shelf.load_entry(reference) for reference in references),
            )

    @property
    def edits(self) -> dict[str, ChainEdit]:
        """Return what the person changed, by the chains' names, for the next run."""
        found = dict(self._unused_edits)
        for base in self._bases:
            if base.name == CUSTOM_NAME and self._is_lent:
                found.update(self._kept_edit)
                continue
            now = records(self._edited.get(base.name, base).entries)
            before = records(base.entries)
            if base.name == CUSTOM_NAME:  # kept as the names of its files alone
                before = tuple(EntryRecord(name) for name in self.custom_files)
            if now != before:
                found[base.name] = ChainEdit(before, now)
        return found

    def restore_edits(self, edits: Mapping[str, ChainEdit]) -> None:
        """Bring back the edits of an earlier run; the custom chain comes first.

        Those of chains that are not there are kept for when they are again.
        """
        self._kept_edit = {k: v for k, v in edits.items() if k == CUSTOM_NAME}
        for name, edit in edits.items():
            base = next((one for one in self._bases if one.name == name), None)
            if base is None:
                self._unused_edits[name] = edit
                continue
            chain = edited_chain(base, edit, self._shelf.load_entry)
            if chain != base:
                self._edited[name] = chain

    def _reloaded(self, chain: ShaderChain) -> ShaderChain:
        entries = tuple(self._shelf.reload_entry(entry) for entry in chain.entries)
        return replace(chain, entries=entries)

    def _custom_chain(self, entries: tuple[ChainEntry, ...]) -> ShaderChain:
        names = " + ".join(
            entry.file.name if entry.file else file_name(entry.reference)
            for entry in entries
        )
        count = "1 shader file" if len(entries) == 1 else f"{len(entries)} shader files"
        label = names if len(names) <= 40 else count
        return ShaderChain(CUSTOM_NAME, label, entries, note=names)

    def _use_custom(self, entries: tuple[ChainEntry, ...]) -> None:
        self._custom = self._custom_chain(entries)
        self._is_lent = False
        self._edited.pop(CUSTOM_NAME, None)
        self._unused_edits.pop(CUSTOM_NAME, None)
        self._use(self._custom)
        self.said.emit(self._custom.label)

    def _edit(self, chain: ShaderChain) -> None:
        """Draw with another form of the current chain and remember it."""
        listed = replace(self._chosen(self._listed_name), entries=chain.entries)
        if listed in self._bases:
            self._edited.pop(listed.name, None)
        else:
            self._edited[listed.name] = listed
        self._use(chain)

    def _chosen(self, name: str) -> ShaderChain:
        chain = self.by_name(name)
        assert chain is not None, "the current chain can be chosen, in all its sizes"
        return chain

    def _choose(self, chain: ShaderChain, size: ModeSize = ModeSize.FAST) -> None:
        """Draw with one of `chains`; with an Auto in that size."""
        if chain.is_auto:
            self._size = size
            listed = self._chosen(with_size(chain.name, size))
            chain = drawn_as(chain, listed, size)
        self._use(chain)

    def _use(self, chain: ShaderChain) -> None:
        if chain.entries:
            self._last_on = chain
        if chain == self._current:
            return
        if chain.id != self._current.id:  # a turned value cures no fault
            self._faults = {}
        self._current = chain
        self.changed.emit()
