"""A user-shader file as data: what `parser` makes and everything else reads."""

import math
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

    @property
    def expressions(self) -> tuple[Expression, ...]:
        """Return the expressions that it has."""
        found = (self.width, self.height, self.when)
        return tuple(expression for expression in found if expression is not None)


class ParamKind(Enum):
    """How a parameter reaches the shader."""

    FLOAT = "float"
    INT = "int"
    UINT = "uint"
    DEFINE = "define"

    @property
    def is_uniform(self) -> bool:
        """Whether a change needs no new program: all but DEFINE are uniforms."""
        return self is not ParamKind.DEFINE


@dataclass(frozen=True, slots=True)
class ShaderParam:
    """A value that a person may turn.

    Attributes:
        name: The GLSL name.
        title: Its DESC, or its name.
        default: Whole for all kinds but FLOAT.
        minimum / maximum: Inclusive; infinite where the file gives none.
        choices: Names of the values 0, 1, 2 … of an ENUM, each also a constant in the
            shader and in expressions; () for a number.
    """

    name: str
    line: int
    title: str
    kind: ParamKind
    default: float
    minimum: float
    maximum: float
    choices: tuple[str, ...] = ()

    def clamped(self, value: float) -> float:
        """Return the lawful value nearest to `value`; the default where it is none."""
        if not math.isfinite(value):
            return self.default
        limited = min(max(value, self.minimum), self.maximum)
        return limited if self.kind is ParamKind.FLOAT else float(round(limited))


@dataclass(frozen=True, slots=True)
class LutTexture:
    """A picture or table that a file brings along; kept as data, not yet drawn.

    Attributes:
        size: One to three sides in texels.
        pixel_format: As written, "rgba16f".
        data: Texels as the file gives them, b"" for an empty STORAGE texture.
    """

    name: str
    line: int
    size: tuple[int, ...]
    pixel_format: str
    is_linear: bool
    is_repeated: bool
    is_storage: bool
    data: bytes


@dataclass(frozen=True, slots=True)
class ShaderFile:
    """A parsed file.

    Attributes:
        path: Where it was read, for messages and reloading; may be a display name.
        name: Base name without `.glsl`.
        digest: Hash of the text: equal digests mean equal files.
        warnings: Things worth telling its author ("pass 3 has an empty body").
        params: Values that a person may turn.
        textures: Its TEXTURE blocks.
        buffers: Names of its BUFFER blocks.
        purpose: What its head says it is for, in one line; "" when it does not.
    """

    path: str
    name: str
    digest: str
    passes: tuple[HookPass, ...]
    warnings: tuple[str, ...] = ()
    params: tuple[ShaderParam, ...] = ()
    textures: tuple[LutTexture, ...] = ()
    buffers: tuple[str, ...] = ()
    purpose: str = ""
