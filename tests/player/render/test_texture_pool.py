"""Textures are lent again before new ones are made, and freed when unwanted."""

from collections.abc import Iterator

import pytest

from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.texture import TextureFormat
from player.render.texture_pool import KEPT_PICTURES, TexturePool


@pytest.fixture
def pool(gl: GlInfo) -> Iterator[TexturePool]:
    """A pool on a real context."""
    made = TexturePool()
    yield made
    made.release()


def test_a_texture_that_came_back_is_lent_again(pool: TexturePool) -> None:
    """Same size and format: the same texture; another size or format: a new one."""
    first = pool.take(Size(4, 4))
    pool.give_back(first)
    assert pool.take(Size(4, 4)) is first
    other = pool.take(Size(4, 5))
    floats = pool.take(Size(4, 4), TextureFormat.RGBA32F)
    assert pool.made == 3
    for texture in (first, other, floats):
        pool.give_back(texture)


def test_a_lent_texture_is_never_lent_twice(pool: TexturePool) -> None:
    """Two at once are two textures."""
    one, two = pool.take(Size(2, 2)), pool.take(Size(2, 2))
    assert one is not two
    pool.give_back(one)
    pool.give_back(two)


def test_what_pictures_do_not_need_is_freed(pool: TexturePool) -> None:
    """A size that went out of use goes after a few pictures; one in use stays."""
    pool.give_back(pool.take(Size(64, 64)))
    for _ in range(KEPT_PICTURES + 1):
        pool.give_back(pool.take(Size(8, 8)))
        pool.end_picture()
    assert pool.memory_bytes == 8 * 8 * 8


def test_giving_back_what_was_not_lent_is_a_mistake(pool: TexturePool) -> None:
    """A texture given back twice would be lent to two at once: it is refused."""
    texture = pool.take(Size(2, 2))
    pool.give_back(texture)
    with pytest.raises(KeyError):
        pool.give_back(texture)
