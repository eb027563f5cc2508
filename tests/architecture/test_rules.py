"""The house rules that no linter knows, held by machine (see ARCHITECTURE.md)."""

import ast
import re

import pytest

from tests.architecture.source_tree import ROOT, Source, sources

LONGEST_FILE = 350
PURE = (
    "player/colour.py",
    "player/colour_math.py",
    "player/colour_guess.py",
    "player/colour_tone.py",
    "player/quality/measure.py",
    "player/quality/resample.py",
    "player/quality/crops.py",
    "player/quality/weights.py",
    "player/render/scale_kernel.py",
    "player/render/dither_pattern.py",
    "player/geometry.py",
    "player/timing.py",
    "player/playback/pacing.py",
    "player/playback/state.py",
    "player/display/load_watch.py",
    "player/display/auto_size.py",
    "player/hooks/sizes.py",
    "player/hooks/expression.py",
    "player/hooks/parser.py",
    "player/hooks/pass_graph.py",
    "player/hooks/pass_plan.py",
    "player/hooks/chain.py",
    "player/hooks/shader_file.py",
)
IMPURE = {"threading", "time", "io", "os", "av", "OpenGL", "sounddevice"}
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "misc", "common"}
STAGES = ("player/playback", "player/display", "player/audio", "player/gl")

every_source = pytest.mark.parametrize(
    "source", sources(), ids=lambda source: source.path
)


@pytest.mark.parametrize("path", PURE)
def test_decisions_are_pure(path: str) -> None:
    """A decision touches no thread, clock, file or device: they are its arguments."""
    found = [source for source in sources("player") if source.path == path]
    assert found, f"{path} has gone: name its successor here"
    heads = {name.split(".")[0] for name in found[0].imported}
    assert not heads & IMPURE


@every_source
def test_files_hold_one_idea(source: Source) -> None:
    """No file grows past what can be read in five minutes."""
    assert len(source.lines) <= LONGEST_FILE


@every_source
def test_names_say_what_a_file_is(source: Source) -> None:
    """A module is named after one thing, never after 'the rest'."""
    assert not set(re.split(r"[/_.]", source.path)) & EMPTY_WORDS


@every_source
def test_nothing_is_freed_by_the_collector(source: Source) -> None:
    """`__del__` runs in any thread; GL objects are released by name instead."""
    assert "def __del__" not in source.text


@every_source
def test_every_excuse_carries_its_reason(source: Source) -> None:
    """A silenced check says why on the same line."""
    for number, line in enumerate(source.lines, 1):
        noqa = re.search(r"# noqa:\s*[A-Z0-9, ]+(.*)", line)
        ignore = re.search(r"# type: ignore\[[^]]*\](.*)", line)
        for match in (noqa, ignore):
            if match:
                assert match.group(1).strip(" #"), f"{source.path}:{number}: {line}"


@every_source
def test_shaders_live_in_shader_files(source: Source) -> None:
    """GLSL is not pasted into Python; only the hook prelude is put together there."""
    if source.path.endswith(("hook_prelude.py",)):
        return
    assert "void main" not in source.text


def _public_classes(source: Source) -> list[ast.ClassDef]:
    return [
        node
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]


def _is_value(node: ast.ClassDef) -> bool:
    """Whether the class is frozen data, an enum, a protocol or an error."""
    marks = [ast.unparse(item) for item in (*node.decorator_list, *node.bases)]
    return any(
        re.search(r"frozen=True|Enum|Protocol|Error|NamedTuple", mark) for mark in marks
    )


@pytest.mark.parametrize("source", sources(*STAGES), ids=lambda source: source.path)
def test_classes_with_state_name_their_thread(source: Source) -> None:
    """Who may call a class that holds state stands in its or its module's words."""
    module_words = ast.get_docstring(source.tree) or ""
    for node in _public_classes(source):
        if not _is_value(node):
            words = module_words + (ast.get_docstring(node) or "")
            assert re.search(r"[Tt]hread", words), f"{source.path}: {node.name}"


def test_links_in_the_documents_lead_somewhere() -> None:
    """A relative link in a page names a file that exists."""
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    pages += [*(ROOT / "shaders").glob("*.md"), *(ROOT / "resources").glob("*.md")]
    for page in pages:
        for link in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if not link.startswith(("http", "mailto")):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_each_code_path_in_the_architecture_page_exists() -> None:
    """ARCHITECTURE.md tells the truth: what it names is there."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    named = set(
        re.findall(r"`((?:player|ui|shaders|tests|docs|resources)/[\w/.-]*)`", text)
    )
    assert named
    for path in named:
        assert (ROOT / path).exists(), path
