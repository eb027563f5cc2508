"""Rewrites a shader for mpv 0.35, which has no PARAM blocks: they become `#define`s.

The defaults are put where the player's own defaults are, so both draw the same.
"""

from pathlib import Path

from player.hooks.blocks import plain_text, split_blocks
from player.hooks.parser import parse_shader


def for_old_mpv(path: Path, folder: Path) -> Path:
    """Return a file that mpv 0.35 understands: the same one when it has no PARAM.

    Args:
        path: The shader.
        folder: Where a rewritten copy may be put.
    """
    text = path.read_text(encoding="utf-8")
    params = parse_shader(text, str(path)).params
    if not params:
        return path
    defines = ""
    for param in params:
        is_float = param.kind.value == "float"
        value = repr(param.default) if is_float else f"{param.default:.0f}"
        defines += f"#define {param.name} {value}\n"
        for number, choice in enumerate(param.choices):
            defines += f"#define {choice} {number}\n"
    blocks = [
        "".join(f"//!{line.text}\n" for line in block.header) + defines + block.body
        for block in split_blocks(plain_text(text))
        if not block.header[0].text.startswith("PARAM")
    ]
    rewritten = folder / path.name
    rewritten.write_text("\n".join(blocks), encoding="utf-8")
    return rewritten
