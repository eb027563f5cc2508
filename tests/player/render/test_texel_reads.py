"""A filter is left out only where every read is proven to hit a texel's centre."""

import pytest

from player.render.texel_reads import reads_whole_texels

WHOLE = (
    "vec4 hook() { return A_tex(A_pos); }",
    "vec4 hook() { return A_texOff(vec2(-1.0, 2)) + A_texOff(0) + A_texOff(1.0); }",
    "vec4 hook() { return A_texOff(ivec2(0, 1)); } // A_tex(vec2(0.3))",
    "#define g(x, y) max(A_texOff(vec2(x, y)), 0.)\nvec4 hook() { return g(-1.0, 1); }",
    "#define g_0 (max(-(A_tex(A_pos)), 0.0))\nvec4 hook() { return g_0; }",
    "vec4 hook() { return vec4(A_size, A_pt); }",
    "vec4 hook() { return BA_tex(BA_pos * 0.3); }",
)

FILTERED = (
    "vec4 hook() { return A_tex(A_pos + A_pt); }",
    "vec4 hook() { return A_texOff(vec2(0.5, 0.0)); }",
    "vec4 hook() { return A_texOff(offset); }",
    "vec4 hook() { return texture(A_raw, A_pos); }",
    "vec4 hook() { vec2 p = A_pos; return A_texOff(0); }",
    "#define go(x, y) A_texOff(vec2(x, y))\nvec4 hook() { return go(0.5, 1.0); }",
    "#define go(x) A_texOff(x)\n#define by(x) go(x)\nvec4 hook() { return by(0.5); }",
    "#define T A_tex\nvec4 hook() { return T(A_pos * 0.3); }",
    "#define O A_texOff\nvec4 hook() { return O(0.3); }",
    "#define J(n) n##_tex(n##_pos * 0.3)\nvec4 hook() { return J(A); }",
    "#define go(x, y) A_texOff(vec2(x, \\\ny))\nvec4 hook() { return go(0.5, 1.0); }",
    "vec4 hook() { return A_texOff(vec2(1.0, 2.0) * 0.5); }",
    "vec4 hook() { for (int i = 0; i < 3; i++) s += A_texOff(vec2(i, 0)); }",
)


@pytest.mark.parametrize("body", WHOLE)
def test_reads_at_texels_need_no_filter(body: str) -> None:
    """Own place, whole literals, and macros called with them are proven."""
    assert reads_whole_texels(body, ("A",))


@pytest.mark.parametrize("body", FILTERED)
def test_anything_else_keeps_the_filter(body: str) -> None:
    """What is not proven is filtered, however harmless it may be."""
    assert not reads_whole_texels(body, ("A",))


def test_every_name_of_a_texture_counts() -> None:
    """A texture with two names is unfiltered only if both are read so."""
    body = "vec4 hook() { return A_tex(A_pos) + B_tex(B_pos * 0.5); }"
    assert reads_whole_texels(body, ("A",))
    assert not reads_whole_texels(body, ("A", "B"))
