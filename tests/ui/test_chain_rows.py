"""Rows of the drawer: what each file and pass did, or why it did nothing."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.library import chain_from_files
from player.render.request import ChainFault
from player.status import ChainStatus, PassVerdict
from tests.support.ui_samples import CHAIN, CHAIN_STATUS, shader_file
from ui.chain_model import ChainModel
from ui.chain_rows import chain_rows


def test_a_file_sums_its_passes() -> None:
    """Time and count of a file are those of its passes that ran."""
    clamp, deblur, *_rest = chain_rows(CHAIN, CHAIN_STATUS, {})
    assert clamp.ms == 1.5
    assert clamp.note == "2 of 2 passes"
    assert deblur.note == "3 of 4 passes"


def test_the_slowest_pass_has_the_whole_bar() -> None:
    """Bars are to scale with the slowest pass of the chain."""
    rows = chain_rows(CHAIN, CHAIN_STATUS, {})
    shares = [one.share for row in rows for one in row.passes]
    assert max(shares) == 1.0
    assert rows[1].passes[0].share == 0.3 / 6.9


def test_an_idle_file_tells_its_reason() -> None:
    """The renderer's reason stands on the file and on each idle pass."""
    upscale = chain_rows(CHAIN, CHAIN_STATUS, {})[2]
    assert upscale.ms is None
    assert upscale.note == "idle: 1.00 is not > 1.20"
    assert all(one.reason == "1.00 is not > 1.20" for one in upscale.passes)


def test_a_file_tells_the_cause_not_what_follows_from_it() -> None:
    """Where a later pass misses its input, nothing reads the earlier ones."""
    words = ("nothing reads A, which it makes", "binds B, which nothing has made")
    idle = [p for p in CHAIN_STATUS.passes if p.entry == 2][: len(words)]
    passes = tuple(
        replace(p, reason=reason) for p, reason in zip(idle, words, strict=True)
    )
    rows = chain_rows(CHAIN, ChainStatus(CHAIN.id, passes), {})
    assert rows[2].note == "idle: binds B, which nothing has made"


def test_faults_stand_on_their_file() -> None:
    """A file that could not be read, or that failed while drawing, says why."""
    fault = ChainFault(0, 1, 24, "Clamp highlights.glsl:24: syntax error")
    rows = chain_rows(CHAIN, CHAIN_STATUS, {0: fault})
    assert rows[0].fault == fault.message
    assert "MIAN" in rows[3].fault
    assert rows[3].note == "cannot be read"


def test_what_failed_is_shown_off_and_cannot_be_switched(
    qapp: QApplication,
) -> None:
    """A file that the renderer gave up, or that cannot be read, draws nothing."""
    fault = ChainFault(0, 1, 24, "Clamp highlights.glsl:24: syntax error")
    model = ChainModel()
    model.show_rows(chain_rows(CHAIN, CHAIN_STATUS, {0: fault}))
    switched: list[object] = []
    model.entry_switched.connect(lambda *what: switched.append(what))
    model.pass_switched.connect(lambda *what: switched.append(what))
    failed = model.index(0, 0)
    for index in (failed, model.index(1, 0, failed), model.index(3, 0)):
        assert model.data(index, Qt.ItemDataRole.CheckStateRole) == (
            Qt.CheckState.Unchecked
        )
        assert not model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
        model.switch(index)
    assert switched == []
    model.switch(model.index(1, 0))
    assert switched == [(1, False)]


def test_switches_are_those_of_the_chain() -> None:
    """Rows show the chain as it is edited, even before a frame is drawn with it."""
    edited = CHAIN.with_entry_switched(0, is_on=False)
    rows = chain_rows(edited, CHAIN_STATUS, {})
    assert not rows[0].is_on
    assert rows[0].note == "switched off"
    assert not rows[1].passes[1].is_on


def test_a_status_of_another_chain_is_left_out() -> None:
    """Times of the chain before are not shown on the new one."""
    rows = chain_rows(CHAIN, replace(CHAIN_STATUS, chain_id="another"), {})
    assert all(one.ms is None for row in rows for one in row.passes)
    assert rows[0].note == "2 passes"


def test_all_passes_off_is_a_reason() -> None:
    """A file whose passes are all switched off says so."""
    passes = tuple(
        replace(p, verdict=PassVerdict.OFF) for p in CHAIN_STATUS.passes if p.entry == 2
    )
    rows = chain_rows(CHAIN, ChainStatus(CHAIN.id, passes), {})
    assert rows[2].note == "idle: every pass is switched off"


def test_passes_leave_out_what_they_share() -> None:
    """A file that repeats its name in every title is shown without the name."""
    file = shader_file(
        "Sakuga_Deblur_DoG", ("Sakuga Deblur DoG: blur", "Sakuga Deblur DoG: sharpen")
    )
    chain = ShaderChain("one", "One", (ChainEntry("deblur", file),))
    (row,) = chain_rows(chain, ChainStatus(), {})
    assert row.name == "Sakuga Deblur DoG"
    assert [one.title for one in row.passes] == ["blur", "sharpen"]


def test_the_tool_tip_says_what_a_file_is_for(qapp: QApplication) -> None:
    """As its head does: that Restore leaves a sharp picture alone, for one."""
    chain = chain_from_files(["restore/Sakuga_Restore_CNN_S.glsl"])
    model = ChainModel()
    model.show_rows(chain_rows(chain, ChainStatus(), {}))
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert isinstance(tip, str)
    first, second = tip.splitlines()
    assert first == "7 passes"
    assert second.endswith("What is sharp already is left as it is.")


def test_a_broken_file_is_called_by_its_name() -> None:
    """In title and words; where it lies is in the tool tip."""
    place = "/a/long/way/down/broken.glsl"
    entries = (
        ChainEntry(place, None, fault=f"{place}:3: unknown word MIAN"),
        ChainEntry(place, None, fault=f"{place}: no such shader file"),
    )
    rows = chain_rows(ShaderChain("custom", "Custom", entries), ChainStatus(), {})
    assert [row.name for row in rows] == ["broken.glsl"] * 2
    assert rows[0].fault == "broken.glsl:3: unknown word MIAN"
    assert rows[1].fault == "broken.glsl: no such shader file"
    model = ChainModel()
    model.show_rows(rows)
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert str(tip).endswith(place)
