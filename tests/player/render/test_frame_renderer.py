"""A request becomes a picture, and what goes wrong never blanks it."""

from collections.abc import Iterator

import numpy as np
import pytest

from player.errors import GraphicsUnsupportedError
from player.frames import VideoFrame
from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.live_objects import live_objects
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.render.frame_renderer import FrameRenderer, plan_inputs
from player.render.program_store import ProgramStore
from player.render.request import Kernel, RenderReport, RenderRequest, RenderSettings
from player.status import PassVerdict
from tests.support.hand_frames import rgb_frame, yuv420_frame
from tests.support.hook_bench import chain_of

INVERT = (
    "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC invert\n"
    "vec4 hook() { return 1.0 - HOOKED_tex(HOOKED_pos); }\n"
)
IDENTITY = (
    "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC same\n"
    "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
)
BROKEN = "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC bad\n\nvec4 hook() { return oops; }\n"
FADE = (
    "//!PARAM level\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 1\n1\n"
    "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC fade\n"
    "vec4 hook() { return level * HOOKED_tex(HOOKED_pos); }\n"
)
DOUBLE = (
    "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC twice\n//!WIDTH MAIN.w 2 *\n"
    "//!HEIGHT MAIN.h 2 *\n//!WHEN OUTPUT.w MAIN.w / 1.2 >\n"
    "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"
)


class Desk:
    """A renderer with its store and targets of any size."""

    def __init__(self) -> None:
        self.store = ProgramStore()
        self.renderer = FrameRenderer(self.store)
        self.report: RenderReport | None = None

    def draw(
        self, frame: VideoFrame, chain: ShaderChain, output: Size, **settings: object
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return after and before, uint8 [height, width, 4]."""
        after = Texture(output, TextureFormat.RGBA8)
        before = Texture(output, TextureFormat.RGBA8)
        chosen = RenderSettings(
            chain, output, is_before_wanted=True, **({"is_dithered": False} | settings)
        )
        request = RenderRequest(frame, chosen)
        try:
            self.report = self.renderer.render(request, after, before)
            return after.read(), before.read()
        finally:
            after.release()
            before.release()

    def release(self) -> None:
        """Give everything back."""
        self.renderer.release()
        self.store.release()


@pytest.fixture
def desk(gl: GlInfo) -> Iterator[Desk]:
    """A renderer on a real context."""
    made = Desk()
    yield made
    made.release()


@pytest.fixture
def picture() -> np.ndarray:
    """Random colours, an odd size."""
    return np.random.default_rng(9).integers(0, 256, (11, 17, 3), dtype=np.uint8)


@pytest.mark.parametrize("output", [Size(17, 11), Size(40, 25), Size(9, 5)])
@pytest.mark.parametrize("is_dithered", [False, True])
def test_without_a_chain_both_halves_are_equal(
    desk: Desk, picture: np.ndarray, output: Size, is_dithered: bool
) -> None:
    """An empty chain gives before and after byte for byte, at any size."""
    frame = rgb_frame(picture)
    after, before = desk.draw(frame, OFF, output, is_dithered=is_dithered)
    assert np.array_equal(after, before)
    assert (after[..., 3] == 255).all()


def test_the_identity_chain_gives_the_source(desk: Desk, picture: np.ndarray) -> None:
    """A chain that changes nothing gives every 8-bit value back.

    Dithered, software GL may be off by one here and there: its linear filter misses a
    texel's own value by a step of a half float.
    """
    frame, size, chain = rgb_frame(picture), Size(17, 11), chain_of(IDENTITY)
    after, before = desk.draw(frame, chain, size)
    assert np.array_equal(after[..., :3], picture)
    assert np.array_equal(before[..., :3], picture)
    after, before = desk.draw(frame, chain, size, is_dithered=True)
    assert np.abs(after[..., :3].astype(int) - picture).max() <= 1
    assert np.array_equal(before[..., :3], picture)


def test_a_chain_changes_after_alone(desk: Desk, picture: np.ndarray) -> None:
    """Inverting once inverts, twice gives the source; before never changes."""
    frame = rgb_frame(picture)
    once, before = desk.draw(frame, chain_of(INVERT), Size(17, 11))
    twice, _ = desk.draw(frame, chain_of(INVERT, INVERT), Size(17, 11))
    assert np.array_equal(once[..., :3], 255 - picture)
    assert np.array_equal(twice[..., :3], picture)
    assert np.array_equal(before[..., :3], picture)


def test_a_turned_picture_is_upright(desk: Desk, picture: np.ndarray) -> None:
    """Rotation is undone after the chain, for both halves."""
    frame = rgb_frame(picture, rotation_degrees=90)
    after, before = desk.draw(frame, chain_of(IDENTITY), Size(11, 17))
    wanted = np.rot90(picture, -1)
    assert np.array_equal(after[..., :3], wanted)
    assert np.array_equal(before[..., :3], wanted)


def test_a_broken_file_is_off_and_the_rest_goes_on(
    desk: Desk, picture: np.ndarray
) -> None:
    """The fault names file and line once; the other file still draws."""
    chain = chain_of(INVERT, BROKEN)
    after, _ = desk.draw(rgb_frame(picture), chain, Size(17, 11))
    assert np.array_equal(after[..., :3], 255 - picture)
    assert desk.report is not None
    (fault,) = desk.report.faults
    assert (fault.entry, fault.pass_index, fault.line) == (1, 0, 5)
    assert fault.message.startswith("file1.glsl:5: bad: ")
    verdicts = [line.verdict for line in desk.report.chain.passes]
    assert verdicts == [PassVerdict.RAN, PassVerdict.FAILED]
    desk.draw(rgb_frame(picture), chain, Size(17, 11))
    assert desk.report.faults == ()


def test_an_unreadable_entry_is_passed_over(desk: Desk, picture: np.ndarray) -> None:
    """An entry without a file draws nothing and breaks nothing."""
    gone = ChainEntry("gone.glsl", None, fault="no such file")
    chain = chain_of(INVERT).with_entry_added(gone)
    after, _ = desk.draw(rgb_frame(picture), chain, Size(17, 11))
    assert np.array_equal(after[..., :3], 255 - picture)


def test_the_old_chain_draws_until_the_new_one_is_compiled(
    desk: Desk, picture: np.ndarray
) -> None:
    """With a compiler attached, a new chain waits for it and the old one goes on."""
    frame, size = rgb_frame(picture), Size(17, 11)
    desk.draw(frame, chain_of(INVERT), size)
    woken: list[bool] = []
    desk.store.attach_compiler(lambda: woken.append(True))
    wanted = chain_of(IDENTITY)
    after, _ = desk.draw(frame, wanted, size)
    assert desk.report is not None
    assert desk.report.chain.is_compiling
    assert woken == [True]
    assert np.array_equal(after[..., :3], 255 - picture)
    desk.store.compile_pending()
    after, _ = desk.draw(frame, wanted, size)
    assert not desk.report.chain.is_compiling
    assert desk.report.chain.chain_id == wanted.id
    assert np.array_equal(after[..., :3], picture)


def test_a_first_chain_that_compiles_shows_the_plain_picture(
    desk: Desk, picture: np.ndarray
) -> None:
    """Nothing is ever blank: before the first chain is ready, the source is shown."""
    desk.store.attach_compiler(lambda: None)
    after, _ = desk.draw(rgb_frame(picture), chain_of(INVERT), Size(17, 11))
    assert np.array_equal(after[..., :3], picture)
    assert desk.report is not None
    assert desk.report.chain.is_compiling


def test_the_report_says_what_ran_and_why_not(desk: Desk, picture: np.ndarray) -> None:
    """Ran with a time, idle with the comparison that failed, off by switch."""
    chain = chain_of(INVERT, DOUBLE, IDENTITY).with_entry_switched(2, is_on=False)
    desk.draw(rgb_frame(picture), chain, Size(17, 11))
    assert desk.report is not None
    ran, idle, off = desk.report.chain.passes
    assert (ran.verdict, ran.title) == (PassVerdict.RAN, "invert")
    assert ran.gpu_ms is None or ran.gpu_ms >= 0
    assert idle.verdict is PassVerdict.IDLE
    assert "1.00" in idle.reason
    assert off.verdict is PassVerdict.OFF
    desk.draw(rgb_frame(picture), chain, Size(34, 22))
    assert desk.report.chain.passes[1].verdict is PassVerdict.RAN
    assert desk.report.chain.output_size == "34×22"


def test_a_slider_makes_no_program_and_no_texture(
    desk: Desk, picture: np.ndarray
) -> None:
    """Every step draws another picture with what is there; the times stay known."""
    frame, size = rgb_frame(picture), Size(34, 22)
    chain = chain_of(FADE, DOUBLE)
    for _ in range(3):  # the second is timed, the third has the answers
        desk.draw(frame, chain, size)
    assert desk.report is not None
    assert desk.report.chain.passes[0].gpu_ms is not None
    programs, objects = len(desk.store), live_objects()
    textures = {spare.texture.name for spare in desk.renderer._pool._spares}
    assert textures
    for step in range(11):
        turned = chain.with_value(0, "level", step / 10)
        after, _ = desk.draw(frame, turned, size)
        wanted = int(picture[0, 0, 0]) * step / 10
        assert abs(int(after[0, 0, 0]) - wanted) <= 1
        assert desk.report.chain.passes[0].gpu_ms is not None
        assert not desk.report.chain.is_compiling
    assert len(desk.store) == programs
    assert live_objects() == objects
    assert {spare.texture.name for spare in desk.renderer._pool._spares} == textures


def test_a_slider_does_not_tell_a_fault_again(desk: Desk, picture: np.ndarray) -> None:
    """A broken file in the chain is told once, however often a value is turned."""
    chain = chain_of(FADE, BROKEN)
    desk.draw(rgb_frame(picture), chain, Size(17, 11))
    assert desk.report is not None
    assert len(desk.report.faults) == 1
    desk.draw(rgb_frame(picture), chain.with_value(0, "level", 0.5), Size(17, 11))
    assert desk.report.faults == ()
    assert desk.report.chain.passes[1].verdict is PassVerdict.FAILED


def test_textures_of_an_old_size_are_freed(desk: Desk, picture: np.ndarray) -> None:
    """After some pictures at a new size, nothing of the old one is left."""
    chain = chain_of(INVERT, INVERT)
    for output in (Size(17, 11), Size(40, 30), Size(50, 40)):
        for _ in range(4):
            desk.draw(rgb_frame(picture), chain, output, scaler=Kernel.LANCZOS)
    sizes = {spare.texture.size for spare in desk.renderer._pool._spares}
    assert sizes <= {Size(17, 11), Size(50, 11)}


def test_a_size_beyond_the_gpu_is_refused_in_words(desk: Desk) -> None:
    """A picture larger than a texture may be is an error, not a crash."""
    wide = np.zeros((1, desk.renderer.info.max_texture_size + 1, 3), np.uint8)
    with pytest.raises(GraphicsUnsupportedError, match="beyond this GPU"):
        desk.draw(rgb_frame(wide), OFF, Size(4, 1))


def test_plans_are_made_on_the_sizes_of_the_coded_picture() -> None:
    """Chroma's size comes from its plane; output turns with the picture."""
    planes = (
        np.zeros((5, 7), np.uint8),
        np.zeros((3, 4), np.uint8),
        np.zeros((3, 4), np.uint8),
    )
    inputs = plan_inputs(yuv420_frame(planes), Size(14, 10))
    assert (inputs.luma, inputs.chroma) == (Size(7, 5), Size(4, 3))
    assert not inputs.is_rgb
    turned = rgb_frame(np.zeros((5, 7, 3), np.uint8), rotation_degrees=270)
    assert plan_inputs(turned, Size(10, 14)).output == Size(14, 10)


def test_yuv_frames_go_through_native(desk: Desk) -> None:
    """A pass on NATIVE sees Y in x: halving it darkens the picture."""
    text = (
        "//!HOOK NATIVE\n//!BIND HOOKED\n"
        "vec4 hook() { vec4 c = NATIVE_tex(NATIVE_pos);"
        " return vec4(16.0 / 255.0, c.yzw); }\n"
    )
    planes = (
        np.full((6, 8), 235, np.uint8),
        np.full((3, 4), 128, np.uint8),
        np.full((3, 4), 128, np.uint8),
    )
    after, before = desk.draw(yuv420_frame(planes), chain_of(text), Size(8, 6))
    assert (before[..., :3] == 255).all()
    assert (after[..., :3] == 0).all()
