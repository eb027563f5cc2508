"""What a notice offers can be done: its button is a command of the window."""

import ast

from tests.architecture.source_tree import sources
from ui.command_table import BY_ID


def _offers() -> dict[str, ast.expr]:
    """Return the `action` of every `Notice(…)` in the program, by file and line."""
    return {
        f"{source.path}:{node.lineno}": keyword.value
        for source in sources()
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Notice")
        for keyword in node.keywords
        if keyword.arg == "action"
    }


def test_every_action_of_a_notice_is_a_command() -> None:
    """An unknown id would leave a person with a reason and no button."""
    offers = _offers()
    assert len(offers) >= 2
    for place, value in offers.items():
        assert isinstance(value, ast.Constant), f"{place}: write the id out"
        assert value.value in BY_ID, f"{place}: {value.value!r} is no command"
