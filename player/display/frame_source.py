"""What the drawing loop asks of playback and of the renderer. Protocols only."""

from typing import Protocol

from player.gl.texture import Texture
from player.playback.pacing import FrameChoice
from player.render.request import RenderReport, RenderRequest
from player.timing import Epoch, MediaTime, WallTime


class FrameSource(Protocol):
    """Where frames come from; `playback.transport.Transport` is one.

    Thread: drawing.
    """

    def choose_frame(self, earliest: WallTime) -> FrameChoice:
        """Return the next frame that can still be shown at `earliest`, once."""

    def due_time(self, pts: MediaTime, epoch: Epoch) -> WallTime | None:
        """Return when a frame that was chosen is due as things stand now.

        Infinite while the clock stands still before it; None when a seek or another
        file has made it stale.
        """

    def note_presented(
        self, pts: MediaTime, epoch: Epoch, wall_time: WallTime, *, is_new: bool
    ) -> None:
        """Take note of when a frame reached the screen."""


class PictureRenderer(Protocol):
    """What draws; `render.frame_renderer.FrameRenderer` does it.

    Thread: drawing, its context current.
    """

    def render(
        self, request: RenderRequest, after: Texture, before: Texture | None
    ) -> RenderReport:
        """Draw one frame into the targets.

        Raises:
            PlayerError: It cannot be drawn; the targets' content is then undefined.
        """
