"""The text round a body: versions, lines, extensions. No GL needed."""

from dataclasses import replace

import pytest

from player.geometry import Size
from player.gl.driver_log import PRELUDE_LINE
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep
from player.render.hook_prelude import GlslDialect, wrap_body
from tests.support.hook_bench import chain_of, rgb_inputs

NEW = GlslDialect(450, has_gather=True)
OLD = GlslDialect(330, has_gather=False)


def step_of(body: str) -> HookStep:
    """Return the only step of a one-pass file with this body."""
    chain = chain_of(f"// a licence\n\n//!HOOK MAIN\n//!BIND HOOKED\n{body}")
    plan = plan_passes(chain, rgb_inputs(Size(8, 8)))
    (step,) = [step for step in plan.steps if isinstance(step, HookStep)]
    return step


BODY = "vec4 hook() { return HOOKED_texOff(0); }\n"


@pytest.mark.parametrize("dialect", [NEW, OLD])
def test_the_version_is_the_first_line(dialect: GlslDialect) -> None:
    """GLSL wants #version before anything else."""
    text = wrap_body(step_of(BODY), "", dialect).fragment
    assert text.startswith(f"#version {dialect.version} core\n")


def test_gather_exists_only_where_the_driver_has_it() -> None:
    """Bodies test for NAME_gather with the preprocessor."""
    assert "HOOKED_gather" in wrap_body(step_of(BODY), "", NEW).fragment
    assert "HOOKED_gather" not in wrap_body(step_of(BODY), "", OLD).fragment


def test_the_body_keeps_its_lines() -> None:
    """The line directive before the body names the file's line, ours are far away."""
    text = wrap_body(step_of(BODY), "", NEW).fragment
    assert f"#line 5\n{BODY}" in text
    head = text.split("#line 5\n")[0]
    assert f"#line {PRELUDE_LINE}\n" in head


def test_extensions_and_versions_leave_blank_lines() -> None:
    """What moves to the top leaves its line behind, `require` softened."""
    body = "#version 430\n  # extension GL_X : require\nvec4 hook() { return T; }\n"
    text = wrap_body(step_of(body + "// HOOKED_pos"), "", NEW).fragment
    assert text.startswith("#version 450 core\n#extension GL_X : enable\n")
    assert "#line 5\n\n\nvec4 hook()" in text
    assert text.count("#version") == 1


def test_alpha_is_forced_only_on_stages() -> None:
    """Saved textures keep their fourth channel, the picture is opaque."""
    step = step_of(BODY)
    assert "sakuga_result.a = 1.0" in wrap_body(step, "", NEW).fragment
    saved = replace(step, overwrites_stage=False)
    assert "sakuga_result.a = 1.0" not in wrap_body(saved, "", NEW).fragment


def test_sizes_are_no_part_of_the_text() -> None:
    """One program serves every size."""
    step = step_of(BODY)
    bind = replace(step.binds[0], size=Size(77, 99))
    grown = replace(step, size=Size(77, 99), binds=(bind,))
    assert wrap_body(step, "", NEW) == wrap_body(grown, "", NEW)


def test_macro_parameters_are_text() -> None:
    """A DEFINE is a macro with the value that the person chose."""
    chain = chain_of(
        "//!PARAM mode\n//!TYPE ENUM DEFINE\nsoft\nhard\n"
        "//!HOOK MAIN\n//!BIND HOOKED\n"
        "vec4 hook() { return HOOKED_texOff(mode == hard ? 1 : 0); }\n"
    ).with_value(0, "mode", 1.0)
    plan = plan_passes(chain, rgb_inputs(Size(8, 8)))
    (step,) = [step for step in plan.steps if isinstance(step, HookStep)]
    text = wrap_body(step, "", NEW).fragment
    assert "#define mode 1\n" in text
    assert "#define soft 0\n" in text
    assert "#define hard 1\n" in text
