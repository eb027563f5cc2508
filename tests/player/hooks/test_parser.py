"""Laws of the user-shader parser: what is understood, what is refused, and where."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from player.errors import ShaderSyntaxError
from player.hooks.parser import parse_shader
from player.hooks.shader_file import HookPass, ShaderFile

BODY = "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"


def _parse(text: str) -> ShaderFile:
    return parse_shader(text, "folder/Some_File.glsl")


def _only(text: str) -> HookPass:
    (shader,) = _parse(text).passes
    return shader


def test_a_pass_keeps_all_that_its_header_says() -> None:
    """Every directive of a pass arrives in the data, with the lines of the file."""
    shader = _only(
        "// licence\n"
        "//!HOOK MAIN\n//!BIND HOOKED\n//!BIND OTHER\n//!SAVE result\n"
        "//!WIDTH MAIN.w 2 *\n//!HEIGHT MAIN.h 2 *\n//!WHEN OUTPUT.w MAIN.w >\n"
        "//!COMPONENTS 4\n//!OFFSET -0.5 0.25\n//!COMPUTE 32 8\n//!DESC A title\n"
        + BODY
    )
    assert shader.title == "A title"
    assert shader.hooks == ("MAIN",)
    assert shader.binds == ("HOOKED", "OTHER")
    assert shader.save == "result"
    assert [e.text for e in shader.expressions] == [
        "MAIN.w 2 *",
        "MAIN.h 2 *",
        "OUTPUT.w MAIN.w >",
    ]
    assert [e.line for e in shader.expressions] == [6, 7, 8]
    assert shader.components == 4
    assert shader.offset == (-0.5, 0.25)
    assert shader.compute == (32, 8)
    assert (shader.line, shader.body_line, shader.body) == (2, 13, BODY)


def test_what_a_header_leaves_out_has_its_default() -> None:
    """A bare pass is named by its number, overwrites, keeps size and runs always."""
    shader = _only("//!HOOK MAIN\n" + BODY)
    assert shader.title == "pass 1"
    assert (shader.binds, shader.save, shader.components) == ((), "", None)
    assert (shader.width, shader.height, shader.when) == (None, None, None)
    assert (shader.offset, shader.compute) == ((0.0, 0.0), None)


def test_a_licence_with_slashes_before_the_first_header_is_dropped() -> None:
    """Everything before the first mark is ignored, comments of any kind."""
    shader = _only(f"// MIT\n/* a // b */\n  // ! not a mark\n\n//!HOOK MAIN\n{BODY}")
    assert (shader.line, shader.body) == (5, BODY)


def test_directives_come_in_any_order() -> None:
    """WHEN between two BINDs and DESC last are what release 3.1 writes."""
    shader = _only(
        "//!BIND HOOKED\n//!WHEN 1\n//!BIND B\n//!HOOK NATIVE\n//!DESC Last\n" + BODY
    )
    assert (shader.binds, shader.title) == (("HOOKED", "B"), "Last")


def test_a_blank_line_ends_the_header() -> None:
    """The rest of such a header is a block without HOOK: ignored, and both are said."""
    file = _parse("//!HOOK MAIN\n\n//!BIND HOOKED\n" + BODY)
    assert [shader.line for shader in file.passes] == [1]
    assert "pass 1 (line 1) has an empty body" in file.warnings[0]
    assert "line 3 has no HOOK" in file.warnings[1]


def test_the_mark_ends_a_body_even_in_the_middle_of_a_line() -> None:
    """The next block begins wherever the mark stands."""
    first, second = _parse(
        "//!HOOK MAIN\nvec4 hook() { return vec4(0.0); } //!HOOK MAIN\n" + BODY
    ).passes
    assert first.body == "vec4 hook() { return vec4(0.0); } "
    assert (second.line, second.body_line, second.body) == (2, 3, BODY)


def test_several_hook_lines_make_one_pass_for_several_stages() -> None:
    """The nlmeans way: one pass at LUMA and at CHROMA."""
    shader = _only("//!HOOK LUMA\n//!HOOK CHROMA\n//!HOOK LUMA\n" + BODY)
    assert shader.hooks == ("LUMA", "CHROMA")


def test_a_name_bound_twice_is_bound_once() -> None:
    """Macros of one name can be defined only once."""
    shader = _only("//!HOOK MAIN\n//!BIND HOOKED\n//!BIND HOOKED\n" + BODY)
    assert shader.binds == ("HOOKED",)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_do_not_matter(end: str) -> None:
    """The same file from another system is the same file, digest and all."""
    text = "// x\n//!HOOK MAIN\n//!BIND HOOKED\n" + BODY
    moved = _parse("\ufeff" + text.replace("\n", end))
    assert moved == _parse(text)


def test_indented_headers_and_blanks_around_arguments_are_fine() -> None:
    """Header lines and arguments are trimmed."""
    shader = _only("  //!HOOK   MAIN  \n\t//!DESC   two  words \n" + BODY)
    assert (shader.hooks, shader.title) == (("MAIN",), "two  words")


def test_a_word_after_the_directive_needs_no_blank() -> None:
    """A directive is recognised as a prefix, as mpv does it."""
    assert _only("//!HOOKMAIN\n" + BODY).hooks == ("MAIN",)


def test_align_is_an_offset_without_numbers() -> None:
    """`OFFSET ALIGN` is told apart from a shift."""
    assert _only("//!HOOK CHROMA\n//!OFFSET ALIGN\n" + BODY).offset is None


def test_no_components_is_as_if_it_were_absent() -> None:
    """Zero stands for the count of the hooked texture."""
    assert _only("//!HOOK MAIN\n//!COMPONENTS 0\n" + BODY).components is None


def test_a_body_without_the_function_is_warned_of() -> None:
    """Its author is told before a driver complains."""
    file = _parse("//!HOOK MAIN\nvec4 unhooked() { return vec4(1.0); }\n")
    assert "does not define hook()" in file.warnings[0]


def test_the_name_is_the_base_name_on_any_system() -> None:
    """Folders of either slash and the suffix are left out."""
    text = "//!HOOK MAIN\n" + BODY
    assert parse_shader(text, "C:\\shaders\\A.B.glsl").name == "A.B"
    assert parse_shader(text, "/x/y/Plain").name == "Plain"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "no line begins"),
        ("vec4 hook() {}\n", 1, "no line begins"),
        ("//!HOOK MAIN\n//!NONSENSE 3\n", 2, "NONSENSE"),
        ("//!HOOK MAIN\n//!\n", 2, "unknown directive"),
        ("//!HOOK MAIN\n//! BIND x\nx\n//!hook\n", 4, "hook"),
        ("//!HOOK\n", 1, "needs a name"),
        ("//!HOOK MAIN MAIN\n", 1, "needs a name"),
        ("//!HOOK MAIN\n//!BIND a-b\n", 2, "needs a name"),
        ("//!HOOK MAIN\n//!SAVE 2x\n", 2, "needs a name"),
        ("//!HOOK MAIN\n//!WHEN\n", 2, "missing"),
        ("//!HOOK MAIN\n//!WIDTH MAIN.z\n", 2, "MAIN.z"),
        ("//!HOOK MAIN\n//!COMPONENTS 5\n", 2, "0 to 4"),
        ("//!HOOK MAIN\n//!COMPONENTS 1.5\n", 2, "0 to 4"),
        ("//!HOOK MAIN\n//!COMPONENTS many\n", 2, "1 numbers"),
        ("//!HOOK MAIN\n//!OFFSET 1\n", 2, "2 numbers"),
        ("//!HOOK MAIN\n//!OFFSET a b\n", 2, "2 numbers"),
        ("//!HOOK MAIN\n//!COMPUTE 32\n", 2, "2 or 4 numbers"),
        ("//!HOOK MAIN\n//!COMPUTE 0 8\n", 2, "from 1"),
        ("//!HOOK MAIN\n//!COMPUTE 1.5 8\n", 2, "whole"),
        ("x\n\n//!HOOK MAIN\nx\n\n//!HOOK MAIN\n//!COMPONENTS 9\n", 7, "0 to 4"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, word: str) -> None:
    """One bad line refuses the file and says which it is."""
    with pytest.raises(ShaderSyntaxError, match=word) as caught:
        _parse(text)
    assert (caught.value.file, caught.value.line) == ("folder/Some_File.glsl", line)


MARKS = st.sampled_from(
    [
        "//!HOOK MAIN",
        "//!BIND HOOKED",
        "//!SAVE x",
        "//!WHEN 1 1 >",
        "//!PARAM p",
        "//!TYPE float",
        "//!TYPE ENUM int",
        "//!MINIMUM 0",
        "//!TEXTURE t",
        "//!SIZE 1 1",
        "//!FORMAT r8",
        "//!FILTER LINEAR",
        "//!BUFFER b",
        "//!DESC d",
        "//!STORAGE",
        "//!VAR float f",
        "//!OFFSET ALIGN",
        "//!COMPUTE 8 8",
        "",
        "ff",
        "1.0",
        BODY,
        "//!",
        "x //!HOOK MAIN",
    ]
)


@given(st.lists(MARKS, max_size=14).map("\n".join))
def test_any_order_of_lawful_lines_parses_or_names_a_line(text: str) -> None:
    """Nothing but `ShaderSyntaxError` leaves the parser, and its line exists."""
    passes: tuple[HookPass, ...] = ()
    try:
        passes = _parse(text).passes
        line = 1
    except ShaderSyntaxError as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 1
    assert [shader.index for shader in passes] == list(range(len(passes)))


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_parses_or_is_refused(before: str, after: str) -> None:
    """Rubbish never brings the parser down; what is no shader at all has no pass."""
    for text in (before, f"{before}//!{after}", f"//!HOOK MAIN\n{after}"):
        passes: tuple[HookPass, ...] = ()
        with suppress(ShaderSyntaxError):
            passes = _parse(text).passes
        assert len(passes) <= text.count("//!")


@given(st.lists(st.text(alphabet="ab/ \n!", max_size=20), min_size=1, max_size=6))
def test_bodies_and_their_lines_are_found_again_in_the_file(parts: list[str]) -> None:
    """`body_line` is where the body's first line stands in the file."""
    bodies = [part.replace("//!", "") for part in parts]
    text = "".join(f"//!HOOK MAIN\n|{body}\n" for body in bodies)
    lines = text.split("\n")
    for shader in _parse(text).passes:
        first = shader.body.split("\n")[0]
        assert lines[shader.body_line - 1].startswith(first)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_head_may_say_what_a_file_is_for(end: str) -> None:
    """Its lines become one; the next word of the head, or a block, ends it."""
    head = "// Name.\n//\n// Purpose: makes lines thin;\n//   and leaves text alone.\n"
    text = f"{head}// Input: MAIN.\n//!HOOK MAIN\n{BODY}// Purpose: none\n"
    parsed = _parse(text.replace("\n", end))
    assert parsed.purpose == "makes lines thin; and leaves text alone."
    assert _parse(f"//!HOOK MAIN\n// Purpose: late\n{BODY}").purpose == ""
    assert _parse(f"// MIT License\n\n//!HOOK MAIN\n{BODY}").purpose == ""
