"""A user-shader file as data: what `parser` makes and everything else reads."""

from dataclasses import dataclass
from enum import Enum

from player.hooks.expression import Expression


class HookPoint(Enum):
    """Where in the pipeline a pass may run, in the order in which they are reached."""

    NATIVE = "NATIVE"
    MAIN = "MAIN"
    PREKERNEL = "PREKERNEL"

    @property
    def may_resize(self) -> bool:
        """Whether an overwriting pass may change the size here."""
        return self is not HookPoint.PREKERNEL


@dataclass(frozen=True, slots=True)
class HookPass:
    """One shader pass.

    Attributes:
        index: Position in the file, from 0.
        line: Line of its first header line, from 1.
        title: Its DESC, or "pass 3".
        hooks: Names after HOOK as written; points that this engine does not have are
            kept, so that the panel can say why the pass is idle.
        binds: Names after BIND, each once, in order.
        save: Name after SAVE, "" for "the hooked texture".
        width / height / when: None when the directive is absent.
        components: None when absent.
        offset: Shift in output pixels, or None for ALIGN.
        compute: Block and group size of a compute pass, else None.
        body: GLSL that defines `hook()`.
        body_line: Line of the file on which `body` begins.
    """

    index: int
    line: int
    title: str
    hooks: tuple[str, ...]
    binds: tuple[str, ...]
    body: str
    body_line: int
    save: str = ""
    width: Expression | None = None
    height: Expression | None = None
    when: Expression | None = None
    components: int | None = None
    offset: tuple[float, float] | None = (0.0, 0.0)
    compute: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class ShaderFile:
    """A parsed file.

    Attributes:
        path: Where it was read, for messages and reloading; may be a display name.
        name: Base name without `.glsl`.
        digest: Hash of the text: equal digests mean equal files.
        warnings: Things worth telling its author ("pass 3 has an empty body").
    """

    path: str
    name: str
    digest: str
    passes: tuple[HookPass, ...]
    warnings: tuple[str, ...] = ()
