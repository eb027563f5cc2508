"""What every command does: the one table between command ids and the session.

`ui.command_table` declares the same ids with their words, keys and menus; a test holds
the two equal. What only the window can do comes from whoever places the widgets.
Thread: GUI.
"""

from collections.abc import Callable, Mapping
from functools import partial

from player.render.request import CompareMode
from player.timing import FILE_START
from ui.session import Session

Effect = Callable[[], object]

HELD = "show-original"
"""The one command that lasts while its key is down: `CompareControl.hold_original`."""

WINDOW_COMMANDS = frozenset(
    {
        "open",
        "open-demo",
        "add-shader",
        "settings",
        "quit",
        "fullscreen",
        "leave-fullscreen",
        "shader-panel",
        "stats",
        "playlist",
        "shortcuts",
        "copy-report",
        "about",
    },
)
"""Commands whose effect the window itself brings along."""


def effects(session: Session, window: Mapping[str, Effect]) -> dict[str, Effect]:
    """Return the effect of every command but the held one.

    Args:
        session: What the commands act on.
        window: Effects of exactly `WINDOW_COMMANDS`.
    """
    assert window.keys() == WINDOW_COMMANDS, window.keys() ^ WINDOW_COMMANDS
    return {
        **window,
        **_playback_effects(session),
        **_sound_effects(session),
        **_chain_effects(session),
        **_compare_effects(session),
    }


def _playback_effects(session: Session) -> dict[str, Effect]:
    playback = session.playback
    return {
        "next-file": partial(session.move_in_list, 1),
        "previous-file": partial(session.move_in_list, -1),
        "play": playback.toggle_pause,
        "seek-forward": partial(playback.seek_by, 5.0),
        "seek-back": partial(playback.seek_by, -5.0),
        "seek-forward-long": partial(playback.seek_by, 60.0),
        "seek-back-long": partial(playback.seek_by, -60.0),
        "seek-start": partial(playback.seek, FILE_START),
        "next-chapter": partial(playback.seek_chapter, 1),
        "previous-chapter": partial(playback.seek_chapter, -1),
        "step-forward": partial(playback.step, 1),
        "step-back": partial(playback.step, -1),
        "speed-up": partial(playback.change_speed, 1),
        "speed-down": partial(playback.change_speed, -1),
        "speed-reset": partial(playback.set_speed, 1.0),
    }


def _sound_effects(session: Session) -> dict[str, Effect]:
    playback = session.playback
    return {
        "volume-up": partial(playback.change_volume, 1),
        "volume-down": partial(playback.change_volume, -1),
        "mute": playback.toggle_mute,
        "next-audio-track": playback.cycle_audio_track,
        "reopen-audio": playback.reopen_audio,
    }


def _chain_effects(session: Session) -> dict[str, Effect]:
    chain = session.chain
    by_key = {f"mode-{key}": partial(chain.select_key, key) for key in "123456"}
    return {
        **by_key,
        "mode-off": partial(chain.select, "off"),
        "toggle-quality": chain.toggle_quality,
        "lighter-chain": chain.use_lighter,
        "reset-chain": chain.reset,
    }


def _compare_effects(session: Session) -> dict[str, Effect]:
    compare = session.compare
    modes = {
        f"compare-{mode.value}": partial(compare.set_mode, mode) for mode in CompareMode
    }
    return {
        **modes,
        "compare-next": compare.cycle,
        "compare-previous": partial(compare.cycle, -1),
        "compare-swap": compare.swap,
        "divider-left": partial(compare.nudge_divider, -1),
        "divider-right": partial(compare.nudge_divider, 1),
        "divider-centre": compare.centre_divider,
    }
