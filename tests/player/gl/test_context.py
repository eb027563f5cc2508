"""A context is described truthfully, and one that is too old is refused."""

from dataclasses import replace

import numpy as np
import pytest

from player.geometry import Size
from player.gl.api import take_error
from player.gl.context import (
    DebugLog,
    GlInfo,
    inspect_context,
    is_software_renderer,
)
from player.gl.fence import Fence
from player.gl.framebuffer import Framebuffer
from player.gl.gpu_timer import GpuTimer
from player.gl.headless import HeadlessContext
from player.gl.live_objects import live_objects
from player.gl.texture import Texture, TextureFormat, bind_texture_name


def test_the_headless_context_is_enough(gl: GlInfo) -> None:
    """What EGL gives here meets the requirements."""
    assert gl.version >= (3, 3)
    assert gl.glsl_version >= 330
    assert gl.max_fragment_samplers >= 16
    assert gl.renderer in gl.driver_identity


def test_software_renderers_are_recognised() -> None:
    """Names of CPU renderers are known, those of GPUs are not taken for one."""
    assert is_software_renderer("llvmpipe (LLVM 15.0.6, 256 bits)")
    assert is_software_renderer("GDI Generic")
    assert not is_software_renderer("NVIDIA GeForce RTX 3060/PCIe/SSE2")
    assert not is_software_renderer("Mesa Intel(R) UHD Graphics 620 (KBL GT2)")


def test_shared_contexts_see_each_others_textures() -> None:
    """A texture written in one context is read in another."""
    before = live_objects()
    first = HeadlessContext()
    second = HeadlessContext(share_with=first)
    first.make_current()
    texture = Texture(Size(2, 2), TextureFormat.RGBA8)
    texture.upload_array(np.full((2, 2, 4), 77, np.uint8))
    fence = Fence()
    assert fence.wait(5.0)
    assert fence.is_passed
    second.make_current()
    assert inspect_context().version >= (3, 3)
    assert (texture.read() == 77).all()
    texture.release()
    fence.release()
    second.leave()
    second.release()
    first.release()
    assert live_objects() == before


def test_query_timer_answers_late_and_never_waits(gl: GlInfo) -> None:
    """Queries are answered after the GPU is through, with what they measured."""
    hardware = GpuTimer(gl_like_hardware(gl))
    framebuffer, target = Framebuffer(), Texture(Size(64, 64), TextureFormat.RGBA8)
    hardware.begin_picture()
    with hardware.section("compiling"):
        framebuffer.clear(target, (1.0, 0.0, 0.0, 1.0))
    hardware.begin_picture()
    for label in ("one", "two"):
        with hardware.section(label):
            framebuffer.clear(target, (0.0, 0.0, 0.0, 1.0))
    target.read()
    assert [label for label, _ in hardware.collect()] == ["one", "two"]
    assert hardware.collect() == []
    for thing in (hardware, framebuffer, target):
        thing.release()


def test_answers_of_another_chain_are_dropped(gl: GlInfo) -> None:
    """What was asked before a restart is not taken for what is drawn after it."""
    timer = GpuTimer(gl_like_hardware(gl))
    framebuffer, target = Framebuffer(), Texture(Size(64, 64), TextureFormat.RGBA8)

    def draw_picture(label: str) -> None:
        timer.begin_picture()
        with timer.section(label):
            framebuffer.clear(target, (0.0, 0.0, 0.0, 1.0))

    for label in ("compiling", "old chain"):
        draw_picture(label)
    timer.restart()
    for label in ("compiling", "new chain"):
        draw_picture(label)
    target.read()
    assert [label for label, _ in timer.collect()] == ["new chain"]
    for thing in (timer, framebuffer, target):
        thing.release()


def test_wall_timer_measures_one_picture_in_eight() -> None:
    """On software GL the second of eight is measured; the first may still compile."""
    context = HeadlessContext()
    context.make_current()
    info = inspect_context()
    timer = GpuTimer(info)
    counts = []
    for _ in range(10):
        timer.begin_picture()
        with timer.section("one"):
            pass
        counts.append(len(timer.collect()))
    if info.is_software:
        assert counts == [0, 1, 0, 0, 0, 0, 0, 0, 0, 1]
    timer.release()
    context.leave()
    context.release()


def gl_like_hardware(info: GlInfo) -> GlInfo:
    """Return `info` as if a GPU had said it, so that queries are used."""
    return replace(info, is_software=False)


def test_the_drivers_complaints_reach_the_log(
    gl: GlInfo, caplog: pytest.LogCaptureFixture
) -> None:
    """A call that the driver refuses is in our log while we listen, and not after."""
    listening = DebugLog(gl)
    bind_texture_name(0, 5000)
    listening.release()
    take_error()
    told = [record for record in caplog.records if record.name == "sakuga.gl"]
    assert told
    assert told[0].levelname == "WARNING"
    count = len(told)
    bind_texture_name(0, 5000)
    take_error()
    assert len([r for r in caplog.records if r.name == "sakuga.gl"]) == count
