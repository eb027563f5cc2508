"""Hook passes mean here what their authors meant."""

from collections.abc import Iterator

import numpy as np
import pytest

from player.errors import ShaderCompileError
from player.geometry import Size
from player.gl.context import GlInfo
from tests.support.hook_bench import HookBench, chain_of, rgb_inputs

HEIGHT, WIDTH = 6, 9

HALF_STEP = 2**-11
"""Of a half float just below 1: a position that is off by a millionth may cost one."""


def assert_same(result: np.ndarray, wanted: np.ndarray) -> None:
    """Fail unless two pictures agree within one step of a half float."""
    assert result.shape == wanted.shape
    assert np.abs(result - wanted).max() <= HALF_STEP


@pytest.fixture
def bench(gl: GlInfo) -> Iterator[HookBench]:
    """An executor on a real context."""
    made = HookBench.make()
    yield made
    made.release()


@pytest.fixture
def picture() -> np.ndarray:
    """Random colours that half floats hold exactly, alpha 1."""
    rng = np.random.default_rng(5)
    colours = rng.integers(0, 256, (HEIGHT, WIDTH, 3)) / 256
    return np.concatenate([colours, np.ones((HEIGHT, WIDTH, 1))], axis=2)


def overwrite(body: str, directives: str = "") -> str:
    """Return a file with one pass that replaces MAIN."""
    return f"//!HOOK MAIN\n//!BIND HOOKED\n{directives}vec4 hook() {{ {body} }}\n"


def test_the_identity_pass_changes_nothing(
    bench: HookBench, picture: np.ndarray
) -> None:
    """Reading one's own texel and returning it gives the source exactly."""
    result = bench.run_text(picture, overwrite("return HOOKED_tex(HOOKED_pos);"))
    assert_same(result, picture)


@pytest.mark.parametrize(
    ("argument", "shift"),
    [
        ("vec2(1.0, 0.0)", (1, 0)),
        ("vec2(0, 2)", (0, 2)),
        ("ivec2(-1, 1)", (-1, 1)),
        ("1", (1, 1)),
        ("-2.0", (-2, -2)),
    ],
)
def test_tex_off_takes_scalars_and_any_vector(
    bench: HookBench, picture: np.ndarray, argument: str, shift: tuple[int, int]
) -> None:
    """A scalar moves along both axes; positive y is downwards; edges are clamped."""
    text = overwrite(f"return HOOKED_texOff({argument});")
    rows = np.clip(np.arange(HEIGHT) + shift[1], 0, HEIGHT - 1)
    columns = np.clip(np.arange(WIDTH) + shift[0], 0, WIDTH - 1)
    wanted = picture[rows][:, columns]
    assert np.allclose(bench.run_text(picture, text), wanted, atol=2e-3)


def test_a_fractional_offset_blends_linearly(
    bench: HookBench, picture: np.ndarray
) -> None:
    """Half a texel to the right is the mean of two neighbours."""
    text = overwrite("return HOOKED_texOff(vec2(0.5, 0.0));")
    right = picture[:, np.clip(np.arange(WIDTH) + 1, 0, WIDTH - 1)]
    wanted = (picture + right) / 2
    assert np.allclose(bench.run_text(picture, text), wanted, atol=4e-3)


def test_saved_textures_keep_negatives_and_highlights(
    bench: HookBench, picture: np.ndarray
) -> None:
    """What a pass saves comes back unclamped in all four channels."""
    text = (
        "//!HOOK MAIN\n//!BIND HOOKED\n//!SAVE SIDE\n//!COMPONENTS 4\n"
        "vec4 hook() { return vec4(-3.5, 7.25, HOOKED_tex(HOOKED_pos).r, -0.5); }\n"
        "//!HOOK MAIN\n//!BIND SIDE\n"
        "vec4 hook() { vec4 s = SIDE_tex(SIDE_pos);"
        " return vec4(s.x + 3.75, s.y - 7.0, s.w, 1.0); }\n"
    )
    result = bench.run_text(picture, text)
    assert result[0, 0].tolist() == [0.25, 0.25, -0.5, 1.0]


@pytest.mark.parametrize("components", ["", "//!COMPONENTS 1\n", "//!COMPONENTS 4\n"])
def test_an_overwritten_stage_keeps_alpha_one(
    bench: HookBench, picture: np.ndarray, components: str
) -> None:
    """Whatever a pass declares and returns, the picture stays opaque."""
    text = overwrite("return HOOKED_tex(HOOKED_pos) - 0.25;", components)
    result = bench.run_text(picture, text)
    assert (result[..., 3] == 1.0).all()
    assert_same(result[..., :3], picture[..., :3] - 0.25)


def test_run_time_indices_work(bench: HookBench, picture: np.ndarray) -> None:
    """Vectors, arrays sized by a macro and integer modulo are indexed at run time."""
    body = (
        "float t[N]; for (int i = 0; i < N; i++) t[i] = float(i);"
        " int x = int(HOOKED_pos.x * HOOKED_size.x); vec4 c = HOOKED_tex(HOOKED_pos);"
        " return vec4(t[x % N], c[x % 3], 0.0, 1.0);"
    )
    text = "//!HOOK MAIN\n//!BIND HOOKED\n#define N 4\nvec4 hook() { " + body + " }\n"
    result = bench.run_text(picture, text)
    x = np.arange(WIDTH)
    assert result[0, :, 0].tolist() == (x % 4).tolist()
    assert_same(result[2, :, 1], picture[2, x, x % 3])


def test_a_pass_may_read_sixteen_textures(
    bench: HookBench, picture: np.ndarray
) -> None:
    """The sixteenth bind is as good as the first: no sampler of ours is in the way."""
    saves = "".join(
        f"//!HOOK MAIN\n//!BIND HOOKED\n//!SAVE T{number}\n//!COMPONENTS 4\n"
        f"vec4 hook() {{ return vec4({number}.0); }}\n"
        for number in range(16)
    )
    binds = "".join(f"//!BIND T{number}\n" for number in range(16))
    terms = " + ".join(f"T{number}_tex(T{number}_pos)" for number in range(16))
    last = f"//!HOOK MAIN\n{binds}vec4 hook() {{ return {terms}; }}\n"
    result = bench.run_text(picture, saves + last)
    assert (result[..., :3] == sum(range(16))).all()


def test_extensions_in_a_body_go_to_the_top(
    bench: HookBench, picture: np.ndarray
) -> None:
    """A body may ask for extensions, also for one that only a fallback would need."""
    text = (
        "//!HOOK MAIN\n//!BIND HOOKED\n"
        "#ifdef GL_NV_unheard_of\n#extension GL_NV_unheard_of : require\n#endif\n"
        "#extension GL_ARB_shading_language_420pack : enable\n"
        "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
    )
    assert_same(bench.run_text(picture, text), picture)


def test_the_stage_name_is_an_alias_of_hooked(
    bench: HookBench, picture: np.ndarray
) -> None:
    """Binding HOOKED defines the MAIN macros too; binding both is no double macro."""
    body = "return (MAIN_tex(MAIN_pos) + HOOKED_texOff(0.0)) * 0.5;"
    for directives in ("", "//!BIND MAIN\n"):
        text = overwrite(body, directives)
        assert_same(bench.run_text(picture, text), picture)


def test_the_picture_grows_and_reads_small_textures(
    bench: HookBench, picture: np.ndarray
) -> None:
    """A pass twice the size of what it reads finds each texel at its place."""
    text = overwrite(
        "vec2 at = floor(HOOKED_pos * HOOKED_size);"
        " return HOOKED_tex((at + 0.5) * HOOKED_pt);",
        "//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n",
    )
    result = bench.run_text(picture, text)
    assert_same(result, picture.repeat(2, axis=0).repeat(2, axis=1))


def test_globals_and_parameters_arrive(bench: HookBench, picture: np.ndarray) -> None:
    """frame, sizes and random are there; parameters stand at their defaults."""
    text = (
        "//!PARAM strength\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 9\n2.5\n"
        "//!PARAM steps\n//!TYPE int\n//!MINIMUM 0\n//!MAXIMUM 9\n3\n"
        "//!HOOK MAIN\n//!BIND HOOKED\n"
        "vec4 hook() { return vec4(strength + float(steps), input_size.x,"
        " target_size.y + float(frame), 1.0) + 0.0 * random; }\n"
    )
    output = Size(20, 30)
    assert bench.run_text(picture, text, output=output)[0, 0].tolist() == [
        5.5,
        9,
        30,
        1,
    ]
    assert bench.run_text(picture, text, output=output)[0, 0, 2] == 31


def test_a_refused_body_names_file_pass_and_line(bench: HookBench) -> None:
    """An error planted on line 9 of the file, in its second pass, is found there."""
    text = (
        "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC fine\n"
        "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
        "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC broken\n"
        "#extension GL_ARB_gpu_shader5 : enable\n"
        "vec4 hook() { return not_there; }\n"
    )
    plan = bench.plan(chain_of(text), rgb_inputs(Size(WIDTH, HEIGHT)))
    with pytest.raises(ShaderCompileError) as caught:
        bench.run(plan, np.zeros((HEIGHT, WIDTH, 4)))
    assert (caught.value.file, caught.value.line) == ("file0.glsl", 9)
    assert "file0.glsl:9: broken: " in str(caught.value)
    assert "not_there" in caught.value.log


def test_textures_are_reused_by_lifetime(bench: HookBench, picture: np.ndarray) -> None:
    """Twenty passes in a row need the textures that are alive at once, no more."""
    chain = chain_of(*(overwrite("return HOOKED_tex(HOOKED_pos);") for _ in range(20)))
    plan = bench.plan(chain, rgb_inputs(Size(WIDTH, HEIGHT)))
    for _ in range(3):
        bench.run(plan, picture)
    assert bench.pool.made == 2
