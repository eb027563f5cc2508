"""Laws of the drawing loop: right picture, right time, never stuck, never spinning."""

import math
import time
from dataclasses import replace

from player.geometry import Size
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.shader_file import ShaderFile
from player.status import Notice
from player.timing import WallTime
from tests.player.display.conftest import AREA, LoopRig, make_frame
from tests.support.eventually import eventually
from tests.support.hook_bench import chain_of

FILE = ShaderFile("a.glsl", "a", "digest", ())
CHAIN = ShaderChain("one", "One", (ChainEntry("a.glsl", FILE),))
TURNED = """//!PARAM level
//!TYPE float
0.0
//!HOOK MAIN
vec4 hook() { return vec4(level); }
"""


class _Soon(dict[float, float]):
    """Every frame is due in a moment, whenever one asks."""

    def get(self, _pts: float, _default: object = None) -> float:  # type: ignore[override]  # one answer
        """Return a moment that does not come."""
        return time.perf_counter() + 0.05


def test_frames_come_in_order_and_are_reported_once(rig: LoopRig) -> None:
    """Each offered frame is shown and noted as new exactly once."""
    rig.start()
    seen = []
    for number in (1, 2, 3):
        rig.offer(make_frame(number))
        seen.append(rig.next_picture()[0])
    assert seen == [1, 2, 3]
    rig.stop()
    assert rig.source.presented == [(1.0, True), (2.0, True), (3.0, True)]


def test_a_frame_is_published_at_its_time_and_not_before(rig: LoopRig) -> None:
    """Drawn ahead, a picture still waits until it is due, less the lead."""
    due = time.perf_counter() + 0.3
    rig.source.due[1.0] = due
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    late_s = time.perf_counter() - due
    assert -0.002 <= late_s < 1.0, "the upper bound is for a loaded machine"


def test_changed_settings_redraw_the_frame_on_screen(rig: LoopRig) -> None:
    """While nothing new comes (paused), another chain is shown on the same frame."""
    rig.start()
    rig.offer(make_frame(5))
    assert rig.next_picture() == (5, 0)
    rig.loop.set_settings(replace(rig.settings, chain=CHAIN))
    assert rig.next_picture() == (5, 7)
    rig.stop()
    assert rig.source.presented == [(5.0, True), (5.0, False)]


def test_paused_before_a_drawn_frame_redraws_the_one_on_screen(rig: LoopRig) -> None:
    """A frame drawn ahead is held while the clock stands, and not shown early."""
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    rig.source.due[2.0] = math.inf
    rig.offer(make_frame(2))
    rig.loop.set_settings(replace(rig.settings, chain=CHAIN))
    assert rig.next_picture() == (1, 7)
    assert not rig.has_picture(within_s=0.15)
    rig.source.due[2.0] = 0.0
    rig.loop.wake()
    assert rig.next_picture() == (2, 7)


def test_a_turned_value_does_not_draw_a_waiting_frame_again(rig: LoopRig) -> None:
    """A slider under a hand costs one drawing per frame, and the last value counts."""
    chain = chain_of(TURNED)
    rig.settings = replace(rig.settings, chain=chain)
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    rig.source.due = _Soon()
    rig.offer(make_frame(2))
    eventually(lambda: len(rig.renderer.requests) == 2)
    for step in range(1, 30):
        chain = chain.with_value(0, "level", step / 100)
        rig.loop.set_settings(replace(rig.settings, chain=chain))
        assert not rig.has_picture(within_s=0.001)
    assert len(rig.renderer.requests) == 2
    rig.source.due = {}
    rig.loop.wake()
    eventually(lambda: rig.renderer.requests[-1].settings.chain == chain)
    assert [request.frame.pts for request in rig.renderer.requests] == [1, 2, 2]


def test_a_stale_frame_is_never_shown(rig: LoopRig) -> None:
    """A frame drawn ahead dies with its epoch."""
    rig.start()
    rig.source.due[1.0] = math.inf
    rig.offer(make_frame(1))
    rig.source.epoch = 2
    rig.offer(make_frame(9, epoch=2))
    assert rig.next_picture() == (9, 0)


def test_a_refused_chain_leaves_the_picture_without_it(rig: LoopRig) -> None:
    """What cannot be drawn with its chain is drawn without, and said once."""
    rig.renderer.refuses_chain = True
    rig.settings = replace(rig.settings, chain=CHAIN)
    rig.start()
    rig.offer(make_frame(4))
    assert rig.next_picture() == (4, 0)
    notice = rig.loop.status.notice
    assert isinstance(notice, Notice)
    assert notice.is_error


def test_a_renderer_that_fails_keeps_the_last_picture(rig: LoopRig) -> None:
    """Failure is told, the old picture stays takeable, and drawing resumes after."""
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    rig.renderer.refuses_all = True
    rig.offer(make_frame(2))
    assert not rig.has_picture(within_s=0.2)
    assert rig.take() == (1, 0)
    assert rig.loop.status.notice is not None
    rig.renderer.refuses_all = False
    rig.offer(make_frame(3))
    assert rig.next_picture() == (3, 0)
    assert rig.loop.status.notice is None


def test_hidden_lets_frames_pass_and_draws_the_newest_when_seen(rig: LoopRig) -> None:
    """Nobody looks: nothing is drawn, yet the queue moves on."""
    rig.loop.set_visible(is_visible=False)
    rig.start()
    rig.offer(make_frame(1), make_frame(2), make_frame(3))
    deadline = time.perf_counter() + 5
    while rig.source.waiting and time.perf_counter() < deadline:
        rig.loop.wake()
        assert not rig.has_picture(within_s=0.02)
    assert not rig.renderer.requests
    rig.loop.set_visible(is_visible=True)
    assert rig.next_picture() == (3, 0)


def test_an_idle_loop_does_not_spin(rig: LoopRig) -> None:
    """With nothing to do the source is asked a handful of times, not thousands."""
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    asked = rig.source.asked
    assert not rig.has_picture(within_s=0.3)
    assert rig.source.asked - asked < 10


def test_a_view_that_takes_nothing_slows_the_loop(rig: LoopRig) -> None:
    """An untaken picture is not overwritten at once; later it is."""
    rig.start()
    begin = time.perf_counter()
    rig.offer(make_frame(1), make_frame(2))
    assert rig.has_picture(within_s=5)
    assert rig.has_picture(within_s=5)
    assert time.perf_counter() - begin > 0.2
    assert rig.take()[0] == 2


def test_output_follows_the_frame_shape(rig: LoopRig) -> None:
    """The picture fills the area as far as its shape allows."""
    rig.settings = replace(rig.settings, output=Size(32, 32))
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    assert rig.renderer.requests[-1].settings.output == Size(32, 16)


def test_cleared_view_shows_nothing_again(rig: LoopRig) -> None:
    """After a clear the old frame does not come back with new settings."""
    rig.start()
    rig.offer(make_frame(1))
    rig.next_picture()
    rig.exchange.clear()
    rig.loop.set_settings(replace(rig.settings, chain=CHAIN))
    assert not rig.has_picture(within_s=0.2)
    assert rig.exchange.take() is None


def test_resize_while_drawing_never_overwrites_the_screen(rig: LoopRig) -> None:
    """Through a storm of sizes the shown picture keeps its own pixels."""
    rig.start()
    rig.offer(make_frame(3))
    rig.next_picture()
    for width in range(17, 40):
        rig.loop.set_settings(replace(rig.settings, output=Size(width, AREA.height)))
        if rig.has_picture(within_s=0.02):
            assert rig.take()[0] == 3
    assert WallTime(0.0) <= rig.loop.lead_s < 0.1
