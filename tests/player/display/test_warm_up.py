"""What is drawn before the first frame compiles what the first frame needs."""

import pytest

from player.display.warm_up import warm_up
from player.gl.context import GlInfo
from player.render.frame_renderer import FrameRenderer
from player.render.program_store import ProgramStore
from player.render.request import Kernel


@pytest.mark.parametrize("kernel", [Kernel.BILINEAR, Kernel.LANCZOS])
def test_warming_up_compiles_and_leaves_nothing_but_programs(
    gl: GlInfo, kernel: Kernel
) -> None:
    """Programs stay in the store; textures are given back (the gl fixture counts)."""
    store = ProgramStore()
    renderer = FrameRenderer(store)
    chroma = Kernel.BILINEAR if kernel is Kernel.BILINEAR else Kernel.BICUBIC
    warm_up(renderer, kernel, chroma)
    compiled = len(store)
    assert compiled > 0
    warm_up(renderer, kernel, chroma)
    assert len(store) == compiled
    renderer.release()
    store.release()
