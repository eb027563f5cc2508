"""The option table: what it takes, what it refuses, and that it is whole."""

import pytest

from player.errors import OptionError
from player.options import BY_NAME, OPTIONS, Kind, Option, defaults, parse


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_each_default_is_a_value_that_the_option_takes(option: Option) -> None:
    """Printing a default and parsing it gives it back."""
    text = (
        {True: "yes", False: "no"}.get(option.default, str(option.default))
        if (option.kind is Kind.FLAG)
        else str(option.default)
    )
    assert parse(option.name, text) == option.default


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("volume", "2"),
        ("volume", "loud"),
        ("volume", "nan"),
        ("speed", "0.1"),
        ("compare", "left"),
        ("mute", "perhaps"),
        ("no-such-option", "1"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_in_words(name: str, text: str) -> None:
    """The message names the option and what it takes."""
    with pytest.raises(OptionError) as caught:
        parse(name, text)
    assert name in str(caught.value)
    assert caught.value.hint.startswith("Allowed: ")


def test_names_are_unique_and_every_option_is_explained() -> None:
    """The table has no row twice and no row without words."""
    assert len(BY_NAME) == len(OPTIONS) == len(defaults())
    assert all(option.help for option in OPTIONS)
