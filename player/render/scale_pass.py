"""Pictures to another size, in gamma light, edges aligned: the plain final scaler.

Two passes with a weight for each sample, the horizontal one first. Bilinear scaling of
ordinary ratios is one draw that lets the sampler filter: it is what software GL uses.
At ratio 1 nothing is computed at all. Thread: drawing.
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from player.geometry import Size
from player.gl.program import Program
from player.gl.texture import Sampling, Texture, TextureFormat
from player.render.canvas import Canvas
from player.render.colour_pass import Switches, switched_program
from player.render.request import Kernel
from player.render.scale_kernel import Array, axis_taps, paired_taps
from player.render.texture_pool import TexturePool

KEPT_TAPS = 16
"""Weight tables kept: two axes, two halves, some sizes of a window being dragged."""

MOST_PAIRED_RATIO = 2
"""Up to this ratio a stretched bilinear kernel has four taps: two reads an axis."""

_DIRECT, _SAMPLER, _TAPS, _PAIRS = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class LastStep:
    """What is left to do of a scaling: read `textures` as `lib/scaled.glsl` says.

    Attributes:
        switches: For a program that includes it.
        textures: To be bound from unit 0 on: the source, then the weights if any.
        size: Of the scaled picture.
        lent: Texture of the pool that `ScalePass.finish` gives back, or None.
    """

    switches: Switches
    textures: tuple[Texture, ...]
    size: Size
    lent: Texture | None = None

    def set_uniforms(self, program: Program) -> None:
        """Set what `lib/scaled.glsl` needs; the program must be in use."""
        program.set_int("source", 0)
        program.set_vec2("scaled_size", self.size.width, self.size.height)
        if len(self.textures) == 2:
            program.set_int("taps", 1)
            program.set_int("tap_groups", self.textures[1].size.width - 1)
        elif len(self.textures) == 3:
            program.set_int("pairs_x", 1)
            program.set_int("pairs_y", 2)


class ScalePass:
    """Scales textures; keeps the weights of the sizes it has met.

    Thread: drawing.
    """

    def __init__(self, canvas: Canvas, pool: TexturePool) -> None:
        self._canvas = canvas
        self._pool = pool
        self._taps: OrderedDict[tuple[Kernel | None, int, int], Texture] = OrderedDict()

    def draw(self, source: Texture, target: Texture, kernel: Kernel) -> None:
        """Fill `target` with `source` at the target's size.

        Args:
            source: With linear sampling.
            target: Any format that can be drawn into.
            kernel: Stretched along an axis that shrinks.
        """
        step = self.begin(source, target.size, kernel)
        self._draw_step(step, target)
        self.finish(step)

    def begin(self, source: Texture, size: Size, kernel: Kernel) -> LastStep:
        """Do all but the last draw of a scaling, and say what that must read."""
        if source.size == size:
            return LastStep((("SCALE_MODE", _DIRECT),), (source,), size)
        shrink = max(source.size.width / size.width, source.size.height / size.height)
        if kernel is Kernel.BILINEAR and shrink <= MOST_PAIRED_RATIO:
            return self._sampler_step(source, size, is_growing=shrink <= 1)
        if source.size.height == size.height:
            return self._step(source, size, kernel, "x")
        if source.size.width == size.width:
            return self._step(source, size, kernel, "y")
        between = self._pool.take(Size(size.width, source.size.height))
        self._draw_step(self._step(source, between.size, kernel, "x"), between)
        return self._step(between, size, kernel, "y", lent=between)

    def finish(self, step: LastStep) -> None:
        """Give back what `begin` borrowed; call it after the last draw."""
        if step.lent is not None:
            self._pool.give_back(step.lent)

    def release(self) -> None:
        """Give the weights back; the context must be current."""
        for texture in self._taps.values():
            texture.release()
        self._taps.clear()

    def _sampler_step(
        self, source: Texture, size: Size, *, is_growing: bool
    ) -> LastStep:
        """Scale bilinearly in one draw."""
        source.set_sampling(Sampling.LINEAR)
        if is_growing:
            return LastStep((("SCALE_MODE", _SAMPLER),), (source,), size)
        across = self._taps_of(None, source.size.width, size.width)
        down = self._taps_of(None, source.size.height, size.height)
        return LastStep((("SCALE_MODE", _PAIRS),), (source, across, down), size)

    def _step(
        self,
        source: Texture,
        size: Size,
        kernel: Kernel,
        axis: str,
        lent: Texture | None = None,
    ) -> LastStep:
        if axis == "x":
            taps = self._taps_of(kernel, source.size.width, size.width)
        else:
            taps = self._taps_of(kernel, source.size.height, size.height)
        switches = (("SCALE_MODE", _TAPS), ("TAP_AXIS", axis))
        return LastStep(switches, (source, taps), size, lent)

    def _draw_step(self, step: LastStep, target: Texture) -> None:
        program = switched_program(self._canvas, "scale.frag", step.switches)
        step.set_uniforms(program)
        self._canvas.draw(program, target, step.textures)

    def _taps_of(
        self, kernel: Kernel | None, source_px: int, target_px: int
    ) -> Texture:
        """Return one axis's weights; without a kernel, those of paired reads."""
        key = (kernel, source_px, target_px)
        texture = self._taps.get(key)
        if texture is None:
            if kernel is None:
                table = paired_taps(source_px, target_px)[np.newaxis]
            else:
                table = _taps_table(kernel, source_px, target_px)
            texture = self._taps[key] = _table_texture(table)
            if len(self._taps) > KEPT_TAPS:
                self._taps.popitem(last=False)[1].release()
        self._taps.move_to_end(key)
        return texture


def _taps_table(kernel: Kernel, source_px: int, target_px: int) -> Array:
    """Return [target, 1 + groups, 4]: the first index, then four weights a texel."""
    taps = axis_taps(kernel, source_px, target_px)
    count = taps.weights.shape[1]
    groups = -(-count // 4)
    table = np.zeros((target_px, 4 + groups * 4))
    table[:, 0] = taps.first
    table[:, 4 : 4 + count] = taps.weights
    return table.reshape(target_px, 1 + groups, 4)


def _table_texture(table: Array) -> Texture:
    height, width, _ = table.shape
    texture = Texture(Size(width, height), TextureFormat.RGBA32F, Sampling.NEAREST)
    texture.upload_array(table)
    return texture
