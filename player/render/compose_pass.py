"""Puts a finished picture on the window: divider, side by side, letterbox.

Runs in the window's own context and only reads textures, so divider and hold answer at
once however slow the chain is.
Thread: the one that owns the window (GUI); its context current.
"""

from dataclasses import dataclass

from player.geometry import Rect, Size, fit_inside, halves
from player.gl.framebuffer import bind_window, clear_bound, set_plain_state
from player.gl.fullscreen_triangle import FullscreenTriangle
from player.gl.program import Program
from player.gl.texture import bind_texture_name
from player.render.builtin_glsl import builtin_program
from player.render.request import CompareMode

LETTERBOX = (0.0, 0.0, 0.0, 1.0)
"""Black: a dark grey bar would be seen beside a dark scene."""


@dataclass(frozen=True, slots=True)
class CompareView:
    """How the person looks at before and after.

    Attributes:
        divider: Place of the divider over the picture, 0 = left edge, 1 = right edge.
        is_before_held: In hold mode: the key or button is down.
        pixel_ratio: Device pixels per pixel of the toolkit; the line grows with it.
    """

    mode: CompareMode = CompareMode.OFF
    divider: float = 0.5
    is_before_held: bool = False
    pixel_ratio: float = 1.0


@dataclass(frozen=True, slots=True)
class WindowPicture:
    """What there is to show: GL names of textures of `size`, row 0 = top."""

    after: int
    before: int | None
    size: Size


def picture_rects(picture: Size, window: Size, mode: CompareMode) -> tuple[Rect, ...]:
    """Return where the picture lies: one rectangle, or two (before, after).

    Args:
        picture: Shape to keep.
        window: Device pixels.
        mode: Side by side gives each half of the window one.
    """
    area = Rect(0, 0, window.width, window.height)
    if mode is CompareMode.SIDE_BY_SIDE:
        left, right = halves(area)
        return fit_inside(picture, left), fit_inside(picture, right)
    return (fit_inside(picture, area),)


class ComposePass:
    """Draws a view of the newest picture into a window's framebuffer.

    Thread: GUI, the window's context current from making to release.

    Raises:
        ShaderCompileError: The driver refuses our own shader.
    """

    def __init__(self) -> None:
        self._program = Program(builtin_program("compose.frag"))
        self._triangle = FullscreenTriangle()
        self._program.set_int("after", 0)
        self._program.set_int("before", 1)

    def draw(
        self,
        picture: WindowPicture | None,
        view: CompareView,
        framebuffer_name: int,
        window: Size,
    ) -> None:
        """Fill the window; without a picture it becomes letterbox all over.

        Args:
            picture: Its size may differ from the rectangle while a window is being
                resized; it is then scaled bilinearly.
            view: What to show of it.
            framebuffer_name: The window's, as the toolkit says.
            window: Device pixels.
        """
        if window.is_empty:
            return
        set_plain_state()
        bind_window(framebuffer_name, Rect(0, 0, window.width, window.height))
        clear_bound(LETTERBOX)
        if picture is None:
            return
        rects = picture_rects(picture.size, window, view.mode)
        before = picture.after if picture.before is None else picture.before
        if len(rects) == 2:
            self._draw_rect(before, before, rects[0], framebuffer_name, window)
            self._draw_rect(picture.after, before, rects[1], framebuffer_name, window)
            return
        if view.mode is CompareMode.HOLD and view.is_before_held:
            self._draw_rect(before, before, rects[0], framebuffer_name, window)
            return
        if view.mode is CompareMode.WIPE and picture.before is not None:
            self._set_divider(view, rects[0])
            self._draw(picture.after, before, rects[0], framebuffer_name, window)
            return
        self._draw_rect(picture.after, before, rects[0], framebuffer_name, window)

    def release(self) -> None:
        """Give the GL objects back."""
        self._program.release()
        self._triangle.release()

    def _set_divider(self, view: CompareView, rect: Rect) -> None:
        share = min(1.0, max(0.0, view.divider))
        self._program.set_float("width_px", rect.width)
        self._program.set_float("divider_px", share * rect.width)
        self._program.set_float("line_px", max(1.0, round(view.pixel_ratio)))

    def _draw_rect(
        self, after: int, before: int, rect: Rect, framebuffer_name: int, window: Size
    ) -> None:
        """Draw one whole picture without a line."""
        self._program.set_float("divider_px", -1.0)
        self._program.set_float("line_px", 0.0)
        self._draw(after, before, rect, framebuffer_name, window)

    def _draw(
        self, after: int, before: int, rect: Rect, framebuffer_name: int, window: Size
    ) -> None:
        if rect.size.is_empty:
            return
        bottom = window.height - rect.y - rect.height
        bind_window(framebuffer_name, Rect(rect.x, bottom, rect.width, rect.height))
        bind_texture_name(after, 0)
        bind_texture_name(before, 1)
        self._program.use()
        self._triangle.draw()
