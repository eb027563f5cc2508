"""PARAM, TEXTURE and BUFFER blocks to data.

Parameters are used; textures and buffers are kept so that files of other families can
be read and their passes be named as idle. Pure.
"""

import math
from dataclasses import dataclass

from player.errors import ShaderSyntaxError
from player.hooks.blocks import Block
from player.hooks.directives import Argument, read_directive
from player.hooks.shader_file import LutTexture, ParamKind, ShaderParam

MAX_TEXTURE_SIDE = 16384

TEXEL_BYTES = {
    f"{channels}{suffix}": count * size
    for channels, count in (("r", 1), ("rg", 2), ("rgb", 3), ("rgba", 4))
    # "16f" data are 32-bit floats that become halves on upload; "16hf" are halves.
    for suffix, size in (("8", 1), ("16", 2), ("16f", 4), ("16hf", 2), ("32f", 4))
}
"""Bytes of one texel in the file, by FORMAT."""

_DEFAULT_RANGE = {
    ParamKind.FLOAT: (-math.inf, math.inf),
    ParamKind.INT: (-(2.0**31), 2.0**31 - 1),
    ParamKind.UINT: (0.0, 2.0**32 - 1),
    ParamKind.DEFINE: (-(2.0**31), 2.0**31 - 1),
}


@dataclass(slots=True)
class _ParamHeader:
    """What the lines of a PARAM header have said so far."""

    name: str = ""
    title: str = ""
    kind: ParamKind = ParamKind.FLOAT
    is_enum: bool = False
    minimum: float | None = None
    maximum: float | None = None


def parse_param(block: Block, file: str) -> ShaderParam:
    """Read a PARAM block.

    Raises:
        ShaderSyntaxError: A directive or the default value is not lawful.
    """
    header = _ParamHeader()
    has_type = False
    for directive in block.header:
        words = ("PARAM", "DESC", "TYPE", "MINIMUM", "MAXIMUM")
        argument = read_directive(directive, words, file)
        if argument.word == "PARAM":
            header.name = argument.name()
        elif argument.word == "DESC":
            header.title = argument.text
        elif argument.word == "TYPE":
            header.kind, header.is_enum = _param_type(argument)
            has_type = True
        elif argument.word == "MINIMUM":
            (header.minimum,) = argument.numbers((1,))
        else:
            (header.maximum,) = argument.numbers((1,))
    if not has_type:
        raise ShaderSyntaxError(file, block.line, f"PARAM {header.name} has no TYPE")
    if header.is_enum:
        return _choice_param(block, header, file)
    return _number_param(block, header, file)


def _param_type(argument: Argument) -> tuple[ParamKind, bool]:
    words = argument.text.split()
    is_enum = words[:1] == ["ENUM"]
    # DYNAMIC and CONSTANT say how a driver may optimise; the value is a uniform here.
    plain = words[1:] if words[:1] and words[0] in _TYPE_PREFIXES else words
    kinds = {"float", "int", "uint", "DEFINE"} if not is_enum else {"int", "DEFINE"}
    if len(plain) != 1 or plain[0] not in kinds:
        raise argument.error(f"TYPE does not take {argument.text!r}")
    return ParamKind(plain[0].lower()), is_enum


_TYPE_PREFIXES = frozenset({"DYNAMIC", "CONSTANT", "ENUM"})


def _choice_param(block: Block, header: _ParamHeader, file: str) -> ShaderParam:
    choices = []
    for number, line in enumerate(block.body.split("\n"), block.body_line):
        if line.strip():
            choices.append(Argument(file, number, "ENUM", line.strip()).name())
    if not choices:
        raise ShaderSyntaxError(
            file, block.line, f"PARAM {header.name} names no choice"
        )
    return ShaderParam(
        name=header.name,
        line=block.line,
        title=header.title or header.name,
        kind=header.kind,
        default=0.0,
        minimum=0.0,
        maximum=float(len(choices) - 1),
        choices=tuple(choices),
    )


def _number_param(block: Block, header: _ParamHeader, file: str) -> ShaderParam:
    body = Argument(file, block.body_line, f"PARAM {header.name}", block.body.strip())
    (default,) = body.numbers((1,))
    if header.kind is not ParamKind.FLOAT and not default.is_integer():
        raise body.error(f"the default of {header.name} must be a whole number")
    lowest, highest = _DEFAULT_RANGE[header.kind]
    minimum = lowest if header.minimum is None else max(lowest, header.minimum)
    maximum = highest if header.maximum is None else min(highest, header.maximum)
    if not minimum <= default <= maximum:
        raise body.error(
            f"the default of {header.name}, {default:g}, is not within "
            f"{minimum:g} to {maximum:g}"
        )
    return ShaderParam(
        name=header.name,
        line=block.line,
        title=header.title or header.name,
        kind=header.kind,
        default=default,
        minimum=minimum,
        maximum=maximum,
    )


@dataclass(slots=True)
class _TextureHeader:
    """What the lines of a TEXTURE header have said so far."""

    name: str = ""
    size: tuple[int, ...] = ()
    pixel_format: str = ""
    is_linear: bool = True
    is_repeated: bool = False
    is_storage: bool = False


def parse_texture(block: Block, file: str) -> LutTexture:
    """Read a TEXTURE block.

    Raises:
        ShaderSyntaxError: A directive is not lawful, or the data do not fill the
            texture exactly.
    """
    header = _TextureHeader()
    for directive in block.header:
        words = ("TEXTURE", "SIZE", "FORMAT", "FILTER", "BORDER", "STORAGE")
        _read_texture_line(read_directive(directive, words, file), header)
    if not header.size or not header.pixel_format:
        missing = "FORMAT" if header.size else "SIZE"
        raise ShaderSyntaxError(
            file, block.line, f"TEXTURE {header.name} has no {missing}"
        )
    return LutTexture(
        name=header.name,
        line=block.line,
        size=header.size,
        pixel_format=header.pixel_format,
        is_linear=header.is_linear,
        is_repeated=header.is_repeated,
        is_storage=header.is_storage,
        data=_texture_data(block, header, file),
    )


def _read_texture_line(argument: Argument, header: _TextureHeader) -> None:
    if argument.word == "TEXTURE":
        header.name = argument.name()
    elif argument.word == "SIZE":
        header.size = argument.whole_numbers((1, 2, 3), MAX_TEXTURE_SIDE)
    elif argument.word == "FORMAT":
        header.pixel_format = argument.one_of(TEXEL_BYTES)
    elif argument.word == "FILTER":
        header.is_linear = argument.one_of(("LINEAR", "NEAREST")) == "LINEAR"
    elif argument.word == "BORDER":
        wanted = argument.one_of(("CLAMP", "REPEAT", "MIRROR"))
        header.is_repeated = wanted != "CLAMP"
    else:
        header.is_storage = True


def _texture_data(block: Block, header: _TextureHeader, file: str) -> bytes:
    digits = block.body.strip()
    try:
        data = bytes.fromhex(digits)
    except ValueError:
        raise ShaderSyntaxError(
            file, block.body_line, f"TEXTURE {header.name}: not hexadecimal bytes"
        ) from None
    wanted = math.prod(header.size) * TEXEL_BYTES[header.pixel_format]
    if len(data) != wanted and not (header.is_storage and not data):
        raise ShaderSyntaxError(
            file,
            block.body_line,
            f"TEXTURE {header.name} has {len(data)} bytes of data, its size needs "
            f"{wanted}",
        )
    return data


def parse_buffer(block: Block, file: str) -> str:
    """Read a BUFFER block as far as its name; nothing here runs one.

    Raises:
        ShaderSyntaxError: A directive is not lawful.
    """
    name = ""
    for directive in block.header:
        argument = read_directive(directive, ("BUFFER", "VAR", "STORAGE"), file)
        if argument.word == "BUFFER":
            name = argument.name()
    return name
