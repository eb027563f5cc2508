"""Writes a network as an mpv user shader: the same bytes for the same numbers.

One pass writes one texture of four channels. CReLU costs nothing in this form:
A max(v, 0) + B max(-v, 0) = (A - B)/2 v + (A + B)/2 |v|, and |v| is free on a GPU.
Each neighbour is fetched once, at a texel centre.

Source: the format as mpv's manual describes it; docs/shader-format.md is our account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from shaders.training import blockiness, colouring, gauge
from shaders.training.passes import Pass, smaller_sides
from shaders.training.shapes import GRID, LUMA, Block, Output, Shape, Weights
from shaders.training.weights import Network

MOST_TEXTURES = 14  # a pass reads; with MAIN 15, one below what old drivers link
FOLD, SUM, HEAD = "SAKUGA_FOLD", "SAKUGA_SUM_0", "SAKUGA_HEAD_0"
DIGITS = 6  # significant ones; a half float keeps less than four
KEPT = 1.0 - 0.72 / 2048
"""What a texture of half floats keeps of a stored value, in the mean.

GPUs cut off what does not fit, where a sum of float32 would be rounded: half a unit of
the last of eleven bits on average, which is 0.72 / 2048 of a value as likely to be at
one place between two powers of two as at another. Over 25 layers this is a hundredth of
the answer. So what a layer stored is multiplied by so much more when it is read. (The
head's answer itself is stored once, and not worth it.)
"""


def number(value: float) -> str:
    """Write one number so that GLSL reads it as a float."""
    text = f"{value:.{DIGITS}g}"
    return text if any(mark in text for mark in ".en") else f"{text}.0"


def _vector(values: Weights) -> str:
    return f"vec4({', '.join(number(float(v)) for v in values)})"


def _matrix(rows: Weights) -> str:
    """Write [inputs, outputs]; GLSL's columns are our inputs."""
    return f"mat4({', '.join(number(float(v)) for v in rows.ravel())})"


def _texture(layer: int, part: int) -> str:
    return f"SAKUGA_{layer}_{part}"


def _read(name: str, place: tuple[int, int]) -> str:
    if place == (0, 0):
        return f"{name}_tex({name}_pos)"
    return f"{name}_texOff(vec2({place[0]}.0, {place[1]}.0))"


def _term(
    texture: str, place: tuple[int, int], weight: Weights, half: int
) -> list[str]:
    """Add one tap of one texture.

    Args:
        texture: its name.
        place: of the tap.
        weight: [inputs of the block, 4].
        half: index of the texture's first positive part in the block, and how far
            its negative part lies behind, packed as (first, distance).
    """
    first, distance = divmod(half, 1 << 16)
    positive = weight[first : first + 4] / KEPT
    negative = weight[first + distance : first + distance + 4] / KEPT
    return [
        f"v = {_read(texture, place)};",
        f"r += {_matrix((positive - negative) / 2)} * v",
        f"   + {_matrix((positive + negative) / 2)} * abs(v);",
    ]


def _sum(
    block: Block,
    flat: Weights,
    textures: Sequence[tuple[str, int]],
    columns: slice,
) -> list[str]:
    """Return the lines that add all taps of some textures of a block.

    Args:
        block: the convolution.
        flat: all numbers of the network.
        textures: name and index of the first positive part of each.
        columns: outputs of the block that this pass writes.
    """
    weight, _ = block.of(flat)
    lines: list[str] = []
    for tap, place in enumerate(GRID if block.taps == 9 else ((0, 0),)):
        part = weight[:, tap, columns]
        for texture, first in textures:
            if part.any():
                packed = (first << 16) | (block.inputs // 2)
                lines += _term(texture, place, part, packed)
    return lines


def _first_layer(block: Block, flat: Weights, columns: slice, source: str) -> list[str]:
    weight, _ = block.of(flat)
    lines: list[str] = []
    for tap, place in enumerate(GRID):
        part = weight[:, tap, columns]
        if part.any():
            filled = np.zeros((4, 4), np.float32)
            filled[: block.inputs] = part
            lines.append(f"r += {_matrix(filled)} * {_read(source, place)};")
    return lines


def _folding() -> Pass:
    """The luma of 2x2 pixels in one; beyond an odd border the last pixel again."""
    weights = ", ".join(map(str, LUMA))
    body = [
        f"const vec3 luma = vec3({weights});",
        "vec2 at = floor(MAIN_pos * ceil(MAIN_size * 0.5)) * 2.0 + 0.5;",
        "vec4 r;",
        *(
            f"r.{'xyzw'[2 * y + x]} = dot(MAIN_tex((at + vec2({x}.0, {y}.0))"
            f" * MAIN_pt).rgb, luma);"
            for y in (0, 1)
            for x in (0, 1)
        ),
        "return r;",
    ]
    return Pass("folding", ["MAIN"], body, FOLD, smaller_sides(2))


def _bias(
    shape: Shape, flat: Weights, index: int, bias: Weights, part: slice
) -> tuple[str, list[str]]:
    """Return where a sum begins, and the textures that are read for that."""
    if not shape.shift:
        return _vector(bias), []
    name = blockiness.BLOCKINESS
    shift = _vector(shape.shifts(flat, index)[part])
    return f"{_vector(bias)} + {shift} * {name}_tex(vec2(0.5)).r", [name]


def _layer_passes(shape: Shape, flat: Weights) -> Iterator[Pass]:
    parts, sides = shape.channels // 4, smaller_sides(2 if shape.folded else 1)
    for index, block in enumerate(list(shape.blocks())[: len(shape.layers)]):
        for part in range(parts):
            columns = slice(4 * part, 4 * part + 4)
            before = [(_texture(index - 1, p), 4 * p) for p in range(parts)]
            if index == 0:
                binds = [FOLD if shape.folded else "MAIN"]
                lines = _first_layer(block, flat, columns, binds[0])
            else:
                binds = [name for name, _ in before]
                lines = ["vec4 v;", *_sum(block, flat, before, columns)]
            begin, more = _bias(shape, flat, index, block.of(flat)[1][columns], columns)
            binds = [*binds, *more]
            title = f"layer {index + 1} of {len(shape.layers)}"
            body = [f"vec4 r = {begin};", *lines, "return r;"]
            title += f", part {part + 1}" if parts > 1 else ""
            save = _texture(index, part)
            yield Pass(title, binds, body, save, sides)


def _head_sums(shape: Shape, flat: Weights) -> list[tuple[list[str], list[str]]]:
    """Return (textures read, lines) of the head, in groups a pass can bind."""
    parts = shape.channels // 4
    groups: list[tuple[list[str], list[str]]] = []
    for block in list(shape.blocks())[len(shape.layers) :]:
        if block.name == "head":
            first = shape.dense_from
            textures = [
                (_texture(layer, p), 4 * (parts * (layer - first) + p))
                for layer in shape.dense_layers
                for p in range(parts)
            ]
        else:
            last = len(shape.layers) - 1
            textures = [(_texture(last, p), 4 * p) for p in range(parts)]
        most = _most_textures(shape)
        for start in range(0, len(textures), most):
            some = textures[start : start + most]
            lines = _sum(block, flat, some, slice(None))
            groups.append(([name for name, _ in some], lines))
    return _merged(groups, _most_textures(shape))


def _most_textures(shape: Shape) -> int:
    """Return how many a head may read: what it binds besides leaves fewer."""
    with_main = shape.output is Output.RGB
    return MOST_TEXTURES - int(shape.gauged) - int(shape.block_aware and with_main)


def _merged(
    groups: list[tuple[list[str], list[str]]], most: int
) -> list[tuple[list[str], list[str]]]:
    """Join neighbouring groups as long as a pass can read all their textures."""
    joined: list[tuple[list[str], list[str]]] = []
    for binds, lines in groups:
        if joined and len(joined[-1][0]) + len(binds) <= most:
            joined[-1] = (joined[-1][0] + binds, joined[-1][1] + lines)
        else:
            joined.append((binds, lines))
    return joined


def _head_passes(shape: Shape, flat: Weights) -> Iterator[Pass]:
    blocks = list(shape.blocks())[len(shape.layers) :]
    sides = smaller_sides(2 if shape.folded else 1)
    bias = np.asarray(sum(block.of(flat)[1] for block in blocks))
    groups = _head_sums(shape, flat)
    for index, (binds, lines) in enumerate(groups):
        is_last = index == len(groups) - 1
        if index == 0:
            begin, more = _bias(shape, flat, len(shape.layers), bias, slice(None))
        else:
            more = [SUM]
            begin = _read(SUM, (0, 0))
        reads = [*binds, *more]
        body = [f"vec4 r = {begin};", "vec4 v;", *lines]
        if is_last and shape.core:
            reach = number(shape.core / 255.0)
            body.append(f"r -= clamp(r, -{reach}, {reach});")
        if is_last and shape.output is Output.RGB:
            if shape.gauged:
                body.append(f"r *= {gauge.SHARE}_tex({gauge.SHARE}_pos).r;")
                reads = [*reads, gauge.SHARE]
            body.append(f"vec4 source = {_read('MAIN', (0, 0))};")
            body.append("return vec4(clamp(source.rgb + r.rgb, 0.0, 1.0), source.a);")
            yield Pass("head", ["MAIN", *reads], body)
            continue
        body.append("return r;")
        yield Pass("head", reads, body, HEAD if is_last else SUM, sides)


def _interleaving(shape: Shape) -> Pass:
    """The doubled picture: each pixel takes its own component of the head."""
    body = [
        f"vec2 at = {HEAD}_pos * {HEAD}_size;",
        f"vec2 centre = (floor(at) + 0.5) * {HEAD}_pt;",
        "bvec2 odd = greaterThanEqual(fract(at), vec2(0.5));",
        "vec2 row;",
        "float added;",
        f"vec4 r = {HEAD}_tex(centre);",
        "row = odd.y ? r.zw : r.xy;",
        "added = odd.x ? row.y : row.x;",
    ]
    binds = ["MAIN", HEAD]
    if shape.coloured:
        body += colouring.composed()
        binds.append(colouring.COLOUR)
    else:
        body.append("vec4 source = MAIN_tex(MAIN_pos);")
        body.append("return vec4(clamp(source.rgb + added, 0.0, 1.0), source.a);")
    return Pass("doubling", binds, body, doubled=HEAD)


def _unfolding() -> Pass:
    """Each pixel takes its own component of the folded head."""
    body = [
        "vec2 at = floor(MAIN_pos * MAIN_size);",
        "vec2 place = floor(at * 0.5);",
        "bvec2 odd = greaterThan(at - 2.0 * place, vec2(0.5));",
        f"vec4 r = {HEAD}_tex((place + 0.5) * {HEAD}_pt);",
        "vec2 row = odd.y ? r.zw : r.xy;",
        "float added = odd.x ? row.y : row.x;",
        "vec4 source = MAIN_tex(MAIN_pos);",
        "return vec4(clamp(source.rgb + added, 0.0, 1.0), source.a);",
    ]
    return Pass("unfolding", ["MAIN", HEAD], body)


def passes(shape: Shape, flat: Weights) -> list[Pass]:
    """Return all passes of a network, in order."""
    found = [*_layer_passes(shape, flat), *_head_passes(shape, flat)]
    if shape.block_aware:
        found[:0] = blockiness.passes()
    if shape.folded:
        return [_folding(), *found, _unfolding()]
    if shape.gauged:
        found[:0] = gauge.passes()
    if shape.coloured:
        found.append(colouring.colour_pass())
    if shape.output.factor == 2:
        found.append(_interleaving(shape))
    return found


def _header(network: Network, count: int) -> list[str]:
    shape, record, purpose = network.shape, network.record, network.record["purpose"]
    numbers = shape.parameters
    share = "a quarter as many" if shape.folded else "as many"
    size = "same size" if shape.output.factor == 1 else "twice as wide and high"
    return [
        f"// {network.name}: {purpose}.",
        "//",
        f"// Purpose: {purpose}; a small trained network.",
        *(["//   What is sharp already is left as it is."] if shape.gauged else []),
        *(
            ["//   How blocky the picture is shifts what each layer adds."]
            if shape.block_aware
            else []
        ),
        f"// Input: MAIN. Output: MAIN, {size}, limited to 0..1;",
        "//   alpha is the input's.",
        "// Colour state: gamma-encoded R'G'B'.",
        f"// Cost: class {record['size']}; {count} passes, {numbers} parameters",
        f"//   and about {share} multiply-adds per pixel of the input.",
        "// Source: trained by shaders/training on drawings of its own code; record",
        f"//   in shaders/networks/{network.name}.toml.",
        "//   Generated by `python -m shaders.training export`: do not edit.",
        "// Licence: MIT, see LICENSE.",
        "",
    ]


def shader_text(network: Network) -> str:
    """Return the user shader of a network."""
    found = passes(network.shape, network.flat)
    is_upscaler = network.shape.output.factor == 2
    lines = _header(network, len(found))
    for one in found:
        lines += one.lines(network.name, is_upscaler=is_upscaler)
    return "\n".join(lines) + "\n"
