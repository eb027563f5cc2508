"""Which frame to show next: pure decisions on values (owner completes this file)."""

from dataclasses import dataclass

from player.frames import VideoFrame
from player.timing import WallTime


@dataclass(frozen=True, slots=True)
class FrameChoice:
    """What the drawing loop shall do next.

    Attributes:
        frame: To draw now, None when nothing new is wanted.
        due: When it should reach the screen; may lie in the past (then at once).
            Without a frame: when to ask again (infinite: `on_frame` will tell).
        dropped: Frames skipped over because their time had passed.
    """

    frame: VideoFrame | None
    due: WallTime
    dropped: int = 0
