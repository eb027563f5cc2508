"""Where a person's own shaders and presets lie, by the habits of each system."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def config_folder(
    program: str,
    environment: Mapping[str, str] | None = None,
    platform: str = sys.platform,
) -> Path:
    """Return the folder in which a program keeps its settings; it need not exist.

    Args:
        program: "sakuga" or "mpv".
        environment: Variables; the process's own by default.
        platform: As `sys.platform` names it.
    """
    variables = os.environ if environment is None else environment
    home = Path(variables.get("HOME") or Path.home())
    if platform == "win32":
        roaming = variables.get("APPDATA")
        return Path(roaming or home / "AppData" / "Roaming") / program
    if platform == "darwin" and program != "mpv":  # mpv keeps to .config there
        return home / "Library" / "Application Support" / program
    return Path(variables.get("XDG_CONFIG_HOME") or home / ".config") / program


def shader_folders() -> tuple[Path, ...]:
    """Return the folders whose shaders are offered, our own first."""
    return (
        config_folder("sakuga") / "shaders",
        config_folder("mpv") / "shaders",
    )


def preset_folder() -> Path:
    """Return the folder of a person's own presets."""
    return config_folder("sakuga") / "presets"
