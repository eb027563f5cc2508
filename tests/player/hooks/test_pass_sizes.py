"""Laws of planning: the sizes that expressions ask for and that passes make."""

from dataclasses import replace

import pytest

from player.geometry import Size
from player.hooks.pass_graph import MAX_AREA_PX, MAX_SIDE_PX
from tests.support.pass_plans import (
    DOUBLE,
    INPUTS,
    hooks_of,
    planned,
    reasons_of,
    written,
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("HOOKED", Size(640, 360)),
        ("MAIN", Size(640, 360)),
        ("NATIVE", Size(640, 360)),
        ("LUMA", Size(640, 360)),
        ("CHROMA", Size(320, 180)),
        ("CHROMA_SCALED", Size(640, 360)),
        ("OUTPUT", Size(1280, 720)),
        ("NATIVE_CROPPED", Size(640, 360)),
    ],
)
def test_sizes_that_expressions_may_ask_for(name: str, wanted: Size) -> None:
    """Each name of the format has its size at MAIN."""
    plan = planned(written("HOOK MAIN", f"WIDTH {name}.w 1 +", f"HEIGHT {name}.h 1 +"))
    assert plan.final_size == Size(wanted.width + 1, wanted.height + 1)


def test_the_size_of_a_saved_texture_can_be_asked_for() -> None:
    """The GAN files use three times the width of an earlier result."""
    plan = planned(
        written("HOOK MAIN", "SAVE x", "WIDTH HOOKED.w 3 /", "HEIGHT 7")
        + written("HOOK MAIN", "WIDTH x.w 3 *", "HEIGHT x.h", reads="x")
    )
    assert plan.final_size == Size(639, 7)


def test_the_cropped_native_follows_the_enlargements_so_far() -> None:
    """It is the source rectangle times any prescaling, as in mpv."""
    plan = planned(written(*DOUBLE), written("HOOK MAIN", "WIDTH NATIVE_CROPPED.w"))
    assert plan.final_size == Size(1280, 720)


def test_an_rgb_source_has_no_luma() -> None:
    """Files for LUMA stay idle, and so does a rule that asks for its size."""
    inputs = replace(INPUTS, chroma=None, is_rgb=True)
    plan = planned(
        written("HOOK LUMA"),
        written("HOOK MAIN", "WHEN LUMA.w 0 >"),
        written("HOOK MAIN", "WHEN RGB.w 640 ="),
        inputs=inputs,
    )
    assert [step.entry for step in hooks_of(plan)] == [2]
    assert reasons_of(plan) == [
        "hooks LUMA, which this version does not run",
        "WHEN cannot be decided: LUMA.w: no such texture at this point",
    ]


def test_a_stage_that_is_not_reached_has_no_size() -> None:
    """At NATIVE nobody knows MAIN yet."""
    plan = planned(written("HOOK NATIVE", "WHEN MAIN.w 0 >"))
    assert "MAIN.w: no such texture" in reasons_of(plan)[0]


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("HOOKED.w 2 /", 427),
        ("HOOKED.w 4 /", 213),
        ("0.2", 1),
        ("1.4999", 1),
        ("1.5", 2),
        ("2.5", 3),
    ],
)
def test_sizes_are_rounded_half_up_and_never_vanish(
    expression: str, wanted: int
) -> None:
    """Halves go up, as in C; less than a pixel is a pixel."""
    inputs = replace(INPUTS, luma=Size(853, 480))
    plan = planned(written("HOOK MAIN", f"WIDTH {expression}"), inputs=inputs)
    assert plan.final_size == Size(wanted, 480)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("WIDTH nothing.w", "WIDTH has no value: nothing.w: no such texture"),
        ("HEIGHT 1 0 /", "HEIGHT has no value"),
        ("WIDTH 0", "WIDTH is 0.00, nothing to draw"),
        ("HEIGHT 3 5 -", "HEIGHT is -2.00"),
        (f"WIDTH {MAX_SIDE_PX + 1}", f"{MAX_SIDE_PX} a side is the most"),
        ("WIDTH 1e30", "a side is the most"),
        ("WHEN nothing.w", "WHEN cannot be decided"),
        ("WHEN volume", "no parameter is called volume"),
    ],
)
def test_an_expression_that_fails_leaves_its_pass_idle(line: str, reason: str) -> None:
    """The pass is skipped and says so; the picture is as it was."""
    plan = planned(written("HOOK MAIN", line))
    assert plan.steps == ()
    assert reason in reasons_of(plan)[0]


def test_a_picture_larger_than_a_gpu_can_hold_is_not_made() -> None:
    """Each side may be lawful and the whole still absurd."""
    side = MAX_SIDE_PX
    assert side * side > MAX_AREA_PX
    plan = planned(written("HOOK MAIN", f"WIDTH {side}", f"HEIGHT {side}"))
    assert "more than a GPU can hold" in reasons_of(plan)[0]


def test_a_picture_of_one_pixel_is_lawful() -> None:
    """The smallest result there is."""
    plan = planned(written("HOOK MAIN", "WIDTH 1", "HEIGHT 1"))
    assert plan.final_size == Size(1, 1)
