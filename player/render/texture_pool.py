"""Keeps intermediate textures between passes and frames, so that few are ever made.

Thread: drawing.
"""

from dataclasses import dataclass

from player.geometry import Size
from player.gl.texture import Texture, TextureFormat

KEPT_PICTURES = 2
"""A texture that so many pictures did not need is given back: a change of mode keeps
its textures over one frame of the old, a change of size frees memory at once."""


@dataclass(slots=True)
class _Spare:
    texture: Texture
    last_used: int


class TexturePool:
    """Lends textures by size and format; what comes back is lent again.

    Thread: drawing, its context current.

    Args:
        usual: Format of what is taken without naming one.
    """

    def __init__(self, usual: TextureFormat = TextureFormat.RGBA16F) -> None:
        self._usual = usual
        self._spares: list[_Spare] = []
        self._lent: set[int] = set()
        self._picture = 0
        self.made = 0
        """Textures made since the pool was (for tests and the statistics)."""

    def take(self, size: Size, texture_format: TextureFormat | None = None) -> Texture:
        """Lend a texture with undefined content."""
        texture_format = texture_format or self._usual
        for index in range(len(self._spares) - 1, -1, -1):
            texture = self._spares[index].texture
            if texture.size == size and texture.format is texture_format:
                del self._spares[index]
                break
        else:
            texture = Texture(size, texture_format)
            self.made += 1
        self._lent.add(texture.name)
        return texture

    def give_back(self, texture: Texture) -> None:
        """Take a lent texture back; commands that read it may still be running."""
        self._lent.remove(texture.name)
        self._spares.append(_Spare(texture, self._picture))

    def end_picture(self) -> None:
        """Free what the last pictures did not need; called once per drawn picture."""
        self._picture += 1
        oldest = self._picture - KEPT_PICTURES
        for spare in self._spares:
            if spare.last_used < oldest:
                spare.texture.release()
        self._spares = [spare for spare in self._spares if spare.last_used >= oldest]

    @property
    def memory_bytes(self) -> int:
        """What the spare textures take."""
        return sum(spare.texture.memory_bytes for spare in self._spares)

    def release(self) -> None:
        """Give every spare texture back to the GPU; nothing may be lent."""
        for spare in self._spares:
            spare.texture.release()
        self._spares.clear()
