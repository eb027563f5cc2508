"""Sample values for widgets: a file, a chain with every kind of pass, notices."""

from dataclasses import replace
from fractions import Fraction

from player.frames import AudioInfo, Chapter, MediaInfo, TrackInfo, VideoInfo
from player.geometry import Size
from player.hooks.chain import OFF, ChainEntry, ShaderChain
from player.hooks.shader_file import HookPass, ParamKind, ShaderFile, ShaderParam
from player.status import (
    ChainStatus,
    Notice,
    PassStatus,
    PassVerdict,
    PlaybackStatus,
    PlayState,
    SyncStats,
)
from player.timing import MediaTime
from ui.chain_words import ChainFacts

BUDGET_MS = 41.7


def shader_file(name: str, titles: tuple[str, ...]) -> ShaderFile:
    """Return a parsed file with one pass per title."""
    passes = tuple(
        HookPass(
            index=index,
            line=1 + 20 * index,
            title=title,
            hooks=("MAIN",),
            binds=("HOOKED",),
            body="vec4 hook() { return HOOKED_tex(HOOKED_pos); }",
            body_line=5 + 20 * index,
        )
        for index, title in enumerate(titles)
    )
    return ShaderFile(f"/shaders/{name}.glsl", name, f"digest of {name}", passes)


PARAMS = (
    ShaderParam(
        "STRENGTH", 3, "Strength of the sharpening", ParamKind.FLOAT, 1.0, 0.0, 2.0
    ),
    ShaderParam(
        "SIGMA",
        9,
        "How unlike in luma a neighbour may be, against the centre",
        ParamKind.FLOAT,
        0.1,
        0.01,
        0.5,
    ),
    ShaderParam("ROUNDS", 15, "Rounds", ParamKind.INT, 2.0, 1.0, 8.0),
    ShaderParam(
        "STYLE", 21, "Kernel", ParamKind.INT, 1.0, 0.0, 2.0, ("BOX", "GAUSS", "DISC")
    ),
    ShaderParam("KEEP_FLAT", 27, "Leave flat parts", ParamKind.DEFINE, 1.0, 0.0, 1.0),
)
"""One of each kind of knob."""

CLAMP = shader_file("Clamp highlights", ("Compute statistics X", "Statistics Y"))
DEBLUR = shader_file("Deblur DoG", ("Luma", "Kernel X", "Kernel Y", "Apply"))
UPSCALE = shader_file("Upscale DoG ×2", ("Luma", "Kernel X", "Kernel Y", "Apply ×2"))

CHAIN = ShaderChain(
    "mode-a-fast",
    "Mode A · Fast",
    (
        ChainEntry("clamp", CLAMP),
        ChainEntry("deblur", DEBLUR, passes_off=frozenset({1})),
        ChainEntry("upscale", UPSCALE),
        ChainEntry(
            "my-sharpen.glsl",
            None,
            fault="my-sharpen.glsl:41: HOOK names no stage: 'MIAN'",
        ),
    ),
    note="For most older shows; stand-ins until the networks are trained",
    key="1",
)

CHAINS = (
    CHAIN,
    ShaderChain("mode-b-fast", "Mode B · Fast", note="For soft sources", key="2"),
    ShaderChain("mode-c-fast", "Mode C · Fast", note="For clean sources", key="3"),
    ShaderChain("mode-aa-fast", "Mode A+A · Fast", note="Mode A twice", key="4"),
    ShaderChain("classic-3", "Classic 3.1", note="The chain of 2020"),
    OFF,
)


TUNABLE = replace(DEBLUR, params=PARAMS)

TUNED = ShaderChain(
    "tuned",
    "Mode A · Fast",
    (
        ChainEntry("clamp", CLAMP),
        ChainEntry("deblur", TUNABLE, values=(("STRENGTH", 0.8),)),
        ChainEntry("upscale", UPSCALE),
    ),
    note="For most older shows",
    key="1",
)
"""A chain with values to turn; one of them is turned."""


def _passes() -> tuple[PassStatus, ...]:
    ran, idle, off = PassVerdict.RAN, PassVerdict.IDLE, PassVerdict.OFF
    small = "1.00 is not > 1.20"
    return (
        PassStatus(0, 0, "Compute statistics X", ran, gpu_ms=0.8),
        PassStatus(0, 1, "Statistics Y", ran, gpu_ms=0.7),
        PassStatus(1, 0, "Luma", ran, gpu_ms=0.3),
        PassStatus(1, 1, "Kernel X", off, "switched off"),
        PassStatus(1, 2, "Kernel Y", ran, gpu_ms=2.4),
        PassStatus(1, 3, "Apply", ran, gpu_ms=6.9),
        PassStatus(2, 0, "Luma", idle, small),
        PassStatus(2, 1, "Kernel X", idle, small),
        PassStatus(2, 2, "Kernel Y", idle, small),
        PassStatus(2, 3, "Apply ×2", idle, small),
    )


PASSES = _passes()

CHAIN_STATUS = ChainStatus(
    chain_id=CHAIN.id,
    passes=PASSES,
    total_ms=14.3,
    input_size="1280×720",
    output_size="1920×1080",
)

FACTS = ChainFacts(CHAIN, CHAIN_STATUS, BUDGET_MS, has_picture=True)

MEDIA = MediaInfo(
    path="/films/Episode 01.mkv",
    title="Episode 01 – The blue pencil",
    duration_s=1420.0,
    video=VideoInfo(
        TrackInfo(0, "h264"),
        Size(1280, 720),
        Size(1280, 720),
        Fraction(24000, 1001),
        "yuv420p",
    ),
    audio=AudioInfo(TrackInfo(1, "aac", "jpn"), 48000, 2),
    audio_tracks=(TrackInfo(1, "aac", "jpn"), TrackInfo(2, "aac", "eng")),
    chapters=(
        Chapter(MediaTime(0.0), "Cold open"),
        Chapter(MediaTime(90.0), "Opening"),
        Chapter(MediaTime(180.0), "Part A"),
        Chapter(MediaTime(700.0), "Part B"),
        Chapter(MediaTime(1330.0), "Ending"),
    ),
)

STATUS = PlaybackStatus(
    state=PlayState.PLAYING,
    media=MEDIA,
    position=MediaTime(612.0),
    audio_device="Built-in audio",
    stats=SyncStats(
        shown=14_688, dropped=3, repeated=12, offset_s=0.0032, draw_ms=14.3
    ),
)

NOTICE = Notice(
    "too-slow",
    "Mode A · HQ needs 58 ms a frame, and a frame lasts 41.7 ms.",
    "Sound goes on; late frames are dropped.",
    action="lighter-chain",
)
ERROR = Notice(
    "open",
    "Cannot open Episode 02.mkv: the file ends before its first frame.",
    "Try to copy the file again.",
    is_error=True,
    action="open",
)
