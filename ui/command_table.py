"""Every command of the window, declared once.

The menu bar, the context menu, the shortcut list and `docs/keys.md` are made from
`MENUS`; `ui.actions` turns it into `QAction`s. Nobody else names a key.

Keys follow mpv where it has a habit: Left and Right seek by 5 s, Up and Down by a
minute, 9 and 0 change the volume, as does the wheel over the picture.
"""

from collections.abc import Mapping

from ui.command import Behaviour, Command, Menu

_REPEATS, _CHECKED, _HELD = Behaviour.REPEATS, Behaviour.CHECKED, Behaviour.HELD

_FILE = (
    Command(
        "open",
        "Open…",
        "Choose one or several files to play",
        ("Ctrl+O",),
        pointer="drop files on the window",
    ),
    Command(
        "open-demo",
        "Play the demo",
        "Play the short clip that comes with the program",
        ("Ctrl+D",),
    ),
    Command(
        "next-file",
        "Next file",
        "Play the next file of the list",
        (">",),
        starts_section=True,
    ),
    Command(
        "previous-file", "Previous file", "Play the previous file of the list", ("<",)
    ),
    Command(
        "settings",
        "Settings…",
        "Change what the program remembers",
        ("Ctrl+,",),
        starts_section=True,
    ),
    Command("quit", "Quit", "Leave the program", ("Ctrl+Q",), starts_section=True),
)

_PLAYBACK = (
    Command(
        "play",
        "Play or pause",
        "Start, or hold the picture",
        ("Space",),
        pointer="click the picture",
    ),
    Command(
        "seek-back",
        "Back 5 seconds",
        "Go back 5 seconds",
        ("Left",),
        _REPEATS,
        starts_section=True,
    ),
    Command(
        "seek-forward",
        "Forward 5 seconds",
        "Go forward 5 seconds",
        ("Right",),
        _REPEATS,
    ),
    Command(
        "seek-back-long", "Back 1 minute", "Go back 60 seconds", ("Down",), _REPEATS
    ),
    Command(
        "seek-forward-long",
        "Forward 1 minute",
        "Go forward 60 seconds",
        ("Up",),
        _REPEATS,
    ),
    Command("seek-start", "To the start", "Go to the first frame", ("Home",)),
    Command(
        "previous-chapter",
        "Previous chapter",
        "Go to the start of this chapter, or of the one before",
        ("PgUp",),
    ),
    Command("next-chapter", "Next chapter", "Go to the next chapter", ("PgDown",)),
    Command(
        "step-back",
        "One frame back",
        "Pause and show the frame before",
        (",",),
        _REPEATS,
        starts_section=True,
    ),
    Command(
        "step-forward",
        "One frame forward",
        "Pause and show the next frame",
        (".",),
        _REPEATS,
    ),
    Command(
        "speed-down",
        "Slower",
        "Play slower, pitch kept (down to 0.25×)",
        ("[",),
        _REPEATS,
        starts_section=True,
    ),
    Command(
        "speed-up", "Faster", "Play faster, pitch kept (up to 4×)", ("]",), _REPEATS
    ),
    Command(
        "speed-reset",
        "Normal speed",
        "Play at the file's own speed",
        ("Backspace", "\\"),
    ),
)

_SOUND = (
    Command(
        "volume-up",
        "Louder",
        "Raise the volume by 5 % (up to 130 %)",
        ("0", "Ctrl+Up"),
        _REPEATS,
        pointer="wheel over the picture",
    ),
    Command(
        "volume-down",
        "Quieter",
        "Lower the volume by 5 %",
        ("9", "Ctrl+Down"),
        _REPEATS,
        pointer="wheel over the picture",
    ),
    Command("mute", "Mute", "No sound", ("M",), _CHECKED),
    Command(
        "next-audio-track",
        "Next audio track",
        "Hear the next audio track of the file",
        ("A", "#"),
        starts_section=True,
    ),
    Command(
        "reopen-audio", "Reopen the sound device", "Try again to open the sound device"
    ),
)


def _mode(digit: int, name: str, tip: str) -> Command:
    return Command(
        f"mode-{digit}", f"Mode {name}", tip, (f"Ctrl+{digit}",), _CHECKED, group="mode"
    )


_PICTURE = (
    _mode(1, "A", "For most 1080p shows: blur, smearing, resampling artefacts"),
    _mode(2, "B", "For light blur with ringing, many 720p sources"),
    _mode(3, "C", "For clean sources shrunk to 480p, some noise"),
    _mode(4, "A+A", "For sources that need Mode A twice, at ratios of 2 and more"),
    _mode(5, "B+B", "For sources that need Mode B twice, at ratios of 2 and more"),
    _mode(6, "C+A", "For Mode C sources that stay soft, at ratios of 2 and more"),
    Command(
        "mode-off",
        "No shaders",
        "The picture as it is in the file, only scaled",
        ("Ctrl+0",),
        _CHECKED,
        group="mode",
    ),
    Command(
        "toggle-quality",
        "Fast, HQ or Auto",
        "Go on to the mode's next size; Auto goes between Fast and HQ by itself",
        ("Ctrl+7", "Q"),
        starts_section=True,
    ),
    Command(
        "lighter-chain",
        "Lighter chain",
        "Take the next chain that asks less of the GPU",
        ("Ctrl+-",),
    ),
    Command(
        "add-shader",
        "Add a shader file…",
        "Put a shader file (mpv format) at the end of the chain",
        ("Ctrl+Shift+O",),
        starts_section=True,
    ),
    Command(
        "reset-chain",
        "Reset the chain",
        "Files, order, switches and values as the preset has them",
    ),
    Command(
        "shader-panel",
        "Shader drawer",
        "See and change the chain, file by file and pass by pass",
        ("S",),
        _CHECKED,
    ),
)


def _compare(name: str, text: str, tip: str) -> Command:
    return Command(f"compare-{name}", text, tip, behaviour=_CHECKED, group="compare")


_COMPARE = (
    _compare("off", "No comparison", "Only the enhanced picture"),
    _compare("wipe", "Wipe", "Before and after, parted by a line to drag"),
    _compare("side-by-side", "Side by side", "Two whole pictures, left and right"),
    _compare("hold", "Hold to compare", "Hold V to see the original without delay"),
    Command(
        "compare-next",
        "Next comparison",
        "Off, wipe, side by side, hold, and round again",
        ("C",),
        starts_section=True,
    ),
    Command(
        "compare-previous",
        "Previous comparison",
        "The same, the other way round",
        ("Shift+C",),
    ),
    Command(
        "compare-swap", "Swap sides", "Change the places of before and after", ("X",)
    ),
    Command(
        "show-original",
        "Show the original",
        "Hold the key to see the picture before the shaders",
        ("V",),
        _HELD,
    ),
    Command(
        "divider-left",
        "Divider left",
        "Move the divider to the left",
        ("Shift+Left",),
        _REPEATS,
        starts_section=True,
        pointer="drag the divider",
    ),
    Command(
        "divider-right",
        "Divider right",
        "Move the divider to the right",
        ("Shift+Right",),
        _REPEATS,
        pointer="drag the divider",
    ),
    Command(
        "divider-centre",
        "Divider to the middle",
        "Put the divider back in the middle",
        ("Shift+Down",),
        pointer="double click the divider",
    ),
)

_VIEW = (
    Command(
        "fullscreen",
        "Full screen",
        "Fill the screen, or go back to the window",
        ("F", "F11"),
        _CHECKED,
        pointer="double click the picture",
    ),
    Command("leave-fullscreen", "Leave full screen", "Back to the window", ("Esc",)),
    Command(
        "stats",
        "Statistics",
        "Numbers on sound, frames and shaders over the picture",
        ("I",),
        _CHECKED,
        starts_section=True,
    ),
    Command(
        "playlist",
        "Play list",
        "See and choose the files that play one after another",
        ("L",),
        _CHECKED,
    ),
)

_HELP = (
    Command("shortcuts", "Keys and mouse", "This list of keys", ("?", "F1")),
    Command(
        "copy-report",
        "Copy a report",
        "Put GPU, decoder and sound facts on the clipboard, for a bug report",
        ("Ctrl+Shift+C",),
    ),
    Command(
        "about",
        "About Sakuga",
        "Version, licence and what it is made of",
        starts_section=True,
    ),
)

MENUS: Mapping[Menu, tuple[Command, ...]] = {
    Menu.FILE: _FILE,
    Menu.PLAYBACK: _PLAYBACK,
    Menu.SOUND: _SOUND,
    Menu.PICTURE: _PICTURE,
    Menu.COMPARE: _COMPARE,
    Menu.VIEW: _VIEW,
    Menu.HELP: _HELP,
}

COMMANDS: tuple[Command, ...] = tuple(
    command for commands in MENUS.values() for command in commands
)

BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}
