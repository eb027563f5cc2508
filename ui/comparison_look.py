"""How before and after lie on the surface that shows them. Pure."""

from dataclasses import dataclass, field
from typing import TypeVar

from player.display.finished_picture import FinishedPicture
from player.geometry import Rect, Size, halves
from player.render.compose_pass import CompareView, picture_rects
from player.render.request import CompareMode

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ComparisonLook:
    """What a surface shall show of a picture.

    Attributes:
        is_swapped: Before and after change places.
        is_original_alone: Only the picture before the chain, wherever a picture lies.
    """

    view: CompareView = field(default_factory=CompareView)
    is_swapped: bool = False
    is_original_alone: bool = False

    def sides(self, after: T, before: T | None) -> tuple[T, T | None]:
        """Return what stands where "after" and "before" stand."""
        if before is None:
            return after, None
        if self.is_original_alone:
            return before, before
        return (before, after) if self.is_swapped else (after, before)

    def picture_area(self, surface: Size) -> Size:
        """Return the device pixels that one picture may fill."""
        if self.view.mode is CompareMode.SIDE_BY_SIDE:
            return halves(Rect(0, 0, surface.width, surface.height))[0].size
        return surface

    def rects(self, picture: Size, surface: Size) -> tuple[Rect, ...]:
        """Return where pictures lie in device pixels: one, or left and right."""
        return picture_rects(picture, surface, self.view.mode)


def picture_shape(picture: FinishedPicture | None) -> Size | None:
    """Return the size of a picture, None for none."""
    return None if picture is None else picture.size
