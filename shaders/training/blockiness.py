"""How blocky a picture is: how much more it jumps where a codec's blocks meet.

A small network sees a few pixels, and cannot tell a codec's marks from drawing; it has
to be cautious with both. Over a whole picture they are easy to tell: codecs of 8x8
blocks (JPEG, MPEG-2, MPEG-4) leave jumps at every eighth pixel, drawings anywhere.

Measured: the mean jump of luma between pixels 8 n + 7 and 8 n + 8, against that
between 8 n + 3 and 8 n + 4, on every second line, in both directions. A jump is what
the slopes on both sides do not explain, at most three levels of 255: lines do not
count more than blocks. Where one of its four pixels is black nothing is counted: the
edge of a wide picture's bars often lies between two blocks. 0 without a grid, about 0.2
at JPEG 95, 0.7 at 70, 1.2 at 20; at most 1.5. H.264, whose filter smooths its blocks,
has 0 to 0.2, and 0.25 to 0.45 at crf 32.

A shader looks at every second block of every second row: a picture has enough of them.
Three passes: four lines of 16 pixels' block each on its own, 256 pixels, the whole
picture. (One pixel of the first pass for all four lines takes twice as long: there are
too few for a GPU to hide how long each waits for what it reads.)
"""

from __future__ import annotations

from typing import Any

from shaders.training.gauge import BLACK
from shaders.training.passes import Pass
from shaders.training.resampling import Array
from shaders.training.shapes import LUMA

BLOCK = 8
EVERY = 2  # of the blocks and of their rows, in a picture
NEAR, FAR = BLOCK * EVERY, 256  # pixels of MAIN in one of a pass's
LEVELS = 255.0
MOST_LEVELS = 3.0
LINES = 4  # of a block, in each direction: every second one
SAMPLES = 2 * LINES  # of each kind in a block
FAINT_LEVELS = 0.025  # a flat picture has no grid
GAIN, MOST = 2.0, 1.5
BLOCKINESS = "SAKUGA_BLOCKINESS"


def blockiness(picture: Array, xp: Any, every: int = EVERY) -> Array:
    """Return how blocky each picture of [batch, 3, y, x] in 0..1 is: [batch].

    Args:
        picture: RGB, NumPy's or torch's.
        xp: the library that it belongs to.
        every: how many blocks and rows of blocks to go on by; a crop is small, and
            all of its blocks are looked at.
    """
    red, green, blue = LUMA
    luma = picture[:, 0] * red + picture[:, 1] * green + picture[:, 2] * blue
    luma = luma * LEVELS
    height, width = luma.shape[1:]
    edge, middle = _jumps(luma, every)
    more_edge, more_middle = _jumps(luma.swapaxes(1, 2), every)
    count = -(-height // (BLOCK * every)) * -(-width // (BLOCK * every)) * SAMPLES
    edge = (edge + more_edge) / count + FAINT_LEVELS
    middle = (middle + more_middle) / count + FAINT_LEVELS
    return (GAIN * xp.log(edge / middle)).clip(0.0, MOST)


def _jumps(luma: Array, every: int) -> tuple[Array, Array]:
    """Return the sums [batch] along x: where blocks meet, and in their middles.

    Each has four pixels a, b, c, d, with the jump between b and c. Only blocks are
    looked at after which two more pixels come, so that both sums have as many jumps.
    """
    height, width = luma.shape[1:]
    last, step = max(0, width - 3), BLOCK * every  # places of a, and on to the next
    end = max(0, (width - BLOCK - 2) // step + 1) * step
    found = []
    for first in (BLOCK - 2, BLOCK // 2 - 2):
        total = 0.0
        for line in range(1, 2 * LINES, 2):
            rows = luma[:, line:height:step]
            a, b, c, d = (rows[:, :, k : last + k] for k in range(4))
            jump = abs(1.5 * (c - b) + 0.5 * (a - d)).clip(0.0, MOST_LEVELS)
            for one in (a, b, c, d):
                jump = jump * (one >= BLACK * LEVELS)
            total = total + jump[:, :, first : first + end : step].sum((1, 2))
        found.append(total)
    return found[0], found[1]


def _sides(smaller: int) -> tuple[str, str]:
    """Return the sides rounded up, written so that no half has to be rounded."""
    more = smaller / 2 - 0.5
    return f"MAIN.w {more} + {smaller} /", f"MAIN.h {more} + {smaller} /"


def passes() -> tuple[Pass, ...]:
    """Return the three passes."""
    return _jumps_pass(), _wider_pass(), _whole_pass()


def _jumps_sides() -> tuple[str, str]:
    """Return an even number of blocks in a row, and their lines below each other.

    Written so that nothing has to be rounded: both sides can be halved (_wider_pass).
    """
    return (
        f"MAIN.w {2 * NEAR - 1} + MAIN.w {2 * NEAR - 1} + {2 * NEAR} % - {NEAR} /",
        f"MAIN.h {NEAR - 1} + MAIN.h {NEAR - 1} + {NEAR} % - {NEAR // LINES} /",
    )


def _jumps_pass() -> Pass:
    """The jumps on two lines of a block: where blocks meet, and in their middles."""
    luma = ", ".join(map(str, LUMA))
    jump = "min(abs(1.5 * (v[{2}] - v[{1}]) + 0.5 * (v[{0}] - v[{3}])), {4})"
    most = f"{MOST_LEVELS / LEVELS:.8f}"
    step, half, lines = f"{NEAR}.0", f"{BLOCK // 2 - 2}.0", f"{LINES}.0"
    body = (
        f"vec2 pairs = ceil(MAIN_size / vec2({2 * NEAR}.0, {step}));",
        f"vec2 at = floor(MAIN_pos * pairs * vec2(2.0, {lines}));",
        f"vec2 first = vec2(at.x, floor(at.y / {lines})) * {step} + 0.5;",
        f"float k = 1.0 + 2.0 * (at.y - {lines} * floor(at.y / {lines}));",
        "vec2 sums = vec2(0.0);",
        "vec2 rest = MAIN_size - first;",
        "for (int line = 0; line < 2; line++) {",
        "    vec2 along = line < 1 ? vec2(1.0, 0.0) : vec2(0.0, 1.0);",
        # `first` is half a pixel in
        f"    if (dot(rest, along) < {BLOCK + 1}.0 || dot(rest, along.yx) <= k)",
        "        continue;",
        f"    vec2 place = first + along.yx * k + along * {half};",
        f"    float v[{BLOCK}];",
        "    vec2 least = vec2(1.0);",
        f"    for (int i = 0; i < {BLOCK}; i++) {{",
        "        v[i] = dot(MAIN_tex((place + along * float(i)) * MAIN_pt).rgb,",
        f"            vec3({luma}));",
        f"        least = min(least, i < {BLOCK // 2}",
        "            ? vec2(1.0, v[i]) : vec2(v[i], 1.0));",
        "    }",
        f"    vec2 jump = vec2({jump.format(4, 5, 6, 7, most)},",
        f"        {jump.format(0, 1, 2, 3, most)});",
        f"    sums += jump * step(vec2({BLACK:.8f}), least);",
        "}",
        f"return vec4(sums * {LEVELS}, 0.0, 1.0);",
    )
    return Pass("jumps", ["MAIN"], body, "SAKUGA_JUMPS", _jumps_sides())


def _wider_pass() -> Pass:
    """The means of a larger square's blocks; one read has the mean of four pixels."""
    wide = FAR // NEAR
    cell = f"vec2({wide}.0, {wide * LINES}.0)"
    body = (
        f"vec2 cells = ceil(SAKUGA_JUMPS_size / {cell});",
        f"vec2 first = floor(SAKUGA_JUMPS_pos * cells) * {cell};",
        "vec2 sum = vec2(0.0);",
        f"for (int y = 0; y < {wide * LINES // 2}; y++)",
        f"    for (int x = 0; x < {wide // 2}; x++) {{",
        "        vec2 at = first + vec2(x, y) * 2.0 + 1.0;",
        "        if (all(lessThan(at, SAKUGA_JUMPS_size)))",
        "            sum += SAKUGA_JUMPS_tex(at * SAKUGA_JUMPS_pt).rg;",
        "    }",
        f"return vec4(sum / {wide * wide // 4}.0, 0.0, 1.0);",
    )
    return Pass("jumps, wider", ["SAKUGA_JUMPS"], body, "SAKUGA_JUMPED", _sides(FAR))


def _whole_pass() -> Pass:
    """One pixel: how blocky the picture is."""
    to_mean = (FAR // NEAR) ** 2 / SAMPLES
    body = (
        "vec2 sum = vec2(0.0);",
        "for (int y = 0; y < int(SAKUGA_JUMPED_size.y); y++)",
        "    for (int x = 0; x < int(SAKUGA_JUMPED_size.x); x++)",
        "        sum += SAKUGA_JUMPED_tex((vec2(x, y) + 0.5) * SAKUGA_JUMPED_pt).rg;",
        f"vec2 blocks = ceil(MAIN_size / {NEAR}.0);",
        f"sum *= {to_mean} / (blocks.x * blocks.y);",
        f"sum += {FAINT_LEVELS};",
        f"float found = {GAIN} * log(sum.r / sum.g);",
        f"return vec4(clamp(found, 0.0, {MOST}), 0.0, 0.0, 1.0);",
    )
    binds = ["MAIN", "SAKUGA_JUMPED"]
    return Pass("blockiness", binds, body, BLOCKINESS, ("1", "1"))
