"""What is true of our classical shaders whatever the picture."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy.ndimage import maximum_filter, minimum_filter

from player.geometry import Size
from player.hooks.library import chain_from_files, load_shader, shipped_shaders
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import HookStep, PlanInputs
from tests.support.hook_bench import HookBench, rgb_inputs
from tests.support.nasty_pictures import (
    Picture,
    blobs,
    flat,
    nasty_pictures,
    noise,
    opaque,
)
from tests.support.pass_probe import probe_passes

LUMA = np.array([0.299, 0.587, 0.114])

STEP = 2**-10
"""Of a half float just below 1: what storing a result may cost."""

CLASSICAL = tuple(name for name in shipped_shaders() if "_CNN" not in name)
DOUBLING = tuple(name for name in CLASSICAL if "_x2" in name and "Auto" not in name)
SAME_SIZE = tuple(
    name for name in CLASSICAL if "_x2" not in name and "Auto" not in name
)
BOUNDED = tuple(name for name in CLASSICAL if "DoG" in name and "RA_" not in name)


def _draw(
    bench: HookBench, picture: Picture, *references: str, factor: int = 2
) -> Picture:
    """Return what files make of a picture that is shown `factor` times as large."""
    height, width = picture.shape[:2]
    chain = chain_from_files(references)
    assert not any(entry.fault for entry in chain.entries)
    size = Size(width, height)
    plan = plan_passes(chain, rgb_inputs(size, Size(width * factor, height * factor)))
    return bench.run(plan, picture) if plan.steps else picture


def _luma(picture: Picture) -> np.ndarray:
    return picture[..., :3] @ LUMA


@pytest.mark.parametrize("reference", CLASSICAL)
def test_no_picture_breaks_a_shader(reference: str, bench: HookBench) -> None:
    """After every pass all values are finite, and the picture's alpha is 1."""
    chain = chain_from_files([reference])
    for name, picture in nasty_pictures().items():
        height, width = picture.shape[:2]
        inputs = rgb_inputs(Size(width, height), Size(width * 3, height * 3))
        plan = plan_passes(chain, inputs)
        for probe in probe_passes(bench, plan, picture):
            assert np.isfinite(probe.texels).all(), (name, probe.step.shader.title)
            if probe.step.overwrites_stage:
                assert (probe.texels[..., 3] == 1).all(), name
                assert np.abs(probe.texels[..., :3]).max() < 3, name


@pytest.mark.parametrize("value", [0.0, 0.25, 0.7109375, 1.0])
@pytest.mark.parametrize("reference", CLASSICAL)
def test_a_flat_picture_stays_flat(
    reference: str, value: float, bench: HookBench
) -> None:
    """Where there is nothing to enhance, nothing changes, at the border too."""
    result = _draw(bench, flat(value), reference)
    assert np.abs(result[..., :3] - value).max() <= STEP


@pytest.mark.parametrize("reference", CLASSICAL)
def test_a_mirrored_picture_gives_a_mirrored_result(
    reference: str, bench: HookBench
) -> None:
    """No side is preferred; a rare pixel may choose otherwise where two weigh alike."""
    for picture in (noise(16, 20), blobs(24, 32)):
        result = _draw(bench, picture, reference)
        for axis in (0, 1):
            mirrored = _draw(bench, np.flip(picture, axis).copy(), reference)
            off = np.abs(np.flip(mirrored, axis) - result).max(axis=2)
            assert np.mean(off > 4 * STEP) <= 0.004


@pytest.mark.parametrize("reference", CLASSICAL)
def test_the_result_has_the_size_that_the_name_promises(
    reference: str, bench: HookBench
) -> None:
    """Enlargers double, the others keep the size."""
    result = _draw(bench, noise(7, 9), reference)
    factor = 2 if reference in DOUBLING else 1
    assert result.shape[:2] == (7 * factor, 9 * factor)


@pytest.mark.parametrize("reference", BOUNDED)
def test_sharpening_stays_between_the_neighbours(
    reference: str, bench: HookBench
) -> None:
    """Luma never leaves the range of the 3×3 around it: no halo can appear."""
    for picture in (noise(17, 21), blobs(24, 32)):
        luma = _luma(picture)
        low = minimum_filter(luma, 3, mode="nearest")
        high = maximum_filter(luma, 3, mode="nearest")
        if reference in DOUBLING:
            # What is read between four pixels is bounded by all of theirs.
            low = minimum_filter(low, 3, mode="nearest").repeat(2, 0).repeat(2, 1)
            high = maximum_filter(high, 3, mode="nearest").repeat(2, 0).repeat(2, 1)
        result = _luma(_draw(bench, picture, reference))
        assert (result >= low - 2 * STEP).all()
        assert (result <= high + 2 * STEP).all()


@pytest.mark.parametrize("reference", CLASSICAL)
def test_something_happens(reference: str, bench: HookBench) -> None:
    """Bounds alone would also hold for a picture that is left as it is."""
    if any(word in reference for word in ("Clamp", "Auto")):
        pytest.skip("it only acts on what other shaders made")
    picture = _tall(blobs(90, 8))
    if "Denoise" in reference:
        picture = opaque(0.5 + 0.1 * noise(20, 24)[..., :3])
    result = _draw(bench, picture, reference)
    height, width = result.shape[:2]
    rows = height // picture.shape[0]
    plain = picture if rows == 1 else _bilinear_double(picture)
    assert plain.shape == (height, width, 4)
    assert np.abs(result - plain)[..., :3].max() > 0.02


def _bilinear_double(picture: Picture) -> Picture:
    """Return the picture at twice its size, as a texture is read."""
    for axis in (0, 1):
        before = np.concatenate(
            [
                picture.take([0], axis),
                picture.take(range(picture.shape[axis] - 1), axis),
            ],
            axis,
        )
        after = np.flip(picture, axis)
        after = np.flip(
            np.concatenate(
                [after.take([0], axis), after.take(range(after.shape[axis] - 1), axis)],
                axis,
            ),
            axis,
        )
        pairs = [0.75 * picture + 0.25 * before, 0.75 * picture + 0.25 * after]
        stacked = np.stack(pairs, axis + 1)
        shape = list(picture.shape)
        shape[axis] *= 2
        picture = stacked.reshape(shape)
    return picture


def _tall(picture: Picture) -> Picture:
    """Return the picture twelve times as high: some radii follow the height."""
    return np.repeat(np.repeat(picture, 12, axis=0), 4, axis=1)


@pytest.mark.parametrize("reference", [name for name in CLASSICAL if "Darken" in name])
def test_darkening_never_brightens(reference: str, bench: HookBench) -> None:
    """Only the negative half of the difference is used."""
    tall = _tall(blobs(90, 6))
    result = _draw(bench, tall, reference)
    assert (result[..., :3] <= tall[..., :3] + STEP).all()
    assert (result[..., :3] < tall[..., :3] - 0.02).any()


@pytest.mark.parametrize("reference", [name for name in CLASSICAL if "Thin" in name])
def test_thinning_makes_no_colour_of_its_own(reference: str, bench: HookBench) -> None:
    """It reads the picture elsewhere, so every value lies within the old range."""
    picture = blobs(48, 64)
    result = _draw(bench, picture, reference)
    old = picture[..., :3]
    assert (result[..., :3] >= old.min(axis=(0, 1)) - STEP).all()
    assert (result[..., :3] <= old.max(axis=(0, 1)) + STEP).all()


@pytest.mark.parametrize(
    "reference", [name for name in CLASSICAL if "Bilateral" in name]
)
def test_denoising_stays_within_the_neighbourhood(
    reference: str, bench: HookBench
) -> None:
    """Mean within 5×5; median and mode are colours that were there."""
    picture = noise(15, 18)
    reach = 5 if "Mean" in reference else 3
    colours = picture[..., :3]
    result = _draw(bench, picture, reference)[..., :3]
    size = (reach, reach, 1)
    assert (result >= minimum_filter(colours, size, mode="nearest") - STEP).all()
    assert (result <= maximum_filter(colours, size, mode="nearest") + STEP).all()
    if reach == 3:
        padded = np.pad(colours, ((1, 1), (1, 1), (0, 0)), mode="edge")
        near = [
            np.abs(padded[y : y + 15, x : x + 18] - result).max(axis=2)
            for y in range(3)
            for x in range(3)
        ]
        assert (np.min(near, axis=0) <= STEP).mean() > 0.99


def test_the_median_is_the_weighted_median(bench: HookBench) -> None:
    """At each pixel half of the weight lies on either side of what is chosen."""
    picture = noise(20, 24, seed=9)
    picture[..., :3] = 0.5 + 0.1 * picture[..., :3]
    picture = opaque(np.round(picture[..., :3] * 1024) / 1024)
    luma = np.pad(_luma(picture), 1, mode="edge")
    result = _luma(
        _draw(bench, picture, "denoise/Sakuga_Denoise_Bilateral_Median.glsl")
    )
    y, x = np.mgrid[-1:2, -1:2]
    for row, column in np.ndindex(result.shape):
        around = luma[row : row + 3, column : column + 3]
        centre = around[1, 1]
        weights = np.exp(-0.5 * ((around - centre) / (0.1 * centre)) ** 2)
        weights *= np.exp(-0.5 * (x**2 + y**2))
        chosen = result[row, column]
        below = weights[around < chosen - STEP / 2].sum() / weights.sum()
        above = weights[around > chosen + STEP / 2].sum() / weights.sum()
        assert below <= 0.5 + 1e-3
        assert above <= 0.5 + 1e-3


RING = """//!HOOK MAIN
//!BIND HOOKED
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(colour.rgb + 0.3 * sin(40.0 * HOOKED_pos.x), 1.0);
}
"""


def test_the_clamp_only_takes_brightness_back(
    bench: HookBench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Never brighter than it came in, never brighter than the source's 5×5."""
    ring = tmp_path_factory.mktemp("ring") / "ring.glsl"
    ring.write_text(RING, "utf-8")
    clamp = "levels/Sakuga_Clamp_Highlights.glsl"
    picture = blobs(24, 32)
    without = _luma(_draw(bench, picture, str(ring)))
    limited = _luma(_draw(bench, picture, clamp, str(ring)))
    highest = maximum_filter(_luma(picture), 5, mode="nearest")
    assert (limited <= without + STEP).all()
    assert (limited <= highest + 2 * STEP).all()
    assert (without > highest + 0.05).any()
    alone = _draw(bench, picture, clamp)
    assert np.abs(alone - picture).max() <= STEP


@given(st.integers(16, 2000), st.integers(16, 2000), st.floats(1.21, 1.99))
def test_the_first_rule_lands_on_the_output_exactly(
    width: int, height: int, ratio: float
) -> None:
    """One doubling, one resize, and the second enlarger finds nothing to do."""
    output = Size(round(width * ratio), round(height * ratio))
    final, sizes = _mode(Size(width, height), output)
    if (
        min(output.width / width, output.height / height) > 1.2
        and max(output.width / width, output.height / height) < 2
    ):
        assert final == output
        assert sizes == [Size(2 * width, 2 * height), output]


@given(st.integers(16, 2000), st.integers(16, 2000), st.floats(2.41, 3.99))
@example(16, 16, 3.9375)
def test_the_second_rule_makes_two_doublings_land(
    width: int, height: int, ratio: float
) -> None:
    """Half the output and doubled again: exact for even sizes, one over for odd."""
    output = Size(round(width * ratio), round(height * ratio))
    final, sizes = _mode(Size(width, height), output)
    ratios = (output.width / width, output.height / height)
    if min(ratios) > 2.4 and max(ratios) < 4:
        half = Size((output.width + 1) // 2, (output.height + 1) // 2)
        steps = 3 if half != Size(2 * width, 2 * height) else 2  # nothing to shrink
        assert len(sizes) == steps
        assert final.width - output.width == output.width % 2
        assert final.height - output.height == output.height % 2


_MODE = chain_from_files(
    [
        "upscale/Sakuga_Upscale_DoG_x2.glsl",
        "upscale/Sakuga_AutoDownscalePre_x2.glsl",
        "upscale/Sakuga_AutoDownscalePre_x4.glsl",
        "upscale/Sakuga_Upscale_DoG_x2.glsl",
    ]
)


def _mode(source: Size, output: Size) -> tuple[Size, list[Size]]:
    """Return the final size and each size that the picture took on the way."""
    plan = plan_passes(_MODE, PlanInputs(source, None, is_rgb=True, output=output))
    sizes = [source] + [
        step.size
        for step in plan.steps
        if isinstance(step, HookStep) and step.overwrites_stage
    ]
    return plan.final_size, [new for old, new in pairwise(sizes) if new != old]


@pytest.mark.parametrize("reference", CLASSICAL)
def test_every_strength_from_end_to_end_draws(reference: str, bench: HookBench) -> None:
    """At both ends of each parameter the picture is finite and keeps its size."""
    entry = load_shader(reference)
    assert entry.file is not None
    picture = blobs(12, 14)
    size = Size(14, 12)
    for param in entry.file.params:
        assert param.title != param.name
        assert np.isfinite([param.minimum, param.maximum]).all()
        for value in (param.minimum, param.maximum):
            chain = chain_from_files([reference]).with_value(0, param.name, value)
            plan = plan_passes(chain, rgb_inputs(size, Size(28, 24)))
            assert np.isfinite(bench.run(plan, picture)).all()


@pytest.mark.parametrize(
    "reference", [name for name in CLASSICAL if name not in DOUBLING]
)
def test_no_strength_means_no_change(reference: str, bench: HookBench) -> None:
    """A slider at zero leaves the picture as it was."""
    entry = load_shader(reference)
    assert entry.file is not None
    if "STRENGTH" not in {param.name for param in entry.file.params}:
        pytest.skip("it has no strength")
    picture = blobs(24, 32)
    chain = chain_from_files([reference]).with_value(0, "STRENGTH", 0.0)
    plan = plan_passes(chain, rgb_inputs(Size(32, 24), Size(64, 48)))
    result = bench.run(plan, picture)
    tolerance = 0.3 if "Deblur_Original" in reference else 2 * STEP
    assert np.abs(result - picture).max() <= tolerance
