"""Lists of shaders as mpv's configuration writes them are understood."""

import pytest

from player.hooks.mpv_list import MpvList, read_mpv_line, split_shader_list


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", ()),
        ("a.glsl", ("a.glsl",)),
        ("~~/a.glsl:~~/b.glsl", ("~~/a.glsl", "~~/b.glsl")),
        ("~~/a.glsl;~~/b.glsl;", ("~~/a.glsl", "~~/b.glsl")),
        ('"a.glsl; b c.glsl"', ("a.glsl", "b c.glsl")),
        ("C:/x/a.glsl;D:\\y\\b.glsl", ("C:/x/a.glsl", "D:\\y\\b.glsl")),
        ("C:/x/a.glsl:/y/b.glsl", ("C:/x/a.glsl", "/y/b.glsl")),
        ("::;;", ()),
    ],
)
def test_colons_and_semicolons_both_separate(
    text: str, wanted: tuple[str, ...]
) -> None:
    """A drive letter's colon does not."""
    assert split_shader_list(text) == wanted


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (
            (
                'CTRL+1 no-osd change-list glsl-shaders set "~~/a.glsl:~~/b.glsl"; '
                'show-text "Mode A (HQ)"'
            ),
            MpvList(("~~/a.glsl", "~~/b.glsl"), "Mode A (HQ)"),
        ),
        ("glsl-shaders='~~/a.glsl;~~/b.glsl'", MpvList(("~~/a.glsl", "~~/b.glsl"))),
        ("glsl-shader=~~/a.glsl", MpvList(("~~/a.glsl",))),
        ("--glsl-shaders-append=b.glsl", MpvList(("b.glsl",))),
        ("glsl-shaders=a.glsl:b.glsl # mine", MpvList(("a.glsl", "b.glsl"))),
        (
            "k change-list glsl-shaders toggle a.glsl; show-text x",
            MpvList(("a.glsl",), "x"),
        ),
        (
            "CTRL+0 no-osd change-list glsl-shaders clr \"\"; show-text 'Off'",
            MpvList((), "Off"),
        ),
        ('"a.glsl;b.glsl"', MpvList(("a.glsl", "b.glsl"))),
        ("a.glsl:b.glsl", MpvList(("a.glsl", "b.glsl"))),
        ("", MpvList(())),
    ],
)
def test_lines_of_mpv_conf_and_input_conf_are_taken_over(
    line: str, wanted: MpvList
) -> None:
    """Either file's way of writing, with the words shown on screen as the label."""
    assert read_mpv_line(line) == wanted
