"""Where intents become effects, without a window."""

from fractions import Fraction

from PySide6.QtWidgets import QApplication

from player.display.picture_maker import DrawStatus
from player.frames import MediaInfo, TrackInfo, VideoInfo
from player.geometry import Size
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.render.request import ChainFault, CompareMode, Kernel
from player.status import ChainStatus, PlayState
from tests.support.eventually import eventually
from tests.support.session_desk import FAST, LIGHT, Desk, load_entry
from ui.chain_control import ShaderShelf
from ui.chain_edits import ChainEdit, EntryRecord


def test_auto_is_the_first_mode_or_off_on_software(desk: Desk) -> None:
    """What the GPU can draw decides, and it is told once."""
    desk.session.choose_first_chain()
    assert desk.session.chain.current is FAST
    desk.session.use_software_defaults("llvmpipe")
    desk.session.choose_first_chain()
    assert desk.session.chain.current is OFF
    notice = desk.session.notices.current
    assert notice is not None
    assert "llvmpipe" in notice.text
    assert desk.session.render_settings(Size(8, 8)).scaler is Kernel.BILINEAR


def test_an_unknown_chain_is_said_and_nothing_is_lost(qapp: QApplication) -> None:
    """The picture goes on as it is."""
    desk = Desk(chain="mode-z")
    desk.session.choose_first_chain()
    assert desk.session.chain.current is OFF
    notice = desk.session.notices.current
    assert notice is not None
    assert "mode-z" in notice.text


def test_editing_leaves_the_preset_as_it_was(desk: Desk) -> None:
    """An edit stays with its chain until the chain is reset."""
    chain = desk.session.chain
    chain.select("mode-a-fast")
    chain.switch_entry(0, is_on=False)
    chain.select("off")
    assert not chain.is_edited
    chain.select("mode-a-fast")
    assert chain.is_edited
    assert not chain.current.entries[0].is_on
    chain.reset()
    assert not chain.is_edited
    assert chain.current is FAST
    assert chain.edits == {}
    redrawn = desk.redrawn
    chain.reset()
    assert desk.said[-1] == "The chain is as its preset has it"
    assert desk.redrawn == redrawn


def test_undone_by_hand_is_not_edited(desk: Desk) -> None:
    """What equals the preset is the preset, however one got there."""
    chain = desk.session.chain
    chain.select("mode-a-fast")
    chain.switch_entry(0, is_on=False)
    chain.switch_entry(0, is_on=True)
    assert not chain.is_edited
    assert chain.edits == {}


def test_edits_of_unknown_chains_are_kept(desk: Desk) -> None:
    """A preset that is not there today may be there tomorrow."""
    edit = ChainEdit((EntryRecord("x"),), (EntryRecord("x", is_on=False),))
    desk.session.chain.restore_edits({"mine": edit})
    assert desk.session.chain.edits == {"mine": edit}


def test_a_turned_value_keeps_known_faults(desk: Desk) -> None:
    """The renderer tells a fault once; a slider must not wipe it off."""
    chain = desk.session.chain
    chain.select("mode-a-fast")
    fault = ChainFault(0, 0, 7, "a.glsl:7: no")
    chain.note_drawn(ChainStatus(chain.current.id), (fault,))
    chain.turn_value(0, "level", 0.5)
    assert chain.faults == {0: fault}
    chain.switch_entry(0, is_on=False)
    assert chain.faults == {}


def test_shader_files_make_a_chain_and_keep_playing(desk: Desk) -> None:
    """Dropped shaders are no films; the chain stays in the menu."""
    desk.session.open_paths(("x.glsl", "y.glsl"))
    chain = desk.session.chain
    assert [entry.reference for entry in chain.current.entries] == ["x.glsl", "y.glsl"]
    assert desk.player.asked == []
    chain.select("off")
    assert chain.custom_files == ("x.glsl", "y.glsl")
    assert chain.select("custom")


def test_typed_files_win_and_leave_what_is_remembered(qapp: QApplication) -> None:
    """The command line is for one run; a hand in the window is for all."""
    chain = (desk := Desk(chain="x.glsl,y.glsl")).session.chain
    chain.restore_custom(("kept.glsl",))
    kept = ChainEdit((EntryRecord("kept.glsl"),), (EntryRecord("kept.glsl", False),))
    chain.restore_edits({"custom": kept})
    desk.session.choose_first_chain()
    assert [entry.reference for entry in chain.current.entries] == ["x.glsl", "y.glsl"]
    assert chain.custom_files == ("kept.glsl",)
    chain.switch_entry(0, is_on=False)
    assert chain.custom_files == ("kept.glsl",)
    assert chain.edits == {"custom": kept}
    desk.session.open_paths(("typed.glsl",), is_typed=True)
    assert chain.custom_files == ("kept.glsl",)
    desk.session.open_paths(("z.glsl",))
    assert chain.custom_files == ("z.glsl",)
    assert chain.edits == {}


def test_a_typed_file_that_is_missing_is_said(qapp: QApplication) -> None:
    """By its own name, not by its whole path; and counted in good English."""
    missing = "/a/long/way/down/with-a-name-that-does-not-fit-the-label.glsl"
    desk = Desk(chain="x.glsl")
    control = desk.session.chain
    entry = ChainEntry(missing, None, fault=f"{missing}: no such shader file")
    shelf = ShaderShelf(
        (OFF,),
        load_entry,
        lambda one: one,
        lambda _: ShaderChain("custom", "Custom", (entry,)),
    )
    control._shelf = shelf
    desk.session.choose_first_chain()
    notice = desk.session.notices.current
    assert notice is not None
    assert notice.text.startswith("with-a-name")
    assert control.current.label == "1 shader file"


def test_a_software_gpu_shows_what_it_can_draw(desk: Desk) -> None:
    """The demo then plays with Light, says so, and the choice is not remembered."""
    session = desk.session
    session.use_software_defaults("llvmpipe")
    session.choose_first_chain()
    session.choose_showpiece()
    assert session.chain.current is LIGHT
    assert session.assumed == {"chain": "light"}
    notice = session.notices.current
    assert notice is not None
    assert "Light" in notice.hint
    assert "off" not in notice.hint


def test_the_showpiece_is_the_first_mode_or_what_was_asked_for(desk: Desk) -> None:
    """A person's own choice is never changed."""
    desk.session.choose_showpiece()
    assert desk.session.chain.current is FAST
    asked = Desk(chain="off")
    asked.session.choose_showpiece()
    assert asked.session.chain.current is OFF


def test_another_chain_takes_the_notice_of_the_old_one_along(desk: Desk) -> None:
    """What was said of a chain is gone the moment it is left."""
    session = desk.session
    session.chain.select("mode-a-fast")
    session.note_drawing(DrawStatus(ChainStatus(FAST.id), draw_ms=300.0))
    video = VideoInfo(TrackInfo(0, "x"), Size(4, 4), Size(4, 4), Fraction(24), "x")
    media = MediaInfo("a.mkv", "", 60.0, video, None)
    desk.player.show(state=PlayState.PLAYING, media=media)
    eventually(lambda: _tell(desk, "chain-too-slow"))
    session.chain.select("off")
    assert session.notices.current is None


def _tell(desk: Desk, key: str) -> bool:
    desk.session.playback.refresh()
    notice = desk.session.notices.current
    return notice is not None and notice.key == key


def test_lighter_goes_from_hq_to_fast_to_light_to_off(desk: Desk) -> None:
    """Each step asks for less."""
    chain = desk.session.chain
    chain.select("mode-a-hq")
    chain.use_lighter()
    assert chain.current is FAST
    chain.use_lighter()
    assert chain.current is LIGHT
    chain.use_lighter()
    assert chain.current is OFF


def test_a_fault_is_told_once_and_only_of_this_chain(desk: Desk) -> None:
    """A chain that is left takes its faults along."""
    session = desk.session
    session.chain.select("mode-a-fast")
    fault = ChainFault(0, 0, 3, "a.glsl:3: no")
    status = DrawStatus(ChainStatus(FAST.id), (fault,))
    session.note_drawing(status)
    session.note_drawing(status)
    assert session.chain.faults == {0: fault}
    assert session.notices.current is not None
    assert session.notices.current.text == "a.glsl:3: no"
    session.chain.select("off")
    assert session.chain.faults == {}
    assert session.notices.current is None


def test_before_is_drawn_only_when_it_is_looked_at(desk: Desk) -> None:
    """A comparison or a held key asks for it, and for a redraw."""
    session = desk.session
    area = Size(16, 16)
    assert not session.render_settings(area).is_before_wanted
    session.compare.hold_original(is_held=True)
    assert session.render_settings(area).is_before_wanted
    assert desk.redrawn == 1
    session.compare.hold_original(is_held=False)
    session.compare.set_mode(CompareMode.WIPE)
    assert session.render_settings(area).is_before_wanted
    session.compare.set_mode(CompareMode.SIDE_BY_SIDE)
    assert desk.redrawn == 3, "wipe and side by side want the same"


def test_the_divider_snaps_to_the_middle_when_let_go(desk: Desk) -> None:
    """Near ½ it goes there, only at the end of the drag; it stays in the picture."""
    compare = desk.session.compare
    compare.set_divider(0.505)
    assert compare.divider == 0.505
    compare.set_divider(0.506, is_final=True)
    assert compare.divider == 0.5
    compare.set_divider(7.0)
    assert compare.divider == 1.0


def test_volume_and_speed_go_in_steps_within_their_range(desk: Desk) -> None:
    """Up to 130 %; along the usual speeds; turning up undoes mute."""
    playback = desk.session.playback
    desk.player.show(volume=1.28, is_muted=True)
    playback.change_volume(1)
    assert ("set_volume", 1.3) in desk.player.asked
    assert ("set_muted", False) in desk.player.asked
    playback.change_speed(1)
    assert ("set_speed", 1.25) in desk.player.asked
    desk.player.show(speed=0.25)
    playback.change_speed(-1)
    assert desk.player.asked[-1] == ("set_speed", 0.25)
