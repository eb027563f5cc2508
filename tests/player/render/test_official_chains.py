"""Chains of files that nobody here wrote draw pictures, and waste no texture."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.texture import Texture, TextureFormat
from player.hooks.chain import ShaderChain
from player.hooks.library import chain_from_files
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import PassPlan
from player.render.frame_renderer import FrameRenderer
from player.render.program_store import ProgramStore
from player.render.request import RenderReport, RenderRequest, RenderSettings
from player.status import PassVerdict
from tests.support.hand_frames import rgb_frame
from tests.support.hook_bench import HookBench, rgb_inputs
from tests.support.official_modes import OFFICIAL_MODES
from tests.support.official_shaders import official_folder, official_shader

pytestmark = pytest.mark.network

SOURCE = Size(24, 18)


def chain_of_files(*names: str) -> ShaderChain:
    """Return a chain of official files."""
    return chain_from_files([str(official_shader(name)) for name in names])


def line_art() -> np.ndarray:
    """Return a small picture with dark lines, flat areas and a gradient."""
    picture = np.full((SOURCE.height, SOURCE.width, 3), 190, np.uint8)
    picture[:, :, 2] = np.linspace(60, 230, SOURCE.width).astype(np.uint8)
    picture[8:10] = 20
    picture[:, 11] = (30, 25, 40)
    np.fill_diagonal(picture[:, :, 0], 15)
    return picture


class Studio:
    """One renderer for many chains, so that common programs compile once."""

    def __init__(self) -> None:
        self.store = ProgramStore()
        self.renderer = FrameRenderer(self.store)

    def draw(self, chain: ShaderChain, output: Size) -> tuple[np.ndarray, RenderReport]:
        """Return the picture, uint8 [height, width, 3], and the report."""
        target = Texture(output, TextureFormat.RGBA8)
        request = RenderRequest(rgb_frame(line_art()), RenderSettings(chain, output))
        report = self.renderer.render(request, target)
        picture = target.read()[..., :3]
        target.release()
        return picture.astype(int), report

    def release(self) -> None:
        """Give everything back."""
        self.renderer.release()
        self.store.release()


@pytest.fixture
def studio(gl: GlInfo) -> Iterator[Studio]:
    """A renderer on a real context."""
    made = Studio()
    yield made
    made.release()


def small(picture: np.ndarray) -> np.ndarray:
    """Return a doubled picture at its source's size, by means of 2×2."""
    height, width = picture.shape[:2]
    return picture.reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))


def test_every_mode_draws_the_picture(studio: Studio) -> None:
    """All twelve modes run without a fault and show the source, only finer."""
    output = Size(SOURCE.width * 2, SOURCE.height * 2)
    for mode, names in OFFICIAL_MODES.items():
        picture, report = studio.draw(chain_of_files(*names), output)
        assert report.faults == (), mode
        ran = [p for p in report.chain.passes if p.verdict is PassVerdict.RAN]
        assert len(ran) >= 12, mode
        assert np.abs(small(picture) - line_art()).mean() < 12, mode


@pytest.mark.parametrize(
    ("kind", "count"), [("classical", 17), ("S", 4), ("M", 4), ("L", 4)]
)
def test_every_file_draws_the_picture(studio: Studio, kind: str, count: int) -> None:
    """Each file alone, at twice the size; the modes have VL, `make witness` UL too."""
    names = [
        path.stem
        for path in sorted(official_folder().glob("Anime4K_*.glsl"))
        if (path.stem.rsplit("_", 1)[1] if "_CNN" in path.stem else "classical") == kind
    ]
    assert len(names) >= count
    for name in names:
        assert_is_drawn(studio, name)


def test_the_largest_network_draws_the_picture(studio: Studio) -> None:
    """25 passes that read up to 16 textures."""
    assert_is_drawn(studio, "Anime4K_Upscale_CNN_x2_UL")


def assert_is_drawn(studio: Studio, name: str) -> None:
    """Fail unless a file alone gives the source's picture, only finer."""
    output = Size(SOURCE.width * 2, SOURCE.height * 2)
    picture, report = studio.draw(chain_of_files(name), output)
    assert report.faults == (), name
    assert np.abs(small(picture) - line_art()).mean() < 12, name


def widest_live_sets(plan: PassPlan) -> int:
    """Return how many textures a plan needs at least: per size, the most at once."""
    sizes: dict[int, Size] = {}
    most: Counter[Size] = Counter()
    for step in plan.steps:
        sizes[step.output] = step.size
        alive = Counter(sizes.values())
        for size, count in alive.items():
            most[size] = max(most[size], count)
        for number in step.releases:
            del sizes[number]
    return most.total()


def test_mode_a_hq_makes_only_the_textures_that_live_at_once(gl: GlInfo) -> None:
    """40 passes, drawn three times, make as many textures as the widest moment has."""
    bench = HookBench.make()
    chain = chain_of_files(*OFFICIAL_MODES["A HQ"])
    output = Size(SOURCE.width * 2, SOURCE.height * 2)
    plan = plan_passes(chain, rgb_inputs(SOURCE, output))
    opaque = np.full((SOURCE.height, SOURCE.width, 1), 255)
    source = np.concatenate([line_art(), opaque], axis=2) / 255
    for _ in range(3):
        bench.run(plan, source)
    assert len(plan.steps) > 30
    assert bench.pool.made == widest_live_sets(plan)
    bench.release()
