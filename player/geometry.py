"""Sizes and rectangles in whole pixels; y grows downwards, as in the picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """Width and height in pixels."""

    width: int
    height: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be drawn at this size."""
        return self.width <= 0 or self.height <= 0

    def __str__(self) -> str:
        return f"{self.width}×{self.height}"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in pixels, `x, y` its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def size(self) -> Size:
        """Return width and height alone."""
        return Size(self.width, self.height)


def display_size(size: Size, sample_aspect: float, rotation_degrees: int) -> Size:
    """Return the size at which a picture looks right: square pixels, upright.

    The side that must change is enlarged, never shrunk, so no line is lost.
    """
    width, height = float(size.width), float(size.height)
    if sample_aspect > 1:
        width *= sample_aspect
    elif 0 < sample_aspect < 1:
        height /= sample_aspect
    if rotation_degrees % 180 == 90:
        width, height = height, width
    return Size(max(1, round(width)), max(1, round(height)))


def fit_inside(content: Size, area: Rect) -> Rect:
    """Return the largest rectangle of `content`'s shape centred in `area`."""
    if content.is_empty or area.size.is_empty:
        return Rect(area.x, area.y, 0, 0)
    scale = min(area.width / content.width, area.height / content.height)
    width = min(area.width, max(1, round(content.width * scale)))
    height = min(area.height, max(1, round(content.height * scale)))
    return Rect(
        area.x + (area.width - width) // 2,
        area.y + (area.height - height) // 2,
        width,
        height,
    )


def halves(area: Rect) -> tuple[Rect, Rect]:
    """Split `area` into a left and a right half for the side-by-side view."""
    left = area.width // 2
    return (
        Rect(area.x, area.y, left, area.height),
        Rect(area.x + left, area.y, area.width - left, area.height),
    )
