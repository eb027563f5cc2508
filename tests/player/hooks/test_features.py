"""What this version does not run is idle with a reason and never breaks the picture."""

import pytest

from player.hooks.features import (
    hook_point,
    hook_points,
    reasons_never_to_run,
    reasons_to_stay_idle,
)
from player.hooks.parser import parse_shader
from player.hooks.presets import load_presets
from player.hooks.shader_file import HookPoint, ShaderFile

BODY = "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
LUT = "//!TEXTURE lut\n//!SIZE 1\n//!FORMAT r8\n00\n"
BUFFER = "//!BUFFER store\n//!VAR float x\n\n"


def _file(text: str) -> ShaderFile:
    return parse_shader(text, "a.glsl")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("//!HOOK LUMA\n" + BODY, "hooks LUMA, which this version does not run"),
        (
            "//!HOOK LUMA\n//!HOOK CHROMA\n" + BODY,
            "hooks LUMA and CHROMA, which this version does not run",
        ),
        (
            "//!HOOK MAIN\n//!COMPUTE 8 8\nvoid hook() {}\n",
            "needs COMPUTE, which this version does not run",
        ),
        (
            f"{LUT}//!HOOK MAIN\n//!BIND lut\n{BODY}",
            "needs TEXTURE lut, which this version does not load",
        ),
        (
            f"{BUFFER}//!HOOK MAIN\n//!BIND store\n{BODY}",
            "needs BUFFER store, which this version does not load",
        ),
        (
            "//!HOOK MAIN\n//!OFFSET 0.5 0.5\n" + BODY,
            "needs OFFSET, which this version does not undo",
        ),
        (
            "//!HOOK MAIN\n//!OFFSET ALIGN\n//!SAVE MAIN\n" + BODY,
            "needs OFFSET, which this version does not undo",
        ),
        ("//!HOOK MAIN\n\n", "has an empty body"),
        ("//!HOOK MAIN\nvec4 x;\n", "does not define hook()"),
    ],
)
def test_what_is_not_run_is_named(text: str, reason: str) -> None:
    """Each missing feature has its sentence."""
    assert reasons_to_stay_idle(_file(text)) == {0: reason}


@pytest.mark.parametrize(
    "text",
    [
        "//!HOOK MAIN\n" + BODY,
        "//!HOOK LUMA\n//!HOOK MAIN\n" + BODY,
        "//!HOOK MAIN\n//!SAVE aside\n//!OFFSET 0.5 0.5\n" + BODY,
        f"{LUT}//!HOOK MAIN\n{BODY}",
    ],
)
def test_what_is_run_has_no_reason(text: str) -> None:
    """A block that no pass binds, or a shift put aside, stops nothing."""
    assert reasons_to_stay_idle(_file(text)) == {}


def test_a_file_that_needs_more_stays_idle_as_a_whole() -> None:
    """Half a file would draw what nobody meant."""
    text = f"//!HOOK MAIN\n{BODY}//!HOOK MAIN\n//!COMPUTE 8 8\nvoid hook() {{}}\n"
    reasons = reasons_to_stay_idle(_file(text))
    assert reasons[0] == (
        "its file stays idle: pass 2 needs COMPUTE, which this version does not run"
    )


def test_passes_of_other_stages_do_not_stop_a_file() -> None:
    """A file may serve several kinds of source, one pass each."""
    text = f"//!HOOK LUMA\n//!COMPUTE 8 8\n{BODY}//!HOOK MAIN\n{BODY}"
    assert set(reasons_to_stay_idle(_file(text))) == {0}


def test_names_after_hook_mean_points_or_nothing() -> None:
    """Aliases count, foreign stages do not."""
    assert hook_point("MAINPRESUB") is HookPoint.MAIN
    assert hook_point("OUTPUT") is None
    (shader,) = _file("//!HOOK NATIVE\n//!HOOK SCALED\n" + BODY).passes
    assert hook_points(shader) == {HookPoint.NATIVE}


def test_no_pass_of_our_presets_is_called_hopeless() -> None:
    """What runs at some size is never said to run at none."""
    files = [entry.file for chain in load_presets() for entry in chain.entries]
    assert files
    for file in files:
        assert file is not None
        assert reasons_never_to_run(file) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("WHEN aside.w 1 >", ""),
        ("WHEN MAIN.w LUMA.w > OUTPUT.h NATIVE_CROPPED.h > *", ""),
        ("WHEN mode far =", ""),
        ("BIND aside", ""),
        ("BIND MAINPRESUB", ""),
        ("HEIGHT elsewhere.h", "asks for the size of elsewhere"),
        ("WHEN level 1 =", "asks for level"),
        ("BIND elsewhere", "binds elsewhere"),
        ("BIND LUMA", "binds LUMA"),
    ],
)
def test_names_that_nothing_has_are_slips(line: str, reason: str) -> None:
    """Saved textures, stages, sizes of planes, parameters and choices may come."""
    text = (
        "//!PARAM mode\n//!TYPE ENUM int\nnear\nfar\n"
        f"//!HOOK MAIN\n//!SAVE aside\n{BODY}//!HOOK MAIN\n//!{line}\n{BODY}"
    )
    found = reasons_never_to_run(_file(text))
    assert set(found) == ({1} if reason else set())
    assert all(reason in words for words in found.values())
