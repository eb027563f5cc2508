"""An ordered list of shader files with switches: the value a person edits.

Frozen; every edit returns a new chain. Safe in any thread.
"""

import hashlib
from dataclasses import dataclass, field, replace

from player.hooks.shader_file import ShaderFile


@dataclass(frozen=True, slots=True)
class ChainEntry:
    """One file in a chain.

    Attributes:
        reference: How the preset names it; shown when the file is missing.
        file: None when it could not be read or parsed; `fault` then says why.
        passes_off: Indices of passes that the person switched off.
        values: Parameters that the person turned, (name, value), sorted by name; the
            others stand at their defaults.
    """

    reference: str
    file: ShaderFile | None
    is_on: bool = True
    passes_off: frozenset[int] = frozenset()
    fault: str = ""
    values: tuple[tuple[str, float], ...] = ()

    @property
    def param_values(self) -> dict[str, float]:
        """Return every parameter of the file by name, as it stands, within limits."""
        if self.file is None:
            return {}
        turned = dict(self.values)
        return {
            param.name: param.clamped(turned.get(param.name, param.default))
            for param in self.file.params
        }

    @property
    def define_values(self) -> tuple[tuple[str, float], ...]:
        """Return the parameters, as they stand, that are part of a program's text."""
        values = self.param_values
        params = self.file.params if self.file else ()
        return tuple(
            (param.name, values[param.name])
            for param in params
            if not param.kind.is_uniform
        )

    def with_value(self, name: str, value: float) -> "ChainEntry":
        """Return the entry with one parameter turned; its default is not kept."""
        turned = {**dict(self.values), name: value}
        params = self.file.params if self.file else ()
        if any(one.name == name and one.default == value for one in params):
            del turned[name]
        return replace(self, values=tuple(sorted(turned.items())))

    def without_values(self) -> "ChainEntry":
        """Return the entry with every parameter at its default."""
        return replace(self, values=())


@dataclass(frozen=True, slots=True)
class ShaderChain:
    """A named, ordered chain.

    Attributes:
        name: Stable, "mode-a-fast"; "off" for the empty chain.
        label: For people, "Mode A · Fast".
        note: One line on what it is for, or which stand-ins it uses.
        key: Digit 0…9 of its Ctrl shortcut, or "".
        id: Equal ids: the same files and switches, so the same programs and the same
            faults. Turned uniforms are no part of it (a slider must not make the
            engine begin anew), turned DEFINEs are. Equal pictures need equal chains.
        is_auto: It draws as one of its mode's other sizes (`player.hooks.sizes`).
    """

    name: str
    label: str
    entries: tuple[ChainEntry, ...] = ()
    note: str = ""
    key: str = ""
    id: str = field(init=False, default="")
    is_auto: bool = False

    def __post_init__(self) -> None:
        """Derive the identity from everything that decides about programs."""
        digest = hashlib.sha256(self.name.encode())
        for entry in self.entries:
            content = entry.file.digest if entry.file else "missing"
            digest.update(
                f"|{content}{entry.is_on}{sorted(entry.passes_off)}"
                f"{entry.define_values}".encode(),
            )
        object.__setattr__(self, "id", digest.hexdigest()[:16])

    @property
    def is_empty(self) -> bool:
        """Whether no file of it could draw anything."""
        return not any(entry.is_on and entry.file for entry in self.entries)

    def with_entry_switched(self, index: int, *, is_on: bool) -> "ShaderChain":
        """Return the chain with one file switched."""
        return self._with_entry(index, replace(self.entries[index], is_on=is_on))

    def with_pass_switched(
        self, index: int, pass_index: int, *, is_on: bool
    ) -> "ShaderChain":
        """Return the chain with one pass of one file switched."""
        entry = self.entries[index]
        off = (
            entry.passes_off - {pass_index}
            if is_on
            else entry.passes_off
            | {
                pass_index,
            }
        )
        return self._with_entry(index, replace(entry, passes_off=frozenset(off)))

    def with_value(self, index: int, name: str, value: float) -> "ShaderChain":
        """Return the chain with one parameter of one file turned."""
        return self._with_entry(index, self.entries[index].with_value(name, value))

    def with_entry_moved(self, index: int, to: int) -> "ShaderChain":
        """Return the chain with one file moved to another place in the order."""
        entries = list(self.entries)
        entries.insert(to, entries.pop(index))
        return replace(self, entries=tuple(entries))

    def with_entry_added(self, entry: ChainEntry) -> "ShaderChain":
        """Return the chain with a file at its end."""
        return replace(self, entries=(*self.entries, entry))

    def without_entry(self, index: int) -> "ShaderChain":
        """Return the chain with one file taken out."""
        kept = self.entries[:index] + self.entries[index + 1 :]
        return replace(self, entries=kept)

    def _with_entry(self, index: int, entry: ChainEntry) -> "ShaderChain":
        entries = (*self.entries[:index], entry, *self.entries[index + 1 :])
        return replace(self, entries=entries)


OFF = ShaderChain("off", "Off", note="The picture as it is", key="0")
