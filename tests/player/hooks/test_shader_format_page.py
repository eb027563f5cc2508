"""The examples of docs/shader-format.md are what the parser does."""

import re
import tomllib
from pathlib import Path

import pytest

from player.errors import ShaderSyntaxError
from player.geometry import Size
from player.hooks.block_parsers import TEXEL_BYTES
from player.hooks.chain import ChainEntry, ShaderChain
from player.hooks.parser import parse_shader
from player.hooks.pass_graph import plan_passes
from player.hooks.pass_plan import PlanInputs

PAGE = Path(__file__).parents[3] / "docs" / "shader-format.md"
TEXT = PAGE.read_text("utf-8")
EXAMPLES = re.findall(r"^```(\w+)( \w+)?\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
ACCEPTED = [text for kind, mark, text in EXAMPLES if kind == "glsl" and not mark]
REFUSED = [text for kind, mark, text in EXAMPLES if kind == "glsl" and mark]
INPUTS = PlanInputs(Size(64, 36), Size(32, 18), is_rgb=False, output=Size(128, 72))


def test_the_page_has_examples_of_both_kinds() -> None:
    """A page whose fences changed would else test nothing."""
    assert len(ACCEPTED) >= 5
    assert len(REFUSED) >= 3


@pytest.mark.parametrize("text", ACCEPTED)
def test_an_example_parses_without_a_warning_and_runs_unless_the_page_says_not(
    text: str,
) -> None:
    """Only the example with a TEXTURE block is idle."""
    file = parse_shader(text, "page.glsl")
    assert file.warnings == ()
    chain = ShaderChain("page", "Page", (ChainEntry("page.glsl", file),))
    plan = plan_passes(chain, INPUTS)
    reasons = [idle.reason for idle in plan.idle]
    wanted = "needs TEXTURE TABLE, which this version does not load"
    assert reasons == ([wanted] if file.textures else [])


@pytest.mark.parametrize("text", REFUSED)
def test_a_refused_example_is_refused(text: str) -> None:
    """With file and line."""
    with pytest.raises(ShaderSyntaxError, match=r"page\.glsl:\d+: "):
        parse_shader(text, "page.glsl")


def test_the_preset_example_is_valid() -> None:
    """It is TOML, and its keys are those that are read."""
    (text,) = [text for kind, _, text in EXAMPLES if kind == "toml"]
    assert set(tomllib.loads(text)) == {"label", "note", "shaders"}


def test_every_texture_format_of_the_page_is_read() -> None:
    """Prefixes times suffixes, as the page lists them."""
    line = next(
        line for line in TEXT.splitlines() if line.startswith("Texture formats")
    )
    words = re.findall(r"`(\w+)`", line)
    prefixes = [word for word in words if word.isalpha()]
    suffixes = [word for word in words if not word.isalpha()]
    assert {a + b for a in prefixes for b in suffixes} == set(TEXEL_BYTES)
