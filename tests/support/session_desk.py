"""A session without a window: its shelf of made-up chains, a player turned by hand."""

from pathlib import Path

from player.errors import OptionError
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.shader_file import ShaderFile
from player.options import Value, defaults
from player.playback.transport import TransportSettings
from tests.support.hand_player import HandPlayer
from ui.chain_control import ShaderShelf
from ui.session import Session


def _file(name: str) -> ShaderFile:
    return ShaderFile(f"/{name}.glsl", name, name, ())


FAST = ShaderChain("mode-a-fast", "A", (ChainEntry("a", _file("a")),), key="1")
HQ = ShaderChain("mode-a-hq", "A HQ", (ChainEntry("b", _file("b")),))
LIGHT = ShaderChain("light", "Light", (ChainEntry("c", _file("c")),))


def load_entry(path: str) -> ChainEntry:
    """Return the made-up shader file of a path."""
    return ChainEntry(path, _file(Path(path).stem))


def _find(text: str) -> ShaderChain:
    if ".glsl" in text:
        entries = tuple(load_entry(part) for part in text.split(","))
        return ShaderChain("custom", "Custom", entries)
    for chain in (OFF, FAST, HQ):
        if chain.name == text:
            return chain
    raise OptionError("chain", text, "off")


class Desk:
    """A session with a hand-turned player, and what it said."""

    def __init__(self, **options: Value) -> None:
        self.player = HandPlayer(TransportSettings(), self._wake, lambda: None)
        shelf = ShaderShelf(
            (OFF, FAST, HQ, LIGHT), load_entry, lambda entry: entry, _find
        )
        self.session = Session(self.player, {**defaults(), **options}, shelf)
        self.said: list[str] = []
        self.session.said.connect(self.said.append)
        self.redrawn = 0
        self.session.settings_changed.connect(self._count)

    def _wake(self) -> None:
        if hasattr(self, "session"):
            self.session.playback.refresh()

    def _count(self) -> None:
        self.redrawn += 1
