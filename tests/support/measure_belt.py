"""Measures the built-in passes: `python -m tests.support.measure_belt`.

Milliseconds for a 1280×720 frame, upload included, until the GPU has finished. The
least of some runs is what the pass costs on an idle machine.
"""

import sys
import time

import numpy as np

from player.colour import ColourSpec, Matrix, Primaries, Range, Transfer
from player.geometry import Size
from player.gl.api import finish
from player.gl.headless import headless_context
from player.gl.texture import TextureFormat
from player.render.output_pass import OutputLook
from player.render.request import Kernel
from tests.support.colour_chart import frame_of_codes, layout_of
from tests.support.picture_belt import PictureBelt

RUNS = 9
FRAME = Size(1280, 720)
SDR = ColourSpec()
RGB = ColourSpec(Matrix.RGB, Range.FULL)
PQ = ColourSpec(Matrix.BT2020_NCL, Range.LIMITED, Primaries.BT2020, Transfer.PQ)
SOFT, SHARP, BEST = Kernel.BILINEAR, Kernel.BICUBIC, Kernel.LANCZOS

CASES = (
    # what, layout, depth, colour, scaler, chroma scaler, output
    ("fused, bilinear chroma", "420", 8, SDR, SOFT, SOFT, FRAME),
    ("fused, bicubic chroma", "420", 8, SDR, SOFT, SHARP, FRAME),
    ("fused, 10 bits", "420", 10, SDR, SOFT, SOFT, FRAME),
    ("fused, NV12", "nv12", 8, SDR, SOFT, SOFT, FRAME),
    ("fused, 4:4:4", "444", 8, SDR, SOFT, SOFT, FRAME),
    ("fused, RGB", "rgb", 8, RGB, SOFT, SOFT, FRAME),
    ("fused, PQ P010", "nv12", 10, PQ, SOFT, SOFT, FRAME),
    ("to 1080p, bilinear", "420", 8, SDR, SOFT, SOFT, Size(1920, 1080)),
    ("to 1080p, Lanczos", "420", 8, SDR, BEST, SOFT, Size(1920, 1080)),
    ("to 540p, bilinear", "420", 8, SDR, SOFT, SOFT, Size(960, 540)),
    ("to 540p, Lanczos", "420", 8, SDR, BEST, SOFT, Size(960, 540)),
)


def main() -> None:
    """Print one line per case."""
    shape = (FRAME.height, FRAME.width, 3)
    codes = np.random.default_rng(1).integers(16, 235, shape).astype(np.float64)
    with headless_context() as info:
        sys.stdout.write(f"{info.renderer}\n")
        belt = PictureBelt()
        for what, name, depth, colour, scaler, chroma_scaler, size in CASES:
            frame = frame_of_codes(layout_of(name, depth), codes, colour)
            look = OutputLook(colour, 0, scaler, chroma_scaler)
            with belt.texture(size, TextureFormat.RGBA8) as target:
                walls, busy = [], time.process_time()
                for _ in range(RUNS):
                    begun = time.perf_counter()
                    planes = belt.uploader.upload(frame)
                    belt.output.draw_planes(planes, target, look)
                    finish()
                    walls.append((time.perf_counter() - begun) * 1e3)
                busy_ms = (time.process_time() - busy) / RUNS * 1e3
            sys.stdout.write(
                f"{what:26s} least {min(walls):6.1f}  middle {np.median(walls):6.1f}"
                f"  processor {busy_ms:6.1f} ms\n"
            )
        belt.release()


if __name__ == "__main__":
    main()
