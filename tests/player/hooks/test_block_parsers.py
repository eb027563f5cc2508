"""Laws of PARAM, TEXTURE and BUFFER blocks."""

import math

import pytest

from player.errors import ShaderSyntaxError
from player.hooks.parser import parse_shader
from player.hooks.shader_file import LutTexture, ParamKind, ShaderFile, ShaderParam

SHADER = "//!HOOK MAIN\nvec4 hook() { return vec4(strength); }\n"


def _parse(text: str) -> ShaderFile:
    return parse_shader(text, "a.glsl")


def _param(text: str) -> ShaderParam:
    (found,) = _parse(text).params
    return found


def _texture(text: str) -> LutTexture:
    (found,) = _parse(text).textures
    return found


def test_a_float_parameter_has_default_limits_and_words() -> None:
    """What a slider needs is all there."""
    found = _param(
        "//!PARAM strength\n//!DESC How strong\n//!TYPE float\n"
        "//!MINIMUM 0.0\n//!MAXIMUM 2.0\n0.75\n\n" + SHADER
    )
    assert found == ShaderParam(
        "strength", 1, "How strong", ParamKind.FLOAT, 0.75, 0.0, 2.0
    )


@pytest.mark.parametrize(
    ("kind", "wanted", "minimum", "maximum"),
    [
        ("float", ParamKind.FLOAT, -math.inf, math.inf),
        ("DYNAMIC float", ParamKind.FLOAT, -math.inf, math.inf),
        ("CONSTANT int", ParamKind.INT, -(2**31), 2**31 - 1),
        ("int", ParamKind.INT, -(2**31), 2**31 - 1),
        ("uint", ParamKind.UINT, 0, 2**32 - 1),
        ("DEFINE", ParamKind.DEFINE, -(2**31), 2**31 - 1),
    ],
)
def test_a_parameter_without_limits_has_those_of_its_type(
    kind: str, wanted: ParamKind, minimum: float, maximum: float
) -> None:
    """Absent limits are the type's own."""
    found = _param(f"//!PARAM p\n//!TYPE {kind}\n3\n")
    assert (found.kind, found.minimum, found.maximum) == (wanted, minimum, maximum)
    assert (found.default, found.title) == (3.0, "p")
    assert found.kind.is_uniform is (kind != "DEFINE")


def test_an_enum_numbers_its_choices_from_zero() -> None:
    """Choices are names, the value is the place of one."""
    found = _param("//!PARAM m\n//!TYPE ENUM int\nSOFT\n  HARD\n\nSHARP\n")
    assert found.choices == ("SOFT", "HARD", "SHARP")
    assert (found.default, found.minimum, found.maximum) == (0.0, 0.0, 2.0)


def test_a_value_is_brought_within_the_limits() -> None:
    """A slider or a settings file cannot ask for more than the shader allows."""
    found = _param("//!PARAM p\n//!TYPE int\n//!MINIMUM 1\n//!MAXIMUM 5\n3\n")
    assert [found.clamped(value) for value in (-2.0, 2.6, 9.0)] == [1.0, 3.0, 5.0]


def test_a_texture_keeps_its_data() -> None:
    """Tables of other families are read, though nothing draws them yet."""
    found = _texture(
        "//!TEXTURE lut\n//!SIZE 2 1\n//!FORMAT rgba8\n//!FILTER NEAREST\n"
        "//!BORDER REPEAT\n00ff00FF 01020304\n"
    )
    assert found.size == (2, 1)
    assert (found.is_linear, found.is_repeated) == (False, True)
    assert found.data == bytes.fromhex("00ff00ff01020304")


def test_halves_in_a_file_take_four_bytes_unless_they_are_true_halves() -> None:
    """`rgba16f` data are 32-bit floats that the upload converts."""
    for pixel_format, length in (("r16f", 4), ("r16hf", 2), ("rg32f", 8)):
        found = _texture(
            f"//!TEXTURE t\n//!SIZE 1\n//!FORMAT {pixel_format}\n{'00' * length}\n"
        )
        assert len(found.data) == length


def test_a_storage_texture_may_come_empty() -> None:
    """It is filled by passes."""
    found = _texture("//!TEXTURE t\n//!SIZE 64 64\n//!FORMAT r16f\n//!STORAGE\n")
    assert (found.is_storage, found.data) == (True, b"")


def test_a_buffer_is_known_by_name() -> None:
    """A pass that binds it can be named as idle."""
    assert _parse("//!BUFFER b\n//!VAR float x[4]\n//!STORAGE\n").buffers == ("b",)


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("//!PARAM p\n1.0\n", 1, "no TYPE"),
        ("//!PARAM\n//!TYPE float\n1\n", 1, "needs a name"),
        ("//!PARAM p\n//!TYPE vec4\n1\n", 2, "vec4"),
        ("//!PARAM p\n//!TYPE ENUM float\n1\n", 2, "ENUM float"),
        ("//!PARAM p\n//!TYPE\n1\n", 2, "TYPE"),
        ("//!PARAM p\n//!TYPE float\n", 3, "1 numbers"),
        ("//!PARAM p\n//!TYPE float\nhello\n", 3, "1 numbers"),
        ("//!PARAM p\n//!TYPE float\n1 2\n", 3, "1 numbers"),
        ("//!PARAM p\n//!TYPE int\n1.5\n", 3, "whole"),
        ("//!PARAM p\n//!TYPE float\n//!MAXIMUM 2\n3.0\n", 4, "not within"),
        ("//!PARAM p\n//!TYPE float\n//!MINIMUM x\n3.0\n", 3, "1 numbers"),
        ("//!PARAM p\n//!TYPE uint\n0\n//!PARAM p\n//!TYPE int\n1\n", 4, "twice"),
        ("//!PARAM p\n//!TYPE ENUM int\n\n", 1, "no choice"),
        ("//!PARAM p\n//!TYPE ENUM int\nA\nB C\n", 4, "needs a name"),
        ("//!PARAM p\n//!HOOK MAIN\n", 2, "unknown directive"),
        ("//!TEXTURE t\n//!FORMAT r8\n00\n", 1, "no SIZE"),
        ("//!TEXTURE t\n//!SIZE 1\n00\n", 1, "no FORMAT"),
        ("//!TEXTURE t\n//!SIZE 1\n//!FORMAT r9\n00\n", 3, "r9"),
        ("//!TEXTURE t\n//!SIZE 0\n//!FORMAT r8\n00\n", 2, "from 1"),
        ("//!TEXTURE t\n//!SIZE 1\n//!FORMAT r8\n//!FILTER CUBIC\n00\n", 4, "CUBIC"),
        ("//!TEXTURE t\n//!SIZE 1\n//!FORMAT r8\n0000\n", 4, "2 bytes"),
        ("//!TEXTURE t\n//!SIZE 2\n//!FORMAT r8\n00\n", 4, "needs 2"),
        ("//!TEXTURE t\n//!SIZE 1\n//!FORMAT r8\nzz\n", 4, "hexadecimal"),
        ("//!BUFFER b\n//!SIZE 1\n", 2, "unknown directive"),
    ],
)
def test_a_fault_in_a_block_is_named_with_its_line(
    text: str, line: int, word: str
) -> None:
    """Data blocks are checked before anything of the file is used."""
    with pytest.raises(ShaderSyntaxError, match=word) as caught:
        _parse(text)
    assert caught.value.line == line
