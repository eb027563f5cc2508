"""Size Auto in the session: chosen, stepped, edited, remembered; without a window."""

from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication

from player.display.auto_size import DOWN_PATIENCE_S, UP_PATIENCE_S
from player.display.picture_maker import DrawStatus
from player.frames import MediaInfo, TrackInfo, VideoInfo
from player.geometry import Size
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.shader_file import ShaderFile
from player.hooks.sizes import with_auto
from player.options import Value, defaults
from player.playback.transport import TransportSettings
from player.status import ChainStatus, PlayState
from tests.support.hand_player import HandPlayer
from ui import load_notice, size_choice
from ui.chain_control import ShaderShelf
from ui.memory import last_options
from ui.session import Session

VIDEO = VideoInfo(TrackInfo(0, "x"), Size(4, 4), Size(4, 4), Fraction(25), "x")
MEDIA = MediaInfo("a.mkv", "", 60.0, VIDEO, None)
QUICK_MS, SLOW_MS = 2.0, 60.0
"""For a frame of 40 ms: room for HQ, and too long even for Fast."""


def _listed(name: str, label: str, *files: str, key: str = "") -> ShaderChain:
    entries = tuple(
        ChainEntry(file, ShaderFile(f"/{file}.glsl", file, file, ())) for file in files
    )
    return ShaderChain(name, label, entries, key=key)


FAST = _listed("mode-a-fast", "A · Fast", "small", "end", key="1")
HQ = _listed("mode-a-hq", "A · HQ", "big", "end")
LIGHT = _listed("light", "Light", "light")
CHAINS = (OFF, *with_auto((FAST, HQ, LIGHT)))
AUTO = next(chain for chain in CHAINS if chain.is_auto)


class Desk:
    """A session that plays by a clock turned by hand, at figures given by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, **options: Value) -> None:
        self.now = 0.0
        clock = SimpleNamespace(perf_counter=lambda: self.now)
        monkeypatch.setattr(size_choice, "time", clock)
        monkeypatch.setattr(load_notice, "time", clock)
        self.player = HandPlayer(TransportSettings(), lambda: None, lambda: None)
        shelf = ShaderShelf(
            CHAINS,
            lambda path: ChainEntry(path, None),
            lambda entry: entry,
            lambda text: next(chain for chain in CHAINS if chain.name == text),
        )
        self.session = Session(self.player, {**defaults(), **options}, shelf)
        self.chain = self.session.chain
        self.said: list[str] = []
        self.session.said.connect(self.said.append)
        self.player.show(state=PlayState.PLAYING, media=MEDIA)

    @property
    def label(self) -> str:
        """Return the name of what draws."""
        return self.chain.current.label

    def play(self, seconds: float, draw_ms: float) -> None:
        """Let time pass while each frame takes so long to draw."""
        end = self.now + seconds + 0.15  # a look more than it needs
        while self.now < end:
            status = ChainStatus(self.chain.current.id)
            self.session.note_drawing(DrawStatus(status, draw_ms=draw_ms))
            self.session.playback.refresh()
            self.now += 0.1

    def notice(self) -> str:
        """Return the key of the notice that is shown."""
        notice = self.session.notices.current
        return notice.key if notice else ""


@pytest.fixture
def desk(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A session that plays."""
    return Desk(monkeypatch)


def _to_hq(desk: Desk) -> None:
    desk.chain.select(AUTO.name)
    desk.play(UP_PATIENCE_S, QUICK_MS)
    assert desk.label == "A · Auto (HQ)"


def test_q_goes_round_the_sizes(desk: Desk) -> None:
    """Fast, HQ, Auto; where there is no other form it says so."""
    desk.chain.select("mode-a-fast")
    for label in ("A · HQ", "A · Auto (Fast)", "A · Fast"):
        desk.chain.toggle_quality()
        assert desk.said[-1] == desk.label == label
    desk.chain.select("off")
    desk.chain.toggle_quality()
    assert desk.said[-1] == "This chain has no other form"


def test_auto_begins_with_fast_and_goes_up(desk: Desk) -> None:
    """It says so, and draws the files of the size that it names."""
    desk.chain.select(AUTO.name)
    assert desk.said[-1] == desk.label == "A · Auto (Fast)"
    assert desk.chain.current.entries == FAST.entries
    desk.play(UP_PATIENCE_S, QUICK_MS)
    assert desk.said[-1] == desk.label == "A · Auto (HQ)"
    assert desk.chain.current.entries == HQ.entries
    assert desk.chain.current.name == AUTO.name


def test_it_goes_down_without_a_notice_and_not_up_again(desk: Desk) -> None:
    """One step, then peace; a chain that is too slow even so is told of."""
    _to_hq(desk)
    desk.play(DOWN_PATIENCE_S, SLOW_MS)
    assert desk.label == "A · Auto (Fast)"
    assert desk.notice() == ""
    desk.play(10 * UP_PATIENCE_S, QUICK_MS)
    assert desk.label == "A · Auto (Fast)"
    desk.play(2 * DOWN_PATIENCE_S, SLOW_MS)
    assert desk.notice() == "chain-too-slow"


def test_another_file_begins_with_fast(desk: Desk) -> None:
    """The first seconds of a file never stutter; then HQ has its chance again."""
    _to_hq(desk)
    desk.player.show(media=replace(MEDIA, path="b.mkv"))
    desk.play(0.0, QUICK_MS)
    assert desk.label == "A · Auto (Fast)"
    desk.play(UP_PATIENCE_S, QUICK_MS)
    assert desk.label == "A · Auto (HQ)"


def test_times_of_another_chain_decide_nothing(desk: Desk) -> None:
    """While a chain is being prepared, the one before draws, and is quick."""
    desk.chain.select(AUTO.name)
    preparing = ChainStatus(FAST.id, is_compiling=True)
    for _ in range(100):
        desk.now += 0.1
        desk.session.note_drawing(DrawStatus(preparing, draw_ms=QUICK_MS))
        desk.session.playback.refresh()
    assert desk.label == "A · Auto (Fast)"


def test_a_processor_stays_with_fast(desk: Desk) -> None:
    """What it measures does not matter."""
    desk.session.use_software_defaults("llvmpipe")
    desk.chain.select(AUTO.name)
    desk.play(2 * UP_PATIENCE_S, QUICK_MS)
    assert desk.label == "A · Auto (Fast)"


def test_an_edit_in_auto_is_one_of_the_size_that_draws(desk: Desk) -> None:
    """It is there when that size comes again, in Auto or by itself; reset undoes it."""
    _to_hq(desk)
    desk.chain.switch_entry(1, is_on=False)
    assert desk.chain.is_edited
    assert desk.label == "A · Auto (HQ)"
    assert set(desk.chain.edits) == {HQ.name}
    desk.play(DOWN_PATIENCE_S, SLOW_MS)
    assert not desk.chain.is_edited
    assert desk.chain.current.entries == FAST.entries
    desk.chain.select(HQ.name)
    assert desk.chain.is_edited
    assert desk.label == "A · HQ"
    _to_hq(desk)
    assert not desk.chain.current.entries[1].is_on
    desk.chain.reset()
    assert desk.said[-1] == "A · Auto (HQ), as it was"
    assert desk.chain.current.entries == HQ.entries
    assert desk.chain.edits == {}


def test_an_edit_undone_by_hand_in_auto_is_none(desk: Desk) -> None:
    """As in the other sizes."""
    _to_hq(desk)
    desk.chain.switch_entry(0, is_on=False)
    desk.chain.switch_entry(0, is_on=True)
    assert not desk.chain.is_edited
    assert desk.chain.edits == {}
    desk.chain.reload()
    assert desk.label == "A · Auto (HQ)"


def test_lighter_than_auto_is_lighter_than_what_draws(desk: Desk) -> None:
    """From HQ to Fast for good; from Fast to Light."""
    _to_hq(desk)
    desk.chain.use_lighter()
    assert desk.chain.current == FAST
    desk.chain.select(AUTO.name)
    desk.chain.use_lighter()
    assert desk.chain.current == LIGHT


def test_choosing_auto_again_changes_nothing(desk: Desk) -> None:
    """It has its size; off and on again it keeps its name."""
    _to_hq(desk)
    desk.chain.select(AUTO.name)
    assert desk.label == "A · Auto (HQ)"
    desk.chain.toggle()
    desk.chain.toggle()
    assert desk.chain.current.name == AUTO.name


def test_it_is_remembered_by_its_name(desk: Desk) -> None:
    """Whatever its size was at the end; and it is the one that is ticked."""
    desk.session.choose_first_chain()
    _to_hq(desk)
    assert last_options(desk.session)["chain"] == AUTO.name
    assert [chain.label for chain in desk.chain.chains if chain.is_auto] == ["A · Auto"]


def test_it_may_be_asked_for_at_the_start(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the command line or the settings; the default stays Fast."""
    desk = Desk(monkeypatch, chain=AUTO.name)
    desk.session.choose_first_chain()
    assert desk.label == "A · Auto (Fast)"
    usual = Desk(monkeypatch)
    usual.session.choose_first_chain()
    assert usual.chain.current == FAST
