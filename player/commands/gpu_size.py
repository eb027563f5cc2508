"""The size that an Auto chain has where nothing plays: by the GPU that is here."""

from collections.abc import Sequence

from player.display.auto_size import resting_size
from player.gl.headless import headless_context
from player.hooks.chain import ShaderChain
from player.hooks.presets import in_size


def for_this_gpu(chains: Sequence[ShaderChain]) -> tuple[ShaderChain, ...]:
    """Return each chain as it draws here; the GPU is asked only if one is Auto.

    Raises:
        GraphicsUnsupportedError: Nothing here can draw without a window.
        PlayerError: A file of the chosen size cannot be used.
    """
    if not any(chain.is_auto for chain in chains):
        return tuple(chains)
    with headless_context() as info:
        size = resting_size(is_software=info.is_software)
    return tuple(in_size(chain, size) for chain in chains)
