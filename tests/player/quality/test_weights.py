"""What is counted is what was trained."""

from player.hooks.parser import parse_shader
from player.hooks.shader_file import ShaderFile
from player.quality.weights import count_weights


def matrix(columns: list[list[float]]) -> str:
    """Return a mat4 of four columns of four."""
    return f"mat4({', '.join(str(n) for column in columns for n in column)})"


def layer(columns: list[list[float]], bias: list[float], taps: int = 9) -> str:
    """Return a pass that adds taps of a matrix each, and a bias."""
    lines = [f"r += {matrix(columns)} * HOOKED_texOff({tap}.0);" for tap in range(taps)]
    bias_text = ", ".join(map(str, bias))
    body = "\n".join([f"vec4 r = vec4({bias_text});", *lines, "return r;"])
    return f"//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() {{\n{body}\n}}\n"


FULL = [[-0.5, 1e-3, 2.0, 0.25]] * 4
RGB_IN = [*FULL[:3], [0.0] * 4]
RGB_OUT = [[-0.5, 0.1, 2.0, 0.0]] * 4


def parsed(*texts: str) -> ShaderFile:
    """Return a file of passes."""
    return parse_shader("".join(texts), "net.glsl")


def test_matrices_and_biases_are_weights() -> None:
    """A 3×3 layer of four to four has 9 × 16 + 4 numbers."""
    file = parsed(layer(FULL, [0.1] * 4), layer(FULL, [0.1] * 4))
    assert count_weights(file) == 2 * 148


def test_filling_is_no_weight() -> None:
    """Columns for inputs and rows for outputs that do not exist are not counted."""
    narrow = layer(RGB_IN, [0.1] * 4)
    last = layer(RGB_OUT, [0.1, 0.1, 0.1, 0.0])
    file = parsed(narrow, layer(FULL, [0.1] * 4), last)
    assert count_weights(file) == (9 * 12 + 4) + 148 + (9 * 12 + 3)


def test_only_asked_passes_count() -> None:
    """Weights of passes that rested are left out."""
    file = parsed(layer(RGB_IN, [0.1] * 4), layer(FULL, [0.1] * 4))
    assert count_weights(file, {1}) == 148
    assert count_weights(file, set()) == 0


def test_a_filter_is_no_network() -> None:
    """A few constants, or vectors of variables, make no parameters."""
    text = layer(FULL, [0.1] * 4, taps=2)
    variables = text.replace("mat4(-0.5", "mat4(a")
    assert count_weights(parsed(text)) is None
    assert count_weights(parsed(variables)) is None
