"""Text of a user shader to `ShaderFile`: all that the format has, run here or not.

Only `ShaderSyntaxError`, with file and line, ever leaves `parse_shader`. One bad block
drops the whole file, as current mpv does it. The reference is docs/shader-format.md.
Pure: reads no file.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from player.errors import ShaderSyntaxError
from player.hooks.block_parsers import parse_buffer, parse_param, parse_texture
from player.hooks.blocks import Block, plain_text, split_blocks
from player.hooks.directives import Argument, read_directive
from player.hooks.expression import Expression, parse_expression
from player.hooks.shader_file import HookPass, LutTexture, ShaderFile, ShaderParam

MAX_COMPONENTS = 4
MAX_GROUP_SIDE = 65536
_HOOK_WORD = re.compile(r"\bhook\b")
_PURPOSE = re.compile(r"^// *Purpose: *(.+(?:\n//  +.+)*)", re.MULTILINE)


@dataclass(slots=True)
class _FileParts:
    """What the blocks have given so far."""

    passes: list[HookPass] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    params: list[ShaderParam] = field(default_factory=list)
    textures: list[LutTexture] = field(default_factory=list)
    buffers: list[str] = field(default_factory=list)


def parse_shader(text: str, path: str) -> ShaderFile:
    """Turn the text of a user shader into data.

    Args:
        text: The whole file; a byte-order mark and any line ends are fine.
        path: Where it was read, for messages; may be a display name.

    Raises:
        ShaderSyntaxError: It does not follow the format; nothing of it is used then.
    """
    plain = plain_text(text)
    blocks = split_blocks(plain)
    if not blocks:
        raise ShaderSyntaxError(
            path,
            1,
            "no line begins with //!, so this is no user shader",
            "User shaders are .glsl files with headers such as //!HOOK MAIN.",
        )
    parts = _FileParts()
    for block in blocks:
        _add_block(block, parts, path)
    _refuse_doubles(parts.params, path)
    return ShaderFile(
        path=path,
        name=re.split(r"[/\\]", path)[-1].removesuffix(".glsl"),
        digest=hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest(),
        passes=tuple(parts.passes),
        warnings=tuple(parts.warnings),
        params=tuple(parts.params),
        textures=tuple(parts.textures),
        buffers=tuple(parts.buffers),
        purpose=_purpose(plain),
    )


def _purpose(text: str) -> str:
    """Return what the comments before the first block say after "Purpose:", or ""."""
    found = _PURPOSE.search(text[: text.find("//!")])
    if found is None:
        return ""
    return " ".join(line.strip(" /") for line in found[1].splitlines())


def has_hook_function(body: str) -> bool:
    """Whether a body can be run at all: it must define `hook()`."""
    return _HOOK_WORD.search(body) is not None


def _add_block(block: Block, parts: _FileParts, path: str) -> None:
    kind = block.header[0].text
    if kind.startswith("PARAM"):
        parts.params.append(parse_param(block, path))
    elif kind.startswith("TEXTURE"):
        parts.textures.append(parse_texture(block, path))
    elif kind.startswith("BUFFER"):
        parts.buffers.append(parse_buffer(block, path))
    else:
        _add_pass(_parse_pass(block, len(parts.passes), path), parts)


def _add_pass(shader: HookPass, parts: _FileParts) -> None:
    """Keep a pass that has a hook point, and say what is odd about it."""
    if not shader.hooks:
        parts.warnings.append(
            f"the header on line {shader.line} has no HOOK and is ignored"
        )
        return
    parts.passes.append(shader)
    place = f"pass {shader.index + 1} (line {shader.line})"
    if not shader.body.strip():
        parts.warnings.append(
            f"{place} has an empty body: a blank line ends the header"
        )
    elif not has_hook_function(shader.body):
        parts.warnings.append(f"{place} does not define hook()")


def _refuse_doubles(params: list[ShaderParam], path: str) -> None:
    seen: set[str] = set()
    for param in params:
        for name in (param.name, *param.choices):
            if name in seen:
                raise ShaderSyntaxError(
                    path, param.line, f"the parameter name {name} is given twice"
                )
            seen.add(name)


@dataclass(slots=True)
class _PassHeader:
    """What the lines of a pass's header have said so far."""

    title: str = ""
    hooks: list[str] = field(default_factory=list)
    binds: list[str] = field(default_factory=list)
    save: str = ""
    width: Expression | None = None
    height: Expression | None = None
    when: Expression | None = None
    components: int | None = None
    offset: tuple[float, float] | None = (0.0, 0.0)
    compute: tuple[int, ...] | None = None


def _parse_pass(block: Block, index: int, path: str) -> HookPass:
    header = _PassHeader()
    for directive in block.header:
        argument = read_directive(directive, _READERS, path)
        _READERS[argument.word](argument, header)
    return HookPass(
        index=index,
        line=block.line,
        title=header.title or f"pass {index + 1}",
        hooks=tuple(dict.fromkeys(header.hooks)),
        binds=tuple(dict.fromkeys(header.binds)),
        body=block.body,
        body_line=block.body_line,
        save=header.save,
        width=header.width,
        height=header.height,
        when=header.when,
        components=header.components,
        offset=header.offset,
        compute=header.compute,
    )


def _read_hook(argument: Argument, header: _PassHeader) -> None:
    header.hooks.append(argument.name())


def _read_bind(argument: Argument, header: _PassHeader) -> None:
    header.binds.append(argument.name())


def _read_save(argument: Argument, header: _PassHeader) -> None:
    header.save = argument.name()


def _read_title(argument: Argument, header: _PassHeader) -> None:
    header.title = argument.text


def _read_width(argument: Argument, header: _PassHeader) -> None:
    header.width = _expression(argument)


def _read_height(argument: Argument, header: _PassHeader) -> None:
    header.height = _expression(argument)


def _read_when(argument: Argument, header: _PassHeader) -> None:
    header.when = _expression(argument)


def _expression(argument: Argument) -> Expression:
    return parse_expression(argument.text, argument.file, argument.line)


def _read_components(argument: Argument, header: _PassHeader) -> None:
    (count,) = argument.numbers((1,))
    if count not in range(MAX_COMPONENTS + 1):
        raise argument.error(f"COMPONENTS is 0 to 4, not {argument.text!r}")
    header.components = int(count) or None  # 0 is "that of HOOKED" in mpv too


def _read_offset(argument: Argument, header: _PassHeader) -> None:
    if argument.text == "ALIGN":
        header.offset = None
        return
    x, y = argument.numbers((2,))
    header.offset = (x, y)


def _read_compute(argument: Argument, header: _PassHeader) -> None:
    header.compute = argument.whole_numbers((2, 4), MAX_GROUP_SIDE)


_READERS: Mapping[str, Callable[[Argument, _PassHeader], None]] = {
    "DESC": _read_title,
    "HOOK": _read_hook,
    "BIND": _read_bind,
    "SAVE": _read_save,
    "WIDTH": _read_width,
    "HEIGHT": _read_height,
    "WHEN": _read_when,
    "COMPONENTS": _read_components,
    "OFFSET": _read_offset,
    "COMPUTE": _read_compute,
}
