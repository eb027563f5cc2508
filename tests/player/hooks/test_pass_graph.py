"""Laws of planning: which passes run, on what, in what order, and why others do not."""

from hypothesis import given
from hypothesis import strategies as st

from player.geometry import Size
from player.hooks.chain import ChainEntry
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PassPlan, StageStep
from player.hooks.shader_file import HookPoint
from tests.support.pass_plans import (
    DOUBLE,
    GATE,
    INPUTS,
    chained,
    hooks_of,
    planned,
    reasons_of,
    written,
)


def test_an_empty_chain_needs_no_step() -> None:
    """The planes then go to the screen's kernel straight."""
    plan = planned()
    assert (plan.steps, plan.idle, plan.final) == ((), (), None)
    assert plan.final_size == INPUTS.luma


def test_a_pass_on_main_makes_main_from_the_planes_and_replaces_it() -> None:
    """Without SAVE the result is the picture from there on."""
    plan = planned(written("HOOK MAIN"))
    stage, step = plan.steps
    assert stage == StageStep(HookPoint.MAIN, None, 0, Size(640, 360))
    assert isinstance(step, HookStep)
    assert step.overwrites_stage
    assert [(bind.names, bind.texture) for bind in step.binds] == [
        (("HOOKED", "MAIN"), 0)
    ]
    assert (step.output, plan.final, step.size) == (1, 1, Size(640, 360))
    assert step.releases == (0,)


def test_a_pass_on_native_comes_first_and_main_is_made_from_it() -> None:
    """Stages follow the pipeline whatever the order in the file."""
    plan = planned(written("HOOK MAIN") + written("HOOK NATIVE"))
    made = [(step.stage.value, type(step).__name__) for step in plan.steps]
    assert made == [
        ("NATIVE", "StageStep"),
        ("NATIVE", "HookStep"),
        ("MAIN", "StageStep"),
        ("MAIN", "HookStep"),
    ]
    main = plan.steps[2]
    assert isinstance(main, StageStep)
    assert main.source == plan.steps[1].output


def test_a_doubled_native_gives_a_doubled_main() -> None:
    """MAIN begins at the size that NATIVE has by then; release 3.1 works this way."""
    first = written("HOOK NATIVE", "WIDTH NATIVE.w 2 *", "HEIGHT NATIVE.h 2 *")
    plan = planned(first, written("HOOK MAIN"))
    assert plan.final_size == Size(1280, 720)
    assert hooks_of(plan)[1].size == Size(1280, 720)


def test_native_serves_main_where_a_pass_reads_both() -> None:
    """One drawing of the planes is enough."""
    plan = planned(written("HOOK MAIN", reads="HOOKED NATIVE"))
    native, main, step = plan.steps
    assert isinstance(main, StageStep)
    assert (native.output, main.source) == (0, 0)
    assert isinstance(step, HookStep)
    assert {bind.texture for bind in step.binds} == {0, 1}


def test_names_are_live() -> None:
    """After a doubling MAIN is the new picture, NATIVE still the old one."""
    rule = "WHEN MAIN.w NATIVE.w 2 * = MAIN.w OUTPUT.w = * MAIN.h OUTPUT.h = *"
    plan = planned(
        written(*DOUBLE, GATE),
        written("HOOK MAIN", rule),
        written(*DOUBLE, GATE),
    )
    assert [step.entry for step in hooks_of(plan)] == [0, 1]
    assert reasons_of(plan) == ["1.00 is not > 1.20"]


def test_passes_of_one_stage_run_in_load_order() -> None:
    """File order first, then order inside the file; stages only come between files."""
    first = written("HOOK PREKERNEL") + written("HOOK MAIN")
    second = written("HOOK MAIN") + written("HOOK NATIVE")
    order = [(s.entry, s.shader.index) for s in hooks_of(planned(first, second))]
    assert order == [(1, 1), (0, 1), (1, 0), (0, 0)]


def test_a_saved_texture_is_read_by_later_passes_of_its_file_only() -> None:
    """Saved names are private to a file: two chains cannot meet in `conv2d_tf`."""
    save = written("HOOK MAIN", "SAVE x", "COMPONENTS 4")
    use = written("HOOK MAIN", reads="HOOKED x")
    assert len(hooks_of(planned(save + use))) == 2
    plan = planned(save, use)
    assert plan.steps == ()
    assert reasons_of(plan) == [
        "nothing reads x, which it makes",
        "binds x, which nothing before it has made",
    ]


def test_the_same_file_twice_runs_twice() -> None:
    """Each instance has textures of its own."""
    file = written("HOOK MAIN", "SAVE x") + written("HOOK MAIN", reads="HOOKED x")
    steps = hooks_of(planned(file, file))
    assert [step.entry for step in steps] == [0, 0, 1, 1]
    assert steps[2].output in {bind.texture for bind in steps[3].binds}


def test_a_pass_may_bind_and_save_the_same_name() -> None:
    """It reads the old version and makes a new one, never the same texture."""
    again = written("HOOK MAIN", "SAVE x", reads="x")
    plan = planned(
        written("HOOK MAIN", "SAVE x") + again + written("HOOK MAIN", reads="HOOKED x")
    )
    first, second, last = hooks_of(plan)
    assert second.binds[0].texture == first.output != second.output
    assert second.output in {bind.texture for bind in last.binds}
    assert first.output in second.releases


def test_save_of_the_own_stage_replaces_the_picture() -> None:
    """`SAVE MAIN` and `SAVE HOOKED` at MAIN are overwrites."""
    for name in ("MAIN", "HOOKED", "MAINPRESUB"):
        (step,) = hooks_of(planned(written("HOOK MAIN", f"SAVE {name}")))
        assert step.overwrites_stage


def test_save_of_an_earlier_stage_replaces_its_copy_for_every_file() -> None:
    """Stage textures are shared; the picture itself stays."""
    plan = planned(
        written("HOOK MAIN", "SAVE NATIVE", "WIDTH 10", "HEIGHT 10"),
        written("HOOK MAIN", "WHEN NATIVE.w 10 =", reads="HOOKED NATIVE"),
    )
    first, second = hooks_of(plan)
    assert not first.overwrites_stage
    assert {bind.texture for bind in second.binds} == {0, first.output}
    assert plan.final_size == Size(640, 360)


def test_a_missing_bind_skips_the_pass_and_nothing_else() -> None:
    """The chain goes on; that is part of the format's contract."""
    plan = planned(
        written("HOOK MAIN", "DESC first", reads="nobody") + written("HOOK MAIN")
    )
    assert [step.shader.index for step in hooks_of(plan)] == [1]
    (idle,) = plan.idle
    assert (idle.entry, idle.index, idle.title) == (0, 0, "first")
    assert idle.reason == "binds nobody, which nothing before it has made"


def test_a_bind_of_a_plane_is_told_apart_from_a_slip() -> None:
    """The planes exist, but this version does not hand them to passes."""
    (reason,) = reasons_of(planned(written("HOOK MAIN", reads="LUMA")))
    assert reason == "binds LUMA, a plane that this version does not hand to passes"


def test_when_comes_before_the_binds() -> None:
    """A gated pass tells its condition, not the texture that is missing with it."""
    plan = planned(written("HOOK MAIN", "WHEN 1 2 >", reads="nobody"))
    assert reasons_of(plan) == ["1 is not > 2"]


def test_a_gated_pass_takes_its_readers_with_it() -> None:
    """The DTD way: an ungated pass is switched off by what it binds."""
    file = written("HOOK MAIN", "SAVE x", "WHEN 0") + written("HOOK MAIN", reads="x")
    assert len(reasons_of(planned(file))) == 2


def test_hooked_and_its_stage_are_one_texture_with_two_names() -> None:
    """Binding both spends one sampler; the macros exist under each name."""
    (step,) = hooks_of(planned(written("HOOK MAIN", reads="MAIN HOOKED")))
    assert [bind.names for bind in step.binds] == [("HOOKED", "MAIN")]


def test_prekernel_begins_as_the_finished_main() -> None:
    """Nothing is drawn in between, so both names are one texture."""
    plan = planned(written("HOOK MAIN"), written("HOOK PREKERNEL", reads="HOOKED MAIN"))
    last = hooks_of(plan)[1]
    assert [bind.names for bind in last.binds] == [("HOOKED", "PREKERNEL", "MAIN")]
    assert last.binds[0].texture == hooks_of(plan)[0].output


def test_a_pass_on_two_stages_runs_at_both() -> None:
    """Several HOOK lines mean several runs; one that ran is not idle."""
    both = written("HOOK MAIN", "HOOK PREKERNEL", "HOOK LUMA")
    plan = planned(both)
    assert [step.stage.value for step in hooks_of(plan)] == ["MAIN", "PREKERNEL"]
    assert plan.idle == ()


def test_an_alias_of_main_is_main() -> None:
    """Nothing is drawn between MAINPRESUB and MAIN here."""
    plan = planned(
        written("HOOK MAINPRESUB", "WHEN MAINPRESUB.w MAIN.w =", reads="HOOKED")
    )
    (step,) = hooks_of(plan)
    assert (step.stage, step.overwrites_stage) == (HookPoint.MAIN, True)
    assert step.binds[0].names == ("HOOKED", "MAINPRESUB")


def test_prekernel_cannot_be_resized() -> None:
    """An overwrite of another size stays idle; a side texture of any size is fine."""
    plan = planned(written("HOOK PREKERNEL", "WIDTH HOOKED.w 2 *"))
    assert plan.steps == ()
    assert "would resize PREKERNEL from 640×360 to 1280×360" in reasons_of(plan)[0]
    plan = planned(
        written("HOOK PREKERNEL", "SAVE x", "WIDTH 9")
        + written("HOOK PREKERNEL", reads="HOOKED x")
    )
    assert len(hooks_of(plan)) == 2


def test_seventeen_textures_are_one_too_many() -> None:
    """Sixteen samplers is what OpenGL promises; a name that is not read is free."""
    saves = "".join(written("HOOK MAIN", f"SAVE t{place}") for place in range(17))
    names = " ".join(f"t{place}" for place in range(17))
    fits = written("HOOK MAIN", reads=names.replace(" t16", ""))
    assert len(hooks_of(planned(saves + fits))[-1].binds) == 16
    plan = planned(saves + written("HOOK MAIN", reads=names))
    assert "reads 17 textures; 16 is the most" in reasons_of(plan)
    unread = written(
        "HOOK MAIN", reads=names, body="vec4 hook() { return t3_tex(t3_pos); }"
    )
    assert len(hooks_of(planned(saves + unread))[-1].binds) == 1


def test_pasted_tokens_keep_every_bind() -> None:
    """Where a macro builds names, nobody can tell what is read."""
    body = "#define T(n) n ## _tex(n ## _pos)\nvec4 hook() { return T(x); }"
    plan = planned(
        written("HOOK MAIN", "SAVE x")
        + written("HOOK MAIN", reads="HOOKED x", body=body)
    )
    assert len(hooks_of(plan)[-1].binds) == 2


def test_a_pass_that_reads_nothing_may_run() -> None:
    """A generated picture needs no bind."""
    plan = planned(written("HOOK MAIN", reads=""))
    assert [type(step) for step in plan.steps] == [HookStep]
    assert (plan.final, plan.steps[0].output) == (0, 0)


def test_components_are_those_declared_or_those_of_the_picture() -> None:
    """Ordinary video has three."""
    plan = planned(
        written("HOOK MAIN", "SAVE x", "COMPONENTS 1")
        + written("HOOK MAIN", reads="HOOKED x")
    )
    assert [step.components for step in hooks_of(plan)] == [1, 3]


def test_results_that_nobody_reads_are_not_drawn() -> None:
    """A chain whose passes all come to nothing is no chain at all."""
    file = written("HOOK MAIN", "SAVE x") + written("HOOK MAIN", "SAVE x", reads="x")
    plan = planned(file)
    assert (plan.steps, plan.final) == ((), None)
    assert reasons_of(plan) == ["nothing reads x, which it makes"] * 2
    replaced = written("HOOK MAIN") + written("HOOK MAIN", reads="")
    assert reasons_of(planned(replaced)) == ["nothing reads MAIN, which it makes"]


def test_what_a_person_switched_off_is_marked_so() -> None:
    """Passes and files that are off say it, and are told apart from idle ones."""
    chain = chained(written("HOOK MAIN") * 2, written("HOOK MAIN"))
    chain = chain.with_pass_switched(0, 1, is_on=False)
    chain = chain.with_entry_switched(1, is_on=False)
    plan = plan_passes(chain, INPUTS)
    assert [(step.entry, step.shader.index) for step in hooks_of(plan)] == [(0, 0)]
    assert [(i.entry, i.index, i.is_switched_off) for i in plan.idle] == [
        (0, 1, True),
        (1, 0, True),
    ]
    assert set(reasons_of(plan)) == {"switched off"}


def test_a_missing_file_is_passed_over() -> None:
    """An entry without a file has no passes to speak of."""
    chain = chained(written("HOOK MAIN")).with_entry_added(
        ChainEntry("gone.glsl", None, fault="gone.glsl: no such shader file")
    )
    plan = plan_passes(chain, INPUTS)
    assert (len(hooks_of(plan)), plan.idle) == (1, ())


PARAM = "//!PARAM level\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 4\n1.0\n"
ENUM = "//!PARAM style\n//!TYPE ENUM int\nSOFT\nHARD\n"


def test_parameters_count_in_expressions_and_reach_the_passes_that_use_them() -> None:
    """A turned value changes the plan; a pass gets what its body mentions."""
    body = "vec4 hook() { return HOOKED_tex(HOOKED_pos) * level; }"
    file = (
        PARAM
        + ENUM
        + written("HOOK MAIN", "WHEN level 0 >", body=body)
        + written("HOOK MAIN", "WHEN style HARD =")
        + written("HOOK MAIN", body="vec4 hook() { return HARD * HOOKED_texOff(0); }")
    )
    chain = chained(file)
    first, last = hooks_of(plan_passes(chain, INPUTS))
    assert [(v.param.name, v.value) for v in first.params] == [("level", 1.0)]
    assert [(v.param.name, v.value) for v in last.params] == [("style", 0.0)]
    turned = chain.with_value(0, "level", 9.0).with_value(0, "style", 1)
    steps = hooks_of(plan_passes(turned, INPUTS))
    assert [v.value for v in steps[0].params] == [4.0]
    assert [step.shader.index for step in steps] == [0, 1, 2]
    off = plan_passes(chain.with_value(0, "level", 0.0), INPUTS)
    assert reasons_of(off)[0] == "0 is not > 0"
    assert 0 not in [step.shader.index for step in hooks_of(off)]


def _check_lifetimes(plan: PassPlan) -> None:
    """Every texture is made once, read only while alive, and ended once."""
    alive: set[int] = set()
    for place, step in enumerate(plan.steps):
        if isinstance(step, HookStep):
            reads = {bind.texture for bind in step.binds}
        else:
            reads = set() if step.source is None else {step.source}
        assert reads <= alive
        assert step.output == place
        alive.add(step.output)
        assert set(step.releases) <= alive
        assert step.output not in step.releases
        alive -= set(step.releases)
    assert alive == ({plan.final} if plan.final is not None else set())


LINES = st.sampled_from(
    [
        "SAVE a",
        "SAVE b",
        "SAVE NATIVE",
        "SAVE MAIN",
        "WIDTH a.w",
        "WIDTH 20",
        "HEIGHT HOOKED.h 2 *",
        "WHEN a.w b.w >",
        "WHEN 1",
        "COMPONENTS 2",
    ]
)
PASSES = st.builds(
    lambda point, lines, reads: written(
        f"HOOK {point}", *dict.fromkeys(lines), reads=" ".join(dict.fromkeys(reads))
    ),
    st.sampled_from(["NATIVE", "MAIN", "PREKERNEL", "LUMA"]),
    st.lists(LINES, max_size=3),
    st.lists(st.sampled_from(["HOOKED", "a", "b", "MAIN", "NATIVE"]), max_size=3),
)


@given(st.lists(st.lists(PASSES, max_size=5).map("".join), max_size=4))
def test_any_chain_has_a_sound_plan(files: list[str]) -> None:
    """Each pass runs or is idle with words; lifetimes are sound; final is alive."""
    chain = chained(*(text for text in files if text))
    plan = plan_passes(chain, INPUTS)
    _check_lifetimes(plan)
    ran = {(step.entry, step.shader.index) for step in hooks_of(plan)}
    idle = {(item.entry, item.index) for item in plan.idle}
    every = {
        (entry, shader.index)
        for entry, item in enumerate(chain.entries)
        for shader in (item.file.passes if item.file else ())
    }
    assert ran | idle == every
    assert not ran & idle
    assert all(item.reason for item in plan.idle)
    assert plan == plan_passes(chain, INPUTS)
