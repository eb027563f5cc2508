"""Titles without what all of them share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.short_titles import short_titles, shortened


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (("Deblur DoG: blur", "Deblur DoG: sharpen"), ("blur", "sharpen")),
        (
            ("Restore-CNN-(M)-Conv-4x3x3x3", "Restore-CNN-(M)-Conv-4x3x3x8"),
            ("4x3x3x3", "4x3x3x8"),
        ),
        (("Some-Net-Conv-1", "Some-Net-Conv-2"), ("Conv-1", "Conv-2")),
        (("Luma", "Kernel X"), ("Luma", "Kernel X")),
        (("Deblur DoG: blur",), ("Deblur DoG: blur",)),
        (("Deblur DoG: x", "Deblur DoG"), ("Deblur DoG: x", "Deblur DoG")),
        (("same", "same"), ("same", "same")),
        ((), ()),
    ],
)
def test_the_common_beginning_goes(
    titles: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    """It is cut between words, and only where enough is left to tell by."""
    assert short_titles(titles) == expected


@given(st.lists(st.text(alphabet="ab-: ", max_size=24), max_size=5))
def test_titles_stay_apart(titles: list[str]) -> None:
    """Short titles are ends of the long ones, and different where those were."""
    short = short_titles(tuple(titles))
    assert len(short) == len(titles)
    assert len(set(short)) == len(set(titles))
    assert all(long.endswith(cut) for long, cut in zip(titles, short, strict=True))


@given(st.text(max_size=80), st.integers(min_value=4, max_value=40))
def test_the_middle_goes_first(words: str, most: int) -> None:
    """Shortened words keep beginning and end, and never exceed the room."""
    short = shortened(words, most)
    assert len(short) <= most
    assert (short == words) is (len(words) <= most)
    if short != words:
        assert words.endswith(short.partition("…")[2] or words[-1:])
