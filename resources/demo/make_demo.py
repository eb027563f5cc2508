"""Draw and encode `resources/demo/demo.mkv` (`make demo`).

The pictures are drawn with Qt at 1280×720, averaged down to 640×360 and softened a
little, as an old broadcast master would be: that is what the shader chains are for.
Not imported by the player.
"""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter

from resources.demo import dusk, gaze, music
from resources.demo.ink import HEIGHT, WIDTH, colour, ease

TARGET = Path(__file__).with_name("demo.mkv")
RATE = 24
CHAPTER_S = 10.0
LENGTH_S = 2 * CHAPTER_S
QUALITY = "21"
"""x264's constant quality: 640×360 line art of 20 s stays well under 2 MB."""

ASS_HEADER = """[Script Info]
ScriptType: v4.00+
PlayResX: 640
PlayResY: 360
WrapStyle: 0

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, \
BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, \
BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,sans-serif,22,&H00FFFFFF,&H000000FF,&H00281A33,&H80000000,0,0,0,0,100,\
100,0,0,1,1.6,0.6,2,24,24,18,1
Style: Sign,sans-serif,15,&H00E8F4FF,&H000000FF,&H00603A4A,&H00000000,0,1,0,0,100,100,\
2,0,1,1,0,7,20,20,16,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
LINES: tuple[tuple[float, float, str, str], ...] = (
    (0.6, 3.6, "Sign", r"{\fad(300,300)}Chapter one: dusk"),
    (1.6, 4.4, "Default", "The last train home is never late."),
    (5.0, 8.6, "Default", "Look at the wires:\\Nthin lines show everything."),
    (10.4, 13.0, "Sign", r"{\fad(300,300)}Chapter two: gaze"),
    (12.2, 15.0, "Default", "Press {\\i1}C{\\i0} and drag the divider."),
    (15.6, 19.2, "Default", "Before on one side, after on the other."),
)


def picture(time_s: float) -> npt.NDArray[np.uint8]:
    """Return uint8 [360, 640, 3] R'G'B' of the demo at a moment."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB888)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    is_first = time_s < CHAPTER_S
    chapter_time = time_s if is_first else time_s - CHAPTER_S
    (dusk if is_first else gaze).draw(painter, chapter_time)
    _lettering(painter, chapter_time, is_first=is_first)
    painter.end()
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(HEIGHT, -1)
    full = rows[:, : WIDTH * 3].reshape(HEIGHT, WIDTH, 3).astype(np.float32)
    small = full.reshape(HEIGHT // 2, 2, WIDTH // 2, 2, 3).mean((1, 3))
    focus = 1 - ease((chapter_time - 0.25) / 1.1) if not is_first else 0.0
    small = _soften(small, 0.55 + 6.5 * focus)
    if min(time_s, LENGTH_S - time_s) < 0.5:
        small = small * ease(min(time_s, LENGTH_S - time_s) / 0.5)
    return np.asarray(np.clip(small + 0.5, 0, 255).astype(np.uint8))


def _lettering(painter: QPainter, time_s: float, *, is_first: bool) -> None:
    shown = ease((time_s - 0.8) / 0.8) * (1 - ease((time_s - 8.6) / 0.8))
    if shown <= 0:
        return
    font = QFont("DejaVu Sans")
    font.setPixelSize(17)
    font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
    painter.setFont(font)
    painter.setPen(colour("#fff4e2", shown))
    if is_first:
        painter.drawText(QPointF(60, HEIGHT - 134), "key animation · line and light")
    else:
        painter.drawText(QPointF(40, HEIGHT - 34), "drawings")
        painter.drawText(QPointF(WIDTH - 150, HEIGHT - 34), "that move")
    painter.setPen(Qt.PenStyle.NoPen)


def _soften(image: npt.NDArray[np.float32], sigma_px: float) -> npt.NDArray[np.float32]:
    reach = max(1, int(3 * sigma_px))
    taps = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma_px) ** 2)
    taps /= taps.sum()
    for axis in (0, 1):
        padding = [(reach, reach) if a == axis else (0, 0) for a in range(3)]
        padded = np.pad(image, padding, mode="edge")
        length = image.shape[axis]
        image = sum(
            tap * padded.take(range(k, k + length), axis) for k, tap in enumerate(taps)
        )
    return image.astype(np.float32)


def encode(target: Path) -> None:
    """Write the clip: H.264, Opus, one ASS track, two chapters."""
    with av.open(str(target), "w") as output:
        output.metadata["title"] = "Sakuga demo"
        output.set_chapters(
            [
                {
                    "id": 0,
                    "start": 0,
                    "end": int(CHAPTER_S * 1000),
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "Dusk"},
                },
                {
                    "id": 1,
                    "start": int(CHAPTER_S * 1000),
                    "end": int(LENGTH_S * 1000),
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "Gaze"},
                },
            ]
        )
        video = output.add_stream(
            "libx264",
            rate=RATE,
            options={
                "crf": QUALITY,
                "preset": "veryslow",
                "tune": "animation",
                "g": "96",
                "colorprim": "bt709",
                "transfer": "bt709",
                "colormatrix": "bt709",
            },
        )
        video.width, video.height, video.pix_fmt = WIDTH // 2, HEIGHT // 2, "yuv420p"
        context = video.codec_context
        context.color_range, context.colorspace = 1, 1
        context.color_primaries, context.color_trc = 1, 1
        audio = output.add_stream("libopus", rate=music.RATE_HZ)
        audio.layout = "stereo"
        audio.bit_rate = 96_000
        audio.metadata["language"] = "und"
        words = output.add_stream("ass")
        words.metadata.update(language="eng", title="Demo captions")
        words.codec_context.subtitle_header = ASS_HEADER.encode()
        output.start_encoding()
        for index in range(int(LENGTH_S * RATE)):
            frame = av.VideoFrame.from_ndarray(picture(index / RATE), format="rgb24")
            frame = frame.reformat(
                format="yuv420p", dst_colorspace=1, dst_color_range=1
            )
            frame.pts, frame.time_base = index, Fraction(1, RATE)
            output.mux(video.encode(frame))
        output.mux(video.encode(None))
        _write_sound(output, audio)
        _write_words(output, words)


def _write_sound(output: av.container.OutputContainer, stream: av.AudioStream) -> None:
    samples = music.compose(LENGTH_S)
    block = 960
    for first in range(0, samples.shape[1] - block + 1, block):
        part = np.ascontiguousarray(samples[:, first : first + block].T).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(part, format="flt", layout="stereo")
        frame.sample_rate, frame.pts = music.RATE_HZ, first
        frame.time_base = Fraction(1, music.RATE_HZ)
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))


def _write_words(
    output: av.container.OutputContainer, stream: av.stream.Stream
) -> None:
    for number, (start_s, end_s, style, text) in enumerate(LINES):
        event = f"{number},0,{style},,0,0,0,,{text}".encode()
        length_ms = int((end_s - start_s) * 1000)
        cue = av.subtitles.subtitle.SubtitleSet.create(
            text=event, start=0, end=length_ms, pts=int(start_s * 1_000_000)
        )
        packet = stream.codec_context.encode_subtitle(cue)
        packet.stream, packet.time_base = stream, Fraction(1, 1000)
        packet.pts = packet.dts = int(start_s * 1000)
        packet.duration = length_ms
        output.mux(packet)


def main() -> None:
    """Draw everything and say how large it became."""
    QGuiApplication(["make_demo", "-platform", "offscreen"])
    encode(TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1e6:.2f} MB")  # noqa: T201  a command prints


if __name__ == "__main__":
    main()
