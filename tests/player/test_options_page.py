"""docs/options.md stays in step with the table."""

from player.options import OPTIONS
from player.options_page import PAGE, page


def test_the_committed_page_is_the_generated_one() -> None:
    """Nobody edits the page, and nobody forgets `make pages`."""
    assert PAGE.read_text("utf-8") == page()


def test_every_option_is_on_the_page() -> None:
    """A person finds each flag in the page."""
    assert all(f"`--{option.name}`" in page() for option in OPTIONS)
