"""The stored networks, their records and the shaders made from them."""

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from shaders.training import gauge, glsl, reference, weights
from shaders.training.export import FOLDERS, SHADERS, shader_path
from shaders.training.folding import unfolded
from shaders.training.shapes import Output, Shape
from shaders.training.student import first_weights

NAMES = weights.names()
MOST_BINDS = 15  # old Mesa links no more (one vertex attribute each)
CLASSES = {
    "upscale": ("S", "M", "L", "VL", "UL"),
    "upscale-area": ("S", "M", "L", "VL", "UL"),
    "upscale-denoise": ("S", "M", "L", "VL", "UL"),
    "restore": ("S", "M", "L", "VL", "UL"),
    "restore-soft": ("S", "M", "L", "VL", "UL"),
    "deblur": ("M", "L"),
    "resampling-reduce": ("M", "L", "UL"),
    "denoise": ("L",),
}
Textures = dict[str, npt.NDArray[np.float64]]


def _fetched(textures: Textures, expression: str) -> npt.NDArray[np.float64]:
    """Evaluate NAME_tex(NAME_pos) or NAME_texOff(vec2(x, y)) for the whole picture."""
    found = re.fullmatch(
        r"(\w+)_tex(?:Off\(vec2\((\S+), (\S+)\)\)|\(\w+\))", expression
    )
    assert found, expression
    texture = textures[found[1]]
    x, y = (int(float(value or 0)) for value in found.groups()[1:])
    padded = np.pad(texture, ((0, 0), (1, 1), (1, 1)), mode="edge")
    height, width = texture.shape[1:]
    return padded[:, 1 + y : 1 + y + height, 1 + x : 1 + x + width]


def _numbers(text: str) -> npt.NDArray[np.float64]:
    return np.array([float(value) for value in text.split(",")])


def _convolved(textures: Textures, body: str) -> npt.NDArray[np.float64]:
    """Evaluate the sums of one pass."""
    begin = re.search(r"vec4 r = (?:vec4\(([^)]*)\)|(\w+_tex\(\w+\)));", body)
    assert begin
    size = next(iter(textures.values())).shape[1:]
    if begin[1]:
        total = np.zeros((4, *size)) + _numbers(begin[1])[:, None, None]
    else:
        total = _fetched(textures, begin[2]).copy()
    value = total
    matrix = r"mat4\(([^)]*)\) \* "
    term = rf"v = (.+);|{matrix}(v|abs\(v\)|MAIN_tex(?:Off)?\(.+\));?$"
    for line in body.splitlines():
        found = re.search(term, line)
        if not found:
            continue
        if found[1]:
            value = _fetched(textures, found[1])
            continue
        operand = {"v": value, "abs(v)": np.abs(value)}.get(found[3])
        if operand is None:
            operand = _fetched(textures, found[3].rstrip(";"))
        total = total + np.tensordot(_numbers(found[2]).reshape(4, 4), operand, (0, 0))
    return total


def _run(text: str, picture: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Run a generated shader by its text; a small part of GLSL is understood."""
    alpha = np.ones((1, *picture.shape[1:]))
    textures: Textures = {"MAIN": np.concatenate([picture, alpha])}
    passes = re.split(r"(?=//!DESC)", text)[1:]
    for one in passes:
        save = re.search(r"//!SAVE (\w+)", one)
        if "greaterThanEqual" in one:
            break
        if save and save[1] in {measure.save for measure in gauge.passes()}:
            continue
        total = _convolved(textures, one)
        name = save[1] if save else "sum"
        is_layer = re.match(r"SAKUGA_\d", name)
        textures[name] = total * (glsl.KEPT if is_layer else 1.0)
    main = textures["MAIN"][:3]
    core = re.search(r"r -= clamp\(r, -(\S+), \1\);", text)
    reach = float(core[1]) if core else 0.0
    if "sum" in textures:
        added = textures["sum"][:3]
        added = added - added.clip(-reach, reach)
        if f"r *= {gauge.SHARE}_tex" in text:
            added = added * gauge.share_of_answer(picture)
        return (main + added).clip(0, 1)
    heads = [textures[name] for name in sorted(textures) if "HEAD" in name]
    stacked = np.concatenate(heads).astype(np.float32)
    added = unfolded(stacked[None])[0]
    added = added - added.clip(-reach, reach)
    bilinear = reference.resize_matrix
    kernel = reference.Kernel.BILINEAR
    rows = bilinear(main.shape[1], 2 * main.shape[1], kernel)
    columns = bilinear(main.shape[2], 2 * main.shape[2], kernel)
    return (rows @ main @ columns.T + added).clip(0, 1)


@pytest.mark.parametrize("name", NAMES)
def test_committed_shader_is_what_the_weights_give(name: str) -> None:
    """Exporting again gives the same bytes."""
    network = weights.load(name)
    committed = shader_path(network).read_bytes()
    assert committed == glsl.shader_text(network).encode()


@pytest.mark.parametrize("name", NAMES)
def test_passes_can_be_linked_everywhere(name: str) -> None:
    """No pass binds more textures than old drivers take."""
    network = weights.load(name)
    for one in glsl.passes(network.shape, network.flat):
        assert len(one.binds) <= MOST_BINDS
        assert len(set(one.binds)) == len(one.binds)


@pytest.mark.parametrize("name", NAMES)
def test_record_says_how_the_numbers_came_about(name: str) -> None:
    """Every record names plan, seed, steps and a validation figure."""
    record = weights.load(name).record
    plan = SHADERS / "training" / record["training"]["plan"]
    assert plan.is_file()
    assert {"seed", "steps", "drawings", "continued_from"} <= set(record["training"])
    assert record["figures"]["validation_db"] > 20


def test_every_class_of_every_family_is_there() -> None:
    """The catalogue promises these sizes."""
    found: dict[str, set[str]] = {family: set() for family in FOLDERS}
    for name in NAMES:
        record = weights.load(name).record
        found[record["family"]].add(record["size"])
    assert found == {family: set(sizes) for family, sizes in CLASSES.items()}


SHAPES = (
    Shape(4, "999", 0, wide_head=True, output=Output.LUMA_X2),
    Shape(4, "9" + "px" * 8, 0, wide_head=False, output=Output.LUMA_X2),
    Shape(4, "999", 0, wide_head=True, output=Output.LUMA_X2, core=1.0),
    Shape(8, "9p9x", 2, wide_head=False, output=Output.LUMA_X2),
    Shape(8, "9p9x", 2, wide_head=False, output=Output.LUMA_X2, core=1.0),
    Shape(4, "9px", 0, wide_head=False, output=Output.RGB),
    Shape(4, "9px", 0, wide_head=False, output=Output.RGB, core=2.0),
    Shape(4, "9px", 0, wide_head=False, output=Output.RGB, gauged=True),
    Shape(8, "9" + "x" * 7, 1, wide_head=False, output=Output.RGB, gauged=True),
)


def test_a_half_float_keeps_what_the_files_count_on() -> None:
    """In the mean of many values, cut off to the eleven bits that one has."""
    values = np.exp(np.random.default_rng(0).uniform(-8, 2, 100_000)).astype(np.float32)
    cut = (values.view(np.uint32) & np.uint32(0xFFFFE000)).view(np.float32)
    assert np.array_equal(cut.astype(np.float16), cut)
    assert np.mean(cut / values) == pytest.approx(glsl.KEPT, abs=5e-6)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.layers)
def test_shader_text_computes_the_network(shape: Shape) -> None:
    """The numbers in the text, read back, give the reference's picture."""
    chance = np.random.default_rng(1)
    flat = first_weights(shape, 1)
    flat += chance.normal(0, 0.05, flat.shape).astype(np.float32)
    flat *= shape.mask()
    record = {"purpose": "a test", "size": "S", "family": "upscale"}
    text = glsl.shader_text(weights.Network("Test", shape, flat, record))
    picture = chance.random((3, 9, 12), np.float32)
    expected = reference.enhanced(shape, flat, picture)
    assert np.abs(_run(text, picture) - expected).max() < 1 / 255 / 10


def test_weights_without_a_record_are_refused(tmp_path: Path) -> None:
    """Nobody can slip in numbers of unknown origin."""
    np.savez(tmp_path / "stray.npz", flat=np.zeros(4, np.float32))
    with pytest.raises(weights.RecordError, match="without a record"):
        weights.load("stray", tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_the_catalogue_tells_how_large_a_network_is(name: str) -> None:
    """Passes and parameters in shaders/README.md are those of the file."""
    network = weights.load(name)
    path = shader_path(network)
    passes = path.read_text("utf-8").count("//!HOOK ")
    end = f" | {passes} | {network.shape.parameters} |"
    rows = (SHADERS / "README.md").read_text("utf-8").splitlines()
    row = next(row for row in rows if row.startswith(f"| [{path.parent.name}/{name}]"))
    assert row.endswith(end)
