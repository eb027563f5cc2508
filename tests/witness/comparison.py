"""Draws a case with both players and compares. Needs mpv, Xvfb and a GL driver."""

from pathlib import Path

from tests.support.official_shaders import official_shader
from tests.witness.cases import Case
from tests.witness.difference import Difference, compare
from tests.witness.mpv_picture import draw_with_mpv
from tests.witness.our_picture import draw_with_sakuga
from tests.witness.sources import source_file


def compare_case(case: Case, folder: Path, display: str) -> Difference:
    """Return how far both players' pictures of a case are apart.

    Raises:
        MpvCannotError: mpv cannot draw it here.
        PlayerError: We cannot.
    """
    source = source_file(folder, case.kind, case.size)
    shaders = [shader_path(name) for name in case.shaders]
    theirs = draw_with_mpv(source, shaders, case.output, display)
    ours = draw_with_sakuga(source, shaders, case.output, folder)
    return compare(ours, theirs, case.ratio)


def shader_path(name: str) -> Path:
    """Return the file that a case names: official by its bare name, else a path."""
    return Path(name) if name.endswith(".glsl") else official_shader(name)
