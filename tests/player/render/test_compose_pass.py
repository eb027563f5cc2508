"""The window shows before and after where the person put them."""

from collections.abc import Iterator

import numpy as np
import pytest

from player.geometry import Size
from player.gl.context import GlInfo
from player.gl.framebuffer import Framebuffer
from player.gl.texture import Texture, TextureFormat
from player.render.compose_pass import CompareView, ComposePass, WindowPicture
from player.render.request import CompareMode

SIZE = Size(16, 8)


class Window:
    """A framebuffer as a toolkit would give it, and a pair of pictures."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.surface = Texture(size, TextureFormat.RGBA8)
        self.framebuffer = Framebuffer()
        self.framebuffer.clear(self.surface, (1.0, 0.0, 1.0, 0.0))
        self.compose = ComposePass()
        self.after = Texture(SIZE, TextureFormat.RGBA8)
        self.before = Texture(SIZE, TextureFormat.RGBA8)
        self.after.upload_array(gradient(100))
        self.before.upload_array(gradient(0))

    def show(self, view: CompareView, *, has_before: bool = True) -> np.ndarray:
        """Return the window's pixels, row 0 = top."""
        picture = WindowPicture(
            self.after.name, self.before.name if has_before else None, SIZE
        )
        self.compose.draw(picture, view, self.framebuffer.name, self.size)
        return self.surface.read()[::-1]

    def release(self) -> None:
        """Give everything back."""
        for thing in (
            self.surface,
            self.framebuffer,
            self.compose,
            self.after,
            self.before,
        ):
            thing.release()


def gradient(red: int) -> np.ndarray:
    """Return a picture whose green grows downwards and blue to the right."""
    rows, columns = np.mgrid[0 : SIZE.height, 0 : SIZE.width]
    layers = [np.full_like(rows, red), rows * 20, columns * 10, np.full_like(rows, 255)]
    return np.stack(layers, axis=2).astype(np.uint8)


@pytest.fixture
def window(gl: GlInfo) -> Iterator[Window]:
    """A window exactly as large as the picture."""
    made = Window(SIZE)
    yield made
    made.release()


def test_after_fills_a_window_of_its_size_exactly(window: Window) -> None:
    """Without comparison the window is the picture, byte for byte, upright."""
    assert np.array_equal(window.show(CompareView()), gradient(100))


def test_the_wipe_shows_before_left_of_the_divider(window: Window) -> None:
    """Left of the line is before, right of it after; the line is one light pixel."""
    shown = window.show(CompareView(CompareMode.WIPE, 0.5))
    assert np.array_equal(shown[:, 0], gradient(0)[:, 0])
    assert np.array_equal(shown[:, -1], gradient(100)[:, -1])
    light = (shown[..., :3] > 200).all(axis=2)
    assert light.any(axis=0).sum() == 1
    assert light[:, 7:9].any(axis=1).all()


@pytest.mark.parametrize(("divider", "red"), [(0.0, 100), (1.0, 0), (-3.0, 100)])
def test_the_divider_reaches_both_edges(
    window: Window, divider: float, red: int
) -> None:
    """At an edge the far side is all one picture; beyond it counts as the edge."""
    shown = window.show(CompareView(CompareMode.WIPE, divider))
    far = -1 if red == 100 else 0
    assert (shown[:, far, 0] == red).all()


def test_hold_shows_before_while_held(window: Window) -> None:
    """Hold is after, and before while the key is down."""
    assert np.array_equal(window.show(CompareView(CompareMode.HOLD)), gradient(100))
    held = window.show(CompareView(CompareMode.HOLD, is_before_held=True))
    assert np.array_equal(held, gradient(0))


def test_a_missing_before_shows_after(window: Window) -> None:
    """The first pictures after switching on have no before: no line, no blank."""
    shown = window.show(CompareView(CompareMode.WIPE), has_before=False)
    assert np.array_equal(shown, gradient(100))


def test_side_by_side_shows_both_whole(gl: GlInfo) -> None:
    """A window twice as wide holds both pictures exactly."""
    window = Window(Size(32, 8))
    shown = window.show(CompareView(CompareMode.SIDE_BY_SIDE))
    assert np.array_equal(shown[:, :16], gradient(0))
    assert np.array_equal(shown[:, 16:], gradient(100))
    window.release()


def test_a_larger_window_is_letterboxed(gl: GlInfo) -> None:
    """Bars are black and opaque, above and below alike."""
    window = Window(Size(16, 12))
    shown = window.show(CompareView())
    assert np.array_equal(shown[2:10], gradient(100))
    assert (shown[[0, 1, 10, 11]] == [0, 0, 0, 255]).all()
    window.release()


def test_a_picture_of_an_old_size_is_scaled(gl: GlInfo) -> None:
    """While a window is being dragged the last picture fills it, smoothly."""
    window = Window(Size(32, 16))
    shown = window.show(CompareView())
    assert (shown[..., 0] == 100).all()
    assert (np.diff(shown[0, :, 2].astype(int)) >= 0).all()
    window.release()


def test_no_picture_is_black(window: Window) -> None:
    """Before the first frame the window is letterbox all over."""
    window.compose.draw(None, CompareView(), window.framebuffer.name, window.size)
    assert (window.surface.read() == [0, 0, 0, 255]).all()
