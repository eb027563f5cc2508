"""The GLSL put round the body of a hook pass, so that it means what its author meant.

Pure text: a `HookStep` in, a `ProgramSource` out, and the names under which the
executor sets what changes. Sizes are uniforms, so one program serves every size. The
macros are those of the user-shader format (docs/shader-format.md).
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePath

from player.gl.context import GlInfo
from player.gl.driver_log import PRELUDE_LINE
from player.gl.program import ProgramSource
from player.hooks.pass_plan import HookStep
from player.hooks.shader_file import ParamKind

NEWEST_GLSL = 450
"""Bodies are written for desktop GLSL as mpv gives it; nothing newer is promised."""

_GLSL_VERSIONS = (450, 440, 430, 420, 410, 400, 330)

_EXTENSION = re.compile(
    r"^[ \t]*#[ \t]*extension[ \t]+(?P<name>\w+)[ \t]*:[ \t]*(?P<what>\w+).*$",
    re.MULTILINE,
)
_VERSION = re.compile(r"^[ \t]*#[ \t]*version\b.*$", re.MULTILINE)

_GLOBALS = """\
in vec2 position;
out vec4 sakuga_result;
uniform int frame;
uniform float random;
uniform vec2 input_size;
uniform vec2 target_size;
uniform vec2 tex_offset;
#define texture1D texture
#define texture2D texture
#define texture3D texture
"""

_MACROS = """\
#define {name}_raw {sampler}
#define {name}_pos position
#define {name}_size {sampler}_size
#define {name}_pt {sampler}_pt
#define {name}_off vec2(0.0)
#define {name}_rot mat2(1.0)
#define {name}_mul 1.0
#define {name}_tex(pos) textureLod({sampler}, pos, 0.0)
#define {name}_texOff(off) textureLod({sampler}, position + {sampler}_pt * vec2(off), \
0.0)
"""

_GATHER = "#define {name}_gather(pos, c) textureGather({sampler}, pos, c)\n"

_PARAM_TYPES = {
    ParamKind.FLOAT: "float",
    ParamKind.INT: "int",
    ParamKind.UINT: "uint",
}


@dataclass(frozen=True, slots=True)
class GlslDialect:
    """Which GLSL the bodies are given to.

    Attributes:
        version: 330 … 450.
    """

    version: int
    has_gather: bool


def dialect_of(info: GlInfo) -> GlslDialect:
    """Return the newest dialect that a context understands, within ours."""
    usable = [number for number in _GLSL_VERSIONS if number <= info.glsl_version]
    version = usable[0] if usable else _GLSL_VERSIONS[-1]
    return GlslDialect(version, has_gather=version >= 400)


def sampler_name(index: int) -> str:
    """Return the sampler uniform of the step's bind number `index`.

    Its size and texel size are `…_size` and `…_pt`.
    """
    return f"sakuga_texture_{index}"


def wrap_body(step: HookStep, vertex: str, dialect: GlslDialect) -> ProgramSource:
    """Return the whole program of one hook pass.

    Args:
        step: The pass with its binds; their sizes do not matter here.
        vertex: Our vertex shader.
        dialect: Which GLSL to write.
    """
    body, extensions = _lift_extensions(step.shader.body)
    head = [
        f"#version {dialect.version} core\n",
        *extensions,
        f"#line {PRELUDE_LINE}\n",
        _GLOBALS,
        _declare_binds(step, dialect),
        _declare_params(step),
        f"#line {step.shader.body_line}\n",
    ]
    tail = [
        f"\n#line {PRELUDE_LINE + 500_000}\n",
        "void main()\n{\n    sakuga_result = hook();\n",
        # A picture without alpha keeps it at 1 whatever the pass did to it: mpv's and
        # libplacebo's handling differ, and passes that subtract from all four channels
        # would else darken screenshots.
        "    sakuga_result.a = 1.0;\n" if step.overwrites_stage else "",
        "}\n",
    ]
    return ProgramSource(
        vertex,
        "".join([*head, body, *tail]),
        file=PurePath(step.file).name,
        title=step.shader.title,
    )


def _declare_binds(step: HookStep, dialect: GlslDialect) -> str:
    lines = []
    declared: set[str] = set()
    for index, bind in enumerate(step.binds):
        sampler = sampler_name(index)
        lines.append(
            f"uniform sampler2D {sampler};\n"
            f"uniform vec2 {sampler}_size;\nuniform vec2 {sampler}_pt;\n"
        )
        for name in bind.names:
            if name in declared:
                continue
            declared.add(name)
            lines.append(_MACROS.format(name=name, sampler=sampler))
            if dialect.has_gather:
                lines.append(_GATHER.format(name=name, sampler=sampler))
    return "".join(lines)


def _declare_params(step: HookStep) -> str:
    lines = []
    for item in step.params:
        param = item.param
        if param.kind.is_uniform:
            lines.append(f"uniform {_PARAM_TYPES[param.kind]} {param.name};\n")
        else:
            lines.append(f"#define {param.name} {int(item.value)}\n")
        lines += [
            f"#define {choice} {number}\n"
            for number, choice in enumerate(param.choices)
        ]
    return "".join(lines)


@lru_cache(maxsize=1024)
def _lift_extensions(body: str) -> tuple[str, tuple[str, ...]]:
    """Move `#extension` lines out: GLSL wants them before anything else.

    Their places stay as blank lines, so that line numbers hold. What was `require` in
    the middle of a preprocessor fallback becomes `enable`: without its condition it
    would refuse the program where the fallback would have worked.
    """
    extensions = [
        f"#extension {found['name']} : "
        f"{'enable' if found['what'] == 'require' else found['what']}\n"
        for found in _EXTENSION.finditer(body)
    ]
    without = _VERSION.sub("", _EXTENSION.sub("", body))
    return without, tuple(dict.fromkeys(extensions))
